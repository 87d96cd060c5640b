//! JSON that programs write although no standard allows it: `NaN` for a gap, a comma too many, half a character.
//!
//! Asked only for a record that cannot be parsed as it stands, so that a good file pays nothing for it.

/// The record with such slips mended; `None`: there is none of them.
pub(crate) fn mend(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(byte) = rest.first() {
        let length = match byte {
            b'"' => string(rest, &mut out),
            // What pandas and other tables write for a missing number.
            b'N' | b'I' | b'-' => match not_a_number(rest) {
                0 => copy(rest, 1, &mut out),
                length => {
                    out.extend_from_slice(b"null");
                    length
                }
            },
            b',' if matches!(rest[1..].trim_ascii_start().first(), Some(b'}' | b']')) => 1,
            _ => copy(rest, 1, &mut out),
        };
        rest = &rest[length..];
    }
    (out != text).then_some(out)
}

fn copy(rest: &[u8], length: usize, out: &mut Vec<u8>) -> usize {
    let length = length.min(rest.len());
    out.extend_from_slice(&rest[..length]);
    length
}

/// The length of a word for something that is no number; 0: there is none here.
fn not_a_number(rest: &[u8]) -> usize {
    let words: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];
    words.iter().find(|word| rest.starts_with(word)).map_or(0, |word| word.len())
}

/// Copies a string, with its line ends escaped and halves of characters replaced.
fn string(rest: &[u8], out: &mut Vec<u8>) -> usize {
    let mut at = copy(rest, 1, out);
    while at < rest.len() {
        at += match rest[at] {
            b'"' => {
                out.push(b'"');
                return at + 1;
            }
            b'\\' => match (unit(&rest[at..]), unit(rest.get(at + 6..).unwrap_or_default())) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => copy(&rest[at..], 12, out),
                // Text that was cut between the two halves of a character.
                (Some(0xd800..=0xdfff), _) => {
                    out.extend_from_slice(b"\\ufffd");
                    6
                }
                _ => copy(&rest[at..], 2, out),
            },
            // Such characters may not stand in a string as they are.
            b'\n' => {
                out.extend_from_slice(b"\\n");
                1
            }
            0..0x20 => {
                out.push(b' ');
                1
            }
            _ => copy(&rest[at..], 1, out),
        };
    }
    at
}

/// The number in an escape such as `\u00e9`.
fn unit(text: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    digits.iter().try_fold(0, |number, digit| Some(number * 16 + char::from(*digit).to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Option<String> {
        mend(text.as_bytes()).map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn slips_are_mended_and_nothing_else() {
        for (text, expected) in [
            (r#"{"a":NaN,"b":-Infinity,"c":[1,2,],}"#, r#"{"a":null,"b":null,"c":[1,2]}"#),
            (r#"{"a":"cut \ud83d","b":"\ud83d\ude00"}"#, r#"{"a":"cut \ufffd","b":"\ud83d\ude00"}"#),
            (r#"{"a":"\udc00 \\ud800"}"#, r#"{"a":"\ufffd \\ud800"}"#),
            ("{\"a\":\"x\ty\nz\"}", r#"{"a":"x y\nz"}"#),
        ] {
            assert_eq!(mended(text).as_deref(), Some(expected), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(expected).is_ok(), "{expected}");
        }
        for text in [r#"{"a":"NaN, ]","b":-1}"#, "{'a': 1}", r#"{"a":"never closed"#, "\"\\", "\"\\u12"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
