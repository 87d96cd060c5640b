//! Small letters without the tables of Unicode.
//!
//! The standard library knows the small letter of every script, by a table that would weigh 4 KB in the download. Names and words
//! of exports are compared in the alphabets that helpdesks write: Latin with all its accents, Greek, Cyrillic and Armenian. Letters
//! of other scripts that have capitals (Cherokee, Deseret and the like) stay as they are.

/// Text in small letters.
pub trait Lower {
    /// The text in small letters, letter by letter: a Greek sigma at the end of a word is as in its middle.
    fn to_lower(&self) -> String;
}

impl Lower for str {
    fn to_lower(&self) -> String {
        self.chars().map(lower).collect()
    }
}

/// The small letter of a capital; anything else as it is.
pub fn lower(letter: char) -> char {
    let code = letter as u32;
    let even = code & 1 == 0;
    let small = match code {
        0x41..=0x5a
        | 0xc0..=0xd6
        | 0xd8..=0xde
        | 0x391..=0x3a1
        | 0x3a3..=0x3ab
        | 0x410..=0x42f
        | 0xff21..=0xff3a => code + 32,
        // Capitals and small letters take turns.
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x1a0..=0x1a5
        | 0x1de..=0x1ef
        | 0x1f8..=0x21f
        | 0x222..=0x233
        | 0x370..=0x373
        | 0x3d8..=0x3ef
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff
            if even =>
        {
            code + 1
        }
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x1af | 0x1b3..=0x1b6 | 0x4c1..=0x4ce if !even => {
            code + 1
        }
        0x130 => 0x69,
        0x178 => 0xff,
        0x18f => 0x259,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        0x400..=0x40f => code + 80,
        0x4c0 => 0x4cf,
        0x531..=0x556 => code + 48,
        0x1e9e => 0xdf,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "it is held against the standard library")]
mod tests {
    use super::*;

    #[test]
    fn letters_are_those_of_the_standard_library() {
        let mut unknown = Vec::new();
        for letter in (0..=0x0010_ffff).filter_map(char::from_u32) {
            let found = lower(letter);
            // A dotted I is two characters there: the letter and the dot.
            let wanted = letter.to_lowercase().next().unwrap();
            if found == letter && wanted != letter {
                unknown.push(letter as u32);
            } else {
                assert_eq!(found, wanted, "{letter} {:x}", letter as u32);
            }
        }
        let is_written = |code: u32| matches!(code, 0..=0x17f | 0x1cd..=0x1dc | 0x200..=0x21f | 0x386..=0x3ab | 0x400..=0x52f | 0x531..=0x556 | 0x1e00..=0x1eff);
        assert_eq!(unknown.iter().filter(|code| is_written(**code)).count(), 0, "{unknown:x?}");
    }

    #[test]
    fn words_are_those_of_the_standard_library() {
        for word in [
            "Ticket ID",
            "ÜBERSCHRIFT",
            "Zgłoszenie ŁÓDŹ",
            "ТЕМА Ёлка",
            "ΘΕΜΑ",
            "ĐƯỜNG",
            "Ștefan",
            "标题",
            "件名Ａ",
        ] {
            assert_eq!(word.to_lower(), word.to_lowercase());
        }
    }
}
