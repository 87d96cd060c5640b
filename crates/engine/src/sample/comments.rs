//! What customers of the sample write beside their rating. Invented, like all of it; some leave an address or a number, as people do.

use crate::dataset::{LONG_COMMENT, NO_BYTE, SHORT_COMMENT};
use crate::random::{Random, mix};

/// How many of a hundred say something, by rating from the lowest: who is angry writes.
const TELLING: [u32; 5] = [70, 55, 35, 20, 25];

/// Comments by rating, from the lowest.
const COMMENTS: [&[&str]; 5] = [
    &[
        "Three answers, and none of them read what I had written.",
        "The bot kept sending me the same link. I wanted a person.",
        "Still no parcel. Call me on +47 555 01 342 if anybody works there.",
        "Useless.",
        "I was told it was solved. It is not.",
    ],
    &[
        "It took far too long until a person looked at it.",
        "Too slow.",
        "Half of my question was answered, the other half was not.",
        "I had to explain everything twice after I was handed over.",
        "Please write to me at kari.nordmann@example.com, the chat closed on me.",
    ],
    &[
        "Friendly, but I had to ask twice.",
        "OK in the end.",
        "The answer was right, finding the form was not easy.",
        "Average.",
    ],
    &[
        "Quick answer, thanks.",
        "Good help, although the first reply was automatic.",
        "Solved after one more mail.",
        "Helpful, the label came at once.",
    ],
    &[
        "Perfect, thank you!",
        "Great service, and the new tent is wonderful.",
        "Fast and friendly.",
        "Answered within a minute on a Sunday. I did not expect that.",
        "Best shop.",
    ],
];

/// The comment of a ticket with a rating of that level, if its customer wrote one.
pub(super) fn text(level: u8, created: u32, row: usize) -> Option<&'static str> {
    let level = usize::from(level);
    let comments = COMMENTS.get(level)?;
    let mut random = Random::new(mix(u64::from(created) ^ 0x00c0_33e7), row as u64);
    let tells = random.below(100) < TELLING[level];
    tells.then(|| *random.pick(comments))
}

/// How long it is, as a column keeps it.
pub(super) fn length(level: u8, created: u32, row: usize) -> u8 {
    match text(level, created, row) {
        None => NO_BYTE,
        Some(text) if text.len() <= 40 => SHORT_COMMENT,
        Some(_) => LONG_COMMENT,
    }
}
