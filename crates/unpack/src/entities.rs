//! Characters written as entities: those of XML, numbers, and the names of HTML 4 that occur in running text.

use memchr::memchr;

/// The longest name or number between `&` and `;`.
const LONGEST: usize = 10;

/// Names of U+00A0 to U+00FF, in their order (HTML 4.01, 24.2).
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 \
    acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
    Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave \
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const OTHERS: [(&str, char); 18] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("trade", '™'),
    ("rarr", '→'),
];

/// Appends a text with its entities as characters; what is none stays as it is written.
pub(crate) fn append(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let window = &rest[1..rest.len().min(LONGEST + 2)];
        let found = memchr(b';', window).and_then(|len| Some((len, character(&window[..len])?)));
        match found {
            Some((len, found)) => {
                out.extend_from_slice(found.encode_utf8(&mut [0; 4]).as_bytes());
                rest = &rest[len + 2..];
            }
            None => {
                out.push(b'&');
                rest = &rest[1..];
            }
        }
    }
    out.extend_from_slice(rest);
}

fn character(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|found| *found != '\0');
    }
    if let Some((_, found)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return Some(*found);
    }
    let place = LATIN_1.split_ascii_whitespace().position(|known| known == name)?;
    char::from_u32(0xa0 + place as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_become_characters() {
        let told = |text: &str| {
            let mut out = Vec::new();
            append(text.as_bytes(), &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(told("a &lt;b&gt; &#169; &#x20AC; &auml;&yuml;&nbsp;"), "a <b> © € äÿ\u{a0}");
        assert_eq!(told("AT&T &nothing; &#xD800; &; &amp"), "AT&T &nothing; &#xD800; &; &amp");
    }
}
