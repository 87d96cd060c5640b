//! Chatwoot: resolutions by the bot, dated by the event.

use super::clauses::{AI, DONE, NOT_HANDED_OVER};
use super::declare::{Dating, Definition, PLAIN, Way};

pub(super) static RESOLUTION: Definition = Definition {
    id: "chatwoot_resolution",
    billed_for: "chatwoot",
    vendor: "Chatwoot",
    label: "Bot resolution rate",
    meaning: "Conversations that the bot resolved in the period, over all conversations created in it.",
    formula: "conversations resolved by the bot in the period / all conversations created in the period",
    source: "Chatwoot, source code, app/builders/v2/reports/bot_metrics_builder.rb, https://github.com/chatwoot/chatwoot (commit \
             02dc8aa6): distinct conversations with a resolution by the bot in the range over conversations created in the range.",
    caveats: &[
        "Numerator and denominator are different tickets: the rate can exceed 100%, and no interval of a share applies where a \
         period is chosen.",
        "All conversations are in the denominator, whether the bot took part or not; the product cuts the decimals off.",
    ],
    dating: Dating::Resolution,
    ways: &[Way {
        with: &[],
        own_words: "",
        of: &[],
        counts: &[AI, DONE, NOT_HANDED_OVER],
        approximated: &[],
    }],
    ..PLAIN
};
