//! Whether a customer's last word stands unanswered, and whether it asks for something: told from the order of authors and a few
//! words. Texts are looked at while they pass and not kept.
//!
//! The rule: a question mark at the end of a sentence is a question, in any language. A phrase that says that it did not help, or
//! asks for a person, is a complaint: in English, German, French, Spanish, Portuguese, Italian and Dutch. The words of an earlier
//! message of the same customer once more are a repeated ask. Everything else asks for nothing as far as this can tell, thanks
//! included: a request without a question mark ("please send me the invoice") is not seen, so that less is held against an AI
//! rather than more. What is quoted below a reply is not read.

use super::intern::hash_bytes;
use crate::dataset::LastWord;
use crate::markup::plain_text;
use model::letters::Lower;
use std::borrow::Cow;

/// Longer messages are read so far, in bytes: what somebody asks for stands in the beginning.
const READ_BYTES: usize = 4_000;
/// A message of fewer words is no repetition: "hello" twice is none.
const LEAST_WORDS: usize = 3;
/// A message with more words than this is more than thanks.
const MOST_THANKS_WORDS: usize = 12;

/// Phrases of complaints that begin with that byte, in small letters: every message of a file is looked at, so that only the few that
/// can be meant are compared. English contractions are written out before ("does not" for "doesn't").
fn complaints(first: u8) -> &'static [&'static str] {
    match first {
        b'a' => &["aide pas", "ainda não", "ancora non"],
        b'c' => &["com uma pessoa", "con un operatore", "con una persona"],
        b'e' => &["echten menschen"],
        b'f' => &["fonctionne pas", "funktioniert nicht"],
        b'g' => &["geht nicht"],
        b'h' => &["helpt niet", "hilft nicht", "hilft mir nicht"],
        b'i' => &["immer noch nicht"],
        b'k' => &["klappt nicht"],
        b'm' => &["marche pas", "met een medewerker", "mit einem menschen"],
        b'n' => &[
            "não ajud",
            "não funciona",
            "nicht hilfreich",
            "no funciona",
            "no me ayuda",
            "no sirve",
            "nog steeds niet",
            "non aiuta",
            "non funziona",
            "non mi aiuta",
            "not answer",
            "not help",
            "not resolve",
            "not solve",
            "not what i",
            "not work",
        ],
        b'p' => &["pas utile"],
        b'r' => &["real person"],
        b's' => &["same issue", "same problem", "sigue sin", "speak to a", "still no ", "still not"],
        b't' => &["talk to a", "todavía no", "toujours pas"],
        b'u' => &["unhelpful", "useless"],
        b'w' => &["werkt niet", "wrong answer"],
        // The first byte of "à".
        0xC3 => &["à un conseiller", "à un humain"],
        _ => &[],
    }
}

/// Words of thanks, small letters; each begins a word.
const THANKS: &[&str] =
    &["thank", "thx", "cheers", "danke", "merci", "gracias", "obrigad", "grazie", "bedankt", "dank"];

/// How the line begins, or ends, that introduces what is quoted.
const QUOTES_BEGIN: [&str; 3] = [">", "-----original", "________"];
const QUOTES_FOLLOW: [&str; 6] = ["wrote:", "schrieb:", "écrit :", "escribió:", "escreveu:", "ha scritto:"];

/// What a message looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing that is known.
    Remark,
    /// Thanks, and no more.
    Thanks,
    /// A question.
    Question,
    /// It did not help, or a person is asked for.
    Complaint,
}

impl Tone {
    /// All of them, in the order of their numbers.
    pub(crate) const ALL: [Tone; 4] = [Tone::Remark, Tone::Thanks, Tone::Question, Tone::Complaint];
}

/// What a message looks like, and a number that stands for its words whatever their case and punctuation; 0 for too few of them.
pub(crate) fn look(text: &str) -> (Tone, u32) {
    let text = own_words(text);
    let mut lower = text.to_lower();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    if lower.contains("n't") {
        lower = lower.replace("n't", " not");
    }
    let words = || lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words().count();
    let tone = if is_complaint(&lower) {
        Tone::Complaint
    } else if has_question(&lower) {
        Tone::Question
    } else if count <= MOST_THANKS_WORDS
        && words().any(|word| THANKS.iter().any(|thanks| word.starts_with(thanks)))
    {
        Tone::Thanks
    } else {
        Tone::Remark
    };
    if count < LEAST_WORDS {
        return (tone, 0);
    }
    let mut letters = String::with_capacity(lower.len());
    words().for_each(|word| letters.push_str(word));
    (tone, (hash_bytes(letters.as_bytes()) as u32).max(1))
}

/// The customer's last word, from what it looks like and the words of the customer's earlier messages; see [`look`].
pub(crate) fn last_word((tone, words): (Tone, u32), mut earlier: impl Iterator<Item = u32>) -> LastWord {
    match tone {
        Tone::Complaint => LastWord::Complaint,
        _ if words != 0 && earlier.any(|other| other == words) => LastWord::Repeated,
        Tone::Question => LastWord::Question,
        Tone::Thanks => LastWord::Thanks,
        Tone::Remark => LastWord::Remark,
    }
}

/// Whether a phrase of a complaint begins with one of the words.
fn is_complaint(text: &str) -> bool {
    let mut is_within = false;
    text.char_indices().any(|(at, letter)| {
        let begins = letter.is_alphanumeric() && !is_within;
        is_within = letter.is_alphanumeric();
        begins && complaints(text.as_bytes()[at]).iter().any(|phrase| text[at..].starts_with(phrase))
    })
}

/// A question mark that ends a sentence: not within an address like `?page=2`.
fn has_question(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_within = |next: &char| next.is_alphanumeric() || matches!(next, '=' | '&' | '%' | '/');
        if matches!(letter, '?' | '？' | '؟') && !letters.peek().is_some_and(is_within) {
            return true;
        }
    }
    false
}

/// The text without markup and without what is quoted.
fn own_words(text: &str) -> Cow<'_, str> {
    let mut end = text.len().min(READ_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let text = if text.contains(['<', '&']) { Cow::Owned(plain_text(text)) } else { Cow::Borrowed(text) };
    if !text.contains('\n') {
        return text;
    }
    let is_quote = |line: &&str| {
        let line = line.trim().to_lower();
        QUOTES_BEGIN.iter().any(|begin| line.starts_with(begin))
            || QUOTES_FOLLOW.iter().any(|end| line.ends_with(end))
    };
    let own: Vec<&str> = text.lines().take_while(|line| !is_quote(line)).collect();
    Cow::Owned(own.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_messages_look_like() {
        for (text, tone) in [
            ("Where is my order?", Tone::Question),
            ("Und wann kommt das Paket ?", Tone::Question),
            ("返金はいつですか？", Tone::Question),
            ("<p>Can you send it again?</p>", Tone::Question),
            ("See https://shop.example/a?page=2", Tone::Remark),
            ("Thanks, that did it!", Tone::Thanks),
            ("Vielen Dank, alles klar.", Tone::Thanks),
            ("merci beaucoup", Tone::Thanks),
            ("Muchas gracias", Tone::Thanks),
            ("Ok", Tone::Remark),
            ("Thanks, but it still does not work", Tone::Complaint),
            ("That didn’t help.", Tone::Complaint),
            ("I want to talk to a person", Tone::Complaint),
            ("Das funktioniert nicht", Tone::Complaint),
            ("Ça ne marche pas", Tone::Complaint),
            ("Todavía no llega", Tone::Complaint),
            ("Isso não funciona", Tone::Complaint),
            ("Non funziona", Tone::Complaint),
            ("Het werkt niet", Tone::Complaint),
            ("It doesn't solve it", Tone::Complaint),
            ("Je voudrais parler à un conseiller", Tone::Complaint),
            ("Please send me the invoice", Tone::Remark),
            ("Fine.\n\nOn Monday, Ada wrote:\n> Did it help?", Tone::Remark),
            ("Alles gut\n> Hat es geholfen?", Tone::Remark),
            ("", Tone::Remark),
        ] {
            assert_eq!(look(text).0, tone, "{text}");
        }
    }

    #[test]
    fn the_same_words_again() {
        let first = look("Please refund my order 12").1;
        assert_eq!(look("please refund my order: 12!").1, first);
        assert_ne!(look("please refund my order 13").1, first);
        assert_eq!(look("Hello there").1, 0, "too few words to be a repetition");
        let again = look("Please refund my order 12");
        assert_eq!(last_word(again, [7, first].into_iter()), LastWord::Repeated);
        assert_eq!(last_word(again, [7].into_iter()), LastWord::Remark);
        assert_eq!(last_word(look("Hello there"), [0].into_iter()), LastWord::Remark);
        assert_eq!(last_word(look("Why?"), std::iter::empty()), LastWord::Question);
    }

    #[test]
    fn every_phrase_stands_where_it_is_looked_for() {
        let all =
            (0..=u8::MAX).flat_map(|first| complaints(first).iter().map(move |phrase| (first, *phrase)));
        for (first, phrase) in all {
            assert_eq!(phrase.as_bytes()[0], first, "{phrase}");
            assert_eq!(look(&format!("Well, {phrase}  and so on")).0, Tone::Complaint, "{phrase}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        let text = "ä".repeat(READ_BYTES);
        assert_eq!(look(&text).0, Tone::Remark);
    }
}
