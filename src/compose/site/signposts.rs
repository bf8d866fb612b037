//! Where printed QR codes lead: a page for each code that sends on to the record's own page, or says
//! that there is none any more. It names nobody who left.

use serde_json::json;

use super::{Builder, Draft, seen};
use crate::compose::codes::Codes;
use crate::compose::routes::Route;

impl Builder<'_> {
    /// A signpost for each code on paper.
    pub(super) fn signposts(&self) -> Vec<Draft<'_>> {
        let codes = Codes::new(self.scope.project);
        let older = codes.older(self.scope.project);
        let mut all: Vec<Draft<'_>> =
            codes.all().chain(older).filter_map(|(record, code)| self.signpost(record, code)).collect();
        all.extend(codes.gone.iter().map(|code| self.gone(code)));
        all
    }

    fn signpost(&self, record: &str, code: &str) -> Option<Draft<'_>> {
        let (name, href) = match self.catalogue.products.get(record) {
            Some(product) => (&product.name, &product.href),
            None => self.catalogue.member(record).map(|member| (&member.name, &member.href))?,
        };
        let mut draft = self.draft("code.html", name.clone(), |routes| routes.code(code));
        draft.listed = false;
        draft.leads_to = Some(Route::new(href.clone()));
        let go = self.scope.strings.with("code_on", &[("name", name)]);
        draft.view = seen(move || json!({ "href": href, "go": go }));
        Some(draft)
    }

    fn gone(&self, code: &str) -> Draft<'_> {
        let mut draft = self.draft("code.html", self.scope.say("code_gone"), |routes| routes.code(code));
        draft.listed = false;
        draft.description = self.scope.say("code_gone_lead");
        draft
    }
}
