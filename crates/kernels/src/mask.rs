//! Which rows pass, one byte a row.

use crate::{Codes, Rows};

/// Lets the rows pass whose day lies in `first..first + length`, and no others.
#[inline(never)]
pub fn of_days(mask: &mut [u8], day: &[u16], first: u16, length: u16) {
    for (pass, day) in mask.iter_mut().zip(day) {
        *pass = u8::from(day.wrapping_sub(first) < length);
    }
}

/// Clears rows whose code is not allowed (`allowed[code]` is 0). The last entry of `allowed` is that of rows without a code.
///
/// # Panics
/// If `allowed` is empty.
#[inline(never)]
pub fn narrow(mask: &mut [u8], codes: Codes<'_>, allowed: &[u8]) {
    let none = allowed.len() - 1;
    match codes {
        Codes::Missing => {
            if allowed[none] == 0 {
                mask.fill(0);
            }
        }
        Codes::U8(codes) => {
            // A full table needs no bounds check.
            let mut table = [allowed[none]; 256];
            let known = none.min(256);
            table[..known].copy_from_slice(&allowed[..known]);
            for (pass, code) in mask.iter_mut().zip(codes) {
                *pass &= table[usize::from(*code)];
            }
        }
        Codes::U16(codes) => {
            for (pass, code) in mask.iter_mut().zip(codes) {
                *pass &= allowed[usize::from(*code).min(none)];
            }
        }
        Codes::U32(codes) => {
            for (pass, code) in mask.iter_mut().zip(codes) {
                *pass &= allowed[(*code as usize).min(none)];
            }
        }
    }
}

/// How many rows pass.
#[inline(never)]
pub fn count(mask: &[u8]) -> usize {
    // So many ones fit in a byte, and sixteen are added at once.
    mask.chunks(240).map(|chunk| usize::from(chunk.iter().sum::<u8>())).sum()
}

/// The rows that pass, ascending; `count` is how many they are, `first` the row that the mask begins with.
///
/// # Panics
/// If more than `count` rows pass.
#[inline(never)]
pub fn list(mask: &[u8], count: usize, first: u32) -> Vec<u32> {
    // Eight rows at once: which of them pass is a byte, for which the places of its ones are known. All eight are written, only
    // those that pass move the end: no branch to guess.
    let mut places = [[0_u8; 8]; 256];
    for (byte, places) in places.iter_mut().enumerate() {
        let ones = (0..8_u8).filter(|bit| byte >> bit & 1 == 1);
        places.iter_mut().zip(ones).for_each(|(place, bit)| *place = bit);
    }
    let mut rows = vec![0_u32; count + 8];
    let mut end = 0;
    let (eights, rest) = mask.as_chunks::<8>();
    for (eight, row) in eights.iter().zip((first..).step_by(8)) {
        // Each byte is one bit; the product moves the lowest of each to the top, side by side.
        let byte = (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as usize;
        let written = &mut rows[end..end + 8];
        written.iter_mut().zip(&places[byte]).for_each(|(written, place)| *written = row + u32::from(*place));
        end += byte.count_ones() as usize;
    }
    for (row, pass) in (first + (mask.len() - rest.len()) as u32..).zip(rest) {
        rows[end] = row;
        end += usize::from(*pass);
    }
    rows.truncate(count);
    rows
}

/// The rows that pass and whose class counts (`counted[class]` is 1, else 0), ascending.
///
/// # Panics
/// If a class lies outside `counted`.
#[inline(never)]
pub fn matching(rows: Rows<'_>, class: &[u16], counted: &[u8]) -> Vec<u32> {
    let mut found = Vec::new();
    rows.each(|row| {
        if counted[usize::from(class[row])] == 1 {
            found.push(row as u32);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_before_and_after_do_not_pass() {
        let mut mask = [0, 1, 0, 1, 0, 1];
        of_days(&mut mask, &[0, 3, 4, 5, 6, 65_535], 4, 2);
        assert_eq!(mask, [0, 0, 1, 1, 0, 0]);
    }

    #[test]
    fn codes_beyond_the_dictionary_are_none() {
        let narrowed = |codes: Codes<'_>, allowed: &[u8]| {
            let mut mask = vec![1, 1, 1, 0];
            narrow(&mut mask, codes, allowed);
            mask
        };
        assert_eq!(narrowed(Codes::U8(&[0, 1, 255, 1]), &[0, 1, 1]), [0, 1, 1, 0]);
        assert_eq!(narrowed(Codes::U16(&[0, 1, 65_535, 1]), &[1, 0, 0]), [1, 0, 0, 0]);
        assert_eq!(narrowed(Codes::U32(&[0, 1, 7, 1]), &[0, 0, 1]), [0, 0, 1, 0]);
        assert_eq!(narrowed(Codes::Missing, &[1]), [1, 1, 1, 0]);
        assert_eq!(narrowed(Codes::Missing, &[0]), [0, 0, 0, 0]);
    }

    #[test]
    fn a_full_dictionary_of_bytes_has_no_none() {
        let allowed: Vec<u8> = (0..=255_u32).map(|code| u8::from(code == 254)).collect();
        let mut mask = vec![1, 1];
        narrow(&mut mask, Codes::U8(&[254, 255]), &allowed);
        assert_eq!(mask, [1, 0]);
    }

    #[test]
    fn a_list_holds_what_the_mask_lets_through() {
        let mask: Vec<u8> = (0..1_000).map(|row| u8::from(row % 7 < 3)).collect();
        let rows = list(&mask, count(&mask), 0);
        assert_eq!(list(&mask[994..], 3, 994), [994, 995, 996]);
        let expected: Vec<u32> = (0..1_000).filter(|row| row % 7 < 3).collect();
        assert_eq!(rows, expected);
        assert_eq!(matching(Rows::List(&rows, &mask), &vec![1; 1_000], &[0, 1]), expected);
        assert_eq!(matching(Rows::List(&rows, &mask), &vec![0; 1_000], &[0, 1]), []);
    }
}
