//! How fast files become typed columns: native, one core, from memory, fed in slices of 4 MiB as the worker does.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use engine::dataset::Dataset;
use engine::ingest::Import;
use engine::sample::{Style, generate, write_csv};
use model::settings::Settings;
use std::hint::black_box;
use std::time::Duration;

const SLICE_BYTES: usize = 4 << 20;
const TICKETS: u32 = 250_000;

fn load(bytes: &[u8]) -> Dataset {
    let mut import = Import::new("bench", bytes.len() as u64, &Settings::default());
    for slice in bytes.chunks(SLICE_BYTES) {
        if let Err(problem) = import.feed(slice) {
            panic!("{problem:?}");
        }
    }
    import.finish().unwrap_or_else(|problem| panic!("{problem:?}"))
}

fn wide_csv() -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = write_csv(&generate(TICKETS, 1), Style::Wide26, &mut bytes);
    bytes
}

/// The same rows with every cell in quotes, as some helpdesks write them.
fn quoted(csv: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(csv);
    let mut out = Vec::with_capacity(csv.len() * 5 / 4);
    for line in text.lines().filter(|line| !line.contains('"')) {
        out.extend_from_slice(b"\"");
        out.extend_from_slice(line.replace(',', "\",\"").as_bytes());
        out.extend_from_slice(b"\"\n");
    }
    out
}

/// The same rows as JSON lines.
fn json_lines(csv: &[u8], rows: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(csv);
    let mut lines = text.lines().filter(|line| !line.contains('"'));
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut out = String::new();
    for line in lines.take(rows) {
        let cells: Vec<String> =
            names.iter().zip(line.split(',')).map(|(name, cell)| format!("\"{name}\":\"{cell}\"")).collect();
        out.push_str(&format!("{{{}}}\n", cells.join(",")));
    }
    out.into_bytes()
}

fn load_files(c: &mut Criterion) {
    let csv = wide_csv();
    let dataset = load(&csv);
    eprintln!(
        "{} tickets, {} columns, {:.1} bytes a row in the file, {:.1} resident bytes a ticket",
        dataset.rows,
        dataset.file_columns.len(),
        csv.len() as f64 / f64::from(dataset.rows),
        dataset.memory_bytes() as f64 / f64::from(dataset.rows),
    );
    drop(dataset);
    let quoted = quoted(&csv);
    let json = json_lines(&csv, TICKETS as usize / 5);
    let mut group = c.benchmark_group("load");
    group.sample_size(10).measurement_time(Duration::from_secs(4)).warm_up_time(Duration::from_secs(1));
    for (name, bytes) in [("csv_26_columns", &csv), ("csv_all_quoted", &quoted), ("json_lines", &json)] {
        group.throughput(Throughput::BytesDecimal(bytes.len() as u64));
        group.bench_function(name, |b| b.iter(|| black_box(load(bytes))));
    }
    group.finish();
}

criterion_group!(benches, load_files);
criterion_main!(benches);
