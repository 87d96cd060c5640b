//! Saving and copying a chart or a table: PNG, SVG, CSV and the clipboard. All of it stays on this computer.

use super::backend::{SCALE, SharpCanvas, TextPen};
use charts::{Size, SvgBackend, Table, Theme};
use leptos::prelude::*;
use model::chart::Chart;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

/// Width of a saved picture in CSS pixels.
const WIDTH: f64 = 880.0;

fn picture_size(chart: &Chart) -> Size {
    Size { width: WIDTH, height: charts::picture_height(chart, WIDTH).ceil() }
}

fn new_canvas() -> Option<HtmlCanvasElement> {
    document().create_element("canvas").ok()?.dyn_into().ok()
}

/// `assay-resolution-over-time.png`.
fn file_name(id: &str, extension: &str) -> String {
    format!("assay-{}.{extension}", id.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-"))
}

/// Saves a picture at twice the size, so that it stays sharp in a presentation. Words tell what went wrong, if anything did.
pub(crate) fn png(chart: &Chart, theme: &Theme) -> Result<(), String> {
    let refused = || "This browser refused to draw the picture.".to_string();
    let canvas = new_canvas().ok_or_else(refused)?;
    let size = picture_size(chart);
    let backend = SharpCanvas::new(&canvas, (size.width, size.height), 2.0).ok_or_else(refused)?;
    charts::draw_picture(backend, size, SCALE, chart, theme).map_err(|error| error.to_string())?;
    let name = file_name(&chart.id, "png");
    let give = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            download(&blob, &name);
        }
    });
    canvas.to_blob(give.unchecked_ref()).map_err(|_| refused())
}

/// Saves a drawing that can be edited.
pub(crate) fn svg(chart: &Chart, theme: &Theme) -> Result<(), String> {
    let refused = || "This browser refused to measure the text.".to_string();
    let pen = new_canvas().and_then(|canvas| TextPen::new(&canvas)).ok_or_else(refused)?;
    let measure = move |text: &str, size: f64, is_bold: bool| pen.width(text, size, is_bold);
    let size = picture_size(chart);
    let mut svg = String::new();
    let backend = SvgBackend::new(&mut svg, (size.width, size.height), SCALE, &chart.title, &measure);
    charts::draw_picture(backend, size, SCALE, chart, theme).map_err(|error| error.to_string())?;
    save_text(&svg, "image/svg+xml", &file_name(&chart.id, "svg"))
}

/// Saves numbers under the name of what they belong to.
pub(crate) fn csv(id: &str, table: &Table) -> Result<(), String> {
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    let text = format!("\u{feff}{}", table.to_csv());
    save_text(&text, "text/csv;charset=utf-8", &file_name(id, "csv"))
}

pub(crate) fn save_text(text: &str, kind: &str, name: &str) -> Result<(), String> {
    let refused = |_: JsValue| "This browser refused to make a file.".to_string();
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).map_err(refused)?;
    download(&blob, name);
    Ok(())
}

/// Offers a file as a download.
fn download(blob: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    if let Some(link) =
        document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The browser reads the file after this turn.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(30),
    );
}

/// Copies numbers so that they can be pasted into a spreadsheet, then reports in words.
pub(crate) fn copy(table: &Table, report: impl Fn(String) + 'static) {
    let text = table.to_tsv();
    let promise = window().navigator().clipboard().write_text(&text);
    leptos::task::spawn_local(async move {
        report(match wasm_bindgen_futures::JsFuture::from(promise).await {
            Ok(_) => "Copied. Paste it into a spreadsheet.".to_string(),
            Err(_) => "This browser does not allow copying here. Save as CSV instead.".to_string(),
        });
    });
}
