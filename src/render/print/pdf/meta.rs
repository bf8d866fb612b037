//! What the file says of itself: information, XMP, page labels and the meaning of its colours.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::{PdfInfo, deflated, icc, numbers};
use crate::render::print::frame::{Layout, Numbering};
use crate::render::print::press::Setup;

/// The information dictionary; it says the same as the XMP.
pub(super) fn info(info: &PdfInfo) -> Dictionary {
    let mut dict = Dictionary::new();
    let words = [
        ("Title", &info.title),
        ("Author", &info.author),
        ("Subject", &info.subject),
        ("Keywords", &info.keywords),
        ("Producer", &info.producer),
    ];
    for (key, value) in words.into_iter().filter(|(_, value)| !value.is_empty()) {
        dict.set(key, numbers::text(value));
    }
    if !info.date.is_empty() {
        let digits: String = info.date.chars().filter(char::is_ascii_digit).collect();
        let date = Object::string_literal(format!("D:{digits}Z"));
        dict.set("CreationDate", date.clone());
        dict.set("ModDate", date);
    }
    dict
}

/// The XMP packet, uncompressed as PDF/A-2 wants it to be readable.
pub(super) fn xmp(info: &PdfInfo) -> Stream {
    let text = escape;
    let alt = |tag: &str, value: &str| {
        format!("<{tag}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{tag}>", text(value))
    };
    let mut body = alt("dc:title", &info.title);
    if !info.author.is_empty() {
        body +=
            &format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", text(&info.author));
    }
    if !info.subject.is_empty() {
        body += &alt("dc:description", &info.subject);
    }
    if !info.lang.is_empty() {
        body +=
            &format!("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>", text(&info.lang));
    }
    if !info.keywords.is_empty() {
        body += &format!("<pdf:Keywords>{}</pdf:Keywords>", text(&info.keywords));
    }
    if !info.date.is_empty() {
        body += &format!(
            "<xmp:CreateDate>{0}</xmp:CreateDate><xmp:ModifyDate>{0}</xmp:ModifyDate>",
            text(&info.date)
        );
    }
    body += &format!("<pdf:Producer>{}</pdf:Producer>", text(&info.producer));
    body += "<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>";
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">{body}</rdf:Description>{EXTENSION}</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false)
}

/// The XMP packet of a press file: what PDF/X-4 asks for, ISO 15930-7, 6.10 among others.
pub(super) fn press_xmp(info: &PdfInfo, id: &[u8; 16]) -> Stream {
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    let uuid = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-");
    let (title, author, date) = (escape(&info.title), escape(&info.author), escape(&info.date));
    let body = format!(
        "<dc:format>application/pdf</dc:format>\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>\
         <xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
         <xmp:MetadataDate>{date}</xmp:MetadataDate>\
         <xmpMM:DocumentID>uuid:{uuid}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{uuid}</xmpMM:InstanceID>\
         <xmpMM:RenditionClass>default</xmpMM:RenditionClass><xmpMM:VersionID>1</xmpMM:VersionID>\
         <pdf:Producer>{}</pdf:Producer><pdf:Trapped>False</pdf:Trapped>\
         <pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        escape(&info.subject),
        escape(&info.producer),
    );
    let packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
         xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    );
    Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet.into_bytes())
        .with_compression(false)
}

/// The printing condition with its profile inside, ISO 32000-1, 14.11.5.
pub(super) fn press_intent(doc: &mut Document, setup: &Setup) -> ObjectId {
    let profile = doc.add_object(deflated(dictionary! { "N" => 4, "Alternate" => "DeviceCMYK" }, &setup.icc));
    doc.add_object(dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFX", "OutputConditionIdentifier" => numbers::text(&setup.condition),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => numbers::text(setup.inks.separator.description()), "DestOutputProfile" => profile,
    })
}

/// PDF/A knows no `pdfuaid` unless told, ISO 19005-2, 6.6.2.3.
const EXTENSION: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>";

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Colours are sRGB.
pub(super) fn output_intent(doc: &mut Document) -> ObjectId {
    let profile =
        doc.add_object(deflated(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, &icc::srgb()));
    doc.add_object(dictionary! {
        "Type" => "OutputIntent", "S" => "GTS_PDFA1", "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"), "DestOutputProfile" => profile,
    })
}

/// Labels as printed: a new range wherever counting changes.
pub(super) fn page_labels(layout: &Layout) -> Dictionary {
    let mut nums: Vec<Object> = Vec::new();
    let mut expected: Option<(Numbering, usize)> = None;
    for (index, page) in layout.pages.iter().enumerate() {
        if expected != Some((page.numbering, page.number)) {
            let mut range = Dictionary::new();
            match page.numbering {
                Numbering::Arabic => range.set("S", "D"),
                Numbering::Roman => range.set("S", "r"),
                Numbering::None => {}
            }
            if page.numbering != Numbering::None {
                range.set("St", page.number as i64);
            }
            nums.extend([Object::Integer(index as i64), range.into()]);
        }
        expected = Some((page.numbering, page.number + 1));
    }
    dictionary! { "Nums" => nums }
}
