//! Pages that do something in the visitor's browser: search, comparison, enquiry. Each is whole without
//! a script: a list of everything, the groups' own tables, a plain form.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Builder, Draft, seen};
use crate::compose::enquiry::Desk;
use crate::model::consortium::Digits;

/// The theme's own sentences under the names that the search uses.
const SEARCH: [(&str, &str); 7] = [
    ("common", "w_common"),
    ("moq", "f_moq"),
    ("lead", "f_lead_time"),
    ("missing", "w_not_stated"),
    ("members", "w_members"),
    ("papers", "nav_certificates"),
    ("found", "products"),
];
/// The same for the comparison.
const COMPARE: [(&str, &str); 3] = [("missing", "w_not_stated"), ("field", "w_field"), ("list", "w_on_list")];
/// The same for the enquiry.
const ENQUIRY: [(&str, &str); 13] = [
    ("common", "w_common"),
    ("quantity", "w_quantity"),
    ("name", "w_name"),
    ("company", "w_company"),
    ("town", "w_town"),
    ("email", "w_email"),
    ("phone", "w_phone"),
    ("date", "w_date"),
    ("note", "w_note"),
    ("sku", "w_sku"),
    ("maker", "w_maker"),
    ("count", "products"),
    ("product", "w_product"),
];

/// The same for a product's page.
pub(super) const PRODUCT: [(&str, &str); 4] =
    [("weight", "f_gross_weight"), ("field", "w_field"), ("quantity", "w_quantity"), ("cartons", "cartons")];

impl Builder<'_> {
    pub(super) fn search(&self) -> Draft<'_> {
        let mut draft = self.draft("search.html", self.scope.say("nav_search"), |r| r.top("search"));
        draft.description = self.scope.say("search_lead");
        draft.view = seen(move || {
            json!({
                "groups": self.listed_groups(), "members": self.catalogue.members, "schemes": self.catalogue.register,
                "certificates_href": self.scope.routes.top("certificates").as_str(),
                "index": self.parts.data.index, "script": self.words("s_", &SEARCH, json!({})),
            })
        });
        draft
    }

    /// Every group with its products.
    fn listed_groups(&self) -> Vec<Value> {
        let groups = self.catalogue.groups.iter();
        groups
            .map(|g| json!({ "name": g.name, "href": g.href, "products": self.catalogue.pick(&g.products) }))
            .collect()
    }

    /// What the worker shows when a page is neither kept nor to be had: what there is.
    pub(super) fn offline(&self) -> Draft<'_> {
        let mut draft = self.draft("offline.html", self.scope.say("offline"), |r| r.top("offline"));
        draft.listed = false;
        draft.view =
            seen(move || json!({ "groups": self.listed_groups(), "members": self.catalogue.members }));
        draft
    }

    pub(super) fn compare(&self) -> Draft<'_> {
        let mut draft = self.draft("compare.html", self.scope.say("nav_compare"), |r| r.top("compare"));
        draft.description = self.scope.say("compare_lead");
        draft.listed = false;
        let data = || {
            let products = self.catalogue.products.values();
            let group_of: BTreeMap<&str, &str> =
                products.map(|p| (p.code.as_str(), p.category.id.as_str())).collect();
            json!({ "groups": group_of, "files": self.parts.data.groups })
        };
        draft.view = seen(move || {
            json!({
                "groups": self.catalogue.groups, "script": self.words("c_", &COMPARE, data()),
            })
        });
        draft
    }

    pub(super) fn enquiry(&self) -> Draft<'_> {
        let mut draft = self.draft("enquiry.html", self.scope.say("nav_enquiry"), |r| r.top("enquiry"));
        draft.listed = false;
        let desk = Desk::new(self.scope, self.catalogue);
        let sells = desk.kind == "sales";
        draft.description = self.scope.say(if sells { "enquiry_lead_sales" } else { "enquiry_lead" });
        draft.sends_to = desk.sources().into_iter().collect();
        draft.view = seen(move || {
            json!({
                "office": desk.office, "index": self.parts.data.index,
                "has_whatsapp": !desk.whatsapp.is_empty(), "sells": sells,
                "script": self.words("e_", &ENQUIRY, json!({ "desk": desk })),
            })
        });
        draft
    }

    /// What a script reads from its page: data, the sentences that begin with `prefix`, others of the
    /// theme under the names it gives them, and how to count.
    pub(super) fn words(&self, prefix: &str, others: &[(&str, &str)], data: Value) -> String {
        let strings = self.scope.strings;
        let plain = strings.all().iter().filter_map(|(key, text)| Some((key.strip_prefix(prefix)?, text)));
        let forms =
            strings.forms().iter().filter_map(|(key, forms)| Some((key.strip_prefix(prefix)?, forms)));
        let mut words: BTreeMap<_, _> = plain.collect();
        let mut counted: BTreeMap<_, _> = forms.collect();
        words.extend(others.iter().filter_map(|(name, key)| Some((*name, strings.all().get(*key)?))));
        counted.extend(others.iter().filter_map(|(name, key)| Some((*name, strings.forms().get(*key)?))));
        let all = json!({ "locale": self.locale_tag(), "words": words, "counted": counted, "data": data });
        // `<` is written as an escape, so that no text can end the script element.
        all.to_string().replace('<', "\\u003c")
    }

    /// The language with its digits, as a browser's formats read it.
    pub(super) fn locale_tag(&self) -> String {
        let lang = self.scope.locale.lang();
        let languages = self.scope.project.consortium.as_ref().map(|c| &c.languages);
        let own = languages.and_then(|list| list.iter().find(|language| language.tag == *lang));
        let tag = if lang.as_str() == "en" { "en-001" } else { lang.as_str() };
        let latin = own.is_none_or(|language| language.digits == Digits::Latin);
        if latin { format!("{tag}-u-nu-latn") } else { tag.to_owned() }
    }
}
