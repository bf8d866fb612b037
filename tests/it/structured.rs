//! Structured data of every page, held field by field against the sample's files, which are read here with
//! nothing but a TOML parser, and against what schema.org knows of each type.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;
use toml::Table;

use crate::project;

const BASE: &str = "https://solapurterryhouse.example/";
/// The sample's own day.
const TODAY: &str = "2026-12-01";

/// Types that are used, with the properties that schema.org has for them and what each may hold.
const SHAPES: [(&str, &[(&str, &str)]); 12] = [
    (
        "Organization",
        &[
            ("name", "Text"),
            ("legalName", "Text"),
            ("url", "URL"),
            ("description", "Text"),
            ("foundingDate", "Date"),
            ("email", "Text"),
            ("logo", "URL"),
            ("address", "Text"),
            ("member", "Organization"),
            ("memberOf", "Organization"),
            ("sameAs", "URL"),
        ],
    ),
    (
        "Product",
        &[
            ("name", "Text"),
            ("sku", "Text"),
            ("description", "Text"),
            ("category", "Text"),
            ("url", "URL"),
            ("image", "URL"),
            ("countryOfOrigin", "Country"),
            ("manufacturer", "Organization"),
            ("additionalProperty", "PropertyValue"),
            ("hasCertification", "Certification"),
            ("offers", "Offer"),
        ],
    ),
    ("Offer", &[("price", "Number"), ("priceCurrency", "Text"), ("availability", "URL"), ("url", "URL")]),
    ("Country", &[("name", "Text")]),
    ("PropertyValue", &[("name", "Text"), ("value", "Text")]),
    (
        "Certification",
        &[("name", "Text"), ("certificationIdentification", "Text"), ("issuedBy", "Organization")],
    ),
    ("BreadcrumbList", &[("itemListElement", "ListItem")]),
    ("ItemList", &[("name", "Text"), ("numberOfItems", "Integer"), ("itemListElement", "ListItem")]),
    ("ListItem", &[("position", "Integer"), ("name", "Text"), ("item", "URL"), ("url", "URL")]),
    (
        "BusinessEvent",
        &[
            ("name", "Text"),
            ("startDate", "Date"),
            ("endDate", "Date"),
            ("url", "URL"),
            ("location", "Place"),
        ],
    ),
    ("Place", &[("name", "Text"), ("address", "Text")]),
    ("PostalAddress", &[("streetAddress", "Text")]),
];

fn site() -> PathBuf {
    project::built().1.join("public/site")
}

/// The structured data of a page, as a browser hands it on.
fn data(route: &str) -> Option<Value> {
    let html = std::fs::read_to_string(site().join(route)).expect(route);
    let text = html.split("<script type=\"application/ld+json\">").nth(1)?.split("</script>").next()?;
    Some(serde_json::from_str(text).unwrap_or_else(|error| panic!("{route}: {error}")))
}

/// The objects of a page by type.
fn things(route: &str) -> BTreeMap<String, Value> {
    let data = data(route).unwrap_or_else(|| panic!("{route} has no structured data"));
    assert_eq!(data["@context"], "https://schema.org", "{route}");
    let list = data["@graph"].as_array().cloned().unwrap_or_else(|| vec![data.clone()]);
    list.into_iter().map(|thing| (thing["@type"].as_str().expect("a type").to_owned(), thing)).collect()
}

fn routes(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            routes(&entry.path(), &format!("{name}/"), found);
        } else if name.ends_with(".html") {
            found.push(name);
        }
    }
}

/// A record of the sample with its translation, if it has one.
struct Record {
    own: Table,
    other: Table,
}

impl Record {
    fn read(path: &str, lang: &str) -> Self {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-consortium");
        let read = |path: String| {
            let text = std::fs::read_to_string(sample.join(path)).unwrap_or_default();
            let front = text.split("+++").nth(1).unwrap_or(&text).to_owned();
            front.parse::<Table>().expect("TOML")
        };
        let (stem, ending) = path.rsplit_once('.').expect("an ending");
        Self { own: read(path.to_owned()), other: read(format!("{stem}.{lang}.{ending}")) }
    }

    /// A text in the language, else as it was written.
    fn text(&self, keys: &[&str]) -> String {
        let at = |table: &Table| {
            let (last, path) = keys.split_last().expect("a key");
            let place = path.iter().try_fold(table, |table, key| table.get(*key)?.as_table())?;
            place.get(*last).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        };
        at(&self.other).or_else(|| at(&self.own)).unwrap_or_default()
    }
}

/// An entry of a list of tables by its id, or another key.
fn entry<'t>(table: &'t Table, list: &str, key: &str, id: &str) -> Option<&'t Table> {
    table
        .get(list)?
        .as_array()?
        .iter()
        .filter_map(|one| one.as_table())
        .find(|one| one[key].as_str() == Some(id))
}

fn named(record: &Record, list: &str, id: &str) -> String {
    let name = |table| entry(table, list, "id", id).and_then(|one| one.get("name")?.as_str());
    name(&record.other).or_else(|| name(&record.own)).unwrap_or_default().to_owned()
}

fn same(thing: &Value, key: &str, wanted: &str, route: &str) {
    assert_eq!(thing.get(key).and_then(Value::as_str).unwrap_or_default(), wanted, "{key} of {route}");
}

/// Files of a folder of the sample, without translations: their ids.
fn ids(folder: &str) -> Vec<String> {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-consortium").join(folder);
    let names = std::fs::read_dir(sample).expect(folder).map(|e| e.expect("an entry").file_name());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    let own = names.filter(|name| Path::new(name).is_dir() || name.matches('.').count() < 2);
    let mut ids: Vec<String> = own
        .filter(|name| name.ends_with(".md") || !name.contains('.'))
        .map(|name| name.trim_end_matches(".md").to_owned())
        .collect();
    ids.sort();
    ids
}

const LANGS: [(&str, &str, &str); 2] = [("en", "", "India"), ("ar", "ar/", "الهند")];

#[test]
fn products_say_what_their_files_say() {
    let mut seen = 0;
    for (lang, below, india) in LANGS {
        let (categories, schemes) =
            (Record::read("categories.toml", lang), Record::read("certificates.toml", lang));
        for maker in ids("members") {
            let member = Record::read(&format!("members/{maker}/member.md"), lang);
            for id in ids(&format!("members/{maker}/products")) {
                let own = Record::read(&format!("members/{maker}/products/{id}.md"), lang);
                let route = format!("{below}products/{maker}-{id}.html");
                if own.text(&["status"]) == "discontinued" || member.own.contains_key("left") {
                    assert!(!site().join(&route).exists(), "{route}");
                    continue;
                }
                let found = things(&route);
                let product = &found["Product"];
                seen += 1;
                same(product, "name", &own.text(&["name"]), &route);
                same(product, "sku", &own.text(&["sku"]), &route);
                same(product, "description", &own.text(&["summary"]), &route);
                same(product, "category", &named(&categories, "category", &own.text(&["category"])), &route);
                same(product, "url", &format!("{BASE}{route}"), &route);
                same(&product["countryOfOrigin"], "name", india, &route);
                same(&product["manufacturer"], "name", &member.text(&["name"]), &route);
                same(&product["manufacturer"], "url", &format!("{BASE}{below}members/{maker}.html"), &route);
                let image = product["image"].as_str().expect("a picture").strip_prefix(BASE).expect("ours");
                assert!(site().join(image).is_file(), "{image}");
                properties(product, &own, &categories, &route);
                certificates(product, &own, &member, &schemes, &route);
                // No list of the sample is public, and prices stand in dossiers alone.
                assert!(product.get("offers").is_none(), "{route}");
            }
        }
    }
    assert!(seen > 80, "{seen}");
}

/// Each field of the group that the product states, under its label; a text word for word.
fn properties(product: &Value, own: &Record, categories: &Record, route: &str) {
    let group = own.own["category"].as_str().expect("a group");
    let labels = |table| -> Option<BTreeMap<String, Table>> {
        let list = entry(table, "category", "id", group)?.get("spec")?.as_array()?;
        let pair = |one: &toml::Value| Some((one["key"].as_str()?.to_owned(), one.as_table()?.clone()));
        list.iter().map(pair).collect()
    };
    let (fields, other) =
        (labels(&categories.own).expect("fields"), labels(&categories.other).unwrap_or_default());
    let stated = own.own["spec"].as_table().expect("a specification");
    let list = product["additionalProperty"].as_array().expect("a list");
    let said: BTreeMap<&str, &str> = list
        .iter()
        .map(|one| (one["name"].as_str().expect("a name"), one["value"].as_str().expect("a value")))
        .collect();
    for key in stated.keys() {
        let field = &fields[key];
        let label = other.get(key).and_then(|own| own.get("label")).unwrap_or(&field["label"]);
        let value = said.get(label.as_str().expect("text"));
        let value = value.unwrap_or_else(|| panic!("{key} is missing on {route}: {said:?}"));
        if field["type"].as_str() == Some("text") {
            assert_eq!(*value, own.text(&["spec", key]), "{key} of {route}");
        }
    }
    assert!(list.len() <= fields.len(), "{route}");
}

/// The certificates that the product names, with the maker's numbers, as long as they hold.
fn certificates(product: &Value, own: &Record, member: &Record, schemes: &Record, route: &str) {
    let list = own.own.get("certificates").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let mut wanted: Vec<[String; 3]> = Vec::new();
    for id in list.iter().filter_map(toml::Value::as_str) {
        let paper = entry(&member.own, "certificates", "id", id).expect(id);
        if paper.get("expires").is_some_and(|until| until.to_string().as_str() < TODAY) {
            continue;
        }
        let text = |key: &str| paper.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        wanted.push([named(schemes, "scheme", &text("scheme")), text("number"), text("body")]);
    }
    let said = product["hasCertification"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut said: Vec<[String; 3]> = said
        .iter()
        .map(|one| {
            [text(&one["name"]), text(&one["certificationIdentification"]), text(&one["issuedBy"]["name"])]
        })
        .collect();
    wanted.sort();
    said.sort();
    assert_eq!(said, wanted, "{route}");
}

#[test]
fn members_groups_and_events_say_what_their_files_say() {
    for (lang, below, _) in LANGS {
        let house = Record::read("consortium.toml", lang);
        let house_name = house.text(&["consortium", "name"]);
        let home = &things(&format!("{below}index.html"))["Organization"];
        for (key, own) in [("name", "name"), ("legalName", "legal_name"), ("description", "summary")] {
            same(home, key, &house.text(&["consortium", own]), "home");
        }
        same(home, "foundingDate", "2011", "home");
        same(home, "address", &house.text(&["legal", "address"]), "home");
        assert_eq!(home["member"].as_array().expect("members").len(), ids("members").len());
        for id in ids("members") {
            let own = Record::read(&format!("members/{id}/member.md"), lang);
            let route = format!("{below}members/{id}.html");
            let firm = &things(&route)["Organization"];
            for (key, field) in [
                ("name", "name"),
                ("legalName", "legal_name"),
                ("description", "summary"),
                ("sameAs", "website"),
                ("foundingDate", "founded"),
                ("address", "address"),
            ] {
                same(firm, key, &own.text(&[field]), &route);
            }
            same(firm, "url", &format!("{BASE}{route}"), &route);
            same(&firm["memberOf"], "name", &house_name, &route);
        }
        let categories = Record::read("categories.toml", lang);
        for group in categories.own["category"].as_array().expect("groups") {
            let id = group["id"].as_str().expect("an id");
            let route = format!("{below}groups/{id}.html");
            let list = &things(&route)["ItemList"];
            same(list, "name", &named(&categories, "category", id), &route);
            let items = list["itemListElement"].as_array().expect("items");
            assert_eq!(list["numberOfItems"], items.len());
            for (at, item) in items.iter().enumerate() {
                assert_eq!(item["position"], at + 1);
                let page = item["url"].as_str().expect("an address").strip_prefix(BASE).expect("ours");
                let product = &things(page)["Product"];
                assert_eq!((&product["name"], &product["category"]), (&item["name"], &list["name"]));
            }
        }
        for id in ids("events") {
            let own = Record::read(&format!("events/{id}.md"), lang);
            let route = format!("{below}events/{id}.html");
            let event = &things(&route)["BusinessEvent"];
            for (key, field) in [("name", "name"), ("startDate", "start"), ("endDate", "end")] {
                same(event, key, &own.text(&[field]), &route);
            }
            same(&event["location"], "name", &own.text(&["venue"]), &route);
            same(&event["location"], "address", &own.text(&["address"]), &route);
        }
    }
}

#[test]
fn every_page_keeps_to_the_shapes_of_schema_org_and_its_trail_leads_to_itself() {
    let mut found = Vec::new();
    routes(&site(), "", &mut found);
    let mut with_data = 0;
    for route in found {
        let Some(data) = data(&route) else { continue };
        with_data += 1;
        let objects = data["@graph"].as_array().cloned().unwrap_or_else(|| vec![data.clone()]);
        objects.iter().for_each(|object| shape(object, &route));
        let Some(trail) = objects.iter().find(|object| object["@type"] == "BreadcrumbList") else { continue };
        let steps = trail["itemListElement"].as_array().expect("steps");
        for (at, step) in steps.iter().enumerate() {
            assert_eq!(step["position"], at + 1, "{route}");
            let page = step["item"].as_str().expect("an address").strip_prefix(BASE).expect("ours");
            let page = if page.is_empty() || page.ends_with('/') {
                format!("{page}index.html")
            } else {
                page.to_owned()
            };
            assert!(site().join(&page).is_file(), "{page} of {route}");
        }
        assert_eq!(steps.last().expect("a step")["item"], format!("{BASE}{route}"), "{route}");
    }
    assert!(with_data > 4 * 70, "{with_data}");
}

fn shape(object: &Value, route: &str) {
    let kind = object["@type"].as_str().unwrap_or_else(|| panic!("an object without a type on {route}"));
    let (_, allowed) =
        SHAPES.iter().find(|(name, _)| *name == kind).unwrap_or_else(|| panic!("{kind} on {route}"));
    for (key, value) in object.as_object().expect("an object").iter().filter(|(key, _)| !key.starts_with('@'))
    {
        let (_, holds) =
            allowed.iter().find(|(name, _)| name == key).unwrap_or_else(|| panic!("{kind}.{key} on {route}"));
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            assert!(holds_it(holds, value, route), "{kind}.{key} on {route} should be {holds}: {value}");
        }
    }
    assert!(object.get("name").is_some() || kind.ends_with("List"), "{kind} without a name on {route}");
}

fn holds_it(kind: &str, value: &Value, route: &str) -> bool {
    let text = value.as_str().unwrap_or_default();
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match kind {
        "Text" => text.chars().any(char::is_alphanumeric),
        "URL" => text.starts_with("https://") && !text.contains(char::is_whitespace),
        "Date" => matches!(text.len(), 4 | 10) && figures(text),
        "Integer" => value.is_u64(),
        "Number" => value.is_number() || text.parse::<f64>().is_ok(),
        _ => {
            shape(value, route);
            value["@type"] == kind
        }
    }
}
