//! XLS workbooks: records in a stream in a compound file, after MS-XLS and MS-CFB.

/// Appends a record.
pub(crate) fn record(id: u16, data: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(&id.to_le_bytes());
    out.extend_from_slice(&(data.len() as u16).to_le_bytes());
    out.extend_from_slice(data);
}

/// Bytes of several numbers.
pub(crate) fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text of BIFF8: length of one or two bytes, flags, characters.
pub(crate) fn unicode(text: &str, length_bytes: usize) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let is_wide = units.iter().any(|unit| *unit > 0xff);
    let mut out = (units.len() as u16).to_le_bytes()[..length_bytes].to_vec();
    out.push(u8::from(is_wide));
    match is_wide {
        true => out.extend(units.iter().flat_map(|unit| unit.to_le_bytes())),
        false => out.extend(units.iter().map(|unit| *unit as u8)),
    }
    out
}

/// What is written into a cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// A number and its style: 0 general, 1 date and time, 2 `[h]:mm`, 3 percent.
    Number(f64, u16),
    /// A whole number in four bytes.
    Packed(i32),
    Shared(u32),
    Label(&'static str),
    Bool(bool),
    Error,
    FormulaText(&'static str),
    FormulaNumber(f64),
    Nothing,
}

/// A workbook stream with one sheet. Texts that the sheet shares may be cut into several records after so many bytes.
pub(crate) fn stream(
    strings: &[&str],
    rows: &[Vec<Cell>],
    is_1904: bool,
    cut_strings: Option<usize>,
) -> Vec<u8> {
    let mut out = Vec::new();
    record(0x0809, &words(&[0x0600, 0x0005, 0, 0, 0, 0, 0, 0]), &mut out);
    record(0x0022, &words(&[u16::from(is_1904)]), &mut out);
    let mut format = words(&[164]);
    format.extend(unicode("yyyy\\-mm\\-dd hh:mm", 2));
    record(0x041e, &format, &mut out);
    for format in [0, 164, 46, 10] {
        record(0x00e0, &words(&[0, format, 0, 0, 0, 0, 0, 0, 0, 0]), &mut out);
    }
    let place = out.len() + 4;
    let mut sheet = vec![0, 0, 0, 0, 0, 0];
    sheet.extend(unicode("Tickets", 1));
    record(0x0085, &sheet, &mut out);
    let mut table = (strings.len() as u32).to_le_bytes().to_vec();
    table.extend_from_slice(&(strings.len() as u32).to_le_bytes());
    strings.iter().for_each(|text| table.extend(unicode(text, 2)));
    match cut_strings {
        Some(at) => {
            record(0x00fc, &table[..at], &mut out);
            // Cut within narrow characters: the next part says again how wide they are.
            let rest = [&[0], &table[at..]].concat();
            record(0x003c, &rest, &mut out);
        }
        None => record(0x00fc, &table, &mut out),
    }
    record(0x000a, &[], &mut out);
    let start = (out.len() as u32).to_le_bytes();
    out[place..place + 4].copy_from_slice(&start);
    record(0x0809, &words(&[0x0600, 0x0010, 0, 0, 0, 0, 0, 0]), &mut out);
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let mut data = words(&[row as u16, column as u16, 0]);
            match cell {
                Cell::Number(number, style) => {
                    data[4] = *style as u8;
                    data.extend_from_slice(&number.to_le_bytes());
                    record(0x0203, &data, &mut out);
                }
                Cell::Packed(number) => {
                    data.extend_from_slice(&((number << 2) | 2).to_le_bytes());
                    record(0x027e, &data, &mut out);
                }
                Cell::Shared(index) => {
                    data.extend_from_slice(&index.to_le_bytes());
                    record(0x00fd, &data, &mut out);
                }
                Cell::Label(text) => {
                    data.extend(unicode(text, 2));
                    record(0x0204, &data, &mut out);
                }
                Cell::Bool(value) => {
                    data.extend_from_slice(&[u8::from(*value), 0]);
                    record(0x0205, &data, &mut out);
                }
                Cell::Error => {
                    data.extend_from_slice(&[0x2a, 1]);
                    record(0x0205, &data, &mut out);
                }
                Cell::FormulaText(text) => {
                    data.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
                    record(0x0006, &data, &mut out);
                    record(0x0207, &unicode(text, 2), &mut out);
                }
                Cell::FormulaNumber(number) => {
                    data.extend_from_slice(&number.to_le_bytes());
                    data.extend_from_slice(&[0; 8]);
                    record(0x0006, &data, &mut out);
                }
                Cell::Nothing => {}
            }
        }
    }
    record(0x000a, &[], &mut out);
    out
}

/// A compound file (sectors of 512 bytes) with one stream. Streams are padded to 4096 bytes, so that none lies in small sectors.
pub(crate) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).div_ceil(SECTOR) * SECTOR, 0);
    let data_sectors = stream.len() / SECTOR;
    // Sector 0: directory; then the data; the map's sectors last.
    let mut map_sectors = 1;
    while map_sectors * SECTOR / 4 < 1 + data_sectors + map_sectors {
        map_sectors += 1;
    }
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[24..26].copy_from_slice(&0x3e_u16.to_le_bytes());
    header[26..28].copy_from_slice(&3_u16.to_le_bytes());
    header[28..30].copy_from_slice(&0xfffe_u16.to_le_bytes());
    header[30..32].copy_from_slice(&9_u16.to_le_bytes());
    header[32..34].copy_from_slice(&6_u16.to_le_bytes());
    header[44..48].copy_from_slice(&(map_sectors as u32).to_le_bytes());
    header[48..52].copy_from_slice(&0_u32.to_le_bytes());
    header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    header[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    for place in 0..109 {
        let sector = if place < map_sectors { (1 + data_sectors + place) as u32 } else { 0xffff_ffff };
        header[76 + 4 * place..80 + 4 * place].copy_from_slice(&sector.to_le_bytes());
    }
    let entry = |name: &str, kind: u8, start: u32, size: u32| {
        let mut entry = vec![0; 128];
        for (place, unit) in name.encode_utf16().enumerate() {
            entry[2 * place..2 * place + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64..66].copy_from_slice(&(2 * name.len() as u16 + 2).to_le_bytes());
        entry[66] = kind;
        for place in [68, 72, 76] {
            entry[place..place + 4].copy_from_slice(&0xffff_ffff_u32.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&size.to_le_bytes());
        entry
    };
    let mut root = entry("Root Entry", 5, 0xffff_fffe, 0);
    root[76..80].copy_from_slice(&1_u32.to_le_bytes());
    let directory = [root, entry(name, 2, 1, stream.len() as u32), vec![0; 256]].concat();
    let mut map: Vec<u32> = vec![0xffff_fffe];
    map.extend(
        (0..data_sectors as u32)
            .map(|place| if place + 1 == data_sectors as u32 { 0xffff_fffe } else { place + 2 }),
    );
    map.extend(std::iter::repeat_n(0xffff_fffd, map_sectors));
    map.resize(map_sectors * SECTOR / 4, 0xffff_ffff);
    let map: Vec<u8> = map.iter().flat_map(|next| next.to_le_bytes()).collect();
    [header, directory, stream, map].concat()
}
