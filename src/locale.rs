//! How a language writes numbers, dates, plurals and names of countries, and how it sorts. All
//! facts are CLDR's, by `icu`; the sentences of the outputs are the theme's `i18n/<tag>.toml`.

pub mod strings;

use std::cmp::Ordering;

use icu::calendar::Gregorian;
use icu::collator::options::CollatorOptions;
use icu::collator::{Collator, CollatorBorrowed};
use icu::datetime::fieldsets;
use icu::datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::decimal::options::DecimalFormatterOptions;
use icu::experimental::displaynames::DisplayNamesOptions;
use icu::experimental::displaynames::multi::{LanguageDisplayNames, RegionDisplayNames};
use icu::locale::{LanguageIdentifier, Locale as IcuLocale};
use icu::plurals::{PluralCategory, PluralRules};
use jiff::civil::{Date, DateTime, Time};

use crate::model::consortium::Digits;
use crate::model::text::Lang;

/// Formats and sorts for one language.
pub struct Locale {
    lang: Lang,
    decimal: DecimalFormatter,
    long_date: FixedCalendarDateTimeFormatter<Gregorian, fieldsets::YMD>,
    day: FixedCalendarDateTimeFormatter<Gregorian, fieldsets::YMDE>,
    short_day: FixedCalendarDateTimeFormatter<Gregorian, fieldsets::MDE>,
    clock: NoCalendarFormatter<fieldsets::T>,
    plurals: PluralRules,
    collator: CollatorBorrowed<'static>,
    regions: Option<RegionDisplayNames>,
    languages: Option<LanguageDisplayNames>,
}

impl Locale {
    /// Formats of a language; one that CLDR does not know gets the root's.
    pub fn new(lang: &Lang, digits: Digits) -> Self {
        let numbers = if digits == Digits::Latin { "-u-nu-latn" } else { "" };
        let parse = |tag: String| tag.parse::<IcuLocale>().unwrap_or(IcuLocale::UNKNOWN);
        // Plain English is the world's, not the United States': 12 January 2027, not January 12.
        let tag = if lang.as_str() == "en" { "en-001" } else { lang.as_str() };
        let locale = parse(format!("{tag}{numbers}"));
        // 24-hour clocks everywhere: an agenda must not depend on who reads it.
        let hours = parse(format!("{tag}-u-hc-h23{}", numbers.trim_start_matches("-u")));
        const DATA: &str = "CLDR data is compiled in, and every locale falls back to the root";
        Self {
            lang: lang.clone(),
            decimal: DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default())
                .expect(DATA),
            long_date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), fieldsets::YMD::long())
                .expect(DATA),
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), fieldsets::YMDE::long())
                .expect(DATA),
            short_day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), fieldsets::MDE::medium())
                .expect(DATA),
            clock: NoCalendarFormatter::try_new((&hours).into(), fieldsets::T::hm()).expect(DATA),
            plurals: PluralRules::try_new((&locale).into(), icu::plurals::PluralRulesOptions::default())
                .expect(DATA),
            collator: Collator::try_new((&locale).into(), CollatorOptions::default()).expect(DATA),
            regions: RegionDisplayNames::try_new((&locale).into(), DisplayNamesOptions::default()).ok(),
            languages: LanguageDisplayNames::try_new((&locale).into(), DisplayNamesOptions::default()).ok(),
        }
    }

    /// The language.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// A number with at most `decimals` digits after the point, none of them a closing zero.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let text = format!("{value:.decimals$}");
        let trimmed =
            if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        self.decimal_text(trimmed)
    }

    /// A decimal number kept as text, such as a price: every digit is kept.
    pub fn decimal_text(&self, text: &str) -> String {
        match Decimal::try_from_str(text) {
            Ok(decimal) => self.decimal.format_to_string(&decimal),
            Err(_) => text.to_owned(),
        }
    }

    /// A year: digits without grouping.
    pub fn year(&self, year: u32) -> String {
        self.number(f64::from(year), 0).replace([',', '.', '\u{202f}', '\u{a0}', '٬', '’'], "")
    }

    /// Day, month in full, year.
    pub fn date(&self, date: Date) -> String {
        let text = icu_date(date).map(|d| self.long_date.format(&d).to_string());
        self.first_of_month(text.unwrap_or_else(|| date.to_string()), date)
    }

    /// As [`Locale::date`], with the day of the week; it begins a line, so with a capital letter.
    pub fn weekday(&self, date: Date) -> String {
        let text = icu_date(date).map(|d| self.day.format(&d).to_string());
        capital(&self.first_of_month(text.unwrap_or_else(|| date.to_string()), date))
    }

    /// Day of the week, day and month as short as the language writes them, for narrow places.
    pub fn short_day(&self, date: Date) -> String {
        let text = icu_date(date).map(|d| self.short_day.format(&d).to_string());
        self.first_of_month(text.unwrap_or_else(|| date.to_string()), date)
    }

    /// French counts the first day of a month and not the others: 1er août, 2 août. CLDR's patterns
    /// have no such form.
    fn first_of_month(&self, text: String, date: Date) -> String {
        let is_french = self.lang.as_str().split('-').next() == Some("fr");
        if !is_french || date.day() != 1 {
            return text;
        }
        let words = text.split(' ').map(|word| if word == "1" { "1er" } else { word });
        words.collect::<Vec<_>>().join(" ")
    }

    /// From one day to another, short where they share a month and the language begins with the day.
    pub fn days(&self, from: Date, to: Date) -> String {
        let (first, last) = (self.date(from), self.date(to));
        if from == to {
            return first;
        }
        let lead = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
        let same_month = (from.year(), from.month()) == (to.year(), to.month());
        let day_first = lead(&first).starts_with(|c: char| c.is_numeric());
        if same_month && day_first {
            format!("{}–{last}", lead(&first))
        } else {
            format!("{first} – {last}")
        }
    }

    /// Hours and minutes.
    pub fn time(&self, time: Time) -> String {
        let part = |n: i8| u8::try_from(n).unwrap_or(0);
        match icu::time::Time::try_new(part(time.hour()), part(time.minute()), 0, 0) {
            Ok(time) => self.clock.format(&time).to_string(),
            Err(_) => time.to_string(),
        }
    }

    /// Two times of one day.
    pub fn times(&self, from: DateTime, to: DateTime) -> String {
        format!("{}–{}", self.time(from.time()), self.time(to.time()))
    }

    /// The plural form that a count takes: zero, one, two, few, many or other.
    pub fn plural(&self, count: usize) -> &'static str {
        match self.plurals.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// How two words stand in an index.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    /// Name of a country; the code where CLDR has none.
    pub fn country(&self, code: &str) -> String {
        let name = code.parse().ok().and_then(|region| self.regions.as_ref()?.of(region).map(str::to_owned));
        name.unwrap_or_else(|| code.to_owned())
    }

    /// Name of a language; the tag where CLDR has none.
    pub fn language(&self, tag: &str) -> String {
        let id = tag.parse::<LanguageIdentifier>().ok();
        match (id, &self.languages) {
            (Some(id), Some(names)) => names.of(id.language).unwrap_or(tag).to_owned(),
            _ => tag.to_owned(),
        }
    }

    /// Several things in a row, as the language separates them.
    pub fn list<S: AsRef<str>>(&self, items: impl IntoIterator<Item = S>) -> String {
        let comma = if matches!(self.lang.as_str().split('-').next(), Some("ar" | "fa" | "ur")) {
            "، "
        } else {
            ", "
        };
        let items: Vec<String> = items.into_iter().map(|item| item.as_ref().to_owned()).collect();
        items.join(comma)
    }
}

/// Whether a code is one of ISO 3166-1's that CLDR names.
pub fn is_country(code: &str) -> bool {
    let english = Locale::new(&Lang::new("en"), Digits::Latin);
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) && english.country(code) != code
}

/// Whether a tag is well-formed BCP 47.
pub fn is_language_tag(tag: &str) -> bool {
    tag.parse::<LanguageIdentifier>().is_ok_and(|id| id.to_string() == tag)
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn icu_date(date: Date) -> Option<icu::calendar::Date<Gregorian>> {
    let part = |n: i8| u8::try_from(n).ok();
    icu::calendar::Date::try_new_gregorian(i32::from(date.year()), part(date.month())?, part(date.day())?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str, digits: Digits) -> Locale {
        Locale::new(&Lang::new(tag), digits)
    }

    #[test]
    fn numbers_and_dates_follow_the_language_and_its_digits() {
        let date = jiff::civil::date(2027, 1, 12);
        let en = locale("en", Digits::Latin);
        assert_eq!(en.number(40000.0, 0), "40,000");
        assert_eq!(en.number(0.1080, 3), "0.108");
        assert_eq!(en.year(1989), "1989");
        assert_eq!(en.date(date), "12 January 2027");
        assert_eq!(en.days(date, jiff::civil::date(2027, 1, 15)), "12–15 January 2027");
        assert_eq!(en.short_day(date), "Tue, 12 Jan");
        assert_eq!(en.time(jiff::civil::time(14, 5, 0, 0)), "14:05");
        assert_eq!(en.country("DE"), "Germany");
        assert_eq!(en.language("ar"), "Arabic");
        let ar = locale("ar", Digits::Latin);
        assert_eq!(ar.number(40000.0, 0), "40,000");
        assert_eq!(ar.date(date), "12 يناير 2027");
        assert_eq!(ar.country("DE"), "ألمانيا");
        assert_eq!(ar.plural(2), "two");
        assert_eq!(locale("ar-EG", Digits::Native).number(40000.0, 0), "٤٠٬٠٠٠");
        assert_eq!(locale("de", Digits::Latin).number(1200.5, 2), "1.200,5");
    }

    #[test]
    fn french_has_its_own_spaces_and_its_own_first_of_a_month() {
        let fr = locale("fr", Digits::Latin);
        assert_eq!(fr.number(40000.0, 0), "40\u{202f}000");
        assert_eq!(fr.number(4.5, 1), "4,5");
        assert_eq!(fr.date(jiff::civil::date(2027, 8, 1)), "1er août 2027");
        assert_eq!(fr.date(jiff::civil::date(2027, 8, 11)), "11 août 2027");
        assert_eq!(fr.weekday(jiff::civil::date(2027, 1, 13)), "Mercredi 13 janvier 2027");
        assert_eq!(fr.weekday(jiff::civil::date(2027, 8, 1)), "Dimanche 1er août 2027");
        let (first, third) = (jiff::civil::date(2027, 8, 1), jiff::civil::date(2027, 8, 3));
        assert_eq!(fr.days(first, third), "1er–3 août 2027");
        assert_eq!((fr.plural(0), fr.plural(1), fr.plural(2)), ("one", "one", "other"));
        assert_eq!(fr.time(jiff::civil::time(9, 5, 0, 0)), "09:05");
    }

    #[test]
    fn an_index_is_sorted_as_its_readers_expect() {
        let de = locale("de", Digits::Latin);
        assert_eq!(de.compare("Äther", "Zebra"), Ordering::Less);
        assert!(is_country("IN") && !is_country("XQ") && !is_country("in"));
        assert!(is_language_tag("pt-BR") && !is_language_tag("english") && !is_language_tag("EN"));
    }
}
