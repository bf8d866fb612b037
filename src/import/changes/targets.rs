//! Which record a row is of: by its handle in a form, else by number, else by name; or a new one.

use std::io;

use super::Changing;
use crate::import::facts::{Named, PersonFact, called};
use crate::import::fields::List;
use crate::import::handles::{free_handle, handle};
use crate::import::plain::Plain;
use crate::import::record::Entry;
use crate::import::rows::Incoming;
use crate::import::told::Why;
use crate::import::words::folded;

/// A record's place.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Path of its file.
    pub(super) file: String,
    /// Its place in the file, when it is not the file itself.
    pub(super) entry: Option<Entry>,
    /// What it is called in previews; empty for the file itself.
    pub(super) of: String,
    /// Name that pictures are described with, and files called after.
    pub(super) name: String,
}

impl Target {
    /// By which it is remembered.
    pub(super) fn key(&self) -> String {
        let entry = self.entry.as_ref().map(|own| {
            let ids: Vec<&str> = own.by.iter().map(|(_, id)| id.as_str()).collect();
            format!("#{}", ids.join("+"))
        });
        format!("{}{}", self.file, entry.unwrap_or_default())
    }
}

impl Changing<'_, '_> {
    /// The record of a row; `None` when it is told why there is none.
    pub(super) fn target(&mut self, own: &Incoming) -> io::Result<Option<Target>> {
        Ok(match own.list {
            List::Product => Some(self.product(own)),
            List::Member => Some(Self::named(own, &self.work.known.members, "name", |id| {
                format!("members/{id}/member.md")
            })),
            List::Buyer => {
                Some(Self::named(own, &self.work.known.buyers, "company", |id| format!("buyers/{id}.toml")))
            }
            List::Certificate => Some(self.certificate(own)),
            List::Person => Some(self.person(own)),
            List::Price => self.price(own),
            List::Wish => self.wish(own),
            List::Stay => Some(self.stay(own)),
        })
    }

    fn product(&self, own: &Incoming) -> Target {
        let (sku, name) = (own.text("sku"), own.text("name"));
        let of_firm = || self.work.known.products_of(&own.member);
        let same = |one: &str, other: &str| one == other || (!one.is_empty() && folded(one) == folded(other));
        let by_sku = || of_firm().find(|known| !sku.is_empty() && same(&known.sku, &sku));
        let by_name = || {
            let mut called = of_firm().filter(|known| {
                (sku.is_empty() || known.sku.is_empty()) && known.names.iter().any(|own| same(own, &name))
            });
            called.next()
        };
        let known = match own.id.is_empty() {
            false => of_firm().find(|known| known.id == own.id),
            true => by_sku().or_else(by_name),
        };
        let id = known.map_or_else(
            || {
                let wanted = handle(if name.is_empty() { &sku } else { &name });
                let wanted = if wanted.is_empty() { handle(&sku) } else { wanted };
                free_handle(&wanted, |id| of_firm().any(|known| known.id == id))
            },
            |known| known.id.clone(),
        );
        let label = if name.is_empty() {
            known.and_then(|own| own.names.first().cloned()).unwrap_or(sku)
        } else {
            name
        };
        Target {
            file: format!("members/{}/products/{id}.md", own.member),
            entry: None,
            of: String::new(),
            name: label,
        }
    }

    fn named(own: &Incoming, all: &[Named], key: &str, file: impl Fn(&str) -> String) -> Target {
        let name = own.text(key);
        let id = match own.id.is_empty() {
            false => own.id.clone(),
            true => called(all.iter(), &name).map_or_else(
                || free_handle(&handle(&name), |id| all.iter().any(|own| own.id == id)),
                |own| own.id.clone(),
            ),
        };
        Target { file: file(&id), entry: None, of: String::new(), name }
    }

    fn certificate(&self, own: &Incoming) -> Target {
        let number = own.text("number");
        let scheme = called(self.work.known.schemes.iter(), &own.text("scheme")).map(|own| own.id.clone());
        let of_firm = || self.work.known.certificates.iter().filter(|known| known.member == own.member);
        let by_number = || of_firm().find(|known| !number.is_empty() && known.number == number);
        let by_scheme = || {
            let mut same = of_firm().filter(|known| Some(&known.scheme) == scheme.as_ref());
            same.next()
                .filter(|known| same.next().is_none() && (number.is_empty() || known.number.is_empty()))
        };
        let known = if own.id.is_empty() {
            by_number().or_else(by_scheme).map(|known| known.id.clone())
        } else {
            Some(own.id.clone())
        };
        let id = known.unwrap_or_else(|| {
            let wanted = scheme.clone().unwrap_or_else(|| handle(&own.text("scheme")));
            free_handle(&wanted, |id| of_firm().any(|known| known.id == id))
        });
        Target {
            file: format!("members/{}/member.md", own.member),
            of: format!("certificate `{id}`"),
            entry: Some(Entry::new("certificates", "id", id)),
            name: String::new(),
        }
    }

    /// A person without a handle is known by name or e-mail; one that has neither, by its role.
    fn person(&self, own: &Incoming) -> Target {
        let [name, email, role] = ["name", "email", "role"].map(|path| own.text(path));
        let of_firm = || self.work.known.persons.iter().filter(|known| known.member == own.member);
        let same = |one: &str, other: &str| !one.is_empty() && folded(one) == folded(other);
        let is_same = |known: &&PersonFact| {
            let [known_name, known_email, known_role] = &known.called;
            let has_none = name.is_empty() && email.is_empty();
            same(&name, known_name)
                || (same(&email, known_email) && (name.is_empty() || known_name.is_empty()))
                || (has_none && same(&role, known_role))
        };
        let id = if own.id.is_empty() {
            of_firm().find(is_same).map_or_else(
                || {
                    let wanted = handle(if role.is_empty() { &name } else { &role });
                    free_handle(&wanted, |id| of_firm().any(|known| known.id == id))
                },
                |known| known.id.clone(),
            )
        } else {
            own.id.clone()
        };
        Target {
            file: format!("members/{}/member.md", own.member),
            of: format!("person `{id}`"),
            entry: Some(Entry::new("persons", "id", id)),
            name,
        }
    }

    fn price(&mut self, own: &Incoming) -> Option<Target> {
        let lists: Vec<String> = self
            .work
            .known
            .price_lists
            .iter()
            .filter(|(member, _)| *member == own.member)
            .map(|(_, path)| path.clone())
            .filter(|path| own.price_list.is_empty() || *path == format!("prices/{}.toml", own.price_list))
            .collect();
        let [file] = lists.as_slice() else {
            let (message, hint) = match lists.is_empty() {
                true if !own.price_list.is_empty() => {
                    ("the price list of this sheet is none of the firm's", "make a new form")
                }
                true => (
                    "the firm has no price list yet",
                    "write `prices/<id>.toml` with its member, currency, Incoterm, place and days first",
                ),
                false => {
                    ("the firm has several price lists", "keep one of them in `prices/` while you import")
                }
            };
            if !self.out.told.iter().any(|told| told.message == message) {
                self.tell(own, Why::Stranger, (own.row, 0), message, hint);
            }
            return None;
        };
        let file = file.clone();
        let id = if own.id.is_empty() { self.product_of_price(own, &file)? } else { own.id.clone() };
        Some(Target {
            file,
            of: format!("price of `{id}`"),
            entry: Some(Entry::new("line", "product", id)),
            name: String::new(),
        })
    }

    fn stay(&self, own: &Incoming) -> Target {
        Target {
            file: format!("meetings/{}.toml", self.work.event),
            of: format!("stay of `{}`", own.id),
            entry: Some(Entry::new("buyer", "id", own.id.clone())),
            name: String::new(),
        }
    }

    /// The product that a price is of, as its cell says.
    fn product_of_price(&mut self, own: &Incoming, file: &str) -> Option<String> {
        let given = own.cells.iter().find(|given| given.field.path == "product")?.clone();
        let list = Target { file: file.to_owned(), entry: None, of: String::new(), name: String::new() };
        match self.values(own, &given, &list).pop() {
            Some((_, Plain::Text(id))) => Some(id),
            _ => None,
        }
    }

    /// A wish stands in the frame of the event; one that was never said and is still empty makes no entry.
    fn wish(&mut self, own: &Incoming) -> Option<Target> {
        let given = own.cells.first()?;
        let was = given.sent.clone().unwrap_or_default();
        if given.cell.is_empty() && was.is_empty() {
            return None;
        }
        let (buyer, member) = own.id.split_once('>')?;
        let (from, buyer, member) = match own.member.is_empty() {
            true => ("buyer", buyer, member),
            false => ("member", buyer, member),
        };
        let by = vec![("buyer", buyer.to_owned()), ("member", member.to_owned()), ("from", from.to_owned())];
        Some(Target {
            file: format!("meetings/{}.toml", self.work.event),
            of: format!("request of `{buyer}` and `{member}`"),
            entry: Some(Entry { list: "request", by }),
            name: String::new(),
        })
    }
}
