//! The way of somebody who has never seen Fairfolio, in a trade of its own: a new project, product groups for
//! brass fittings, a form out, the form back with a product and its picture, check, build, and what leaves the
//! house.

use std::fs;
use std::path::Path;
use std::process::Command;

use fairfolio::sheet::{self, Cell, Workbook};
use rust_xlsxwriter::{ExcelDateTime, Workbook as Written};

use crate::project::scratch;

const GROUPS: &str = "\
units = [{ id = \"mm\", name = \"mm\", code = \"MMT\" }, { id = \"pcs\", name = \"pcs\", code = \"C62\" }]

[[category]]
id      = \"valves\"
name    = \"Ball valves\"
hs      = \"8481.80\"
summary = \"Forged brass valves for water and gas.\"

  [[category.spec]]
  key      = \"bore\"
  label    = \"Bore\"
  type     = \"number\"
  unit     = \"mm\"
  min      = 4
  max      = 120
  required = true
  compare  = true

  [[category.spec]]
  key     = \"thread\"
  label   = \"Thread\"
  type    = \"choice\"
  choices = [\"BSP\", \"NPT\"]
";

fn fairfolio(arguments: &[&str], folder: &Path) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_fairfolio")).args(arguments).current_dir(folder).output();
    let run = run.expect("the command runs");
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    (run.status.code().expect("it ends by itself"), said)
}

/// A workbook as another program would save it: cells and what is hidden, nothing else.
fn saved(book: &Workbook) -> Vec<u8> {
    let mut out = Written::new();
    for own in &book.sheets {
        let sheet = out.add_worksheet();
        sheet.set_name(&own.name).expect("a name");
        sheet.set_hidden(own.hidden);
        for (row, cells) in (0_u32..).zip(&own.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Empty => {}
                    Cell::Number(number) => drop(sheet.write_number(row, column, *number).expect("written")),
                    Cell::Date(date) => {
                        let day = ExcelDateTime::parse_from_str(&date.to_string()).expect("a day");
                        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
                        sheet.write_datetime_with_format(row, column, &day, &format).expect("written");
                    }
                    other => drop(sheet.write_string(row, column, other.text()).expect("written")),
                }
            }
        }
    }
    out.save_to_buffer().expect("a workbook")
}

/// Fills a cell of the form: by the word of its sheet, the row's place among the empty ones, and the field.
fn fill(book: &mut Workbook, word: &str, path: &str, value: Cell) {
    let sheet = book.sheets.iter_mut().find(|own| !own.hidden && own.rows[0][0].text() == word).expect(word);
    let (row, column) = if word.starts_with("upright") {
        (sheet.rows.iter().position(|row| row.first().is_some_and(|own| own.text() == path)).expect(path), 2)
    } else {
        let column = sheet.rows[0].iter().position(|own| own.text() == path).expect(path);
        (4, column)
    };
    if sheet.rows.len() <= row {
        sheet.rows.resize(row + 1, Vec::new());
    }
    let cells = &mut sheet.rows[row];
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    cells[column] = value;
}

#[test]
fn from_nothing_to_a_pack_for_the_fair_in_another_trade() {
    let top = scratch("newcomer");
    let (code, said) = fairfolio(&["new", "ours", "--name", "Jamnagar Brass", "--country", "IN"], &top);
    assert_eq!(code, 0, "{said}");
    let ours = top.join("ours");
    // The groups of the trade, and the first product in one of them.
    fs::write(ours.join("categories.toml"), GROUPS).expect("written");
    let rename = |path: &str, pairs: &[(&str, &str)]| {
        let path = ours.join(path);
        let text = fs::read_to_string(&path).expect("a record");
        let text = pairs.iter().fold(text, |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        fs::write(path, text).expect("written");
    };
    rename("members/first-member/member.md", &[("first-group", "valves")]);
    let product = "members/first-member/products/first-product.md";
    rename(product, &[("first-group", "valves"), ("weight = 500, size = \"70 × 140 cm\"", "bore = 15")]);
    let (code, said) = fairfolio(&["check"], &ours);
    assert_eq!(code, 0, "{said}");

    let (code, said) = fairfolio(&["collect"], &ours);
    assert_eq!(code, 0, "{said}");
    let form = ours.join("forms/first-member.xlsx");
    let mut book = sheet::read("form", &fs::read(&form).expect("a form")).expect("a workbook");
    fill(&mut book, "upright members", "employees", Cell::Number(64.0));
    let valves = "products valves";
    for (path, value) in [
        ("sku", "0042-N"),
        ("name", "Ball valve ¾″"),
        (
            "summary",
            "Forged in one heat, turned on our own lathes, each one tested under water before it is packed.",
        ),
        ("spec.bore", "2 cm"),
        ("spec.thread", "npt"),
        ("moq.unit", "pcs"),
        ("photos", "Valve 20.jpg"),
        ("composition", "58% copper / 42% zinc"),
    ] {
        fill(&mut book, valves, path, Cell::Text(value.to_owned()));
    }
    fill(&mut book, valves, "moq.value", Cell::Number(500.0));
    let back = top.join("first-member (2).xlsx");
    fs::write(&back, saved(&book)).expect("written");
    let picture = fs::read(ours.join("members/first-member/products/first-product.jpg")).expect("a picture");
    fs::write(top.join("valve 20.JPG"), picture).expect("written");

    let back = back.to_str().expect("a path");
    let (code, said) = fairfolio(&["import", back], &ours);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("nothing was written") && said.contains("employees = 64"), "{said}");
    let (code, said) = fairfolio(&["import", back, "--yes"], &ours);
    assert_eq!(code, 0, "{said}");
    let record = fs::read_to_string(ours.join("members/first-member/products/ball-valve-3-4.md"));
    let record = record.expect("the new product");
    for line in [
        "sku = \"0042-N\"",
        "bore = 20",
        "thread = \"NPT\"",
        "moq = { value = 500, unit = \"pcs\" }",
        "{ fibre = \"copper\", percent = 58 }",
        "file = \"valve-20.jpg\"",
    ] {
        assert!(record.contains(line), "{line} in\n{record}");
    }
    let (code, said) = fairfolio(&["import", back, "--yes"], &ours);
    assert!(code == 0 && said.contains("nothing new"), "{said}");

    let (code, said) = fairfolio(&["check"], &ours);
    assert_eq!(code, 0, "{said}");
    let (code, said) = fairfolio(&["build"], &ours);
    assert_eq!(code, 0, "{said}");
    let page = ours.join("dist/public/site/products/first-member-ball-valve-3-4.html");
    let page = fs::read_to_string(page).expect("a page of the product");
    assert!(page.contains("0042-N") && page.contains("NPT"), "{page}");
    let (code, said) = fairfolio(&["package"], &ours);
    assert_eq!(code, 0, "{said}");
    let packed = fs::read_dir(ours.join("dist/packages")).expect("packages").count();
    assert!(packed >= 3, "{packed} packages");
}
