//! The looks of one chart of each kind, as SVG. `UPDATE_GOLDENS=1 cargo test -p charts --test goldens` writes them anew;
//! look at them before they are kept.

mod support;

use charts::{Size, SvgBackend, Theme, draw, draw_sparkline, natural_height};
use model::chart::Role;
use std::path::PathBuf;
use support::{measure, recorder::SCALE, samples};

fn compare(name: &str, svg: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(format!("{name}.svg"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, svg).expect("the golden can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let line = kept.lines().zip(svg.lines()).position(|(kept, drawn)| kept != drawn);
    assert!(kept == svg, "{name}.svg differs from line {line:?}; see the head of this file");
}

fn svg_of(chart: &model::chart::Chart, width: f64, theme: &Theme) -> String {
    let mut svg = String::new();
    let size = Size { width, height: natural_height(chart, width) };
    let backend = SvgBackend::new(&mut svg, (size.width, size.height), SCALE, &chart.title, &measure);
    draw(backend, size, SCALE, chart, theme).expect("an SVG can always be written");
    svg
}

#[test]
fn one_of_each_kind_looks_as_it_did() {
    for chart in samples::all() {
        compare(&chart.id, &svg_of(&chart, 640.0, &Theme::light()));
    }
    compare("resolution_over_time-dark", &svg_of(&samples::resolution_over_time(), 640.0, &Theme::dark()));
    compare("resolution_over_time-narrow", &svg_of(&samples::resolution_over_time(), 320.0, &Theme::light()));
    compare("still_open-narrow", &svg_of(&samples::still_open(), 320.0, &Theme::light()));
    compare("arrivals_by_hour-dark", &svg_of(&samples::arrivals_by_hour(), 640.0, &Theme::dark()));
    compare("arrivals_by_hour-narrow", &svg_of(&samples::arrivals_by_hour(), 320.0, &Theme::light()));
    compare(
        "waits_by_hour-contrast",
        &svg_of(&samples::waits_by_hour(), 1_000.0, &Theme::high_contrast_dark()),
    );
    compare("ticket_flow-dark", &svg_of(&samples::ticket_flow(), 1_000.0, &Theme::dark()));
    compare("ticket_flow-narrow", &svg_of(&samples::ticket_flow(), 320.0, &Theme::light()));
    compare("resolution_by_topic-narrow", &svg_of(&samples::resolution_by_topic(), 320.0, &Theme::light()));
}

#[test]
fn a_sparkline_looks_as_it_did() {
    let values: Vec<Option<f64>> = (0..26)
        .map(|week| (week != 9).then(|| 0.4 + (f64::from(week) * 0.7).sin() * 0.04 + f64::from(week) * 0.008))
        .collect();
    let mut svg = String::new();
    let size = Size { width: 96.0, height: 24.0 };
    let backend = SvgBackend::new(&mut svg, (96.0, 24.0), SCALE, "Trend", &measure);
    draw_sparkline(backend, size, SCALE, &values, Role::Ai, &Theme::light())
        .expect("an SVG can always be written");
    compare("sparkline", &svg);
}

/// Writes every sample in every theme and at several widths to the folder named by `CHART_PICTURES`, to be looked at.
#[test]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("CHART_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (name, theme) in
        [("light", Theme::light()), ("dark", Theme::dark()), ("contrast", Theme::high_contrast())]
    {
        for width in [320.0, 640.0, 1_000.0] {
            for chart in samples::all() {
                let path = folder.join(format!("{name}-{width}-{}.svg", chart.id));
                std::fs::write(path, svg_of(&chart, width, &theme)).expect("the picture can be written");
            }
        }
    }
}
