//! A file read in parts gives the data set of one reader, to the last bit: wherever it is cut, whatever stands at the cuts.

#[allow(dead_code, reason = "another test reads all keys of a case")]
mod case;
mod plain_format;

use engine::dataset::Dataset;
use engine::ingest::Import;
use engine::ingest::parts::{Joined, PartReader, Shares, Step};
use engine::sample::{Style, generate, write_csv};
use model::error::Problem;
use model::settings::Settings;
use plain_format::FORMATS;
use proptest::prelude::*;

/// What came of the parts.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    joined: u32,
    /// By the owner, or by their reader.
    refused: u32,
}

/// How a file is read in parts.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// Bytes of the beginning.
    head: usize,
    /// Bytes of a share.
    share: usize,
    /// Bytes behind a share that its reader sees.
    overlap: usize,
    /// Every so manieth share loses its reader.
    lost: usize,
}

fn in_parts(new: &dyn Fn() -> Import, bytes: &[u8], way: Way) -> (Result<Dataset, Problem>, Tally) {
    let mut tally = Tally::default();
    (read(new, bytes, way, &mut tally), tally)
}

fn read(new: &dyn Fn() -> Import, bytes: &[u8], way: Way, tally: &mut Tally) -> Result<Dataset, Problem> {
    let mut import = new().deciding_after(way.head);
    let mut fed = 0;
    while import.decided_after().is_none() && fed < bytes.len() {
        let end = (fed + way.head).min(bytes.len());
        import.feed(&bytes[fed..end])?;
        fed = end;
    }
    let Some(head) = import.decided_after() else {
        import.feed(&bytes[fed..])?;
        return import.finish();
    };
    let mut reader = PartReader::of(new(), &bytes[..head as usize]).expect("the beginning decides again");
    let mut shares = Shares::of_size(fed as u64, bytes.len() as u64, 2, way.share as u64);
    let mut lessons = 0;
    loop {
        let mut given: Vec<_> = std::iter::from_fn(|| shares.give()).take(5).collect();
        given.reverse();
        for (number, range) in given {
            for lesson in import.lessons(lessons) {
                reader.learn(lesson);
                lessons += 1;
            }
            let end = (range.end as usize + way.overlap).min(bytes.len());
            let part = reader.read(range.clone(), &bytes[range.start as usize - 1..end]);
            tally.refused += u32::from(part.is_none());
            let is_lost = way.lost > 0 && number % way.lost == 0;
            if is_lost { shares.lose(number) } else { shares.read(number, part) }
        }
        let to = match shares.step(fed as u64) {
            Step::Join(part) => match import.join(&part) {
                Joined::UpTo(end) => {
                    tally.joined += 1;
                    shares.pass();
                    end as usize
                }
                Joined::Refused => {
                    tally.refused += 1;
                    shares.pass();
                    fed
                }
                Joined::Behind(to) => {
                    import.feed(&bytes[fed..to as usize])?;
                    to as usize
                }
            },
            Step::Feed(to) => {
                import.feed(&bytes[fed..to as usize])?;
                to as usize
            }
            Step::Wait => unreachable!("all shares that are given are read"),
            Step::Finish => {
                import.feed(&bytes[fed..])?;
                return import.finish();
            }
        };
        fed = to;
    }
}

/// Fails unless the parts give what one reader gives; tells how many parts were taken.
fn check(new: &dyn Fn() -> Import, bytes: &[u8], way: Way) -> Tally {
    let mut import = new().deciding_after(way.head);
    let whole =
        bytes.chunks(way.head).try_for_each(|piece| import.feed(piece)).and_then(|()| import.finish());
    let (parts, tally) = in_parts(new, bytes, way);
    assert_eq!(format!("{parts:?}"), format!("{whole:?}"), "{way:?} {tally:?}");
    tally
}

fn registered(bytes: &[u8]) -> impl Fn() -> Import {
    let size = bytes.len() as u64;
    move || Import::new("t.csv", size, &Settings::default())
}

fn plain(bytes: &[u8]) -> impl Fn() -> Import {
    let size = bytes.len() as u64;
    move || Import::with_formats("t.csv", size, &Settings::default(), FORMATS)
}

/// Fails unless the parts give what one reader gives and most of them were taken.
fn check_taken(bytes: &[u8], way: Way) {
    let tally = check(&plain(bytes), bytes, way);
    assert!(tally.joined >= 3 && tally.refused * 4 <= tally.joined, "{tally:?}");
}

const WAY: Way = Way { head: 2_000, share: 3_000, overlap: 1_000, lost: 0 };

/// Rows in the columns of the plain format.
fn table(rows: usize, row: impl Fn(usize) -> String) -> String {
    let header = "id,created_at,updated_at,status,priority,channel,topic,agent,tags,requester,reopens,rating,resolution_time";
    let rows: String = (0..rows).map(|at| row(at) + "\n").collect();
    format!("{header}\n{rows}")
}

/// A row of ordinary cells.
fn row(at: usize) -> String {
    let (day, hour) = (at % 28 + 1, at % 24);
    let status = ["open", "solved", "pending", "strange", ""][at % 5];
    let channel = ["email", "chat", "Facebook", "pigeon"][at % 4];
    let tags = ["", "vip, late", "late", "refund; x"][at / 3 % 4];
    format!(
        "{},2026-01-{day:02} {hour:02}:00:00,2026-02-{day:02} {hour:02}:00:00,{status},high,{channel},topic {},agent {},\"{tags}\",p{}@example.org,{},{},{}",
        1_000 + at,
        at / 40,
        at % 300,
        at * 7 % 500,
        at % 3,
        at % 5 + 1,
        at * 13 % 900
    )
}

#[test]
fn every_fixture_is_the_same_in_parts() {
    let mut joined = 0;
    for case in case::all() {
        let bytes = std::fs::read(&case.path).unwrap();
        for share in [97, 400, 1_500] {
            for head in [300, 1_100] {
                let way = Way { head, share, overlap: 300, lost: 0 };
                let tally = std::panic::catch_unwind(|| check(&registered(&bytes), &bytes, way));
                joined += tally.unwrap_or_else(|_| panic!("{}", case.name)).joined;
            }
        }
    }
    assert!(joined > 100, "only {joined} parts of all fixtures were taken");
}

#[test]
fn generated_exports_are_the_same_in_parts() {
    for (style, settings) in [(Style::Wide26, 0), (Style::Zendesk, 3)] {
        let mut bytes = Vec::new();
        write_csv(&generate(4_000, 5), style, &mut bytes).unwrap();
        let way = Way { head: 256 << 10, share: 40_000, overlap: 4_000, lost: settings };
        let tally = check(&registered(&bytes), &bytes, way);
        assert!(tally.joined > 8 && tally.refused == 0, "{tally:?}");
    }
}

#[test]
fn ordinary_rows_are_taken() {
    let text = table(900, row);
    check_taken(text.as_bytes(), WAY);
    check_taken(text.replace('\n', "\r\n").as_bytes(), WAY);
    check_taken(text.replace('\n', "\r").as_bytes(), WAY);
    check_taken(text.replace(',', "\t").as_bytes(), WAY);
    // Every other share loses its reader.
    let tally = check(&plain(text.as_bytes()), text.as_bytes(), Way { lost: 2, ..WAY });
    assert!(tally.joined > 3, "{tally:?}");
}

#[test]
fn line_ends_within_quotes_at_every_cut() {
    let text = table(500, |at| row(at).replace("high", "\"high\nor, \"\"lo\r\nw\"\"\nhigh\n\""));
    for share in 2_900..3_050 {
        check_taken(text.as_bytes(), Way { share, ..WAY });
    }
}

#[test]
fn characters_of_many_bytes_at_every_cut() {
    let text = table(500, |at| row(at).replace("agent", "ágent 漢字 𝄞 ").replace("topic", "\u{a0}ü\n"));
    for share in 2_900..2_950 {
        check(&plain(text.as_bytes()), text.as_bytes(), Way { share, ..WAY });
    }
    // Not UTF-8.
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    check(&plain(&latin), &latin, WAY);
}

#[test]
fn versions_of_a_ticket_come_from_any_part() {
    // Each ticket three times, the later ones changed later or earlier.
    let text = table(900, |at| {
        let version = at / 300;
        let changed = format!("2026-0{}-11 10:00:00", 2 + (version + at % 2 * 2) % 3);
        let cells = row(at % 300);
        let mut cells: Vec<&str> = cells.splitn(4, ',').collect();
        cells[2] = &changed;
        cells.join(",")
    });
    check_taken(text.as_bytes(), WAY);
    // With ids that are text.
    check_taken(text.replace("\n1", "\nT-1").as_bytes(), WAY);
}

#[test]
fn a_ticket_that_comes_twice_is_set_aside() {
    for text_ids in [false, true] {
        let text = table(900, |at| row(if at % 200 == 199 { at - 150 } else { at }))
            .replace("updated_at", "other")
            .replace("tags", "labels");
        let text = if text_ids { text.replace("\n1", "\nT-1") } else { text };
        let tally = check(&plain(text.as_bytes()), text.as_bytes(), WAY);
        assert!(tally.joined > 5 && tally.refused > 1, "{tally:?}");
    }
}

#[test]
fn ids_turn_to_text_in_the_middle() {
    let text = table(900, |at| if at == 500 { row(at).replacen("1500", "0077", 1) } else { row(at) });
    check_taken(text.as_bytes(), WAY);
    let text = table(900, |at| if at % 300 == 250 { row(at).replacen('1', "", 4) } else { row(at) });
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    let text = table(900, |at| if at % 90 == 50 { row(at).replacen("1", "1.5E+1", 1) } else { row(at) });
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
}

#[test]
fn rows_that_are_short_odd_or_blank() {
    let odd = |at: usize| match at % 37 {
        5 => String::new(),
        9 | 10 => format!("{},2026-01-02 10:00:00", 1_000 + at),
        14 => row(at) + ",more",
        20 => row(at).replace("high", "\"hi\"gh\""),
        25 => ",,,,,,,,,,,,".to_string(),
        30 => row(at).replace("2026-01", "soon"),
        _ => row(at),
    };
    check_taken(table(900, odd).as_bytes(), WAY);
    // Short rows alone, for longer than any footer, and a footer.
    let text = table(900, |at| if at > 400 && at < 700 { odd(9 + 37 * at) } else { row(at) });
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    let text = table(900, row) + "Total,900\n\nExported 2026-02-01\n";
    for share in 2_900..2_960 {
        check_taken(text.as_bytes(), Way { share, ..WAY });
    }
    let text = table(900, |at| if at < 880 { row(at) } else { odd(9 + 37 * at) });
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    let text = table(900, |at| if at < 870 { row(at) } else { odd(9 + 37 * at) }) + "Total,3";
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
}

#[test]
fn what_the_whole_column_decides() {
    // The order of day and month is proven in the last part, the unit by the sum of all, the scale by one value.
    let text = table(900, |at| {
        let day = if at == 890 { 13 } else { at % 12 + 1 };
        row(at).replace("2026-01-", "@").replacen(
            &format!("@{:02} ", at % 28 + 1),
            &format!("{:02}/{day:02}/2026 ", at % 2 + 1),
            1,
        )
    });
    check_taken(text.as_bytes(), WAY);
    // A zone that turns up late, where the beginning has no such time.
    let text = table(900, |at| {
        let cells = row(at);
        let mut cells: Vec<&str> = cells.splitn(4, ',').collect();
        cells[2] = match at {
            0..300 => "",
            300..350 => "2026-02-01T10:00:00Z",
            _ => "2026-02-01 10:00:00",
        };
        cells.join(",")
    });
    let tally = check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    assert!(tally.joined > 3, "{tally:?}");
    // More values than a byte holds, in a later part.
    let text = table(1_500, |at| row(at).replace("agent ", &format!("agent {} ", at / 3)));
    check_taken(text.as_bytes(), WAY);
}

#[test]
fn quotes_that_never_end() {
    let text = table(900, |at| if at == 600 { row(at).replace("high", "\"high") } else { row(at) });
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    let text = table(900, row) + "1,2026-01-01,\"cut";
    check_taken(text.as_bytes(), WAY);
}

/// Records as JSON lines; some columns come late.
fn json_lines(rows: usize) -> String {
    let record = |at: usize| {
        let late = match at {
            at if at % 400 == 150 => ",\"reopens\":2",
            at if at % 500 == 450 => ",\"custom\":{\"a\":1},\"topic\":\"late\"",
            _ => "",
        };
        format!(
            "{{\"id\":{at},\"created_at\":\"2026-01-{:02}T10:00:00Z\",\"status\":\"open\",\"tags\":[\"a\",\"b {}\"]{late}}}\n",
            at % 28 + 1,
            at % 9
        )
    };
    (0..rows).map(record).collect()
}

#[test]
fn json_lines_are_taken() {
    let text = json_lines(1_500);
    let tally = check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    assert!(tally.joined > 20 && tally.refused >= 1, "{tally:?}");
    let text = text.replace("\"status\":\"open\"", "\"status\":\"open\",\"n\":NaN").replace(":149,", ":x,");
    let text = text.replace("{\"id\":700", "broken\n[]\n\n{\"id\":700");
    check(&plain(text.as_bytes()), text.as_bytes(), WAY);
    check(&plain(text.as_bytes()), text.trim_end_matches("}\n").as_bytes(), WAY);
    // A list is not cut.
    let list = format!("[{}]", json_lines(500).trim_end().replace('\n', ",\n"));
    assert_eq!(check(&plain(list.as_bytes()), list.as_bytes(), WAY).joined, 0);
}

/// A table of plausible cells, some of them awkward.
fn awkward_table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        6 => "[a-z]{0,6}",
        1 => Just("\"a, b\"".to_string()),
        2 => Just("\"line\nbreak \"\"q\"\"\n\"".to_string()),
        1 => Just("stray \" quote".to_string()),
        1 => Just("é€𝄞".to_string()),
    ];
    let row = (0u32..400, prop::collection::vec(cell, 2..5))
        .prop_map(|(id, cells)| format!("{id},2026-01-{:02} 10:00:00,{}", id % 28 + 1, cells.join(",")));
    (prop::collection::vec(row, 60..200), prop::sample::select(vec!["\n", "\r\n", "\r"])).prop_map(
        |(rows, newline)| {
            format!("id,created_at,status,topic,requester{newline}{}{newline}", rows.join(newline))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_cuts_give_the_same(
        text in awkward_table(),
        head in 400usize..1_500,
        share in 50usize..3_000,
        overlap in 0usize..400,
        lost in 0usize..4,
    ) {
        check(&plain(text.as_bytes()), text.as_bytes(), Way { head, share, overlap, lost });
    }

    #[test]
    fn parts_of_noise_do_no_harm(
        noise in prop::collection::vec(any::<u8>(), 0..3_000),
        share in 50usize..1_000,
    ) {
        let mut bytes = table(40, row).into_bytes();
        bytes.extend_from_slice(&noise);
        bytes.extend_from_slice(table(40, row).as_bytes());
        let way = Way { head: 1_200, share, overlap: 200, lost: 0 };
        let (parts, _) = in_parts(&plain(&bytes), &bytes, way);
        if let Ok(dataset) = parts {
            let set_aside: u64 = dataset.ledger.set_aside.iter().map(|entry| entry.count).sum();
            prop_assert_eq!(dataset.ledger.rows_read, u64::from(dataset.rows) + set_aside);
        }
    }
}

#[test]
fn what_is_joined_with_other_files_is_taken() {
    let metrics: String = (0..900)
        .map(|at| format!("{},{at},2026-01-{:02}T10:00:00Z,{},{}\n", 5_000 + at, 1 + at % 28, at % 3, at % 7))
        .collect();
    let metrics = format!("id,ticket_id,created_at,reopens,replies\n{metrics}");
    let tickets = table(300, |at| {
        format!("{at},2026-01-05 10:00,2026-01-06 10:00,solved,high,email,x,Ann,,7,0,good,60")
    });
    for (text, rows) in [(metrics, 900), (tickets, 300)] {
        let bytes = text.as_bytes();
        let new = || registered(bytes)().among_others();
        assert_eq!(in_parts(&new, bytes, WAY).0.unwrap().rows, rows);
        let tally = check(&new, bytes, WAY);
        assert!(tally.joined >= 3 && tally.refused * 4 <= tally.joined, "{tally:?}");
    }
}
