//! Personal data out of text before it is shown: what can be recognised by its form becomes a labelled block such as `[e-mail]`.
//!
//! Recognised: e-mail addresses, web addresses' query strings and fragments, card numbers (checksum of Luhn, ISO/IEC 7812-1), IBANs
//! (checksum modulo 97, ISO 13616), IP addresses, telephone numbers, and any other run of seven digits or more. Names and postal
//! addresses in running text have no form of their own and stay: the page says so.
//!
//! When in doubt a number is masked: a masked order number costs a click in the helpdesk, a shown card number costs trust.

use model::letters::Lower;

/// Masks texts and counts what was masked.
#[derive(Debug, Default)]
pub struct Masker {
    count: u32,
}

/// A stretch of text to be replaced.
struct Found {
    start: usize,
    end: usize,
    label: &'static str,
}

impl Masker {
    /// How many pieces were masked so far.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Replaces a value as a whole.
    pub fn replace_whole(&mut self, label: &str) -> String {
        self.count += 1;
        format!("[{label}]")
    }

    /// Masks a text.
    pub fn mask(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        while let Some(found) = next_find(text, from) {
            out.push_str(&text[from..found.start]);
            out.push('[');
            out.push_str(found.label);
            out.push(']');
            self.count += 1;
            from = found.end;
        }
        out.push_str(&text[from..]);
        out
    }
}

/// What a column holds of a person, by the words of its name; such a cell is replaced as a whole.
pub fn person_column(name: &str) -> Option<&'static str> {
    let lower = name.to_lower();
    let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    if has("email") || has("mail") || lower.contains("e-mail") {
        return Some("e-mail");
    }
    if ["phone", "mobile", "telephone", "fax", "whatsapp"].into_iter().any(has) {
        return Some("phone");
    }
    if ["ip", "address", "street", "postcode", "zip", "city"].into_iter().any(has) {
        return Some("address");
    }
    let person = [
        "requester",
        "submitter",
        "customer",
        "contact",
        "user",
        "visitor",
        "caller",
        "reporter",
        "author",
        "client",
    ];
    let of_person = ["name", "id", "external", "full", "first", "last", "fullname", "username"];
    let is_person = person.into_iter().any(has);
    let is_alone = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).count() == 1;
    if is_person && (is_alone || of_person.into_iter().any(has)) {
        return Some("person");
    }
    if lower == "name"
        || lower == "full name"
        || lower == "fullname"
        || lower == "first name"
        || lower == "last name"
    {
        return Some("person");
    }
    None
}

/// The first thing to mask at or after `from`.
fn next_find(text: &str, from: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if let Some(end) = date_end(text, at) {
            at = end;
            continue;
        }
        let found = match bytes[at] {
            b'@' => email(text, from, at),
            b'h' | b'H' => web_address(text, at),
            b'0'..=b'9' | b'+' | b'(' => {
                ip_v4(text, at).or_else(|| digits(text, at)).map(|found| with_address(text, from, found))
            }
            b'A'..=b'Z' | b'a'..=b'z' => iban(text, at),
            b':' => ip_v6(text, from, at),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at += 1;
        if bytes[at - 1].is_ascii_digit() {
            // A run of digits is judged once, at its beginning.
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
        }
    }
    None
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// What may stand before the `@` of an address.
fn is_local(byte: u8) -> bool {
    is_word(byte) || b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
}

/// Digits that are a part of an e-mail address go with the whole address.
fn with_address(text: &str, from: usize, digits: Found) -> Found {
    let rest = &text.as_bytes()[digits.end..];
    let local = rest.iter().take_while(|byte| is_local(**byte)).count();
    match email(text, from, digits.end + local).filter(|_| rest.get(local) == Some(&b'@')) {
        Some(address) => Found { start: address.start.min(digits.start), ..address },
        None => digits,
    }
}

/// `local@domain.tld`, seen from the `@`.
fn email(text: &str, from: usize, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let is_domain = |byte: u8| is_word(byte) || matches!(byte, b'.' | b'-');
    let start = (from..at).rev().take_while(|i| is_local(bytes[*i])).last()?;
    let end = (at + 1..bytes.len()).take_while(|i| is_domain(bytes[*i])).last()? + 1;
    let domain = text.get(at + 1..end)?.trim_end_matches(['.', '-']);
    let (_, top) = domain.rsplit_once('.')?;
    let start =
        start + text.get(start..at)?.len() - text.get(start..at)?.trim_start_matches(['\'', '*', '.']).len();
    (top.chars().count() >= 2 && start < at).then_some(Found {
        start,
        end: at + 1 + domain.len(),
        label: "e-mail",
    })
}

/// What follows `?` or `#` in a web address: tokens, addresses and names travel there.
fn web_address(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let is_address = ["http://", "https://"].iter().any(|scheme| {
        rest.as_bytes().get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme.as_bytes()))
    });
    if !is_address {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"'`".contains(c)).unwrap_or(rest.len());
    let address = &rest[..end];
    // Credentials before the host count as well: https://name:password@host/
    let authority = address.find("//").map(|slash| slash + 2)?;
    let host_end = address[authority..].find(['/', '?', '#']).map_or(end, |found| authority + found);
    if let Some(sign) = address[authority..host_end].rfind('@') {
        return Some(Found { start: at + authority, end: at + authority + sign, label: "secret" });
    }
    let query = address.find(['?', '#'])? + 1;
    (query < end).then_some(Found { start: at + query, end: at + end, label: "hidden" })
}

/// A run of digits with the separators that cards and telephone numbers are written with.
fn digits(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let mut end = at;
    let mut digits = Vec::new();
    let mut index = at;
    let mut gap = 0;
    while index < bytes.len() {
        match bytes[index] {
            digit @ b'0'..=b'9' => {
                digits.push(digit - b'0');
                end = index + 1;
                gap = 0;
            }
            b'+' if index == at => {}
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' if gap < 2 => gap += 1,
            _ => break,
        }
        index += 1;
    }
    let written = text.get(at..end)?;
    let longest_run = written.split(|c: char| !c.is_ascii_digit()).map(str::len).max()?;
    let starts_like_phone = written.starts_with('+') || written.starts_with('(') || written.starts_with('0');
    if (12..=19).contains(&digits.len()) && luhn(&digits) {
        return Some(Found { start: at, end, label: "card number" });
    }
    if digits.len() >= 7 && (starts_like_phone || is_grouped(written)) {
        let label = if digits.len() <= 15 { "phone" } else { "number" };
        return Some(Found { start: at, end, label });
    }
    if longest_run >= 7 {
        return Some(Found { start: at, end, label: "number" });
    }
    None
}

/// Groups of two to five digits, three at least: how telephone numbers are written.
fn is_grouped(written: &str) -> bool {
    let groups: Vec<usize> =
        written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|len| *len > 0).collect();
    groups.len() >= 3 && groups.iter().all(|len| (2..=5).contains(len)) && !written.contains('.')
        || groups.len() == 2 && groups.iter().all(|len| (3..=5).contains(len)) && written.contains('-')
}

/// Where a date such as `2026-01-31`, `31.01.2026` or `31/1/2026` ends, if one begins here. Dates are no secret, and two in a row
/// would look like a telephone number.
fn date_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if !bytes[at].is_ascii_digit() || (at > 0 && bytes[at - 1].is_ascii_digit()) {
        return None;
    }
    let separator = *bytes[at..].iter().find(|byte| !byte.is_ascii_digit())?;
    if !matches!(separator, b'-' | b'.' | b'/') {
        return None;
    }
    let mut end = at;
    let mut group = || {
        let len = bytes[end..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = text.get(end..end + len)?;
        // The full stop of a sentence is no separator.
        let is_last = bytes.get(end + len) != Some(&separator)
            || !bytes.get(end + len + 1).is_some_and(u8::is_ascii_digit);
        end += len + usize::from(!is_last);
        Some((digits, is_last))
    };
    let ((a, _), (b, is_last), (c, ends)) = (group()?, group()?, group()?);
    let end = if ends { end } else { return None };
    let small = |group: &str| {
        (1..=2).contains(&group.len()) && group.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n))
    };
    let year = |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let is_date = !is_last && small(b) && ((year(a) && small(c)) || (small(a) && year(c)));
    is_date.then_some(end)
}

/// The checksum of Luhn, from the right.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 } {
            doubled @ 10.. => doubled - 9,
            value => value,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

fn ip_v4(text: &str, at: usize) -> Option<Found> {
    let rest = &text.as_bytes()[at..];
    let len = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let written = text[at..at + len].trim_end_matches('.');
    let parts: Vec<&str> = written.split('.').collect();
    let is_part =
        |part: &&str| !part.is_empty() && part.len() <= 3 && part.parse::<u32>().is_ok_and(|n| n <= 255);
    (parts.len() == 4 && parts.iter().all(is_part)).then_some(Found {
        start: at,
        end: at + written.len(),
        label: "IP address",
    })
}

/// An IPv6 address, seen from its first colon.
fn ip_v6(text: &str, from: usize, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_hexdigit() || byte == b':';
    let start = (from..at).rev().take_while(|i| is_part(bytes[*i])).last().unwrap_or(at);
    let end = (at..bytes.len()).take_while(|i| is_part(bytes[*i])).last()? + 1;
    let outside = |i: usize| bytes.get(i).is_none_or(|byte| !is_word(*byte));
    let written = text.get(start..end)?;
    let fits = written.parse::<std::net::Ipv6Addr>().is_ok()
        && written.bytes().filter(u8::is_ascii_hexdigit).count() >= 4;
    (fits && outside(end) && (start == 0 || outside(start - 1))).then_some(Found {
        start,
        end,
        label: "IP address",
    })
}

/// Two letters, two digits and up to thirty letters and digits in groups, with the right checksum.
fn iban(text: &str, at: usize) -> Option<Found> {
    let bytes = text.as_bytes();
    if at > 0 && is_word(bytes[at - 1]) {
        return None;
    }
    let head = bytes.get(at..at + 4)?;
    let has_form = head[..2].iter().all(u8::is_ascii_alphabetic) && head[2..].iter().all(u8::is_ascii_digit);
    if !has_form {
        return None;
    }
    let mut signs: Vec<u8> = Vec::new();
    let mut best = None;
    for (index, byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            b' ' | b'-' if signs.len() >= 4 => {}
            _ if byte.is_ascii_alphanumeric() => {
                signs.push(byte.to_ascii_uppercase());
                if (15..=34).contains(&signs.len()) && modulo_97(&signs) == 1 {
                    best = Some(index + 1);
                }
            }
            _ => break,
        }
        if signs.len() > 34 {
            break;
        }
    }
    best.map(|end| Found { start: at, end, label: "bank account" })
}

fn modulo_97(signs: &[u8]) -> u32 {
    signs[4..].iter().chain(&signs[..4]).fold(0, |rest, sign| match sign {
        b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
        _ => (rest * 100 + u32::from(sign - b'A' + 10)) % 97,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn masked(text: &str) -> String {
        Masker::default().mask(text)
    }

    #[test]
    fn known_forms() {
        for (text, expected) in [
            ("Write to jane.doe+x@example.co.uk, please.", "Write to [e-mail], please."),
            ("(mail: ünal@exämple.de)", "(mail: [e-mail])"),
            ("jo19801231@example.com, +1 555 123 4567@example.com", "[e-mail], [e-mail]"),
            ("card 4111 1111 1111 1111 ok", "card [card number] ok"),
            ("4111-1111-1111-1112", "[number]"),
            ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [bank account]."),
            ("GB82WEST12345698765432", "[bank account]"),
            ("from 192.168.10.254, port 80", "from [IP address], port 80"),
            ("at 2001:db8::8a2e:370:7334!", "at [IP address]!"),
            ("call +49 (0)30 1234-567 now", "call [phone] now"),
            ("call 555-0199 or (020) 7946 0018", "call [phone] or [phone]"),
            ("order 12345678 of ORD99887766", "order [number] of ORD[number]"),
            ("https://shop.example/r?token=abc#x next", "https://shop.example/r?[hidden] next"),
            ("https://me:pw@shop.example/", "https://[secret]@shop.example/"),
        ] {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    #[test]
    fn harmless_text_stays() {
        for text in [
            "Order 123456 came on 2026-03-01 at 10:15, for 49.99 EUR.",
            "Between 01.02.2026 and 03.02.2026 nothing worked.",
            "2026-03-01 10:15:00",
            "2026-03-01 2026-03-02, 31/1/2026 01.02.2025.",
            "Version 1.2.3 and 10.4, 3 of 5 stars, 100 %",
            "@support and a @ b, time 12:30:45",
            "see https://shop.example/help/returns",
            "DE12 is no account",
            "Ein Satz mit Umlauten: äöü ß 返金 😀",
            "",
        ] {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn columns_of_people() {
        for (name, label) in [
            ("Requester", Some("person")),
            ("Requester email", Some("e-mail")),
            ("User name", Some("person")),
            ("Contact ID", Some("person")),
            ("Phone", Some("phone")),
            ("Customer satisfaction", None),
            ("Group stations", None),
            ("Tags", None),
            ("Shipping address", Some("address")),
        ] {
            assert_eq!(person_column(name), label, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_address_goes(local in "[a-z][a-z0-9._-]{0,12}[a-z0-9]", host in "[a-z]{1,10}", top in "[a-z]{2,4}", around in "[ ,;()]{0,2}") {
            let address = format!("{local}@{host}.{top}");
            let text = masked(&format!("Hi{around} {address} {around}bye"));
            prop_assert!(text.contains("[e-mail]") && !text.contains('@'), "{}", text);
        }

        #[test]
        fn any_card_goes(head in proptest::collection::vec(0_u8..10, 15), first in 1_u8..10, gap in "[ -]?") {
            let mut digits = head;
            digits[0] = first;
            digits.push(0);
            let last = (0..10).find(|last| { digits[15] = *last; luhn(&digits) }).unwrap();
            digits[15] = last;
            let text: Vec<String> = digits.chunks(4).map(|four| four.iter().map(|d| d.to_string()).collect()).collect();
            let shown = masked(&format!("my card {} thanks", text.join(&gap)));
            prop_assert_eq!(shown, "my card [card number] thanks");
        }

        #[test]
        fn no_long_run_of_digits_is_left(text in "([0-9]{1,12}|[ .,:/@+()-]|[a-zé]{1,3}){0,20}") {
            let shown = masked(&text);
            let longest = shown.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
            prop_assert!(longest < 7, "{} -> {}", text, shown);
        }

        #[test]
        fn masking_twice_is_masking_once(text in "\\PC{0,60}") {
            let once = masked(&text);
            prop_assert_eq!(masked(&once), once);
        }
    }
}
