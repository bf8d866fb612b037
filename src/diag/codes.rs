//! The rule table: code, name and severity of everything that can be found. The manual page of a
//! rule is the head of `check/rules/<name>.rs`; numbers are never given anew.

use super::{Code, Severity};

macro_rules! codes {
    ($($const:ident $id:literal $name:literal $severity:ident;)*) => {
        $(
            #[doc = concat!("`", $id, "`: see `check/rules/", $name, ".rs`.")]
            pub static $const: Code = Code { id: $id, name: $name, severity: Severity::$severity };
        )*

        /// Every code, in the order of numbers.
        pub static ALL: &[&Code] = &[$(&$const),*];
    };
}

codes! {
    // Files and syntax.
    SYNTAX "FF0101" "syntax" Blocking;
    MISSING_REQUIRED "FF0102" "missing_required" PrintBlocking;
    UNKNOWN_KEY "FF0103" "unknown_key" Blocking;
    WRONG_TYPE "FF0104" "wrong_type" Blocking;
    UNKNOWN_CHOICE "FF0105" "unknown_choice" Blocking;
    FRONT_MATTER "FF0106" "front_matter" Blocking;
    NOT_UTF8 "FF0107" "not_utf8" Blocking;
    BAD_ID "FF0108" "bad_id" Blocking;
    RESERVED_NAME "FF0109" "reserved_name" Blocking;
    NAME_COLLISION "FF0110" "name_collision" Blocking;
    UNEXPECTED_FILE "FF0111" "unexpected_file" Warning;
    ILLEGAL_CHARACTER "FF0112" "illegal_character" Blocking;
    SCHEMA_VERSION "FF0113" "schema_version" Blocking;
    MISSING_FILE "FF0114" "missing_file" Blocking;
    NOTHING_TO_SHOW "FF0115" "nothing_to_show" Blocking;
    LONG_PATH "FF0116" "long_path" Warning;
    // References.
    UNKNOWN_MEMBER "FF0201" "unknown_member" Blocking;
    UNKNOWN_PRODUCT "FF0202" "unknown_product" Blocking;
    UNKNOWN_CATEGORY "FF0203" "unknown_category" Blocking;
    UNKNOWN_CERTIFICATE "FF0204" "unknown_certificate" Blocking;
    UNKNOWN_REFERENCE "FF0205" "unknown_reference" Blocking;
    DUPLICATE_ID "FF0206" "duplicate_id" Blocking;
    DUPLICATE_ROUTE "FF0207" "duplicate_route" Blocking;
    MEMBER_LEFT "FF0208" "member_left" Blocking;
    PATH_OUTSIDE "FF0209" "path_outside" Blocking;
    DUPLICATE_SKU "FF0210" "duplicate_sku" Warning;
    UNKNOWN_THEME "FF0211" "unknown_theme" Blocking;
    PRINTED_CODE "FF0212" "printed_code" Blocking;
    // Product data.
    SPEC_UNKNOWN "FF0301" "spec_unknown" PrintBlocking;
    SPEC_MISSING "FF0302" "spec_missing" PrintBlocking;
    SPEC_TYPE "FF0303" "spec_type" PrintBlocking;
    SPEC_RANGE "FF0304" "spec_range" Warning;
    UNKNOWN_UNIT "FF0305" "unknown_unit" Blocking;
    COMPOSITION "FF0306" "composition" PrintBlocking;
    NUMBER_RANGE "FF0307" "number_range" PrintBlocking;
    PACKAGING "FF0308" "packaging" Warning;
    LEAD_TIME "FF0309" "lead_time" Warning;
    PRINT_SHARE "FF0310" "print_share" PrintBlocking;
    COMMON_MAKERS "FF0311" "common_makers" PrintBlocking;
    BAD_CODE "FF0312" "bad_code" Warning;
    // Certificates and claims.
    CERTIFICATE_EXPIRED "FF0401" "certificate_expired" PrintBlocking;
    CERTIFICATE_NUMBER "FF0402" "certificate_number" PrintBlocking;
    CERTIFICATE_HOLDER "FF0403" "certificate_holder" Warning;
    CERTIFICATE_DATES "FF0404" "certificate_dates" PrintBlocking;
    CERTIFICATE_LEVEL "FF0405" "certificate_level" Warning;
    GREEN_CLAIM "FF0406" "green_claim" Warning;
    // Prices.
    PRICE_DATES "FF0501" "price_dates" PrintBlocking;
    PRICE_FORM "FF0502" "price_form" Blocking;
    PRICE_TIERS "FF0503" "price_tiers" Warning;
    PRICE_OWNER "FF0504" "price_owner" Blocking;
    // Pictures.
    PHOTO_MISSING "FF0601" "photo_missing" PrintBlocking;
    PHOTO_UNREADABLE "FF0602" "photo_unreadable" PrintBlocking;
    PHOTO_TYPE "FF0603" "photo_type" PrintBlocking;
    PHOTO_TOO_SMALL "FF0604" "photo_too_small" PrintBlocking;
    PHOTO_ALT "FF0605" "photo_alt" PrintBlocking;
    PHOTO_SHARED "FF0606" "photo_shared" Warning;
    PHOTO_HUGE "FF0607" "photo_huge" PrintBlocking;
    WORKS_PHOTO "FF0608" "works_photo" PrintBlocking;
    LOGO "FF0609" "logo" PrintBlocking;
    FOCUS "FF0610" "focus" Warning;
    PHOTO_PROFILE "FF0611" "photo_profile" Note;
    // Text.
    SUMMARY_LENGTH "FF0701" "summary_length" Warning;
    BODY_LENGTH "FF0702" "body_length" Warning;
    RAW_HTML "FF0703" "raw_html" Blocking;
    LINK_SCHEME "FF0704" "link_scheme" Blocking;
    HEADING_ORDER "FF0705" "heading_order" Warning;
    BROKEN_LINK "FF0706" "broken_link" PrintBlocking;
    PLACEHOLDER_TEXT "FF0707" "placeholder_text" Warning;
    // Translations.
    TRANSLATION_MISSING "FF0801" "translation_missing" Warning;
    TRANSLATION_STALE "FF0802" "translation_stale" Warning;
    TRANSLATION_EXTRA "FF0803" "translation_extra" Warning;
    TRANSLATION_LANGUAGE "FF0804" "translation_language" Warning;
    // Dates, persons, contacts.
    EVENT_PAST "FF0901" "event_past" Warning;
    EVENT_DATES "FF0902" "event_dates" PrintBlocking;
    PERSON_CONSENT "FF0903" "person_consent" Warning;
    RETENTION "FF0904" "retention" Warning;
    CONTACT_FORM "FF0905" "contact_form" Warning;
    MEMBER_DATES "FF0906" "member_dates" Warning;
    // Meetings.
    PLAN_CLASH "FF1001" "plan_clash" Blocking;
    PLAN_REFERENCE "FF1002" "plan_reference" Blocking;
    PLAN_AVAILABILITY "FF1003" "plan_availability" Blocking;
    PLAN_MINIMUM "FF1004" "plan_minimum" Warning;
    SLOT_OVERLAP "FF1005" "slot_overlap" Blocking;
    REQUEST_RANK "FF1006" "request_rank" Blocking;
    // Brand and publication.
    CONTRAST "FF1101" "contrast" PrintBlocking;
    COLOUR_FORM "FF1102" "colour_form" Blocking;
    COUNTRY_CODE "FF1103" "country_code" Warning;
    LANGUAGE_TAG "FF1104" "language_tag" Blocking;
    BASE_URL "FF1105" "base_url" Blocking;
    FEWER_IN_POOL "FF1106" "fewer_in_pool" Note;
    NOT_YET_BUILT "FF1107" "not_yet_built" Warning;
    // Layout.
    OVERSET "FF1201" "overset" PrintBlocking;
    MISSING_GLYPH "FF1202" "missing_glyph" PrintBlocking;
    PRINT_MARKUP "FF1203" "print_markup" Blocking;
    LOW_RESOLUTION "FF1204" "low_resolution" PrintBlocking;
    DEAD_REFERENCE "FF1205" "dead_reference" PrintBlocking;
    UNCONVERGED "FF1206" "unconverged" Warning;
    PRINT_DETAIL "FF1207" "print_detail" Warning;
    TEMPLATE "FF1208" "template" Blocking;
    THEME "FF1209" "theme" Blocking;
    THEME_VERSION "FF1210" "theme_version" Blocking;
    THEME_BLOCK "FF1211" "theme_block" Blocking;
    UNEQUAL_SPACE "FF1212" "unequal_space" Warning;
    UNEQUAL_EXPOSURE "FF1213" "unequal_exposure" Warning;
    // Press.
    PRINTER_PROFILE "FF1301" "printer_profile" PrintBlocking;
    PRESS_RESOLUTION "FF1302" "press_resolution" PrintBlocking;
    BLEED "FF1303" "bleed" PrintBlocking;
    INK_LIMIT "FF1304" "ink_limit" PrintBlocking;
    PAGE_COUNT "FF1305" "page_count" PrintBlocking;
    BLANK_PAGES "FF1306" "blank_pages" Note;
    // Sheets that come in.
    SHEET_UNREADABLE "FF1401" "sheet_unreadable" Blocking;
    SHEET_UNCLEAR "FF1402" "sheet_unclear" PrintBlocking;
    SHEET_COLUMN "FF1403" "sheet_column" Warning;
    SHEET_TWICE "FF1404" "sheet_twice" PrintBlocking;
    SHEET_STRANGER "FF1405" "sheet_stranger" PrintBlocking;
    SHEET_PICTURE "FF1406" "sheet_picture" PrintBlocking;
    SHEET_EDITED "FF1407" "sheet_edited" Warning;
    SHEET_LEFT_OUT "FF1408" "sheet_left_out" Note;
    SHEET_LINKS "FF1409" "sheet_links" Warning;
    // Packages.
    PRIVATE_WORD "FF1601" "private_word" Blocking;
}

/// The code with that id, in either case.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}
