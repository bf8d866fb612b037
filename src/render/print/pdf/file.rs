//! Objects to bytes: streams as they are, everything else packed into object streams, found by an xref stream.
//!
//! The crate's own writer puts a single line feed before `endstream`. Data that happens to end in a
//! carriage return then reads as one byte shorter than its `/Length`, which ISO 19005-2, 6.1.7.1
//! forbids; so here the end of line is always both characters.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use rayon::prelude::*;

use super::deflated;

/// Objects in one object stream.
pub(super) const PACK: usize = 200;

/// Bytes of an entry of the cross-reference stream: its type, an offset or a number, an index.
const ENTRY: usize = 7;

/// Where an object stands in the file, ISO 32000-1, 7.5.8.3.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    Packed { container: u32, index: usize },
}

/// Where a file goes.
pub(super) type Out<'o> = dyn Write + Send + 'o;

/// Bytes gathered before they are passed on.
const BUFFER: usize = 1 << 18;

struct File<'o> {
    out: BufWriter<&'o mut Out<'o>>,
    /// Bytes so far.
    at: usize,
    /// By object number.
    entries: Vec<Entry>,
}

/// What a file holds beside the objects of its document.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// Objects that are bytes already.
    pub ready: Vec<Ready>,
    /// Streams that are made when their turn comes, so that few of them are held at a time.
    pub late: Vec<Late<'a>>,
}

/// Objects that are bytes already, at most [`PACK`] of them.
pub(super) struct Ready {
    /// Number of each and where its bytes begin.
    pub starts: Vec<(u32, usize)>,
    pub bytes: Vec<u8>,
}

/// A stream to be made.
pub(super) struct Late<'a> {
    pub number: u32,
    pub make: Box<dyn Fn() -> Option<Stream> + Sync + 'a>,
}

/// Streams that are made at the same time.
const BATCH: usize = 64;

/// Writes a document; its objects are used up.
///
/// # Errors
/// Those of `out`.
pub(super) fn write<'o>(doc: Document, beside: &Beside<'_>, out: &'o mut Out<'o>) -> io::Result<()> {
    let entries = vec![Entry::Free; doc.max_id as usize + 1];
    let mut file = File { out: BufWriter::with_capacity(BUFFER, out), at: 0, entries };
    file.put(format!("%PDF-{}\n%\u{e2}\u{e3}\u{cf}\u{d3}\n", doc.version).as_bytes())?;
    let mut small: Vec<(u32, Object)> = Vec::new();
    for ((number, _), object) in doc.objects {
        match object {
            Object::Stream(stream) => file.stream(number, &stream)?,
            other => small.push((number, other)),
        }
    }
    let packs: Vec<Ready> = small.par_chunks(PACK).map(ready).collect();
    file.packs(packs.iter().chain(&beside.ready))?;
    drop((small, packs));
    file.late(&beside.late)?;
    file.cross_references(doc.trailer)?;
    file.out.flush()
}

impl File<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len();
        self.out.write_all(bytes)
    }

    fn stream(&mut self, number: u32, stream: &Stream) -> io::Result<()> {
        self.entries[number as usize] = Entry::At(self.at);
        let mut dict = stream.dict.clone();
        dict.set("Length", stream.content.len() as i64);
        let mut head = format!("{number} 0 obj\n").into_bytes();
        dictionary(&mut head, &dict);
        head.extend_from_slice(b"\nstream\n");
        self.put(&head)?;
        self.put(&stream.content)?;
        self.put(b"\r\nendstream\nendobj\n")
    }

    fn late(&mut self, late: &[Late<'_>]) -> io::Result<()> {
        let one = |late: &Late<'_>| Some((late.number, (late.make)()?));
        let make = |batch: &[Late<'_>]| batch.par_iter().filter_map(one).collect::<Vec<(u32, Stream)>>();
        let mut batches = late.chunks(BATCH);
        let mut made = batches.next().map(make);
        while let Some(streams) = made {
            let next = batches.next();
            // The next ones are made while these are written.
            let write = || streams.iter().try_for_each(|(number, stream)| self.stream(*number, stream));
            let written;
            (made, written) = rayon::join(|| next.map(make), write);
            written?;
        }
        Ok(())
    }

    /// Objects that are no streams, ISO 32000-1, 7.5.7.
    fn packs<'r>(&mut self, packs: impl Iterator<Item = &'r Ready>) -> io::Result<()> {
        let packs: Vec<&Ready> = packs.collect();
        let packed: Vec<Stream> = packs.par_iter().map(|ready| pack(ready)).collect();
        for (ready, stream) in packs.into_iter().zip(packed) {
            let container = self.entries.len() as u32;
            self.entries.push(Entry::Free);
            self.stream(container, &stream)?;
            for (index, (number, _)) in ready.starts.iter().enumerate() {
                self.entries[*number as usize] = Entry::Packed { container, index };
            }
        }
        Ok(())
    }

    fn cross_references(&mut self, trailer: Dictionary) -> io::Result<()> {
        let (start, number) = (self.at, self.entries.len() as u32);
        self.entries.push(Entry::At(start));
        let mut dict = trailer;
        dict.set("Type", "XRef");
        dict.set("Size", self.entries.len() as i64);
        dict.set("W", vec![1.into(), 4.into(), 2.into()]);
        dict.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => ENTRY as i64 });
        let table = predicted(&self.entries);
        self.stream(number, &deflated(dict, &table))?;
        self.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())
    }
}

fn ready(objects: &[(u32, Object)]) -> Ready {
    let mut ready = Ready { starts: Vec::with_capacity(objects.len()), bytes: Vec::new() };
    for (number, object) in objects {
        ready.starts.push((*number, ready.bytes.len()));
        value(&mut ready.bytes, object);
        ready.bytes.push(b'\n');
    }
    ready
}

fn pack(ready: &Ready) -> Stream {
    let mut index = String::new();
    for (number, start) in &ready.starts {
        // OK because writing into memory does not fail.
        write!(index, "{number} {start} ").expect("writing into memory");
    }
    let dict = dictionary! {
        "Type" => "ObjStm", "N" => ready.starts.len() as i64, "First" => index.len() as i64,
    };
    deflated(dict, &[index.as_bytes(), &ready.bytes].concat())
}

/// Rows of the table, each as its difference from the row above: PNG's filter "up".
fn predicted(entries: &[Entry]) -> Vec<u8> {
    let mut above = [0; ENTRY];
    let mut rows = Vec::with_capacity(entries.len() * (ENTRY + 1));
    for entry in entries {
        let row = row(*entry);
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(byte, up)| byte.wrapping_sub(up)));
        above = row;
    }
    rows
}

fn row(entry: Entry) -> [u8; ENTRY] {
    let (kind, middle, last) = match entry {
        Entry::Free => (0, 0, u16::MAX),
        Entry::At(offset) => (1, offset as u32, 0),
        Entry::Packed { container, index } => (2, container, index as u16),
    };
    let mut row = [kind; ENTRY];
    row[1..5].copy_from_slice(&middle.to_be_bytes());
    row[5..].copy_from_slice(&last.to_be_bytes());
    row
}

/// An object as it is written; no stream.
pub(super) fn value(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => put(out, format_args!("{value}")),
        Object::Integer(value) => integer(out, *value),
        Object::Real(value) => put(out, format_args!("{value}")),
        Object::Name(bytes) => name(out, bytes),
        Object::String(bytes, format) => string(out, bytes, format),
        Object::Array(items) => array(out, items),
        Object::Dictionary(dict) => dictionary(out, dict),
        Object::Reference((number, _)) => {
            integer(out, i64::from(*number));
            out.extend_from_slice(b" 0 R");
        }
        Object::Stream(_) => unreachable!("a stream is always an object of its own"),
    }
}

/// A whole number; most of a structure tree is references, so the way through `fmt` would cost.
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        return put(out, format_args!("{value}"));
    }
    let (mut digits, mut at, mut rest) = ([0_u8; 20], 20, value);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return out.extend_from_slice(&digits[at..]);
        }
    }
}

fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // OK because writing into memory does not fail.
    out.write_fmt(text).expect("writing into memory");
}

fn array(out: &mut Vec<u8>, items: &[Object]) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        value(out, item);
    }
    out.push(b']');
}

fn dictionary(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, item) in dict {
        name(out, key);
        out.push(b' ');
        value(out, item);
    }
    out.extend_from_slice(b">>");
}

/// A name; white space, delimiters and what is not printable are written by number, ISO 32000-1, 7.3.5.
fn name(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'/');
    let is_plain = |byte: &u8| byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte);
    if bytes.iter().all(is_plain) {
        return out.extend_from_slice(bytes);
    }
    for &byte in bytes {
        if is_plain(&byte) {
            out.push(byte);
        } else {
            put(out, format_args!("#{byte:02X}"));
        }
    }
}

fn string(out: &mut Vec<u8>, bytes: &[u8], format: &StringFormat) {
    if *format == StringFormat::Hexadecimal {
        out.push(b'<');
        let digit = |half: u8| b"0123456789ABCDEF"[usize::from(half)];
        out.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
        return out.push(b'>');
    }
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'\r' => out.extend_from_slice(b"\\r"),
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            other => out.push(other),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A catalog, a page tree without pages and a stream with these bytes.
    fn file_with(content: &[u8]) -> Vec<u8> {
        let mut doc = Document::with_version("1.7");
        let pages = doc.add_object(
            dictionary! { "Type" => "Pages", "Count" => 0, "Kids" => Vec::<Object>::new(),
            "Odd (name)" => Object::string_literal("a (b\\ c\r"), "Hex" => Object::String(vec![0, 255], StringFormat::Hexadecimal) },
        );
        let stream = doc.add_object(Stream::new(Dictionary::new(), content.to_vec()));
        let root =
            doc.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Metadata" => stream });
        doc.trailer.set("Root", root);
        let mut bytes = Vec::new();
        write(doc, &Beside::default(), &mut bytes).expect("writing into memory");
        bytes
    }

    #[test]
    fn what_is_written_is_read_back() {
        let bytes = file_with(b"some content");
        let read = Document::load_mem(&bytes).expect("a readable file");
        let catalog = read.catalog().expect("a catalog");
        let pages = catalog
            .get(b"Pages")
            .and_then(Object::as_reference)
            .and_then(|id| read.get_dictionary(id))
            .expect("pages");
        assert_eq!(pages.get(b"Odd (name)").and_then(Object::as_str).expect("a string"), b"a (b\\ c\r");
        assert_eq!(pages.get(b"Hex").and_then(Object::as_str).expect("a string"), [0, 255]);
        let stream = catalog.get(b"Metadata").and_then(Object::as_reference).expect("a reference");
        let stream = read.get_object(stream).and_then(Object::as_stream).expect("a stream");
        assert_eq!(stream.content, b"some content");
    }

    /// A disk with room for some bytes.
    struct Small(usize);

    impl Write for Small {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_told_wherever_the_file_stands() {
        let picture = |number| Late {
            number,
            make: Box::new(|| Some(Stream::new(Dictionary::new(), vec![7; BUFFER / 2]))),
        };
        let written = |room| {
            let mut doc = Document::with_version("1.7");
            let late = (0..200).map(|_| picture(doc.new_object_id().0)).collect();
            write(doc, &Beside { ready: Vec::new(), late }, &mut Small(room)).map_err(|error| error.kind())
        };
        let whole = 200 * BUFFER / 2 + 20_000;
        assert_eq!(written(whole), Ok(()));
        for room in [0, BUFFER, whole / 2, 200 * BUFFER / 2] {
            assert_eq!(written(room), Err(io::ErrorKind::StorageFull), "{room}");
        }
    }

    #[test]
    fn only_streams_stand_outside_object_streams() {
        let text = String::from_utf8_lossy(&file_with(b"some content")).into_owned();
        // The content, one pack and the cross-references.
        assert_eq!(text.matches(" 0 obj\n<<").count(), 3);
        assert!(text.contains("/Type /ObjStm") && text.contains("/Type /XRef"));
        assert!(!text.contains("/Catalog"));
    }

    #[test]
    fn data_that_ends_in_a_carriage_return_keeps_it() {
        let bytes = file_with(b"ends in\r");
        let at = |word: &[u8]| bytes.windows(word.len()).position(|part| part == word).expect("the word");
        let (start, end) = (at(b"stream\n") + 7, at(b"\r\nendstream"));
        assert_eq!(&bytes[start..end], b"ends in\r");
    }
}
