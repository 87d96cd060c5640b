//! See `fuzz::fold`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    fuzz::fold(data);
});
