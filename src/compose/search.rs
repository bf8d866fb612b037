//! The index that a visitor's browser searches: one script for each language, made of the public views
//! alone. Words are folded and sorted here, so that the browser only looks them up.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::catalogue::Catalogue;
use super::facets::{self, Facet};
use super::fold::words;
use super::scope::Scope;
use super::views::{LinkView, MemberView, ProductView, Row};

/// How much of a match a word is: its name or number, whose and what kind it is, or anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Other = 1,
    Kin = 2,
    Name = 3,
}

/// Words of at most so many letters of a page's text are indexed: longer ones are addresses.
const LONGEST: usize = 32;

/// What can be found and by which words.
pub struct Index {
    products: Vec<Value>,
    members: Vec<Value>,
    papers: Vec<Value>,
    pages: Vec<Value>,
    facets: Vec<Facet>,
    postings: BTreeMap<String, BTreeMap<usize, Rank>>,
    labels: Vec<String>,
}

impl Index {
    /// The index of a language.
    pub fn new(scope: &Scope<'_>, catalogue: &Catalogue) -> Self {
        let products = catalogue.in_order();
        let (facets, values) = facets::of(scope, catalogue, &products);
        let mut index = Self {
            products: Vec::new(),
            members: Vec::new(),
            papers: Vec::new(),
            pages: Vec::new(),
            facets,
            postings: BTreeMap::new(),
            labels: Vec::new(),
        };
        for (product, values) in products.iter().zip(values) {
            index.product(catalogue, product, values);
        }
        catalogue.members.iter().for_each(|member| index.member(member));
        index.papers(catalogue);
        index.pages(scope, catalogue);
        index
    }

    /// The script that hands the index to the page that asked for it.
    pub fn script(&self) -> String {
        let mut words: Vec<&String> = self.postings.keys().collect();
        // As a browser compares texts: by units of UTF-16.
        words.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        let posts: Vec<String> = words.iter().map(|word| postings(&self.postings[*word])).collect();
        let facets: Vec<Value> = self.facets.iter().map(Facet::view).collect();
        let index = json!({
            "products": self.products, "members": self.members, "papers": self.papers, "pages": self.pages,
            "labels": self.labels, "facets": facets,
            "words": words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "),
            "posts": posts.join(";"),
        });
        format!("Fairfolio.index({index});\n")
    }

    fn product(&mut self, catalogue: &Catalogue, p: &ProductView, values: Vec<Value>) {
        let strip = p.strip.iter().map(|row| row.value.as_str()).collect::<Vec<_>>();
        let label = p.strip.get(2).map_or(Value::Null, |row| json!(self.label(&row.label)));
        let member = catalogue.members.iter().position(|m| m.id == p.maker.id);
        let makers: Vec<_> = p
            .makers
            .iter()
            .filter_map(|m| catalogue.members.iter().position(|v| v.id == m.member.id))
            .collect();
        let at = self.products.len();
        let picture = p.photo.webp.first().map_or(p.photo.src.as_str(), |source| &source.src);
        self.products.push(json!([
            p.code,
            p.name,
            p.href,
            p.sku,
            member,
            p.category.id,
            picture,
            strip,
            label,
            u8::from(p.is_new),
            p.measures.unit,
            makers,
            values,
        ]));
        let makers = p.makers.iter().map(|maker| maker.member.name.as_str());
        let papers = p.certificates.iter().map(|paper| paper.name.as_str());
        let colours = p.variants.iter().map(|variant| variant.name.as_str());
        let rows = p.spec.iter().chain(&p.trade).filter(|row| is_worded(row)).map(|row| row.value.as_str());
        self.note(at, Rank::Name, [p.name.as_str(), &p.sku, &p.code].into_iter());
        self.note(
            at,
            Rank::Kin,
            [p.maker.name.as_str(), &p.category.name, &p.town].into_iter().chain(makers),
        );
        self.note(at, Rank::Other, rows.chain(papers).chain(colours).chain([p.summary.as_str()]));
    }

    fn member(&mut self, m: &MemberView) {
        let at = self.products.len() + self.members.len();
        self.members.push(json!([m.id, m.name, m.href, m.place]));
        self.note(at, Rank::Name, [m.name.as_str(), &m.legal_name].into_iter());
        let groups = m.categories.iter().map(|group| group.name.as_str());
        self.note(at, Rank::Kin, groups.chain([m.place.as_str(), &m.country, &m.business_type]));
        let machines = m.machines.iter().map(|machine| machine.name.as_str());
        let known = m.processes.iter().map(String::as_str).chain(machines);
        self.note(at, Rank::Other, known.chain([m.summary.as_str()]));
    }

    fn papers(&mut self, catalogue: &Catalogue) {
        let register = catalogue.register.iter();
        for (scheme, paper) in
            register.flat_map(|scheme| scheme.certificates.iter().map(move |p| (scheme, p)))
        {
            let at = self.products.len() + self.members.len() + self.papers.len();
            self.papers.push(json!([
                scheme.id,
                paper.name,
                paper.member.name,
                paper.number,
                paper.valid_until
            ]));
            self.note(at, Rank::Name, [paper.name.as_str(), &paper.number].into_iter());
            self.note(at, Rank::Kin, [paper.member.name.as_str(), &paper.kind].into_iter());
            self.note(at, Rank::Other, [paper.body.as_str(), &paper.scope].into_iter());
        }
    }

    fn pages(&mut self, scope: &Scope<'_>, catalogue: &Catalogue) {
        let own = scope.project.pages.iter().map(|page| {
            let href = scope.routes.top(&page.id).as_str().to_owned();
            let body = crate::markdown::plain(&scope.text(&page.body));
            (link(scope.text(&page.title), href), format!("{} {body}", scope.text(&page.summary)))
        });
        let groups =
            catalogue.groups.iter().map(|g| (link(g.name.clone(), g.href.clone()), g.summary.clone()));
        let events = catalogue.events.iter().map(|e| {
            let about = [e.kind.as_str(), &e.venue, &e.address, &e.country, &e.days].join(" ");
            (link(e.name.clone(), e.href.clone()), about)
        });
        let fixed = ["certificates", "offices", "downloads"].map(|name| {
            let lead = scope.say(&format!("{name}_lead"));
            (link(scope.say(&format!("nav_{name}")), scope.routes.top(name).as_str().to_owned()), lead)
        });
        for (page, about) in groups.chain(events).chain(own).chain(fixed) {
            let at = self.products.len() + self.members.len() + self.papers.len() + self.pages.len();
            self.pages.push(json!([page.name, page.href]));
            self.note(at, Rank::Name, [page.name.as_str()].into_iter());
            self.note(at, Rank::Other, [about.as_str()].into_iter());
        }
    }

    fn label(&mut self, label: &str) -> usize {
        self.labels.iter().position(|known| known == label).unwrap_or_else(|| {
            self.labels.push(label.to_owned());
            self.labels.len() - 1
        })
    }

    fn note<'t>(&mut self, at: usize, rank: Rank, texts: impl Iterator<Item = &'t str>) {
        for word in texts.flat_map(words).filter(|word| word.chars().count() <= LONGEST) {
            let best = self.postings.entry(word).or_default().entry(at).or_insert(rank);
            *best = rank.max(*best);
        }
    }
}

fn link(name: String, href: String) -> LinkView {
    LinkView { id: String::new(), name, href }
}

/// Whether a row says something in words; figures alone are found by filter, not by search.
fn is_worded(row: &Row) -> bool {
    !row.missing && row.value.chars().any(char::is_alphabetic)
}

/// Places and ranks of a word: `(step × 4 + rank)` in base 36, joined by commas.
fn postings(found: &BTreeMap<usize, Rank>) -> String {
    let mut before = 0;
    let step = |(at, rank): (&usize, &Rank)| {
        let text = base36((at - before) * 4 + *rank as usize);
        before = *at;
        text
    };
    found.iter().map(step).collect::<Vec<_>>().join(",")
}

fn base36(mut number: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut out = Vec::new();
    loop {
        out.push(DIGITS[number % 36]);
        number /= 36;
        if number == 0 {
            break;
        }
    }
    out.iter().rev().map(|digit| char::from(*digit)).collect()
}
