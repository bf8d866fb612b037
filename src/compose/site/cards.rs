//! Cards that other sites show for a link to a page (Open Graph): print documents of one page.

use serde_json::{Value, json};

use super::{Builder, Draft, object};
use crate::compose::brochure::PrintDocument;
use crate::compose::views::PictureView;

/// The card of a page.
#[derive(Clone, Debug)]
pub struct Card {
    /// Where it stands on the site.
    pub route: String,
    /// What it is made from.
    pub document: PrintDocument,
    /// Key of its picture in the project; empty where it has none.
    pub picture: String,
}

/// What a card says beside the page's title.
#[derive(Clone, Debug, Default)]
pub(super) struct CardText {
    /// Above the title: what it is.
    pub kind: String,
    /// Below the title: whose it is, where, when.
    pub line: String,
    pub photo: PictureView,
}

impl Builder<'_> {
    /// The card of a page that search engines list.
    pub(super) fn card(&self, draft: &Draft<'_>) -> Option<Card> {
        if !draft.listed {
            return None;
        }
        let lang = self.scope.locale.lang();
        let house = self.catalogue.consortium.as_ref();
        let (name, tagline) = house.map_or(("", ""), |house| (&house.name, &house.tagline));
        let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
        let card: Value = json!({
            "lang": lang.as_str(), "dir": if lang.is_rtl() { "rtl" } else { "ltr" },
            "title": draft.title, "kind": or(&draft.card.kind, tagline), "line": draft.card.line,
            "photo": draft.card.photo, "house": name,
        });
        let route = format!("assets/cards/{}", draft.route.with_ending("png"));
        let document = PrintDocument {
            name: route.clone(),
            folder: "public/site".to_owned(),
            template: "card.xml",
            context: object(json!({ "card": card })),
            title: draft.title.clone(),
            author: name.to_owned(),
            lang: lang.as_str().to_owned(),
            brochure: String::new(),
            product: String::new(),
            paper: "",
            asked: None,
        };
        Some(Card { route, document, picture: draft.card.photo.key.clone() })
    }
}
