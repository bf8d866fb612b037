//! The catalogue of a language as one page that stands alone: pictures inside, no script, no request. It is
//! made to be sent to a telephone, so its pictures are as large as a mail allows and no larger.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::compose::catalogue::Catalogue;
use crate::compose::handouts::Tongue;
use crate::compose::pictures::{Encoding, Job, Jobs};
use crate::compose::scope::Scope;
use crate::compose::views::PictureView;
use crate::model::private::Audience;
use crate::model::project::Project;

/// Name of the template.
pub const TEMPLATE: &str = "whole.html";

/// Bytes of all pictures of a page together: as text they are a third larger, and mails end at ten megabytes.
pub const MOST: usize = 6_000_000;

/// Widths in pixels that are tried, the largest first.
pub const WIDTHS: [u32; 5] = [750, 480, 360, 280, 200];

/// A page before its pictures are made.
pub struct Whole {
    /// Tag of its language.
    pub lang: String,
    /// What the template sees, but for the pictures.
    view: Map<String, Value>,
    /// The pictures by route, in the largest size that the site has.
    jobs: Jobs,
}

/// What the public sees, in a language. `tokens` is the stylesheet of the brand's colours.
pub fn compose(project: &Project, tongue: &Tongue, tokens: &str) -> Whole {
    let scope = Scope::new(project, &tongue.locale, &tongue.strings, &Audience::Public);
    let catalogue = Catalogue::new(&scope);
    let wanted = shown(&catalogue);
    let all = scope.jobs.borrow();
    let jobs = all.iter().filter(|(route, _)| wanted.contains(route));
    let jobs = jobs.map(|(route, job)| (route.clone(), job.clone())).collect();
    let lang = scope.locale.lang();
    let view = json!({
        "lang": lang.as_str(), "dir": if lang.is_rtl() { "rtl" } else { "ltr" }, "tokens": tokens,
        "t": scope.strings.all(), "date": scope.locale.date(project.today),
        "consortium": &catalogue.consortium, "groups": &catalogue.groups,
        "common": catalogue.products.values().filter(|product| product.common).collect::<Vec<_>>(),
        "members": catalogue.members.iter().map(|member| json!({
            "view": member, "products": catalogue.pick(&member.products),
        })).collect::<Vec<_>>(),
    });
    let Value::Object(view) = view else { return Whole { lang: String::new(), view: Map::new(), jobs } };
    Whole { lang: lang.as_str().to_owned(), view, jobs }
}

/// Routes of the pictures that the page shows.
fn shown(catalogue: &Catalogue) -> Vec<&String> {
    let works = catalogue.members.iter().map(|member| &member.works);
    let goods = catalogue.products.values().map(|product| &product.photo);
    works.chain(goods).filter_map(route).collect()
}

/// The largest file that the site has of a picture; a drawing has one.
fn route(picture: &PictureView) -> Option<&String> {
    match picture.drawing {
        true => Some(&picture.src),
        false => picture.webp.last().map(|source| &source.src),
    }
}

impl Whole {
    /// The pictures at a width, none of them enlarged.
    pub fn jobs(&self, width: u32) -> Jobs {
        let sized = |job: &Job| match job.encoding {
            Encoding::Svg => job.clone(),
            _ => {
                let width = width.min(job.width);
                let height = (job.height * width / job.width.max(1)).max(1);
                Job { width, height, ..job.clone() }
            }
        };
        self.jobs.iter().map(|(route, job)| (route.clone(), sized(job))).collect()
    }

    /// What the template sees, with the pictures inside; they are found in `shots` by the file that they show.
    pub fn view(mut self, pictures: &BTreeMap<String, Vec<u8>>) -> Map<String, Value> {
        let mut shots = Map::new();
        for (route, job) in &self.jobs {
            if let Some(bytes) = pictures.get(route) {
                shots.insert(route.clone(), json!(inline(job.encoding, bytes)));
            }
        }
        for key in ["common", "members"] {
            if let Some(value) = self.view.get_mut(key) {
                put(value, &shots);
            }
        }
        self.view
    }
}

/// Gives every picture of a view its `shot`.
fn put(value: &mut Value, shots: &Map<String, Value>) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|item| put(item, shots)),
        Value::Object(map) => {
            let own = map
                .get("webp")
                .map(|sources| sources[sources.as_array().map_or(0, Vec::len).max(1) - 1]["src"].clone());
            let route = match map.get("drawing") {
                Some(Value::Bool(true)) => map.get("src").cloned(),
                _ => own,
            };
            let shot = route.as_ref().and_then(Value::as_str).and_then(|route| shots.get(route)).cloned();
            map.values_mut().for_each(|item| put(item, shots));
            if let Some(shot) = shot {
                map.insert("shot".to_owned(), shot);
            }
        }
        _ => {}
    }
}

/// A picture as an address that holds it.
fn inline(encoding: Encoding, bytes: &[u8]) -> String {
    let kind = match encoding {
        Encoding::Webp => "webp",
        Encoding::Jpeg => "jpeg",
        Encoding::Svg => "svg+xml",
    };
    format!("data:image/{kind};base64,{}", base64(bytes))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let part = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = part(0) << 16 | part(1) << 8 | part(2);
        for (index, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = DIGITS[(bits >> shift) as usize & 63];
            out.push(if index > three.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_become_text_as_the_standard_says() {
        // RFC 4648, section 10.
        let vectors = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (plain, encoded) in vectors {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }
}
