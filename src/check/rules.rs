//! The table of rules. Those of the stages `load`, `publication` and `layout` are found where that
//! stage works; their files here hold the manual page.

use crate::diag::{Code, Diagnostic, codes, nearest};
use crate::model::field::At;
use crate::model::project::Project;

/// What a rule reports to.
pub type Report<'a> = &'a mut dyn FnMut(Diagnostic);

/// Where a rule is found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// While files are read.
    Load,
    /// On records.
    Data,
    /// On pages and documents as data.
    Publication,
    /// On laid-out pages.
    Layout,
    /// While a sheet is imported.
    Import,
}

/// A row of the table.
pub struct Rule {
    /// Code, name and severity.
    pub code: &'static Code,
    /// Where it is found out.
    pub stage: Stage,
    /// The rule itself, for those on records.
    pub run: Option<fn(&Project, Report<'_>)>,
    /// Name of the rule's file without its ending; a test holds it against the code's name.
    pub file: &'static str,
    /// Source of the rule's file; its head is the manual page.
    source: &'static str,
}

impl Rule {
    /// The manual page: the head of the rule's file.
    pub fn manual(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        lines.map(|line| line.trim_start_matches("//!").trim_start_matches(' ').to_owned() + "\n").collect()
    }
}

/// "X names the thing `y`, which does not exist", with the nearest one that does; else an order.
fn unknown<'a>(
    code: &'static Code,
    whose: &str,
    what: &str,
    at: &At<String>,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> Diagnostic {
    let message = format!("{whose} names the {what} `{}`, which does not exist", at.value);
    Diagnostic::at(code, at.span, message).hint(did_you_mean(&at.value, known, otherwise))
}

/// The nearest word that is known as a hint, or what to do when none is near.
fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}

/// The rule of a code.
pub fn find(id: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.id.eq_ignore_ascii_case(id))
}

macro_rules! run {
    (Data, $name:ident) => {
        Some($name::check as fn(&Project, Report<'_>))
    };
    ($stage:ident, $name:ident) => {
        None
    };
}

macro_rules! rules {
    ($($stage:ident { $($name:ident $code:ident),* $(,)? })*) => {
        $($(pub(crate) mod $name;)*)*

        /// Every rule.
        pub static ALL: &[Rule] = &[$($(Rule {
            code: &codes::$code,
            stage: Stage::$stage,
            run: run!($stage, $name),
            file: stringify!($name),
            source: include_str!(concat!("rules/", stringify!($name), ".rs")),
        }),*),*];
    };
}

rules! {
    Load {
        syntax SYNTAX,
        missing_required MISSING_REQUIRED,
        unknown_key UNKNOWN_KEY,
        wrong_type WRONG_TYPE,
        unknown_choice UNKNOWN_CHOICE,
        front_matter FRONT_MATTER,
        not_utf8 NOT_UTF8,
        bad_id BAD_ID,
        reserved_name RESERVED_NAME,
        name_collision NAME_COLLISION,
        long_path LONG_PATH,
        unexpected_file UNEXPECTED_FILE,
        illegal_character ILLEGAL_CHARACTER,
        schema_version SCHEMA_VERSION,
        missing_file MISSING_FILE,
        path_outside PATH_OUTSIDE,
        photo_unreadable PHOTO_UNREADABLE,
        photo_type PHOTO_TYPE,
        photo_huge PHOTO_HUGE,
        photo_profile PHOTO_PROFILE,
        translation_extra TRANSLATION_EXTRA,
    }
    Data {
        nothing_to_show NOTHING_TO_SHOW,
        unknown_member UNKNOWN_MEMBER,
        unknown_product UNKNOWN_PRODUCT,
        unknown_category UNKNOWN_CATEGORY,
        unknown_certificate UNKNOWN_CERTIFICATE,
        unknown_reference UNKNOWN_REFERENCE,
        duplicate_id DUPLICATE_ID,
        member_left MEMBER_LEFT,
        duplicate_sku DUPLICATE_SKU,
        printed_code PRINTED_CODE,
        spec_unknown SPEC_UNKNOWN,
        spec_missing SPEC_MISSING,
        spec_type SPEC_TYPE,
        spec_range SPEC_RANGE,
        unknown_unit UNKNOWN_UNIT,
        composition COMPOSITION,
        number_range NUMBER_RANGE,
        packaging PACKAGING,
        lead_time LEAD_TIME,
        print_share PRINT_SHARE,
        common_makers COMMON_MAKERS,
        bad_code BAD_CODE,
        certificate_expired CERTIFICATE_EXPIRED,
        certificate_number CERTIFICATE_NUMBER,
        certificate_holder CERTIFICATE_HOLDER,
        certificate_dates CERTIFICATE_DATES,
        certificate_level CERTIFICATE_LEVEL,
        green_claim GREEN_CLAIM,
        price_dates PRICE_DATES,
        price_form PRICE_FORM,
        price_tiers PRICE_TIERS,
        price_owner PRICE_OWNER,
        photo_missing PHOTO_MISSING,
        photo_too_small PHOTO_TOO_SMALL,
        photo_alt PHOTO_ALT,
        photo_shared PHOTO_SHARED,
        works_photo WORKS_PHOTO,
        logo LOGO,
        focus FOCUS,
        summary_length SUMMARY_LENGTH,
        body_length BODY_LENGTH,
        raw_html RAW_HTML,
        link_scheme LINK_SCHEME,
        heading_order HEADING_ORDER,
        placeholder_text PLACEHOLDER_TEXT,
        translation_missing TRANSLATION_MISSING,
        translation_stale TRANSLATION_STALE,
        translation_language TRANSLATION_LANGUAGE,
        event_past EVENT_PAST,
        event_dates EVENT_DATES,
        person_consent PERSON_CONSENT,
        retention RETENTION,
        contact_form CONTACT_FORM,
        member_dates MEMBER_DATES,
        plan_clash PLAN_CLASH,
        plan_reference PLAN_REFERENCE,
        plan_availability PLAN_AVAILABILITY,
        plan_minimum PLAN_MINIMUM,
        slot_overlap SLOT_OVERLAP,
        request_rank REQUEST_RANK,
        contrast CONTRAST,
        colour_form COLOUR_FORM,
        country_code COUNTRY_CODE,
        language_tag LANGUAGE_TAG,
        base_url BASE_URL,
        fewer_in_pool FEWER_IN_POOL,
        not_yet_built NOT_YET_BUILT,
        unknown_theme UNKNOWN_THEME,
        theme_version THEME_VERSION,
        printer_profile PRINTER_PROFILE,
        ink_limit INK_LIMIT,
    }
    Publication {
        duplicate_route DUPLICATE_ROUTE,
        broken_link BROKEN_LINK,
        private_word PRIVATE_WORD,
    }
    Layout {
        overset OVERSET,
        missing_glyph MISSING_GLYPH,
        print_markup PRINT_MARKUP,
        low_resolution LOW_RESOLUTION,
        dead_reference DEAD_REFERENCE,
        unconverged UNCONVERGED,
        print_detail PRINT_DETAIL,
        template TEMPLATE,
        theme THEME,
        theme_block THEME_BLOCK,
        press_resolution PRESS_RESOLUTION,
        bleed BLEED,
        page_count PAGE_COUNT,
        blank_pages BLANK_PAGES,
        unequal_space UNEQUAL_SPACE,
        unequal_exposure UNEQUAL_EXPOSURE,
    }
    Import {
        sheet_unreadable SHEET_UNREADABLE,
        sheet_unclear SHEET_UNCLEAR,
        sheet_column SHEET_COLUMN,
        sheet_twice SHEET_TWICE,
        sheet_stranger SHEET_STRANGER,
        sheet_picture SHEET_PICTURE,
        sheet_edited SHEET_EDITED,
        sheet_left_out SHEET_LEFT_OUT,
        sheet_links SHEET_LINKS,
    }
}
