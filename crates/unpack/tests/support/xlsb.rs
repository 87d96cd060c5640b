//! XLSB workbooks: records in the parts of an archive, after MS-XLSB.

use super::zip::{self, Packing};

fn record(id: u32, data: &[u8], out: &mut Vec<u8>) {
    if id < 0x80 {
        out.push(id as u8);
    } else {
        out.extend_from_slice(&[(id & 0x7f) as u8 | 0x80, (id >> 7) as u8]);
    }
    let mut len = data.len();
    loop {
        let more = if len > 0x7f { 0x80 } else { 0 };
        out.push((len & 0x7f) as u8 | more);
        len >>= 7;
        if more == 0 {
            break;
        }
    }
    out.extend_from_slice(data);
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = (units.len() as u32).to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// What is written into a cell. A style: 0 general, 1 date and time.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Shared(u32),
    Text(&'static str),
    Float(f64, u32),
    Packed(i32, u32),
    Bool(bool),
    Error,
}

/// A workbook of one sheet.
pub(crate) fn workbook(strings: &[&str], rows: &[Vec<Cell>]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>")
    };
    let list = |relations: &str| format!("<?xml version=\"1.0\"?><Relationships>{relations}</Relationships>");
    let root = list(&relation("r1", "officeDocument", "xl/workbook.bin"));
    let of_book = list(
        &[
            relation("rId1", "worksheet", "worksheets/sheet1.bin"),
            relation("rId2", "styles", "styles.bin"),
            relation("rId3", "sharedStrings", "sharedStrings.bin"),
        ]
        .concat(),
    );
    let mut book = Vec::new();
    record(131, &[], &mut book);
    record(153, &numbers(&[0, 0]), &mut book);
    record(156, &[numbers(&[0, 1]), wide("rId1"), wide("Tickets")].concat(), &mut book);
    record(144, &[], &mut book);
    record(132, &[], &mut book);
    let mut styles = Vec::new();
    record(615, &numbers(&[1]), &mut styles);
    record(44, &[164_u16.to_le_bytes().to_vec(), wide("yyyy-mm-dd hh:mm")].concat(), &mut styles);
    record(617, &numbers(&[2]), &mut styles);
    for format in [0_u16, 164] {
        record(47, &[&0_u16.to_le_bytes()[..], &format.to_le_bytes(), &[0; 12]].concat(), &mut styles);
    }
    record(618, &[], &mut styles);
    let mut shared = Vec::new();
    record(159, &numbers(&[strings.len() as u32; 2]), &mut shared);
    strings.iter().for_each(|text| record(19, &[vec![0], wide(text)].concat(), &mut shared));
    record(160, &[], &mut shared);
    let mut sheet = Vec::new();
    record(129, &[], &mut sheet);
    record(148, &numbers(&[0, rows.len() as u32, 0, 10]), &mut sheet);
    record(145, &[], &mut sheet);
    for (row, cells) in rows.iter().enumerate() {
        record(0, &[numbers(&[row as u32, 0]), vec![0; 9]].concat(), &mut sheet);
        for (column, cell) in cells.iter().enumerate() {
            let at = |style: u32| numbers(&[column as u32, style]);
            match cell {
                Cell::Shared(index) => record(7, &[at(0), numbers(&[*index])].concat(), &mut sheet),
                Cell::Text(text) => record(6, &[at(0), wide(text)].concat(), &mut sheet),
                Cell::Float(number, style) => {
                    record(5, &[at(*style), number.to_le_bytes().to_vec()].concat(), &mut sheet)
                }
                Cell::Packed(number, style) => {
                    record(2, &[at(*style), ((number << 2) | 2).to_le_bytes().to_vec()].concat(), &mut sheet);
                }
                Cell::Bool(value) => record(4, &[at(0), vec![u8::from(*value)]].concat(), &mut sheet),
                Cell::Error => record(3, &[at(0), vec![0x2a]].concat(), &mut sheet),
            }
        }
    }
    record(146, &[], &mut sheet);
    record(130, &[], &mut sheet);
    // Stored, so that tests may change single bytes of the parts.
    let files: [(&str, &[u8]); 6] = [
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", of_book.as_bytes()),
        ("xl/styles.bin", &styles),
        ("xl/sharedStrings.bin", &shared),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    zip::archive(&files.map(|(name, bytes)| (name, bytes, Packing::Stored)))
}
