//! Text out of markup, for display: tags go, blocks become line breaks, entities become their characters.
//!
//! The result is shown as text, never as markup, so that nothing here is a matter of safety. It follows the spirit of
//! `innerText` (WHATWG HTML, 3.2.7) without styles: `br`, `p`, `div`, `li`, `tr` and headings break lines, `script` and `style`
//! are dropped whole. Text without markup comes out as it went in, apart from runs of blank lines.

use model::letters::Lower;

/// The text of a message.
pub fn plain_text(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return tidy(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') { tag(rest, &mut out) } else { entity(rest, &mut out) };
    }
    out.push_str(rest);
    tidy(&out)
}

/// Takes a tag off the beginning; a `<` that begins none stays.
fn tag<'a>(text: &'a str, out: &mut String) -> &'a str {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let inner = &text[1..];
    let is_tag = inner.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic() || c == '!');
    let Some(end) = end_of_tag(inner).filter(|_| is_tag) else {
        out.push('<');
        return inner;
    };
    let name: String = inner
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_lower();
    let after = &inner[end + 1..];
    match name.as_str() {
        "script" | "style" | "head" | "title" if !inner.starts_with('/') && !inner[..end].ends_with('/') => {
            let close = format!("</{name}");
            let lower = after.to_ascii_lowercase();
            return match lower.find(&close) {
                Some(at) => after[at..].find('>').map_or("", |end| &after[at + end + 1..]),
                None => "",
            };
        }
        "li" if !inner.starts_with('/') => out.push_str("\n• "),
        "td" | "th" => out.push(' '),
        "br" | "p" | "div" | "tr" | "table" | "ul" | "ol" | "blockquote" | "hr" | "pre" | "section"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => out.push('\n'),
        _ => {}
    }
    after
}

/// Where the tag ends; quotes may hold a `>`.
fn end_of_tag(inner: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '<') => return None,
            (None, '"' | '\'') if inner[..at].ends_with('=') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn entity<'a>(text: &'a str, out: &mut String) -> &'a str {
    let end = text.char_indices().take(12).find(|(_, c)| *c == ';').map(|(at, _)| at);
    let decoded = end.and_then(|end| {
        let name = &text[1..end];
        let c = match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => ' ',
            "ndash" => '–',
            "mdash" => '—',
            "hellip" => '…',
            "rsquo" => '’',
            "lsquo" => '‘',
            "ldquo" => '“',
            "rdquo" => '”',
            "bull" => '•',
            "euro" => '€',
            "copy" => '©',
            _ => {
                let number = name.strip_prefix('#')?;
                let number = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(number)?
            }
        };
        Some((c, end))
    });
    match decoded {
        Some((c, end)) => {
            out.push(c);
            &text[end + 1..]
        }
        None => {
            out.push('&');
            &text[1..]
        }
    }
}

/// No blanks at the ends of lines, at most one empty line in a row.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line = line.trim_end();
        empty = if line.trim().is_empty() { empty + 1 } else { 0 };
        if empty <= 1 && !(out.is_empty() && empty > 0) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(line);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markup_goes_text_stays() {
        assert_eq!(
            plain_text("<p>Hello&nbsp;there,</p><p>it&#39;s <b>here</b>.</p>"),
            "Hello there,\n\nit's here."
        );
        assert_eq!(plain_text("<ul><li>one</li><li>two</li></ul>"), "• one\n• two");
        assert_eq!(plain_text("a < b && c > d"), "a < b && c > d");
        assert_eq!(plain_text("<script>alert('<p>')</script>after"), "after");
        assert_eq!(
            plain_text("<a href=\"x>y\" title='z'>link</a> &unknown; &amp;lt;"),
            "link &unknown; &lt;"
        );
        assert_eq!(plain_text("5 <3 you\r\n\r\n\r\nbye  "), "5 <3 you\n\nbye");
        assert_eq!(plain_text("<img src=x onerror=alert(1)"), "<img src=x onerror=alert(1)");
    }

    proptest! {
        #[test]
        fn never_panics_and_never_grows(text in "(<[a-z/!]{0,3}|>|&[a-z#0-9]{0,5};?|[a-zäß€\" '=\n-]){0,60}") {
            let plain = plain_text(&text);
            prop_assert!(plain.chars().count() <= text.chars().count() + 1);
        }
    }
}
