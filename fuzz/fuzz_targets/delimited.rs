//! See `fuzz::delimited`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    fuzz::delimited(data);
});
