//! Columns as bytes and back: parts of a file travel between workers as bytes, lowest byte first.

/// Appends numbers as four bytes each.
#[inline(never)]
pub fn put_words(out: &mut Vec<u8>, words: &[u32]) {
    out.reserve(4 * words.len());
    for word in words {
        out.extend_from_slice(&word.to_le_bytes());
    }
}

/// Appends numbers as eight bytes each.
#[inline(never)]
pub fn put_longs(out: &mut Vec<u8>, longs: &[u64]) {
    out.reserve(8 * longs.len());
    for long in longs {
        out.extend_from_slice(&long.to_le_bytes());
    }
}

/// Appends the numbers that [`put_words`] wrote. Bytes that make no whole number are left out.
#[inline(never)]
pub fn take_words(out: &mut Vec<u32>, bytes: &[u8]) {
    out.extend(bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)));
}

/// Appends the numbers that [`put_longs`] wrote. Bytes that make no whole number are left out.
#[inline(never)]
pub fn take_longs(out: &mut Vec<u64>, bytes: &[u8]) {
    out.extend(bytes.as_chunks::<8>().0.iter().map(|long| u64::from_le_bytes(*long)));
}

/// Appends the numbers that [`put_words`] wrote, each one as the map has it; numbers beyond the map stay as they are (nulls).
#[inline(never)]
pub fn take_words_mapped(out: &mut Vec<u32>, bytes: &[u8], map: &[u32]) {
    out.extend(bytes.as_chunks::<4>().0.iter().map(|word| {
        let word = u32::from_le_bytes(*word);
        map.get(word as usize).copied().unwrap_or(word)
    }));
}

/// Appends bytes, each one as the map has it.
#[inline(never)]
pub fn take_bytes_mapped(out: &mut Vec<u8>, bytes: &[u8], map: &[u8; 256]) {
    out.extend(bytes.iter().map(|byte| map[usize::from(*byte)]));
}

/// Appends numbers, each one moved up by so much.
#[inline(never)]
pub fn take_words_moved(out: &mut Vec<u32>, bytes: &[u8], by: u32) {
    out.extend(bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word).wrapping_add(by)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let (words, longs) = ([0, 1, 0x0102_0304, u32::MAX], [0, 1 << 40, u64::MAX]);
        let (mut bytes, mut found) = (Vec::new(), vec![9]);
        put_words(&mut bytes, &words);
        take_words(&mut found, &bytes);
        assert_eq!(found, [9, 0, 1, 0x0102_0304, u32::MAX]);
        let (mut mapped, mut moved) = (Vec::new(), Vec::new());
        take_words_mapped(&mut mapped, &bytes, &[7, 8]);
        take_words_moved(&mut moved, &bytes[..8], 5);
        assert_eq!((mapped, moved), (vec![7, 8, 0x0102_0304, u32::MAX], vec![5, 6]));
        let (mut bytes, mut found) = (Vec::new(), Vec::new());
        put_longs(&mut bytes, &longs);
        take_longs(&mut found, &bytes);
        assert_eq!(found, longs);
        let mut map = [0; 256];
        map[3] = 4;
        let mut found = vec![1];
        take_bytes_mapped(&mut found, &[3, 5], &map);
        assert_eq!(found, [1, 4, 0]);
    }
}
