//! gz and zip: what is in them, what is chosen, and what is refused.

mod support;

use model::error::ProblemKind;
use std::io::Cursor;
use support::zip::{self, Packing};
use support::{gzip, note, spreadsheet_ml, text, unpacked, with_limits};
use unpack::{Container, Limits};

const CSV: &str = "Id,Created at,Status\n1,2025-01-08 10:00,open\n2,2025-01-09 11:00,closed\n";

fn refused(name: &str, bytes: &[u8]) -> ProblemKind {
    unpacked(name, bytes).map(drop).expect_err(name).kind
}

#[test]
fn a_compressed_file_comes_as_it_is() {
    let (text, carried) = unpacked("tickets.csv.gz", &gzip(CSV.as_bytes())).unwrap();
    assert_eq!(text, CSV);
    assert_eq!(note(&carried, "container"), Some("gzip file"));
    assert_eq!(note(&carried, "member"), Some("tickets.csv"));
    let lines = "{\"id\":1,\"created_at\":\"2025-01-08\"}\n{\"id\":2,\"created_at\":\"2025-01-08\"}\n";
    assert_eq!(support::text("x.gz", &gzip(lines.as_bytes())), lines);
}

#[test]
fn compressed_files_may_follow_each_other() {
    let (first, second) = CSV.split_at(30);
    let joined = [gzip(first.as_bytes()), gzip(second.as_bytes())].concat();
    assert_eq!(text("tickets.csv.gz", &joined), CSV);
    for rest in [&[0_u8; 700][..], b"\x1f", b"\x1f\x8brubbish", b"rubbish"] {
        let (text, carried) = unpacked("tickets.csv.gz", &[&joined, rest].concat()).unwrap();
        assert_eq!(text, CSV);
        let is_told = note(&carried, "trailing").is_some()
            || carried.warnings.iter().any(|text| text.contains("cut off"));
        assert!(is_told, "{rest:?}");
    }
}

#[test]
fn of_a_file_that_is_cut_off_the_beginning_is_read() {
    let long: String =
        (0..20_000).map(|row| format!("{row},2025-01-08 10:00,{}\n", row * 7919 % 1000)).collect();
    let packed = gzip(format!("Id,Created at,Status\n{long}").as_bytes());
    let (text, carried) = unpacked("tickets.csv.gz", &packed[..packed.len() / 2]).unwrap();
    assert!(text.len() > long.len() / 4 && long.starts_with(text.split_once('\n').unwrap().1));
    assert!(carried.warnings[0].contains("cut off"), "{:?}", carried.warnings);
    assert_eq!(refused("tickets.csv.gz", &packed[..12]), ProblemKind::Truncated);
}

#[test]
fn a_damaged_file_is_refused() {
    let long: String = (0..20_000).map(|row| format!("{row},{}\n", row * 7919 % 1000)).collect();
    let mut packed = gzip(long.as_bytes());
    let last = packed.len() - 6;
    packed[last] ^= 1;
    assert_eq!(refused("tickets.csv.gz", &packed), ProblemKind::Damaged);
    let mut archive = zip::archive(&[("a.csv", CSV.as_bytes(), Packing::Stored)]);
    archive[40] ^= 1;
    assert_eq!(refused("a.zip", &archive), ProblemKind::NotATable);
    assert_eq!(refused("a.zip", &archive[..archive.len() - 30]), ProblemKind::Truncated);
}

#[test]
fn the_tickets_are_found_among_other_files() {
    let many: String = (0..300).map(|row| format!("{row},2025-01-08 10:00,open\n")).collect();
    let tickets = format!("Id,Created at,Status\n{many}");
    let archive = zip::of(&[
        ("export/", b""),
        ("export/readme.txt", b"Thank you for using our export.\nGood bye.\n"),
        ("export/users.csv", b"name,mail\na,b\n"),
        ("export/tickets.csv", tickets.as_bytes()),
        ("__MACOSX/export/._tickets.csv", b"\0\0"),
        ("export/logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
    ]);
    let (text, carried) = unpacked("export.zip", &archive).unwrap();
    assert_eq!(text, tickets);
    assert_eq!(note(&carried, "member"), Some("export/tickets.csv"));
    let reason = &carried.decisions[1].reason;
    assert!(reason.contains("export/users.csv") && !reason.contains("MACOSX"), "{reason}");
    let mut source = Cursor::new(&archive);
    let container = Container::open("export.zip", &mut source, &Limits::default()).unwrap().unwrap();
    let names: Vec<&str> = container.members().iter().map(|member| member.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "export.zip › export/readme.txt",
            "export.zip › export/users.csv",
            "export.zip › export/tickets.csv",
            "export.zip › export/logo.png"
        ]
    );
}

/// The names of the members that are read together.
fn tables(bytes: &[u8]) -> Vec<String> {
    let mut source = Cursor::new(bytes);
    let container = Container::open("export.zip", &mut source, &Limits::default()).unwrap().unwrap();
    let tables = container.tables().unwrap();
    tables.into_iter().map(|place| container.members()[place].name.replace("export.zip › ", "")).collect()
}

#[test]
fn tables_of_an_archive_are_read_together() {
    let sheet = |name: &str, rows: &[[&str; 3]]| {
        let cell = |text: &&str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
        let row = |row: &[&str; 3]| format!("<Row>{}</Row>", row.iter().map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    let names = ["Ticket", "Created", "Status"];
    let book = spreadsheet_ml(
        &[
            sheet("Summary", &[["Week", "Team", "Sum"], ["1", "A", "4"], ["2", "A", "5"]]),
            sheet("June", &[names, ["1", "2025-06-08", "open"], ["2", "2025-06-08", "open"]]),
            sheet("July", &[names, ["3", "2025-07-08", "open"]]),
            sheet("Agents", &[["Agent", "Created", "Team"], ["Ann", "2025-07-08", "A"]]),
        ]
        .concat(),
    );
    let archive = zip::of(&[
        ("tickets.csv", CSV.as_bytes()),
        ("readme.txt", b"Thank you for using our export.\nGood bye.\n"),
        ("metrics.csv", b"ticket_id,first reply (min),replies\n1,5,2\n2,7,3\n"),
        ("settings.csv", b"key,value\na,b\n"),
        ("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
        ("book.xls", book.as_bytes()),
    ]);
    assert_eq!(tables(&archive), ["tickets.csv", "metrics.csv", "book.xls › June", "book.xls › July"]);
    let (_, carried) = unpacked("export.zip", &archive).unwrap();
    let reason = &carried.decisions[1].reason;
    assert!(reason.contains("3 more tables of the file are read, too"), "{reason}");
    assert!(reason.contains("settings.csv") && !reason.contains("metrics.csv"), "{reason}");
    // What is no table of tickets by its names is read where it is all there is.
    assert_eq!(tables(&zip::of(&[("a.csv", b"x,y\n1,2\n"), ("b.csv", b"x,y\n1,2\n")])), ["a.csv"]);
}

#[test]
fn what_lies_in_an_archive_may_be_packed_again_once() {
    let sheet = spreadsheet_ml(
        "<Worksheet ss:Name=\"S\"><Table><Row><Cell><Data ss:Type=\"String\">Id</Data></Cell><Cell><Data ss:Type=\"String\">Created</Data>\
         </Cell></Row><Row><Cell><Data ss:Type=\"Number\">1</Data></Cell><Cell><Data ss:Type=\"String\">2025-01-08</Data></Cell></Row>\
         </Table></Worksheet>",
    );
    let inner = zip::of(&[("tickets.csv", CSV.as_bytes())]);
    assert_eq!(text("a.zip", &zip::of(&[("inner.zip", &inner)])), CSV);
    assert_eq!(text("a.zip", &zip::of(&[("tickets.csv.gz", &gzip(CSV.as_bytes()))])), CSV);
    assert_eq!(text("a.zip.gz", &gzip(&inner)), CSV);
    let (text, carried) = unpacked("a.zip", &zip::of(&[("tickets.xls", sheet.as_bytes())])).unwrap();
    assert_eq!(text, "Id,Created\r\n1,2025-01-08\r\n");
    assert_eq!(note(&carried, "container"), Some("ZIP archive, in it workbook in XML (SpreadsheetML 2003)"));
    assert_eq!(note(&carried, "member"), Some("tickets.xls › S"));
    // A workbook is no archive to a person, so it may lie one deeper.
    let within = zip::of(&[("inner.zip", &zip::of(&[("tickets.xls", sheet.as_bytes())]))]);
    assert_eq!(support::text("a.zip", &within), text);
    let too_deep = zip::of(&[("b.zip", &zip::of(&[("c.zip", &inner)]))]);
    let problem = unpacked("a.zip", &too_deep).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::NotATable);
    assert!(problem.why.unwrap().contains("an archive in an archive in an archive"));
}

#[test]
fn locked_and_strange_archives_are_refused_by_name() {
    assert_eq!(
        refused("a.zip", &zip::archive(&[("a.csv", CSV.as_bytes(), Packing::Locked)])),
        ProblemKind::Locked
    );
    let strange =
        unpacked("a.zip", &zip::archive(&[("a.csv", CSV.as_bytes(), Packing::Method(14))])).unwrap_err();
    assert!(strange.why.unwrap().contains("method 14"));
    let with_open_file = zip::archive(&[
        ("a.csv", CSV.as_bytes(), Packing::Locked),
        ("b.csv", CSV.as_bytes(), Packing::Stored),
    ]);
    assert_eq!(text("a.zip", &with_open_file), CSV);
    assert_eq!(refused("a.zip", &zip::of(&[])), ProblemKind::Empty);
    assert_eq!(
        refused("a.docx", &zip::of(&[("_rels/.rels", RELATION), ("word/document.xml", b"<w/>")])),
        ProblemKind::Unsupported
    );
    let encrypted = support::xls::compound("EncryptedPackage", &[0; 5000]);
    assert_eq!(refused("a.xlsx", &encrypted), ProblemKind::Locked);
    assert_eq!(
        refused("a.doc", &support::xls::compound("WordDocument", &[0; 5000])),
        ProblemKind::Unsupported
    );
    let mut tar = vec![0; 1024];
    tar[257..262].copy_from_slice(b"ustar");
    assert_eq!(refused("a.tar.gz", &gzip(&tar)), ProblemKind::Unsupported);
}

const RELATION: &[u8] = b"<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

#[test]
fn bombs_are_refused_with_their_limit() {
    let limits = Limits { ratio_from_bytes: 100_000, text_bytes: 3_000_000, ..Limits::default() };
    let said = |name: &str, bytes: &[u8]| {
        let problem = with_limits(name, bytes, &limits).map(drop).expect_err(name);
        assert_eq!(problem.kind, ProblemKind::TooLarge, "{name}: {problem:?}");
        problem.what
    };
    let table = format!("Id,Created at\n{}", format!("1,{}\n", "x".repeat(5_000)).repeat(500));
    assert!(said("bomb.csv.gz", &gzip(table.as_bytes())).contains("more than 250 times its size"));
    assert!(said("bomb.zip", &zip::of(&[("bomb.csv", table.as_bytes())])).contains("250 times"));
    let varied: String =
        (0..300_000_u64).map(|row| format!("{row},{}\n", row.wrapping_mul(0x9e37_79b9) % 99_991)).collect();
    assert!(said("large.csv.gz", &gzip(format!("a,b\n{varied}").as_bytes())).contains("more than 2 MB"));
    // A sheet that repeats one row a million times.
    let rows = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"100\" \
                office:value-type=\"string\"><text:p>abc</text:p></table:table-cell></table:table-row>";
    let sheet = support::ods(&format!("<table:table table:name=\"T\">{rows}</table:table>"));
    let said = said("bomb.ods", &sheet);
    assert!(said.contains("times its size") || said.contains("more than 2 MB"), "{said}");
}

#[test]
fn cells_columns_depth_and_members_have_limits() {
    let said = |bytes: &[u8], limits: &Limits| {
        with_limits("a.xls", bytes, limits).map(drop).expect_err("a limit").what
    };
    let page = format!("<table><tr><td>a<td>b<tr><td>{}<td>c</table>", "x".repeat(300_000));
    assert!(
        said(page.as_bytes(), &Limits { cell_bytes: 100_000, ..Limits::default() })
            .contains("a cell of more than 97 KB")
    );
    let page = format!("<table><tr>{}</table>", "<td>a".repeat(2_000));
    assert!(
        said(page.as_bytes(), &Limits { columns: 500, ..Limits::default() })
            .contains("more than 500 columns")
    );
    let deep = spreadsheet_ml(&"<a>".repeat(300));
    assert!(said(deep.as_bytes(), &Limits::default()).contains("more than 256 within each other"));
    let files: Vec<(String, &[u8])> =
        (0..50).map(|number| (format!("{number}.csv"), CSV.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert!(
        said(&zip::of(&files), &Limits { members: 20, ..Limits::default() }).contains("more than 20 files")
    );
    let tables = "<table>".repeat(40);
    assert!(said(tables.as_bytes(), &Limits::default()).contains("more than 32 within each other"));
}
