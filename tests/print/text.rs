//! Text comes back from the PDF as it was written. Needs `pdftotext`; without it nothing is shown.

use std::process::Command;

use fairfolio::render::print::{PdfInfo, layout, to_pdf};

use crate::support::{Plain, fonts, style};

/// What `pdftotext` reads from a document of these lines, without the marks of direction it or we add.
fn read_back(name: &str, lang: &str, body: &str) -> Option<String> {
    let fonts = fonts();
    let laid = layout(
        &format!(
            "<document title=\"t\" lang=\"{lang}\"><page-set master=\"cover\">{body}</page-set></document>"
        ),
        &style(),
        &fonts,
        &Plain,
    );
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, to_pdf(&laid, &fonts, &Plain, &PdfInfo::default())).expect("write");
    let output = Command::new("pdftotext").arg(&path).arg("-").output().ok()?;
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.chars().filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')).collect())
}

/// Lines that do not come back as they were written.
fn changed(lang: &str, lines: &[&str]) -> Vec<String> {
    let paragraph = |line: &&str| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"));
    let body: String = lines.iter().map(paragraph).collect();
    let Some(text) = read_back(&format!("lines-{lang}.pdf"), lang, &body) else { return Vec::new() };
    let found: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let missing = lines.iter().filter(|line| !found.contains(line)).map(|line| format!("wanted {line}"));
    let other = found.iter().filter(|line| !lines.contains(line)).map(|line| format!("found  {line}"));
    missing.chain(other).collect()
}

#[test]
fn ligatures_and_no_break_spaces() {
    let Some(text) = read_back(
        "latin.pdf",
        "en",
        "<p>The offices find 40\u{a0}000\u{a0}pcs efficient, AK-WF-500 — fjord.</p>",
    ) else {
        return;
    };
    // pdftotext itself writes every no-break space as a space.
    assert_eq!(
        text.trim().replace('\u{a0}', " "),
        "The offices find 40 000 pcs efficient, AK-WF-500 — fjord."
    );
}

#[test]
fn arabic_lines_with_latin_words_figures_and_marks() {
    let lines = [
        "اثني عشر للأرقام AK-WF-500 منشفة",
        "منشفة (TT/550-BLU) من القطن (100 %)، و40 000 قطعة.",
        "الأسعار FOB نافا شيفا ما لم يُتفق على غير ذلك. والدفع 30 % مقدّمًا",
        "المقاس: S/M، L/XL، 70 × 140 سم – 500 غ/م²",
        "OEKO-TEX® STANDARD 100، GOTS (الإصدار 7.0)",
        "هاتف: +91 217 555 0142 — info@example.com",
        "لقاءات 13 و14 يناير، من 09:00 إلى 17:30؟",
        "«قطن وبري» [صفحة 12]؛ رقم ٤٠ و٣٫١٠ (٪)",
        "تُعبّأ طلبات الفنادق مسطّحة بحسب المقاس بشريط ملوّن",
        "بُني المصنع عام 1984 وحدةَ غزل، أحمر الفُوَّة",
        "مغزول حلقيًّا مصبوغ قطعةً، محلّه أو كلٍّ منها",
        "الله أكبر، رِّ رّ ردّ زرّ لا لأ لإ لآ للّه",
        "صورة مصنوعة للعيّنة، CC0",
        "USD 3.10–4.20 للقطعة (EXW)",
        "Solapur 413 006 (IN)",
        "Bhimatara Mills Ltd.",
        "A4 / Letter: 210 × 297 mm.",
        "12",
        "– 12 –",
        "(الهند)",
    ];
    assert_eq!(changed("ar", &lines), Vec::<String>::new());
}

#[test]
fn hebrew_lines_with_latin_words_figures_and_marks() {
    let lines = [
        "מגבת (TT/550-BLU) מכותנה (100 %), 40 000 יחידות.",
        "מחירים FOB נהאווה שווה; תשלום 30 % מראש!",
        "מידה: S/M, L/XL, 70 × 140 ס״מ – 500 ג׳/מ״ר",
        "OEKO-TEX® STANDARD 100, GOTS (גרסה 7.0)",
        "טלפון: +91 217 555 0142 — info@example.com",
        "פגישות ב־13 וב־14 בינואר, 09:00–17:30?",
        "שָׁלוֹם עֲלֵיכֶם, בְּרֵאשִׁית בָּרָא",
        "USD 3.10–4.20 ליחידה (EXW)",
        "Bhimatara Mills Ltd.",
        "(הודו)",
    ];
    assert_eq!(changed("he", &lines), Vec::<String>::new());
}

#[test]
fn arabic_and_hebrew_words_in_english_lines() {
    let lines = [
        "A towel (منشفة) of cotton, and another one: מגבת.",
        "“منشفة” is “מגבת” — in (two) languages.",
        "شارع السوق (سولابور)",
        "שלום!",
        "Plain English: no marks needed (40 000 pcs).",
        "The word is منشفة",
    ];
    assert_eq!(changed("en", &lines), Vec::<String>::new());
}
