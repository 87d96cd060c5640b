//! The page. One program runs twice: in a window it shows Assay, in a worker it runs the engine.

// The component macro writes the properties of a private component as `pub`.
#![allow(unreachable_pub)]

mod address;
mod annex;
mod app;
mod chart;
mod components;
mod engine_client;
mod icons;
mod mappings;
mod network;
mod observe;
mod page_state;
mod part;
mod queue;
mod screens;
mod session;
mod store;
mod theme;
mod unpack_client;
mod words;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

fn main() {
    console_error_panic_hook::set_once();
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        worker::run(scope);
        return;
    }
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    mount_to_body(app::App);
}
