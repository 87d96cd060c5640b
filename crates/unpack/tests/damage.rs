//! Bytes that nobody wrote: whatever is changed in a file, it is read or refused, in little time, and never with a panic.

mod support;

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::time::{Duration, Instant};
use support::zip::{self, Packing};
use support::{Random, gzip, ods, spreadsheet_ml};
use unpack::{Container, Limits};

fn files() -> Vec<(&'static str, Vec<u8>)> {
    use support::xls::{Cell, compound, stream};
    let rows = vec![
        vec![Cell::Shared(0), Cell::Shared(1), Cell::Label("Note")],
        vec![Cell::Packed(7), Cell::Number(45_665.5, 1), Cell::FormulaText("x")],
        vec![Cell::Number(-1.25, 0), Cell::Error, Cell::Bool(true)],
    ];
    let xls = compound("Workbook", &stream(&["Id", "Created at"], &rows, false, Some(13)));
    use support::xlsb::Cell::{Error, Float, Packed, Shared, Text};
    let xlsb = support::xlsb::workbook(
        &["Id", "Created"],
        &[vec![Shared(0), Shared(1), Text("Note")], vec![Packed(7, 0), Float(45_665.5, 1), Error]],
    );
    let xlsx = support::xlsx(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>Note</t></is></c></row>\
         <row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>17</v></c><c r=\"B2\" s=\"1\"><v>45665.5</v></c><c r=\"C2\" t=\"e\"><v>#N/A</v></c></row>\
         <row><c s=\"2\"><v>1.25</v></c><c s=\"3\"><v>0.5</v></c><c t=\"b\"><v>1</v></c><c r=\"AB3\" t=\"str\"><f>A1</f><v>a &amp; b</v></c></row>",
        &["Id", "Created_x0020_at"],
    );
    let ods = ods(
        "<table:table table:name=\"A\"><table:table-row table:number-rows-repeated=\"3\"><table:table-cell office:value-type=\"float\" \
         office:value=\"1\"/><table:table-cell office:value-type=\"string\"><text:p>x<text:s text:c=\"3\"/></text:p></table:table-cell>\
         </table:table-row></table:table>",
    );
    let ml = spreadsheet_ml(
        "<Worksheet ss:Name=\"T\"><Table><Row ss:Index=\"2\"><Cell ss:Index=\"3\"><Data ss:Type=\"DateTime\">1899-12-31T05:30:00.000</Data>\
         </Cell></Row></Table></Worksheet>",
    );
    let page = b"<html><table><tr><th>Id<th>Created &amp; closed<tr><td rowspan=3 colspan=2>1<td>2025-01-08<br>x</table></html>";
    let csv = b"Id,Created at\n1,2025-01-08\n2,2025-01-09\n";
    // Stored, so that changes reach the parts and not only what is packed.
    let open = |bytes: &[u8]| {
        zip::archive(&[("inner.bin", bytes, Packing::Stored), ("a.csv", csv, Packing::Deflated)])
    };
    vec![
        ("a.xls", xls.clone()),
        ("a.xlsb", xlsb),
        ("a.xlsx", xlsx),
        ("a.ods", ods),
        ("ml.xls", ml.into_bytes()),
        ("page.xls", page.to_vec()),
        ("a.csv.gz", gzip(csv)),
        ("a.zip", open(&xls)),
        ("b.zip", open(&gzip(csv))),
    ]
}

/// Opens a file and writes every member; whether anything could be written.
fn read(name: &str, source: &mut dyn unpack::Source, limits: &Limits) -> bool {
    let Ok(Some(mut container)) = Container::open(name, source, limits) else { return false };
    let mut is_read = false;
    for member in 0..container.members().len() {
        is_read |= container.extract(member, &mut std::io::sink()).is_ok();
    }
    let _ = container.best();
    is_read
}

#[test]
fn changed_bytes_never_panic() {
    let mut random = Random(7);
    // So small that no change can make much work.
    let limits =
        Limits { text_bytes: 4 << 20, ratio_from_bytes: 1 << 20, held_bytes: 4 << 20, ..Limits::default() };
    let rounds = std::env::var("UNPACK_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(400);
    for (name, whole) in files() {
        assert!(read(name, &mut Cursor::new(&whole), &limits), "{name} is not read unchanged");
        for round in 0..rounds {
            let mut bytes = whole.clone();
            for _ in 0..1 + random.below(6) {
                let at = random.below(bytes.len());
                match random.below(6) {
                    0 => bytes[at] = random.next() as u8,
                    1 => bytes[at] ^= 1 << random.below(8),
                    2 => bytes[at] = [0, 0xff, 0x7f, 0x80, b'<', b'&', b'9'][random.below(7)],
                    3 => bytes.truncate(at.max(1)),
                    4 => {
                        let len = random.below(40).min(bytes.len() - at);
                        let piece = bytes[at..at + len].to_vec();
                        let to = random.below(bytes.len());
                        bytes.splice(to..to, piece);
                    }
                    _ => {
                        let end = (at + random.below(20)).min(bytes.len());
                        bytes.drain(at..end);
                        if bytes.is_empty() {
                            bytes.push(b'P');
                        }
                    }
                }
            }
            let began = Instant::now();
            read(name, &mut Cursor::new(&bytes), &limits);
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "{name}, round {round} took {:?}",
                began.elapsed()
            );
        }
    }
}

/// Gives few bytes at a time.
struct Slowly<'a> {
    inner: Cursor<&'a [u8]>,
    most: usize,
}

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let len = buffer.len().min(self.most);
        self.inner.read(&mut buffer[..len])
    }
}

impl Seek for Slowly<'_> {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.inner.seek(to)
    }
}

#[test]
fn in_pieces_is_as_in_one() {
    for (name, bytes) in files() {
        let told = |most: usize| {
            let mut source = Slowly { inner: Cursor::new(&bytes), most };
            let mut container = Container::open(name, &mut source, &Limits::default()).unwrap().unwrap();
            let mut texts = Vec::new();
            for member in 0..container.members().len() {
                let mut text = Vec::new();
                let carried = container.extract(member, &mut text);
                texts.push((text, carried));
            }
            texts
        };
        let whole = told(usize::MAX);
        for most in [1, 7, 4096] {
            assert_eq!(told(most), whole, "{name} in pieces of {most}");
        }
    }
}
