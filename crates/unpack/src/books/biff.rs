//! What the binary workbooks (XLS and XLSB) have in common: how numbers, errors and texts are packed.

use crate::archive::{u16_at, u32_at, u64_at};
use crate::utf8::windows_1252;

/// A number in four bytes (MS-XLS 2.5.217, MS-XLSB 2.5.122): the upper half of a float or a whole number, perhaps as hundredths.
pub(crate) fn packed_number(bits: u32) -> f64 {
    let number = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from((bits as i32) >> 2),
    };
    if bits & 1 == 1 { number / 100.0 } else { number }
}

/// A float in eight bytes.
pub(crate) fn float(bytes: &[u8], at: usize) -> f64 {
    f64::from_bits(u64_at(bytes, at))
}

/// Appends text of two bytes a character.
pub(crate) fn append_wide(bytes: &[u8], out: &mut Vec<u8>) {
    let units = bytes.chunks_exact(2).map(|pair| u16_at(pair, 0));
    for found in char::decode_utf16(units) {
        out.extend_from_slice(found.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Appends text of which each character is the lower half of its two bytes.
pub(crate) fn append_narrow(bytes: &[u8], out: &mut Vec<u8>) {
    for byte in bytes {
        out.extend_from_slice(char::from(*byte).encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Appends text in Windows-1252.
pub(crate) fn append_windows_1252(bytes: &[u8], out: &mut Vec<u8>) {
    for byte in bytes {
        out.extend_from_slice(windows_1252(*byte).encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// A text of XLSB: four bytes of length, then two bytes a character. Returns its length in bytes, as far as it is there.
pub(crate) fn append_xlsb_text(bytes: &[u8], at: usize, out: &mut Vec<u8>) -> usize {
    let len = u32_at(bytes, at);
    // Texts that are not there have this length.
    if len == u32::MAX || at + 4 > bytes.len() {
        return 4;
    }
    let end = (at + 4).saturating_add(2 * len as usize).min(bytes.len());
    append_wide(&bytes[at + 4..end], out);
    end - at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        for (bits, number) in [
            (0x3ff0_0000, 1.0),
            (0x3ff0_0001, 0.01),
            (0x0000_0006, 1.0),
            (0xffff_fffe, -1.0),
            (0x0000_30d7, 31.25),
            (0x004b_5646, 1_234_321.0),
            (0x004b_5647, 12_343.21),
        ] {
            assert_eq!(packed_number(bits), number, "{bits:#x}");
        }
    }
}
