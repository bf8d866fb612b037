//! # A language tag that does not exist
//!
//! Languages are given by short tags: `en`, `de`, `pt-BR`. From the tag follow hyphenation, numbers, dates and
//! the direction of writing, so a wrong one of `[[language]]` stops everything; a wrong one among the
//! languages somebody speaks is a warning.
//!
//! ```toml
//! tag = "english"     # wrong
//! tag = "en"          # right
//! ```

use super::Report;
use crate::check::walk;
use crate::diag::{Diagnostic, Severity, codes};
use crate::model::field::At;
use crate::model::private::Audience;
use crate::model::project::Project;

/// ISO 639-1, and languages of trade without a code of two letters.
const CODES: &str = "aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cv cy da de dv dz \
    ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq \
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu fil kok \
    mai bho sat mni doi brx ckb yue";

pub(super) fn check(project: &Project, report: Report<'_>) {
    if let Some(own) = &project.consortium {
        for language in own.languages.iter().filter(|language| !is_tag(language.tag.as_str())) {
            let message = format!("`{}` is no language tag", language.tag.as_str());
            let finding = Diagnostic::at(&codes::LANGUAGE_TAG, language.span, message);
            report(finding.hint(hint(language.tag.as_str())));
        }
    }
    for (whose, at) in spoken(project).into_iter().filter(|(_, at)| !is_tag(&at.value)) {
        let message = format!("`{}` among the languages of {whose} is no language tag", at.value);
        let finding = Diagnostic::at(&codes::LANGUAGE_TAG, at.span, message).hint(hint(&at.value));
        // One slip of one firm does not stop the others; the tag is printed as it is.
        report(finding.with_severity(Severity::Warning));
    }
}

fn spoken(project: &Project) -> Vec<(String, &At<String>)> {
    let mut list: Vec<(String, &At<String>)> = Vec::new();
    for office in project.consortium.iter().flat_map(|c| &c.offices) {
        list.extend(office.languages.iter().map(|at| (format!("office `{}`", office.id.str()), at)));
    }
    for member in &project.members {
        list.extend(member.languages.iter().map(|at| (format!("member `{}`", member.id), at)));
    }
    for buyer in &project.buyers {
        let profile = buyer.profile.for_audience(&Audience::Office);
        let languages = profile.map_or(&[][..], |profile| profile.languages.as_slice());
        list.extend(languages.iter().map(|at| (format!("buyer `{}`", buyer.id), at)));
    }
    for (whose, person) in walk::persons(project) {
        let called = format!("person `{}` of {whose}", person.id.str());
        list.extend(person.languages.iter().map(|at| (called.clone(), at)));
    }
    for frame in &project.meetings {
        for own in &frame.interpreters {
            list.extend(own.languages.iter().map(|at| (format!("interpreter `{}`", own.id.str()), at)));
        }
    }
    list
}

/// A known language, then well-formed subtags (BCP 47, section 2.1).
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().is_some_and(|primary| CODES.split_whitespace().any(|code| code == primary));
    let subtag =
        |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    primary && parts.all(subtag)
}

fn hint(typed: &str) -> String {
    let lower = typed.to_lowercase().replace('_', "-");
    let meant = match lower.as_str() {
        "english" | "eng" => "en",
        "german" | "deutsch" | "ger" | "deu" => "de",
        "french" | "fre" | "fra" => "fr",
        "spanish" | "sp" | "spa" => "es",
        "arabic" | "ara" => "ar",
        "hindi" | "hin" => "hi",
        "marathi" | "mar" => "mr",
        "japanese" | "jp" | "jpn" => "ja",
        "chinese" | "cn" | "chi" | "zho" => "zh",
        "gr" => "el",
        "cz" => "cs",
        "dk" => "da",
        lower if is_tag(lower) => lower,
        _ => return "write its tag, such as `en`, `de` or `pt-BR`".to_owned(),
    };
    format!("write `{meant}`")
}
