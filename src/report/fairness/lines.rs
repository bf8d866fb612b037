//! The fairness report as text: what is even first, then the figures that prove it, table by table.

use std::fmt::Write as _;

use super::{Document, Fairness, Meetings, Verdict};

/// Columns that a sentence takes at most.
const WIDTH: usize = 112;
/// Digits shown of a number drawn.
const DRAWN: usize = 16;

pub(super) fn write(report: &Fairness) -> String {
    let mut out = String::new();
    let title = format!("{}: is every firm treated alike?", report.consortium);
    let _ = writeln!(out, "{title}\n{}", "=".repeat(title.chars().count()));
    let _ = writeln!(
        out,
        "{} firms, {}. Counted on what is laid out and planned.",
        report.firms.len(),
        report.day
    );
    heading(&mut out, "In short");
    report.verdicts.iter().for_each(|own| verdict(&mut out, own));
    order(&mut out, report);
    print(&mut out, report);
    filled(&mut out, report);
    editions(&mut out, report);
    site(&mut out, report);
    gaps(&mut out, report);
    report.meetings.iter().for_each(|own| meetings(&mut out, report, own));
    out
}

fn heading(out: &mut String, words: &str) {
    let _ = writeln!(out, "\n{words}\n{}", "-".repeat(words.chars().count()));
}

fn verdict(out: &mut String, own: &Verdict) {
    let mut sentence = own.sentence.clone();
    if !own.why.is_empty() {
        let _ = write!(sentence, ". Why: {}", own.why);
    }
    for (index, line) in folded(&sentence, WIDTH - 11).iter().enumerate() {
        let _ = writeln!(out, "{:<9}  {line}", if index == 0 { own.standing.words() } else { "" });
    }
}

/// A text in lines of so many letters at most.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A table: words to the left, figures to the right; no column is wider than its widest cell.
fn table(out: &mut String, heads: &[&str], rows: &[Vec<String>]) {
    let widths: Vec<usize> = (0..heads.len())
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
            cells.chain([heads[at].chars().count()]).max().unwrap_or(0)
        })
        .collect();
    let has_words = |at: usize| {
        rows.iter().filter_map(|row| row.get(at)).any(|cell| cell.chars().any(char::is_alphabetic))
    };
    let is_left: Vec<bool> = (0..heads.len()).map(has_words).collect();
    let mut line = |cells: &[&str]| {
        let mut text = String::new();
        for (at, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            let gap = if at == 0 { "" } else { "  " };
            let _ = match is_left[at] {
                true => write!(text, "{gap}{cell:<width$}"),
                false => write!(text, "{gap}{cell:>width$}"),
            };
        }
        let _ = writeln!(out, "{}", text.trim_end());
    };
    line(heads);
    for row in rows {
        line(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

fn name<'a>(report: &'a Fairness, id: &'a str) -> &'a str {
    let own = report.firms.iter().find(|firm| firm.member == id);
    own.map(|firm| firm.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}

fn paragraph(out: &mut String, text: &str) {
    for line in folded(text, WIDTH) {
        let _ = writeln!(out, "{line}");
    }
}

fn order(out: &mut String, report: &Fairness) {
    heading(out, "The order of firms");
    let _ = writeln!(out, "Rule: {}", report.rules.order);
    if !report.rules.salt.is_empty() {
        let _ = writeln!(out, "Salt: {}", report.rules.salt);
    }
    paragraph(out, &format!("To check: {}.", report.rules.recompute));
    out.push('\n');
    let is_drawn = report.firms.iter().any(|firm| firm.draw.is_some());
    let heads: &[&str] =
        if is_drawn { &["firm", "place", "id", "number drawn"] } else { &["firm", "place", "id"] };
    let rows: Vec<Vec<String>> = report
        .firms
        .iter()
        .map(|firm| {
            let mut row = vec![firm.name.clone(), firm.place.to_string(), firm.member.clone()];
            row.extend(firm.draw.as_ref().map(|number| format!("{}…", &number[..DRAWN.min(number.len())])));
            row
        })
        .collect();
    table(out, heads, &rows);
}

/// The figures of each firm in a document that a table shows.
fn figures(document: &Document) -> Vec<(&str, Option<usize>, [u64; 5])> {
    let of = |own: &super::Space| {
        [own.mm2, own.pages as u64, own.products as u64, own.pictures as u64, own.pictures_mm2]
    };
    document.firms.iter().map(|own| (own.member.as_str(), own.place, of(own))).collect()
}

/// Documents with the same figures share a table.
fn print(out: &mut String, report: &Fairness) {
    let mut groups: Vec<(Vec<&Document>, &Document)> = Vec::new();
    for document in &report.documents {
        let same =
            |first: &Document| first.brochure == document.brochure && figures(first) == figures(document);
        match groups.iter_mut().find(|(_, first)| same(first)) {
            Some((list, _)) => list.push(document),
            None => groups.push((vec![document], document)),
        }
    }
    if !groups.is_empty() {
        heading(out, "In print");
        let agreed = match report.rules.products_in_print {
            Some(count) => format!("{count} products of each firm"),
            None => "as many products of each firm as the firm with the fewest has".to_owned(),
        };
        let limit = crate::check::space::per_cent(report.rules.block_area);
        paragraph(
            out,
            &format!(
                "Agreed: {agreed}; blocks differ by {limit} % at most (entitlement: {}).",
                report.rules.entitlement
            ),
        );
    }
    for (list, first) in groups {
        let names: Vec<&str> = list.iter().map(|own| own.document.as_str()).collect();
        out.push('\n');
        paragraph(out, &format!("{}:", names.join(", ")));
        let row = |(id, place, counts): (&str, Option<usize>, [u64; 5])| {
            let place = place.map_or_else(|| "–".to_owned(), |place| place.to_string());
            let name = name(report, id).to_owned();
            [name, place].into_iter().chain(counts.map(|count| count.to_string())).collect()
        };
        let rows: Vec<Vec<String>> = figures(first).into_iter().map(row).collect();
        table(out, &["firm", "place", "block mm²", "pages", "products", "pictures", "pictures mm²"], &rows);
    }
}

/// What text and pictures fill, firm by firm and document by document.
fn filled(out: &mut String, report: &Fairness) {
    if report.documents.is_empty() {
        return;
    }
    out.push_str("\nWhat text and pictures fill of the block, mm²:\n");
    let short = |own: &Document| {
        let rest = own.document.strip_prefix(own.brochure.as_str()).unwrap_or(&own.document);
        rest.trim_start_matches('-').trim_end_matches("-screen").to_owned()
    };
    let firm = std::iter::once("firm".to_owned());
    let heads: Vec<String> = firm.chain(report.documents.iter().map(short)).collect();
    let row = |firm: &super::Firm| {
        let own = |document: &Document| {
            let space = document.firms.iter().find(|own| own.member == firm.member);
            space.map_or_else(|| "–".to_owned(), |own| own.filled_mm2.to_string())
        };
        std::iter::once(firm.name.clone()).chain(report.documents.iter().map(own)).collect()
    };
    let rows: Vec<Vec<String>> = report.firms.iter().map(row).collect();
    table(out, &heads.iter().map(String::as_str).collect::<Vec<_>>(), &rows);
}

fn editions(out: &mut String, report: &Fairness) {
    if report.editions.is_empty() {
        return;
    }
    heading(out, "Over the editions");
    if report.editions.len() == 1 {
        out.push_str("There is one edition only, so there is nothing to add up yet.\n");
        return;
    }
    for own in &report.editions {
        let day =
            own.closed.as_ref().map_or_else(|| "not printed yet".to_owned(), |day| format!("closed {day}"));
        let first = own.order.first().map_or("", |id| name(report, id));
        let first = if first.is_empty() { "a firm that has left" } else { first };
        let _ = writeln!(out, "{} {}, {day}: {first} first", own.brochure, own.edition);
    }
    out.push('\n');
    let rows: Vec<Vec<String>> = report
        .exposure
        .iter()
        .map(|own| {
            let counts = [own.editions, own.stood, own.first].map(|count| count.to_string());
            let name = name(report, &own.member).to_owned();
            let sums = [own.mm2.to_string(), format!("{:.2}", own.share)];
            std::iter::once(name).chain(counts).chain(sums).collect()
        })
        .collect();
    table(out, &["firm", "editions since it joined", "stands in", "first", "all mm²", "share"], &rows);
    paragraph(
        out,
        &format!(
            "Share: its place in an edition beside the mean of all firms, on average; 1.00 is equal. Agreed: the \
             most is {:.2} times the least at most.",
            report.rules.exposure_ratio
        ),
    );
}

fn site(out: &mut String, report: &Fairness) {
    heading(out, "On the site");
    let rows: Vec<Vec<String>> = report
        .firms
        .iter()
        .map(|own| {
            let groups =
                report.groups.iter().filter(|group| group.firms.iter().any(|at| at.member == own.member));
            vec![
                own.name.clone(),
                own.site_products.to_string(),
                groups.count().to_string(),
                own.first_in_groups.to_string(),
            ]
        })
        .collect();
    table(out, &["firm", "products", "in groups", "first in"], &rows);
    out.push_str("\nPlaces in the lists of product groups, in the order in which a visitor sees them:\n");
    for group in &report.groups {
        let firms = group.firms.iter().map(|own| {
            let places: Vec<String> = own.places.iter().map(ToString::to_string).collect();
            format!("{} {}", name(report, &own.member), places.join(", "))
        });
        let text = format!("{} ({}): {}", group.group, group.products, firms.collect::<Vec<_>>().join("; "));
        paragraph(out, &text);
    }
}

fn gaps(out: &mut String, report: &Fairness) {
    let with: Vec<_> = report.firms.iter().filter(|own| own.dashes() > 0).collect();
    if with.is_empty() {
        return;
    }
    heading(out, "Values not given");
    out.push_str("A dash stands in each of these places; it is for the firm to fill it.\n");
    for firm in with {
        let records = firm.missing.iter().map(|own| format!("{} ({})", own.record, own.fields.join(", ")));
        let records: Vec<String> = records.collect();
        paragraph(out, &format!("{}: {} – {}", firm.name, firm.dashes(), records.join("; ")));
    }
}

fn meetings(out: &mut String, report: &Fairness, own: &Meetings) {
    heading(out, &format!("Meetings at {}", own.event));
    let _ = writeln!(out, "{} meetings; each firm gets {} at least.\n", own.meetings, own.minimum);
    let rows: Vec<Vec<String>> = own
        .firms
        .iter()
        .map(|firm| {
            vec![
                name(report, &firm.member).to_owned(),
                firm.meetings.to_string(),
                firm.wanted.to_string(),
                format!("{}/{}", firm.mutual_met, firm.mutual),
                format!("{}/{}", firm.first_choice_met, firm.first_choice),
                firm.buyer_ranks.to_string(),
                firm.edges.to_string(),
                firm.waits.to_string(),
            ]
        })
        .collect();
    let heads =
        ["firm", "meetings", "wishes", "mutual", "first choice", "buyers' ranks", "early/late", "waits"];
    table(out, &heads, &rows);
    for firm in own.firms.iter().filter(|firm| !firm.short.is_empty()) {
        let _ = writeln!(out, "{} has fewer than agreed: {}", name(report, &firm.member), firm.short);
    }
    paragraph(
        out,
        "Wishes are those of buyers, of the firm and of the office; mutual and first choice: met of all. Waits are slots between two meetings of a day.",
    );
    out.push('\n');
    let rows: Vec<Vec<String>> = own
        .objectives
        .iter()
        .map(|own| vec![own.objective.to_owned(), own.result.to_string(), own.bound.to_string()])
        .collect();
    table(out, &["for all together", "result", "no plan does better than"], &rows);
}
