//! What tickets are about, told from the words of their subjects where the file names no topic.
//!
//! A subject is cut into words; those that are numbers, addresses, or say nothing of a matter are left out. The words that stand in
//! most subjects become topics, and each ticket gets the rarest of them in its own: "refund" says more than "order". Nothing is
//! guessed, nothing depends on the order of rows, and of all words only those of topics stay.

use super::decode::to_text;
use super::intern::{Interner, Scratch};
use super::parts::{Pack, Packed};
use crate::dataset::{Coded, Codes, NO_CODE};
use kernels::pack::{take_words_mapped, take_words_moved};
use model::letters::Lower;

/// Words of a subject that are looked at.
const MOST_WORDS: usize = 6;
/// Topics at most.
const MOST_TOPICS: usize = 40;
/// Tickets of which a word must tell, at least.
const LEAST_TICKETS: usize = 20;
/// Of so many tickets, a word must tell of one.
const RARELY: usize = 500;
/// Topics are told if at least one of so many tickets has one.
const TOO_FEW: usize = 5;
/// Shorter words tell little, longer ones are none. In bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=40;

/// Words that say nothing of the matter, in the languages that exports are most often written in.
const STOP_WORDS: &str = "\
    about after again all also and any are aren't asap back because been before but can cannot can't contact customer could did \
    does doesn't doing don't during each enquiry even every for from get getting got had has have haven't having hello help her here \
    him his how however inquiry into isn't issue issues its just know let like made make may message more most much must need \
    needed needs new not now off old one only other our out over own per please pls problem problems query question questions re \
    regarding request requests said same say see she should since some still such support sure thank thanks that the their them then \
    there these they this those though thru ticket tickets too try trying two under until upon urgent use using very via want wants \
    was way well were what when where which while who why will with within won't would yet you your yours fwd \
    aber alle als also auch auf aus bei bin bis bitte brauche dank danke das dass dem den denn der des die dies diese dieser doch dort \
    durch ein eine einem einen einer eines für fragen frage gegen gibt habe haben hallo hat hatte hilfe ich ihr ihre immer ist kann \
    kein keine können könnte mehr mein meine meinem meinen meiner mich mir mit nach nicht noch nur oder ohne schon sehr seit sich sie \
    sind über und uns unser unsere unter vom von vor wann warum was weil wenn wer werden wie wieder wird wurde zum zur zwischen \
    anfrage \
    aide alors après aucun aucune aussi autre avec avez avoir bonjour car ces cet cette chez comme comment dans demande depuis des \
    donc elle elles encore est être faire fait ils je j'ai jamais leur leurs les lors mais merci mes moi mon même nos notre nous \
    où par pas peut plus pour pourquoi quand que quel quelle qui quoi sans ses son sont sous sur tous tout toute très une vers \
    vos votre vous \
    ahora algo alguna algún antes aquí ayuda como cómo con consulta cual cuando cuándo de del desde donde dónde ella ellos \
    entre eres era esa ese eso esta está este esto estoy gracias hace hacer hay hola las los mas más mis muy nada necesito \
    nos nuestro otra otro para pero por porque problema puede puedo qué quiero quien sin sobre solicitud son soy \
    sus también tengo tiene todo todos una unas uno unos usted \
    ajuda ainda algum alguma ao aos após até bom com das dela dele depois dos duas dúvida ela ele eles em essa \
    esse estou eu foi isso isto já mais mas meu meus minha minhas muito na nas nem no não nosso obrigado obrigada olá ou pela pelo \
    porquê preciso qual quando quem quero sem ser seu seus sua suas são tem tenho tudo um uma você \
    aiuto alla allo anche ancora avere buongiorno che chi ciao come con cosa dal dalla degli dei del della delle dello dopo \
    dove gli grazie hanno loro mia miei mio nel nella nessun non nostro oppure perché però più prima quale \
    quando quanto quella quello questa questo richiesta salve sempre senza siamo sono sta sua sue sul sulla suo tra tutti \
    tutto una uno vorrei \
    aan als bij dag dat deze die dit door een geen goed graag hallo heb hebben heeft hem het hoe hulp iets ik jij jullie kan \
    kunnen maar meer met mij mijn naar niet nog nu of om onze ook op over te tegen tot uit van vraag vragen waar waarom wat \
    wel welke werd wie wij worden wordt zijn zonder";

/// Reads subjects.
#[derive(Debug, Clone)]
pub(crate) struct SubjectReader {
    /// The first `stops` of them say nothing.
    words: Interner,
    stops: u32,
    codes: Vec<u32>,
    ends: Vec<u32>,
    small: Scratch<Vec<u8>>,
}

/// Topics made of subjects.
pub(crate) struct Derived {
    pub(crate) topics: Coded,
    /// Tickets that have one.
    pub(crate) told: u64,
}

/// Whether a character stands between words. All letters beyond ASCII are taken for such, signs and emoji are not.
fn is_between(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => !letter.is_ascii_alphabetic() && letter != '\'',
        '\u{80}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{ff00}'..='\u{ff20}' | '\u{1f000}'.. => true,
        _ => false,
    }
}

impl SubjectReader {
    pub(crate) fn new() -> SubjectReader {
        let mut words = Interner::default();
        for word in STOP_WORDS.split_ascii_whitespace() {
            words.code(word.as_bytes());
        }
        let stops = words.len() as u32;
        SubjectReader { words, stops, codes: Vec::new(), ends: Vec::new(), small: Scratch::default() }
    }

    pub(crate) fn push(&mut self, text: &[u8]) {
        let start = self.codes.len();
        for token in text.split(u8::is_ascii_whitespace) {
            // Numbers, addresses and links are of one ticket.
            if token.iter().any(|byte| byte.is_ascii_digit() || *byte == b'@') {
                continue;
            }
            if token.is_ascii() {
                for word in token.split(|byte| is_between(char::from(*byte))) {
                    self.take(word, start);
                }
            } else {
                for word in to_text(token).to_lower().split(|letter| is_between(letter) || letter == '’') {
                    self.take(word.as_bytes(), start);
                }
            }
        }
        self.ends.push(self.codes.len() as u32);
    }

    /// A word of the row whose words begin at `start`.
    fn take(&mut self, word: &[u8], start: usize) {
        // "l'adresse", "customer's"
        let mut parts = word.split(|byte| *byte == b'\'');
        let word = match (parts.next(), parts.next()) {
            (Some(article), Some(noun)) if article.len() < *LENGTHS.start() => noun,
            (Some(noun), Some(ending)) if ending.len() < 2 && !noun.ends_with(b"n") => noun,
            _ => word,
        };
        if !LENGTHS.contains(&word.len()) || self.codes.len() - start >= MOST_WORDS {
            return;
        }
        let small = &mut self.small.0;
        small.clear();
        small.extend(word.iter().map(u8::to_ascii_lowercase));
        let code = self.words.code(small).0;
        if code >= self.stops && !self.codes[start..].contains(&code) {
            self.codes.push(code);
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        self.ends.reserve_exact(rows);
    }

    pub(crate) fn pack(&self, out: &mut Pack) {
        let SubjectReader { words, stops: _, codes, ends, small: _ } = self;
        words.pack(out);
        out.words(codes);
        out.words(ends);
    }

    pub(crate) fn append(&mut self, from: &mut Packed<'_>) {
        let map: Vec<u32> = from.texts().into_iter().map(|text| self.words.code(text).0).collect();
        let before = self.codes.len() as u32;
        take_words_mapped(&mut self.codes, from.bytes(), &map);
        take_words_moved(&mut self.ends, from.bytes(), before);
    }

    /// The topics; `None` where the subjects have too little in common.
    pub(crate) fn finish(self) -> Option<Derived> {
        let mut tickets = vec![0_usize; self.words.len()];
        for code in &self.codes {
            tickets[*code as usize] += 1;
        }
        // One word in the singular and the plural counts for the more frequent of both.
        let mut word_of: Vec<u32> = (0..self.words.len() as u32).collect();
        let mut all = tickets.clone();
        for plural in self.stops..self.words.len() as u32 {
            let single = self.words.get(plural).strip_suffix(b"s").and_then(|stem| self.words.find(stem));
            let Some(single) = single.filter(|single| *single >= self.stops) else { continue };
            let (to, from) = match tickets[single as usize] >= tickets[plural as usize] {
                true => (single, plural),
                false => (plural, single),
            };
            word_of[from as usize] = to;
            all[to as usize] += tickets[from as usize];
        }
        let least = LEAST_TICKETS.max(self.ends.len() / RARELY);
        let mut topics: Vec<u32> = (self.stops..self.words.len() as u32)
            .filter(|code| word_of[*code as usize] == *code && all[*code as usize] >= least)
            .collect();
        model::order::sort_by(&mut topics, |a, b| {
            let by_tickets = all[*b as usize].cmp(&all[*a as usize]);
            by_tickets.then_with(|| self.words.get(*a).cmp(self.words.get(*b)))
        });
        topics.truncate(MOST_TOPICS);
        if topics.len() < 2 {
            return None;
        }
        let mut rank_of: Vec<Option<u32>> = vec![None; self.words.len()];
        for (rank, topic) in (0..).zip(&topics) {
            rank_of[*topic as usize] = Some(rank);
        }
        let mut codes = Codes::default();
        let (mut start, mut told) = (0, 0);
        for end in &self.ends {
            let words = &self.codes[start..*end as usize];
            start = *end as usize;
            let rarest = words.iter().filter_map(|word| rank_of[word_of[*word as usize] as usize]).max();
            told += u64::from(rarest.is_some());
            codes.push(rarest.unwrap_or(NO_CODE));
        }
        if (told as usize) * TOO_FEW < self.ends.len() {
            return None;
        }
        let values = topics.iter().map(|topic| to_text(self.words.get(*topic)).into()).collect();
        Some(Derived { topics: Coded { codes, values }, told })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(subjects: &[(&str, usize)]) -> SubjectReader {
        let mut reader = SubjectReader::new();
        for (subject, times) in subjects {
            (0..*times).for_each(|_| reader.push(subject.as_bytes()));
        }
        reader
    }

    fn told(derived: &Derived) -> Vec<(&str, usize)> {
        let rows = |code: usize| {
            (0..derived.topics.codes.len())
                .filter(|row| derived.topics.codes.get(*row) == code as u32)
                .count()
        };
        derived.topics.values.iter().enumerate().map(|(code, value)| (&**value, rows(code))).collect()
    }

    const SUBJECTS: &[(&str, usize)] = &[
        ("Where is my order #10023?", 60),
        ("RE: Refund for order 77-A", 30),
        ("refunds please", 5),
        ("Rückerstattung für l’adresse", 25),
        ("Hello, can you help?", 20),
        ("odd", 3),
        ("", 2),
    ];

    #[test]
    fn each_ticket_gets_the_rarest_of_the_frequent_words() {
        let derived = read(SUBJECTS).finish().expect("topics");
        // 90 orders, of which 30 are about refunds; "adresse" comes before "rückerstattung", which is as frequent and later.
        let expected = vec![("order", 60), ("refund", 35), ("adresse", 0), ("rückerstattung", 25)];
        assert_eq!(told(&derived), expected);
        assert_eq!(derived.told, 120);
    }

    #[test]
    fn parts_and_another_order_give_the_same() {
        let whole = read(SUBJECTS);
        let mut back: Vec<_> = SUBJECTS.to_vec();
        back.reverse();
        let (first, second) = SUBJECTS.split_at(3);
        let mut joined = read(first);
        let mut out = Pack::default();
        read(second).pack(&mut out);
        joined.append(&mut Packed(&out.0));
        assert_eq!(joined.rows(), whole.rows());
        let expected = whole.finish().expect("topics");
        let joined = joined.finish().expect("topics");
        assert_eq!(told(&joined), told(&expected));
        let rows = |derived: &Derived| -> Vec<u32> {
            (0..derived.topics.codes.len()).map(|row| derived.topics.codes.get(row)).collect()
        };
        assert_eq!(rows(&joined), rows(&expected));
        assert_eq!(told(&read(&back).finish().expect("topics")), told(&expected));
    }

    #[test]
    fn subjects_with_little_in_common_tell_nothing() {
        assert!(read(&[("order", 19), ("refund", 19)]).finish().is_none(), "too few of any");
        assert!(read(&[("order", 40)]).finish().is_none(), "one word parts nothing");
        assert!(read(&[("order", 25), ("refund", 25), ("", 300)]).finish().is_none(), "most have none");
        assert!(read(&[("What about it", 500), ("Please help", 500)]).finish().is_none());
    }
}
