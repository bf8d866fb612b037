//! All products as `products.json` and `products.csv`: for buyers' systems and for spreadsheets.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::compose::catalogue::Catalogue;
use crate::compose::routes::address;
use crate::compose::scope::Scope;
use crate::compose::views::{CertificateView, LeadView, ProductView, Row};

pub(super) fn files(scope: &Scope<'_>, catalogue: &Catalogue) -> Vec<(String, String)> {
    let beside = |name: &str| scope.routes.beside_home(name).as_str().to_owned();
    vec![
        (beside("products.json"), as_json(scope, catalogue)),
        (beside("products.csv"), as_csv(scope, catalogue)),
    ]
}

fn as_json(scope: &Scope<'_>, catalogue: &Catalogue) -> String {
    let house = catalogue.consortium.as_ref();
    let whole = json!({
        "schema": 1,
        "date": scope.project.today.to_string(),
        "language": scope.locale.lang().as_str(),
        "consortium": house.map(|c| json!({ "name": c.name, "url": address(scope.project, scope.routes.home().as_str()) })),
        "products": catalogue.in_order().into_iter().map(|product| one(scope, product)).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn one(scope: &Scope<'_>, p: &ProductView) -> Value {
    let row =
        |row: &Row| (!row.missing).then(|| json!({ "key": row.key, "label": row.label, "value": row.value }));
    let rows = |rows: &[Row]| rows.iter().filter_map(row).collect::<Vec<_>>();
    let lead = |step: &LeadView| json!({ "quantity": step.quantity, "days": step.days });
    let paper =
        |c: &CertificateView| json!({ "name": c.name, "number": c.number, "valid_until": c.valid_until });
    let makers: Vec<Value> = match p.common {
        true => p.makers.iter().map(|m| json!({ "id": m.member.id, "name": m.member.name })).collect(),
        false => vec![json!({ "id": p.maker.id, "name": p.maker.name })],
    };
    json!({
        "id": p.id, "sku": p.sku, "name": p.name, "summary": p.summary,
        "group": { "id": p.category.id, "name": p.category.name },
        "makers": makers, "hs": p.hs, "origin": p.origin,
        "url": address(scope.project, &p.href),
        "picture": (!p.photo.src.is_empty()).then(|| address(scope.project, &p.photo.src)),
        "terms": rows(&p.strip), "specification": rows(&p.spec), "trade": rows(&p.trade), "packing": rows(&p.packing),
        "lead_time": p.lead_time.iter().map(lead).collect::<Vec<_>>(),
        "certificates": p.certificates.iter().map(paper).collect::<Vec<_>>(),
    })
}

/// A line for each product; a column for each specification's label, in the order in which they are met.
fn as_csv(scope: &Scope<'_>, catalogue: &Catalogue) -> String {
    let products = catalogue.in_order();
    let mut specs: Vec<&str> = Vec::new();
    for row in products.iter().flat_map(|product| &product.spec) {
        if !specs.contains(&row.label.as_str()) {
            specs.push(&row.label);
        }
    }
    let own = [
        "w_sku",
        "p_product",
        "w_groups",
        "w_maker",
        "w_summary",
        "f_hs",
        "f_origin",
        "f_moq",
        "f_lead_time",
        "p_page",
    ];
    let mut table: Vec<Vec<String>> = vec![own.iter().map(|key| scope.say(key)).collect()];
    table[0].extend(specs.iter().map(|label| (*label).to_owned()));
    for p in products {
        let makers: Vec<&str> = match p.common {
            true => p.makers.iter().map(|maker| maker.member.name.as_str()).collect(),
            false => vec![&p.maker.name],
        };
        let values: BTreeMap<&str, &Row> = p.spec.iter().map(|row| (row.label.as_str(), row)).collect();
        let mut line: Vec<String> = vec![
            p.sku.clone(),
            p.name.clone(),
            p.category.name.clone(),
            makers.join(" / "),
            p.summary.clone(),
            p.hs.clone(),
            p.origin.clone(),
            term(p, "moq"),
            term(p, "lead_time"),
            address(scope.project, &p.href),
        ];
        let value = |row: &&Row| if row.missing { String::new() } else { row.value.clone() };
        line.extend(specs.iter().map(|label| values.get(label).map(value).unwrap_or_default()));
        table.push(line);
    }
    // The mark of order tells spreadsheets that it is UTF-8.
    let lines: String = table.iter().map(|line| csv_line(line)).collect();
    format!("\u{feff}{lines}")
}

fn term(product: &ProductView, key: &str) -> String {
    let row = product.strip.iter().find(|row| row.key == key && !row.missing);
    row.map_or_else(String::new, |row| row.value.clone())
}

/// A line, RFC 4180. A spreadsheet takes a value that begins with a sign for a formula, and a formula in
/// somebody else's data could do harm; such a value gets an apostrophe.
fn csv_line(values: &[String]) -> String {
    let cell = |value: &String| {
        let plain = if may_be_formula(value) { format!("'{value}") } else { value.clone() };
        if plain.contains([',', '"', '\n', '\r', ';']) {
            format!("\"{}\"", plain.replace('"', "\"\""))
        } else {
            plain
        }
    };
    format!("{}\r\n", values.iter().map(cell).collect::<Vec<_>>().join(","))
}

/// Whether a spreadsheet might calculate a value. Figures with a sign, such as `-20 °C`, it may.
fn may_be_formula(value: &str) -> bool {
    // Some programs pass over blanks, and read the wide signs of East Asian keyboards alike.
    let value = value.trim_start_matches(' ');
    match value.strip_prefix(['+', '-', '＋', '－']) {
        Some(rest) => {
            !rest.starts_with(|ch: char| ch.is_ascii_digit()) || rest.contains(['(', '|', '!', '='])
        }
        None => value.starts_with(['=', '@', '＝', '＠', '\t', '\r']),
    }
}

#[cfg(test)]
mod tests {
    use super::csv_line;

    #[test]
    fn a_line_keeps_commas_quotes_and_numbers_and_disarms_formulas() {
        let line = ["a,b", "5\" x 7\"", "=1+1", " ＝1", "@cmd", "-20 °C", "+91 22", "-2+cmd|'x'!A0"]
            .map(str::to_owned);
        assert_eq!(
            csv_line(&line),
            "\"a,b\",\"5\"\" x 7\"\"\",'=1+1,' ＝1,'@cmd,-20 °C,+91 22,'-2+cmd|'x'!A0\r\n"
        );
    }
}
