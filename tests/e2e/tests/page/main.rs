//! The built site in a real Chromium. Run by `cargo xtask test e2e`, which builds the site and finds the browser.

mod addresses;
mod all_cores;
mod annexes;
mod broken_files;
mod charts;
mod definitions;
mod figures;
mod joining;
mod keyboard;
mod layout;
mod loading;
mod mapping;
mod packed;
mod privacy;
mod resampling;
mod same_bytes;
mod same_page;
mod satisfaction;

/// One browser at a time: several on a small machine only make each other wait.
async fn turn() -> tokio::sync::MutexGuard<'static, ()> {
    static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    TURN.lock().await
}
