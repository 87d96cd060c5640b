//! Every kind of workbook: values by the format of their cell, the right sheet, what stands around the table.

mod support;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use support::xls::{self, Cell};
use support::{note, ods, spreadsheet_ml, text, unpacked, xlsb};

const EXPECTED: &str = "Ticket ID,Created,Handle time,Score,Solved\r\n\
                        1001,2025-01-08 14:30:00,27:31:00,85%,TRUE\r\n\
                        1002,2025-02-28 09:00:00,00:05:00,7.5%,FALSE\r\n";

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let (date, span, share) = (
        Format::new().set_num_format("yyyy-mm-dd hh:mm"),
        Format::new().set_num_format("[h]:mm"),
        Format::new().set_num_format("0.0%"),
    );
    let sheet = book.add_worksheet().set_name("Tickets").unwrap();
    for (column, name) in ["Ticket ID", "Created", "Handle time", "Score", "Solved"].into_iter().enumerate() {
        sheet.write(0, column as u16, name).unwrap();
    }
    let at = |year, month, day, hour, minute| {
        ExcelDateTime::from_ymd(year, month, day).unwrap().and_hms(hour, minute, 0).unwrap()
    };
    for (row, id, created, days, score, solved) in [
        (1, 1001, at(2025, 1, 8, 14, 30), 27.0 / 24.0 + 31.0 / 1440.0, 0.85, true),
        (2, 1002, at(2025, 2, 28, 9, 0), 5.0 / 1440.0, 0.075, false),
    ] {
        sheet.write(row, 0, id).unwrap();
        sheet.write_with_format(row, 1, &created, &date).unwrap();
        sheet.write_with_format(row, 2, days, &span).unwrap();
        sheet.write_with_format(row, 3, score, &share).unwrap();
        sheet.write(row, 4, solved).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn xlsx_gives_values_by_their_format() {
    let (text, carried) = unpacked("report.xlsx", &xlsx()).unwrap();
    assert_eq!(text, EXPECTED);
    assert_eq!(note(&carried, "container"), Some("Excel workbook (XLSX)"));
    assert_eq!(note(&carried, "member"), Some("Tickets"));
    assert!(note(&carried, "cell_dates").is_some());
    assert!(carried.warnings.is_empty());
}

#[test]
fn xls_gives_the_same() {
    let rows = |epoch: f64| {
        vec![
            (0..5).map(Cell::Shared).collect(),
            vec![
                Cell::Packed(1001),
                Cell::Number(45_665.604_166_666_664 - epoch, 1),
                Cell::Number(27.0 / 24.0 + 31.0 / 1440.0, 2),
                Cell::Number(0.85, 3),
                Cell::Bool(true),
            ],
            vec![
                Cell::FormulaNumber(1002.0),
                Cell::Number(45_716.375 - epoch, 1),
                Cell::Number(5.0 / 1440.0, 2),
                Cell::Number(0.075, 3),
                Cell::Bool(false),
            ],
        ]
    };
    let names = ["Ticket ID", "Created", "Handle time", "Score", "Solved"];
    assert_eq!(
        text("a.xls", &xls::compound("Workbook", &xls::stream(&names, &rows(0.0), false, None))),
        EXPECTED
    );
    // Days may count from 1904, and the list of texts may go on in a second record, cut within a text.
    for cut in [14, 25, 35] {
        let stream = xls::stream(&names, &rows(1462.0), true, Some(cut));
        assert_eq!(text("a.xls", &xls::compound("workbook", &stream)), EXPECTED, "cut at {cut}");
    }
}

#[test]
fn xls_tells_texts_formulas_and_errors() {
    let rows = vec![
        vec![Cell::Label("Id"), Cell::Label("Größe €"), Cell::Label("Remark"), Cell::Label("Sum")],
        vec![Cell::Packed(-3), Cell::FormulaText("größer"), Cell::Error, Cell::Number(0.1 + 0.2, 0)],
        vec![Cell::Packed(4), Cell::Nothing, Cell::Label("a, \"b\""), Cell::FormulaNumber(1.5)],
    ];
    let (text, carried) =
        unpacked("a.xls", &xls::compound("Workbook", &xls::stream(&[], &rows, false, None))).unwrap();
    assert_eq!(text, "Id,Größe €,Remark,Sum\r\n-3,größer,,0.3\r\n4,,\"a, \"\"b\"\"\",1.5\r\n");
    assert_eq!(note(&carried, "cell_errors"), Some("1 cell read as empty"));
}

#[test]
fn xlsb_is_read() {
    use xlsb::Cell::*;
    let rows = vec![
        vec![Shared(0), Shared(1), Shared(2), Text("Note")],
        vec![Packed(1001, 0), Float(45_665.604_166_666_664, 1), Bool(true), Error],
        vec![Float(1002.5, 0), Packed(45_716, 1), Bool(false), Text("ok – fine")],
    ];
    let (text, carried) =
        unpacked("a.xlsb", &xlsb::workbook(&["Ticket ID", "Created", "Solved"], &rows)).unwrap();
    assert_eq!(
        text,
        "Ticket ID,Created,Solved,Note\r\n1001,2025-01-08 14:30:00,TRUE,\r\n1002.5,2025-02-28 00:00:00,FALSE,ok – fine\r\n"
    );
    assert_eq!(note(&carried, "container"), Some("Excel workbook (XLSB)"));
}

#[test]
fn ods_is_read() {
    let cell = |kind: &str, rest: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"{kind}\" {rest}><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let word = |text: &str| cell("string", "", text);
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let table = |name: &str, style: &str, rows: &[String]| {
        format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{style}\">{}</table:table>",
            rows.concat()
        )
    };
    let header: Vec<String> = ["Ticket ID", "Created", "Handle time", "Score", "Solved"].map(word).to_vec();
    let first = vec![
        cell("float", "office:value=\"1001\"", "1001"),
        cell("date", "office:date-value=\"2025-01-08T14:30:00\"", "08.01.25"),
        cell("time", "office:time-value=\"PT27H31M00S\"", "27:31"),
        cell("percentage", "office:value=\"0.85\"", "85 %"),
        cell("boolean", "office:boolean-value=\"true\"", "WAHR"),
    ];
    let second = vec![
        cell("float", "office:value=\"1002\"", "1.002,00"),
        cell("date", "office:date-value=\"2025-02-28T09:00:00\"", ""),
        cell("time", "office:time-value=\"PT00H05M00S\"", ""),
        cell("percentage", "office:value=\"0.075\"", ""),
        cell("boolean", "office:boolean-value=\"false\"", ""),
    ];
    let filler = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows = [row(&header), row(&first), row(&second), filler.to_string()];
    let hidden = table("Lists", "ta2", &[row(&[word("a"), word("b")])]);
    let (text, carried) = unpacked("a.ods", &ods(&(hidden + &table("Tickets", "ta1", &rows)))).unwrap();
    assert_eq!(text, EXPECTED);
    assert_eq!(note(&carried, "member"), Some("Tickets (number 2 of 2)"));
    assert!(
        carried.decisions[1].reason.contains("Lists (0 rows of 2 columns, hidden)"),
        "{:?}",
        carried.decisions[1]
    );
}

#[test]
fn ods_texts_keep_their_lines_and_lose_remarks() {
    let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Id</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><text:p>Text</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\"><office:annotation><text:p>secret</text:p></office:annotation>\
        <text:p>one<text:s text:c=\"2\"/>two</text:p><text:p>a<text:tab/>&amp;<text:span>b</text:span></text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"8\"/>\
        <table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert_eq!(
        text("a.ods", &ods(&format!("<table:table table:name=\"T\">{rows}</table:table>"))),
        "Id,Text\r\n7,\"one  two\na\t&b\"\r\n8,x\r\n8,x\r\n"
    );
}

#[test]
fn spreadsheet_ml_is_read() {
    let sheets = "<Worksheet ss:Name=\"Tickets\"><Table>\
        <Row><Cell><Data ss:Type=\"String\">Ticket ID</Data></Cell><Cell><Data ss:Type=\"String\">Created</Data></Cell>\
        <Cell ss:Index=\"4\"><Data ss:Type=\"String\">Score</Data></Cell></Row>\
        <Row ss:Index=\"3\"><Cell><Data ss:Type=\"Number\">1001</Data></Cell>\
        <Cell ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">2025-01-08T00:00:00.000</Data></Cell>\
        <Cell ss:MergeAcross=\"0\"/><Cell ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.5</Data>\
        <Comment><ss:Data>not this</ss:Data></Comment></Cell></Row>\
        <Row><Cell><Data ss:Type=\"String\">A &amp; B&#10;C</Data></Cell><Cell><Data ss:Type=\"DateTime\">2025-02-28T09:00:00.000</Data></Cell>\
        <Cell><Data ss:Type=\"Error\">#N/A</Data></Cell><Cell><ss:Data ss:Type=\"String\"><B>bold</B> text</ss:Data></Cell></Row>\
        </Table></Worksheet>";
    let (told, carried) = unpacked("export.xls", spreadsheet_ml(sheets).as_bytes()).unwrap();
    assert_eq!(
        told,
        "Ticket ID,Created,Column C,Score\r\n1001,2025-01-08,,50%\r\n\"A & B\nC\",2025-02-28 09:00:00,,bold text\r\n"
    );
    assert_eq!(note(&carried, "container"), Some("workbook in XML (SpreadsheetML 2003)"));
    let wide: Vec<u8> = spreadsheet_ml(sheets).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(text("export.xls", &[&b"\xff\xfe"[..], &wide].concat()), told);
}

#[test]
fn html_tables_are_read() {
    let page = "<html><head><meta charset='windows-1252'><style>td { color: red }</style></head><body>\
        <table><tr><td>Menu</table>\
        <TABLE border=1><thead><tr><th>Ticket ID</th><th>Created at<th>Status</th><th>Agent</th></tr></thead>\
        <tr><td>1001<td>2025-01-08 14:30<td>Solved &amp; closed</td><td rowspan=2>Ann<br>Lee</td></tr>\
        <tr><td>1002</td><td colspan=2>2025-02-28 09:00</td></tr>\
        <tr><td>1003</td><td>2025-03-01</td><td>Caf\u{e9}</td><td>&euro;</td></tr></TABLE></body></html>";
    let bytes: Vec<u8> = page.chars().map(|found| found as u8).collect();
    let (text, carried) = unpacked("report.xls", &bytes).unwrap();
    assert_eq!(
        text,
        "Ticket ID,Created at,Status,Agent\r\n1001,2025-01-08 14:30,Solved & closed,\"Ann\nLee\"\r\n\
         1002,2025-02-28 09:00,,\r\n1003,2025-03-01,Café,€\r\n"
    );
    assert_eq!(note(&carried, "member"), Some("table 2 (number 2 of 2)"));
    assert_eq!(note(&carried, "merged_cells"), Some("2 areas"));
}

#[test]
fn a_page_without_a_table_is_left_to_the_engine() {
    let mut page =
        std::io::Cursor::new(&b"<!doctype html><html><body><form>Sign in</form></body></html>"[..]);
    assert!(unpack::Container::open("export.xls", &mut page, &unpack::Limits::default()).unwrap().is_none());
}

#[test]
fn the_data_sheet_is_found_among_others() {
    let mut book = Workbook::new();
    let cover = book.add_worksheet().set_name("Cover").unwrap();
    cover.write(1, 1, "Support report").unwrap();
    cover.write(2, 1, "January 2025").unwrap();
    let sums = book.add_worksheet().set_name("Sums").unwrap();
    for (row, (name, count)) in [("Status", "Count"), ("open", "3"), ("closed", "9")].into_iter().enumerate()
    {
        sums.write(row as u32, 0, name).unwrap();
        sums.write(row as u32, 1, count).unwrap();
    }
    let data = book.add_worksheet().set_name("Data").unwrap();
    data.merge_range(0, 0, 0, 3, "Tickets of January", &Format::new()).unwrap();
    for (column, name) in ["Ticket", "Created", "Status", "Agent"].into_iter().enumerate() {
        data.write(2, column as u16, name).unwrap();
    }
    for row in 0..12 {
        data.write(3 + row, 0, 100 + row).unwrap();
        data.write(3 + row, 1, format!("2025-01-{:02} 10:00", row + 1)).unwrap();
        data.write(3 + row, 2, "closed").unwrap();
        data.write(3 + row, 3, "Ann").unwrap();
    }
    data.write(16, 0, "Grand Totals (12 records)").unwrap();
    data.write(18, 0, "Confidential Information - Do Not Distribute").unwrap();
    data.set_row_hidden(5).unwrap();
    let (text, carried) = unpacked("month.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert!(text.starts_with("Ticket,Created,Status,Agent\r\n100,2025-01-01 10:00,closed,Ann\r\n"), "{text}");
    assert_eq!(text.lines().count(), 13, "{text}");
    assert_eq!(note(&carried, "member"), Some("Data (number 3 of 3)"));
    assert_eq!(note(&carried, "rows_above"), Some("1 row set aside"));
    assert_eq!(note(&carried, "rows_below"), Some("2 rows set aside"));
    assert_eq!(note(&carried, "hidden_rows"), Some("1 row read, too"));
    assert_eq!(note(&carried, "merged_cells"), Some("1 area"));
    assert!(carried.decisions[1].reason.contains("Sums"), "{:?}", carried.decisions[1]);
}

#[test]
fn sheets_of_the_same_columns_are_read_together_and_others_warned_of() {
    let mut book = Workbook::new();
    let names = ["Ticket", "Created", "Status", "Agent"];
    for (month, names) in
        [("January", names), ("February", names), ("Former", ["Case", "Opened", "State", "Owner"])]
    {
        let sheet = book.add_worksheet().set_name(month).unwrap();
        for (column, name) in names.into_iter().enumerate() {
            sheet.write(0, column as u16, name).unwrap();
            for row in 1..20 {
                sheet
                    .write(
                        row,
                        column as u16,
                        if column == 1 { "2025-01-08".to_string() } else { format!("x{row}") },
                    )
                    .unwrap();
            }
        }
    }
    let (_, carried) = unpacked("months.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    let warned = |name: &str| carried.warnings.iter().any(|warning| warning.contains(name));
    assert!(warned("Former") && !warned("February"), "{:?}", carried.warnings);
}

#[test]
fn ids_that_were_rounded_are_warned_of() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, id) in [0.0, 1.234_567_890_123_456_8e17, 42.0].into_iter().enumerate() {
        if row == 0 {
            sheet.write(0, 0, "Id").unwrap();
            sheet.write(0, 1, "Status").unwrap();
        } else {
            sheet.write(row as u32, 0, id).unwrap();
            sheet.write(row as u32, 1, "open").unwrap();
        }
    }
    let (text, carried) = unpacked("ids.xlsx", &book.save_to_buffer().unwrap()).unwrap();
    assert!(text.contains("123456789012345680,open"), "{text}");
    assert!(carried.warnings.iter().any(|warning| warning.contains("15 digits")), "{:?}", carried.warnings);
}
