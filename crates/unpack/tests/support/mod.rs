//! Files for the tests, made byte by byte, and the short way to their text.
#![allow(dead_code, reason = "each test file uses a part")]

pub(crate) mod xls;
pub(crate) mod xlsb;
pub(crate) mod zip;

use model::error::Problem;
use model::import::Carried;
use std::io::Cursor;
use unpack::{Container, Limits};

/// The text of the best member, and the notes.
pub(crate) fn unpacked(name: &str, bytes: &[u8]) -> Result<(String, Carried), Problem> {
    with_limits(name, bytes, &Limits::default())
}

/// Same under other limits.
pub(crate) fn with_limits(name: &str, bytes: &[u8], limits: &Limits) -> Result<(String, Carried), Problem> {
    let mut source = Cursor::new(bytes);
    let mut container = Container::open(name, &mut source, limits)?.expect("a container");
    let best = container.best()?;
    let mut text = Vec::new();
    let carried = container.extract(best, &mut text)?;
    Ok((String::from_utf8(text).expect("UTF-8"), carried))
}

/// The text of the best member.
pub(crate) fn text(name: &str, bytes: &[u8]) -> String {
    unpacked(name, bytes).unwrap_or_else(|problem| panic!("{name}: {problem:?}")).0
}

/// The value of a note, if there is one.
pub(crate) fn note<'a>(carried: &'a Carried, id: &str) -> Option<&'a str> {
    carried.decisions.iter().find(|decision| decision.id == id).map(|decision| decision.value.as_str())
}

/// A gzip file.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An OpenDocument spreadsheet whose document body holds these tables.
pub(crate) fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\">\
         <office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/>\
         </style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zip::archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", zip::Packing::Stored),
        ("content.xml", content.as_bytes(), zip::Packing::Stored),
    ])
}

/// An XLSX whose parts are stored as they are: what stands in its one sheet, and its texts.
pub(crate) fn xlsx(sheet: &str, strings: &[&str]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.example/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let list = |relations: String| format!("<Relationships>{relations}</Relationships>");
    let root = list(relation("r1", "officeDocument", "xl/workbook.xml"));
    let of_book = list(
        relation("r1", "worksheet", "worksheets/sheet1.xml")
            + &relation("r2", "styles", "styles.xml")
            + &relation("r3", "sharedStrings", "sharedStrings.xml"),
    );
    let book = "<workbook><workbookPr date1904=\"0\"/><sheets><sheet name=\"Tickets\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>\
        <xf numFmtId=\"22\"/><xf numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let sheet = format!(
        "<worksheet><sheetData>{sheet}</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"
    );
    let files = [
        ("[Content_Types].xml", "<Types/>".to_string()),
        ("_rels/.rels", root),
        ("xl/workbook.xml", book.to_string()),
        ("xl/_rels/workbook.xml.rels", of_book),
        ("xl/styles.xml", styles.to_string()),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let files: Vec<_> =
        files.iter().map(|(name, text)| (*name, text.as_bytes(), zip::Packing::Stored)).collect();
    zip::archive(&files)
}

/// A workbook in SpreadsheetML.
pub(crate) fn spreadsheet_ml(sheets: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style>\
         <Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles>{sheets}</Workbook>"
    )
}

/// A repeatable stream of numbers (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}
