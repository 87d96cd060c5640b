//! Conditions with a value, on tickets that fit on one screen, and against the slow way on the sample.

use super::bench::Bench;
use super::values::{Valued, kinds};
use super::{own, prepare};
use crate::dataset::Tags;
use crate::metrics::evaluate::Basis;
use crate::query::{Context, matching_rows};
use crate::random::Random;
use crate::sample;
use crate::text_tickets::Table;
use model::definition::{BrickValues, OWN, Support, Verdict, escape};
use model::field::Field;
use model::filter::Filter;
use model::measure::Measured;
use model::settings::Settings;

const TICKETS: &str = "
    created solved  status ai  replies reopens rating requester topic     channel
    0       0+3     solved yes 0       0       good   ann       Refunds   chat
    0       0+4     solved no  1       0       bad    bob       Refunds   email
    0       0+5     solved no  3       1       -      cid       Login     chat
    0       -       open   no  0       0       -      dan       Login     email
";

/// Numerator and denominator of a definition of one's own.
fn k_n(context: Context<'_>, own: &str) -> (u64, u64) {
    let filter = Filter::default();
    let basis = Basis::new(context, &filter);
    let bench = Bench::new(&basis);
    let row = bench.own_row(own);
    let estimate = row.figure.now.estimate().unwrap_or_else(|| panic!("{own}: {:?}", row.figure.now));
    // The very tickets are listed.
    for (filter, n) in [(&row.figure.denominator, estimate.n), (&row.figure.numerator, estimate.k.unwrap())] {
        let Some(filter) = filter else {
            assert_eq!(n, 0, "{own}");
            continue;
        };
        let (read, _) = Filter::from_query(&filter.to_query()).unwrap();
        prepare(context, &read);
        assert_eq!(matching_rows(context, &read).len() as u64, n, "{own}");
    }
    (estimate.k.unwrap(), estimate.n)
}

#[test]
fn conditions_with_a_value_count_by_hand() {
    let mut table = Table::new(TICKETS, 30);
    table.dataset.columns.tags = Some(Tags {
        codes: vec![0, 0, 1],
        ends: vec![1, 3, 3, 3],
        values: ["vip".into(), "v1.2 ~ beta".into()].to_vec(),
    });
    let context = Context { dataset: &table.dataset, derived: &table.derived };
    for (own, expected) in [
        ("~channel:chat", (2, 4)),
        ("~not_channel:chat", (2, 4)),
        ("channel:chat,email~topic:Refunds", (2, 4)),
        ("topic:Login~done", (1, 2)),
        // Three hours, four and five; the open one took neither at most nor more than anything.
        ("~solved_within:4h", (2, 4)),
        ("~solved_over:240m", (1, 4)),
        ("~not_done:yes", (1, 4)),
        ("done~replies_most:1", (2, 3)),
        ("~replies_least:1", (2, 4)),
        ("done~reopens_most:0.replies_most:1", (2, 3)),
        ("~tag:vip", (2, 4)),
        ("~not_tag:vip", (2, 4)),
        ("~status:open", (1, 4)),
        ("~handled_by:ai_only", (1, 4)),
        ("rating:good,bad~rating:good", (1, 2)),
    ] {
        assert_eq!(k_n(context, own), expected, "{own}");
    }
    let beta = format!("~tag:{}", escape("v1.2 ~ beta"));
    assert_eq!(k_n(context, &beta), (1, 4), "what stands between codes is escaped");
}

#[test]
fn words_of_conditions() {
    for (code, label) in [
        ("channel:chat,email", "Channel is Chat or Email"),
        ("not_topic:Refunds%2C%20partial", "Topic is not Refunds, partial"),
        ("solved_within:4h", "Solved within 4 hours"),
        ("solved_within:1d", "Solved within 1 day"),
        ("solved_within:1440m", "Solved within 1 day"),
        ("first_reply_over:90m", "First reply after more than 90 minutes"),
        ("replies_most:0", "No reply of a person"),
        ("replies_most:1", "At most 1 reply of a person"),
        ("reopens_least:2", "At least 2 reopens"),
        ("rating_least:4%2E5", "Rated 4.5 or better"),
        ("tag:vip", "With the tag vip"),
    ] {
        assert_eq!(Valued::parse(code).map(|valued| valued.label()).as_deref(), Some(label), "{code}");
    }
    for code in [
        "",
        "ai",
        "nothing:1",
        "channel:",
        "solved_within:4",
        "solved_within:h",
        "solved_within:9999999999d",
        "replies_most:-1",
        "replies_most:255",
        "rating_least:x",
    ] {
        assert_eq!(Valued::parse(code), None, "{code}");
    }
}

#[test]
fn what_the_file_does_not_tell_is_said() {
    let table = Table::new("created solved ai status\n0 0+1 yes solved\n0 - no open\n", 30);
    let context = Context { dataset: &table.dataset, derived: &table.derived };
    let filter = Filter::default();
    let basis = Basis::new(context, &filter);
    let bench = Bench::new(&basis);
    for (own, field) in [
        ("~topic:Refunds", Field::Topic),
        ("~tag:vip", Field::Tags),
        ("~replies_most:1", Field::HumanReplies),
        ("~rating_least:4", Field::Rating),
        ("first_person_within:1h~", Field::FirstHumanReplyAt),
    ] {
        let row = bench.own_row(own);
        assert_eq!(row.support, Support::Impossible, "{own}");
        let Measured::NotApplicable { why, needs } = row.figure.now else { panic!("{own} is told") };
        assert!(needs == [field] && why.starts_with("This file has no "), "{own}: {why} {needs:?}");
        let bricks = own::bricks(context, &own::read(own));
        assert!(bricks.last().unwrap().unavailable.is_some(), "{own}");
    }
    // Too many are left out; what is not understood, too.
    let many: Vec<String> = (1..30).map(|hours| format!("solved_within:{hours}h")).collect();
    assert_eq!(own::read(&format!("{}~no_such:1", many.join("."))).of.len(), 16);
}

/// Whatever is chosen of what the file offers counts as the slow way does, with the tickets that it lists, and beside any other
/// definition the four parts sum to all.
#[test]
fn whatever_is_put_together_counts_its_tickets() {
    let dataset = sample::generate(1_500, 21);
    let derived = crate::derive::derive(&dataset, &Settings::default()).unwrap();
    let context = Context { dataset: &dataset, derived: &derived };
    let kinds = kinds(context);
    assert!(kinds.len() > 15, "{}", kinds.len());
    let filter = Filter::default();
    let basis = Basis::new(context, &filter);
    let bench = Bench::new(&basis);
    let mut random = Random::new(8, 8);
    let mut counted = 0;
    for _ in 0..60 {
        let mut code = || {
            let kind = random.pick(&kinds);
            let prefix = &random.pick(&kind.ways).prefix;
            match &kind.values {
                BrickValues::Words(words) => format!("{prefix}{}", random.pick(words).code),
                BrickValues::Time => format!("{prefix}{}h", 1 + random.below(48)),
                BrickValues::Count => format!("{prefix}{}", random.below(6)),
            }
        };
        let own = format!("{}~{}.{}", code(), code(), code());
        let rows = |codes: &str| -> Vec<Vec<u8>> {
            codes.split('.').map(|code| Valued::parse(code).unwrap().rows(context).unwrap()).collect()
        };
        let (of, counts) = own.split_once('~').unwrap();
        let (of, counts) = (rows(of), rows(counts));
        let is_eligible = |row: usize| derived.classes[usize::from(derived.class[row])].is_eligible;
        let holds = |conditions: &[Vec<u8>], row: usize| conditions.iter().all(|holds| holds[row] == 1);
        let n = (0..1_500).filter(|row| is_eligible(*row) && holds(&of, *row)).count() as u64;
        let k = (0..1_500).filter(|row| is_eligible(*row) && holds(&of, *row) && holds(&counts, *row)).count()
            as u64;
        if n > 0 {
            assert_eq!(k_n(context, &own), (k, n), "{own}");
            counted += 1;
        }
        let id = format!("{OWN}{own}");
        let (yes, not): (&[Verdict], &[Verdict]) = (&[Verdict::Yes], &Verdict::NOT_YES);
        let parts = [(yes, yes), (yes, not), (not, yes), (not, not)].map(|(first, second)| {
            let listed = bench.listed_by_both((&id, first), ("fin_resolution", second));
            if let Some(filter) = &listed.filter {
                prepare(context, filter);
                assert_eq!(matching_rows(context, filter).len() as u64, listed.count, "{own}");
            }
            listed.count
        });
        assert_eq!(parts.iter().sum::<u64>(), derived.eligible, "{own}");
        assert_eq!(parts[0] + parts[1], k, "{own}");
    }
    assert!(counted > 40, "{counted}");
}
