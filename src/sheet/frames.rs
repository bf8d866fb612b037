//! Pictures that lie in cells of an ODS. The reader of cells does not know them, so the text of the sheet is walked
//! for frames and the rows and columns before them are counted.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::{MOST_COLUMNS, MOST_ROWS, Picture};

/// Most bytes of a sheet's text that is walked; larger ones have more rows than are read.
const MOST_TEXT: u64 = 48 * 1024 * 1024;
/// Most bytes of a picture.
const MOST_PICTURE: u64 = 64 * 1024 * 1024;

/// Pictures by the name of their sheet, in the order of rows.
pub(super) fn pictures(bytes: &[u8], parts: &[String]) -> BTreeMap<String, Vec<Picture>> {
    let mut all = BTreeMap::new();
    if !parts.iter().any(|part| part.starts_with("Pictures/")) {
        return all;
    }
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return all };
    let text = part(&mut archive, "content.xml", MOST_TEXT).and_then(|own| String::from_utf8(own).ok());
    let Some(text) = text else { return all };
    let Ok(document) = Document::parse(&text) else { return all };
    for sheet in document.descendants().filter(|node| is(*node, "table")) {
        let name = attribute(sheet, "name").unwrap_or_default().to_owned();
        for (row, column, file) in frames(sheet) {
            let Some(bytes) = part(&mut archive, file, MOST_PICTURE) else { continue };
            let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
            all.entry(name.clone()).or_insert_with(Vec::new).push(Picture { row, column, ending, bytes });
        }
    }
    all
}

/// Row, column and file of each frame in a cell.
fn frames<'a>(sheet: Node<'a, '_>) -> Vec<(usize, usize, &'a str)> {
    let mut found = Vec::new();
    let mut row = 0_usize;
    for line in sheet.descendants().filter(|node| is(*node, "table-row")) {
        let mut column = 0_usize;
        for cell in line.children().filter(|node| is(*node, "table-cell") || is(*node, "covered-table-cell"))
        {
            let frames = cell.descendants().filter(|node| is(*node, "frame"));
            found.extend(frames.filter_map(|frame| Some((row, column, image(frame)?))));
            column = column.saturating_add(repeated(cell, "number-columns-repeated"));
            if column >= MOST_COLUMNS {
                break;
            }
        }
        row = row.saturating_add(repeated(line, "number-rows-repeated"));
        if row >= MOST_ROWS {
            break;
        }
    }
    found
}

/// The file of a frame; beside a drawing programs put the same as a picture.
fn image<'a>(frame: Node<'a, '_>) -> Option<&'a str> {
    let files = frame.children().filter(|node| is(*node, "image")).filter_map(|node| attribute(node, "href"));
    let files: Vec<&str> = files.map(|own| own.trim_start_matches("./")).collect();
    let inside = || files.iter().copied().filter(|own| own.starts_with("Pictures/"));
    inside().find(|own| !own.ends_with(".svg")).or_else(|| inside().next())
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// An attribute by its name alone: the prefixes stand for the same in every program.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|own| own.name() == name).map(|own| own.value())
}

fn repeated(node: Node<'_, '_>, name: &str) -> usize {
    attribute(node, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, most: u64) -> Option<Vec<u8>> {
    let part = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    part.take(most + 1).read_to_end(&mut bytes).ok()?;
    (u64::try_from(bytes.len()).ok()? <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_rows_and_cells_are_counted() {
        let text = "<office:body xmlns:office='o' xmlns:table='t' xmlns:draw='d' xmlns:xlink='x'><table:table table:name='A'>\
            <table:table-header-rows><table:table-row/></table:table-header-rows>\
            <table:table-row table:number-rows-repeated='3'/>\
            <table:table-row><table:table-cell table:number-columns-repeated='2'/><table:table-cell>\
            <draw:frame><draw:image xlink:href='Pictures/a.svg'/><draw:image xlink:href='./Pictures/a.png'/></draw:frame>\
            </table:table-cell></table:table-row></table:table></office:body>";
        let document = Document::parse(text).expect("XML");
        let sheet = document.descendants().find(|node| is(*node, "table")).expect("a sheet");
        assert_eq!(frames(sheet), [(4, 2, "Pictures/a.png")]);
    }
}
