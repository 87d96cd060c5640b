//! Counting: the tickets of a filter by case, and what each definition makes of them.

use super::declare::{Dating, Definition};
use super::rule::Condition;
use super::{Reached, Rule, Verdicts, cases_of, own, rule, verdicts, way};
use crate::derive::cases::{Asks, Cases};
use crate::metrics::clauses::WILSON;
use crate::metrics::count::{clustered_difference, clustered_share, within};
use crate::metrics::evaluate::Basis;
use crate::query::customers::{self, Pair, Part, pairs_by_group, pairs_by_part};
use crate::query::{Context, Selection};
use crate::stats::clusters::Clusters;
use kernels::{Codes, count};
use model::catalog::MetricInfo;
use model::definition::{Change, DefinitionRow, Listed, OWN, Support, Tells, Verdict};
use model::filter::Filter;
use model::measure::{Estimate, Figure, Measured, Step};
use model::units::{Unit, counted};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The tickets of one filter by case.
pub(crate) struct Bench<'a> {
    /// Filter, period and steps.
    pub(crate) basis: &'a Basis<'a>,
    /// By the cases that all published definitions decide on.
    pub(crate) usual: Rc<Counts>,
    /// By cases that are told apart further.
    further: RefCell<Vec<Rc<Counts>>>,
    /// What the usual cases are asked for.
    asks: Asks,
}

/// Tickets by case.
pub(crate) struct Counts {
    /// The cases.
    pub(crate) cases: Rc<Cases>,
    /// Tickets of each case under the filter, those that are left out of the eligible set included.
    pub(crate) now: Vec<u64>,
    before: Option<Vec<u64>>,
    /// Pairs of tickets of one customer by groups of cases, under the filter and in the period before; of the cases that published
    /// definitions decide on.
    pairs: [OnceCell<Vec<Pair>>; 2],
}

impl Counts {
    /// Counts in one pass for each period.
    fn new(basis: &Basis<'_>, cases: Rc<Cases>) -> Rc<Counts> {
        let count = |filter: &Filter| by_case(basis.context, filter, &cases);
        let now = count(basis.filter);
        let before = basis.period.previous.map(|(from, to)| count(&within(basis.filter, from, to)));
        Rc::new(Counts { now, before, pairs: Default::default(), cases })
    }
}

const DAY_SECS: i64 = 86_400;
const YES: &[Verdict] = &[Verdict::Yes];
const ASKED: &[Verdict] = &[Verdict::Yes, Verdict::No];

impl<'a> Bench<'a> {
    /// Counts in one pass.
    pub(crate) fn new(basis: &'a Basis<'a>) -> Bench<'a> {
        Bench::of(basis, super::cases(basis.context), Asks::Definitions)
    }

    /// The same by the cases that measures of what followed decide on.
    pub(crate) fn followed(basis: &'a Basis<'a>) -> Bench<'a> {
        Bench::of(basis, super::followed(basis.context), Asks::Followed)
    }

    fn of(basis: &'a Basis<'a>, cases: Rc<Cases>, asks: Asks) -> Bench<'a> {
        Bench { basis, usual: Counts::new(basis, cases), further: RefCell::default(), asks }
    }

    /// The sums over customers of what a rule says, under the filter or in the period before.
    fn clusters(
        &self,
        counts: &Counts,
        (name, verdicts): (&str, &Verdicts),
        k_n: (u64, u64),
        is_previous: bool,
    ) -> Clusters {
        let context = self.context();
        let select = || {
            let selection = Selection::new(context, &self.basis.filter_of(is_previous));
            let counted = selection.counted_with(context.derived, true);
            (selection, counted)
        };
        let alike = Rc::ptr_eq(&self.usual.cases, &counts.cases).then(|| super::alike(context, self.asks));
        if let Some((alike, parts)) = alike.as_ref().and_then(|alike| Some((alike, verdicts.parts(alike)?))) {
            let pairs = counts.pairs[usize::from(is_previous)].get_or_init(|| {
                let (selection, counted) = select();
                pairs_by_group(context, &selection, (&counts.cases, self.asks), alike, &counted)
            });
            return customers::clusters(k_n, pairs, parts);
        }
        // Told apart as nothing else is: for itself.
        let (selection, counted) = select();
        let pairs = pairs_by_part(context, &selection, (name, verdicts), &counted);
        customers::clusters(k_n, &pairs, &Part::CODES)
    }

    /// Tickets by the cases that a rule or its verdicts decide on.
    fn counts(&self, cases: &Rc<Cases>) -> Rc<Counts> {
        if Rc::ptr_eq(&self.usual.cases, cases) {
            return self.usual.clone();
        }
        let mut further = self.further.borrow_mut();
        if let Some(known) = further.iter().find(|known| Rc::ptr_eq(&known.cases, cases)) {
            return known.clone();
        }
        further.push(Counts::new(self.basis, cases.clone()));
        further[further.len() - 1].clone()
    }

    fn context(&self) -> Context<'a> {
        self.basis.context
    }

    /// What a definition says of each case; nothing for one that the file cannot tell.
    pub(crate) fn verdicts(&self, id: &str) -> Option<Rc<Verdicts>> {
        verdicts(self.context(), id)
    }

    /// Tickets of which a definition says one of these, and the filter that shows them.
    pub(crate) fn listed(&self, id: &str, wanted: &[Verdict]) -> Listed {
        let count = self.verdicts(id).map_or(0, |found| found.sum(&self.counts(&found.cases).now, wanted));
        let filter = (count > 0).then(|| self.basis.filter.clone().judged(id, wanted)).flatten();
        Listed { count, filter }
    }

    /// Tickets of which two definitions say so.
    pub(crate) fn listed_by_both(&self, first: (&str, &[Verdict]), second: (&str, &[Verdict])) -> Listed {
        let (Some(one), Some(other)) = (self.verdicts(first.0), self.verdicts(second.0)) else {
            return Listed { count: 0, filter: None };
        };
        let with_left_out = one.with_left_out || other.with_left_out;
        let is_meant = |a: usize, b: usize| {
            first.1.contains(&one.of_case[a])
                && second.1.contains(&other.of_case[b])
                && (with_left_out || one.cases.all[a].left_out.is_none())
        };
        let count = if Rc::ptr_eq(&one.cases, &other.cases) {
            let counts = self.counts(&one.cases);
            (0..counts.now.len()).filter(|case| is_meant(*case, *case)).map(|case| counts.now[case]).sum()
        } else {
            // Told apart by different conditions: ticket by ticket.
            let selection = Selection::new(self.context(), self.basis.filter);
            let counted = selection.counted_with(self.context().derived, true);
            let class = &self.context().derived.class;
            let rows = kernels::mask::matching(selection.rows(), class, &counted);
            let case = |cases: &Cases, row: u32| cases.of_row[row as usize] as usize;
            let is_there = |row: &&u32| is_meant(case(&one.cases, **row), case(&other.cases, **row));
            rows.iter().filter(is_there).count() as u64
        };
        let narrowed = || self.basis.filter.clone().judged(first.0, first.1)?.judged(second.0, second.1);
        Listed { count, filter: if count > 0 { narrowed() } else { None } }
    }

    /// A published definition.
    pub(crate) fn row(&self, definition: &Definition) -> DefinitionRow {
        let info = |needs| MetricInfo {
            id: definition.id.to_string(),
            label: definition.label.to_string(),
            meaning: definition.meaning.to_string(),
            unit: Unit::Share,
            higher_is_better: matches!(definition.tells, Tells::Resolved | Tells::Held).then_some(true),
            formula: definition.formula.to_string(),
            interval: WILSON.to_string(),
            source: definition.source.to_string(),
            caveats: definition.caveats.iter().map(|caveat| (*caveat).to_string()).collect(),
            needs,
            needs_one_of: Vec::new(),
            is_quantile: false,
        };
        let row = |figure, support, needs| DefinitionRow {
            info: info(needs),
            vendor: definition.vendor.to_string(),
            tells: definition.tells,
            figure,
            support,
            changes: definition
                .changes
                .iter()
                .map(|changed| Change { day: changed.day, what: changed.what.to_string() })
                .collect(),
        };
        let mut figure = self.blank(definition.id);
        let Some((way, is_own_word)) = way(self.context(), definition) else {
            figure.now = not(definition.untold.to_string());
            return row(figure, Support::Impossible, Vec::new());
        };
        let gaps = Definition::gaps(way, self.basis.have);
        if let Some(need) = gaps.fatal.first() {
            let mut needs = Vec::new();
            // The first field of a group tells best.
            for field in gaps.fatal.iter().map(|need| need.fields()[0]) {
                if !needs.contains(&field) {
                    needs.push(field);
                }
            }
            figure.now = Measured::NotApplicable { why: need.why(), needs: needs.clone() };
            return row(figure, Support::Impossible, needs);
        }
        let mut approximated: Vec<String> = way.approximated.iter().map(|told| (*told).to_string()).collect();
        approximated.extend(gaps.told_otherwise.iter().map(|told| (*told).to_string()));
        let mut rule = way.rule();
        if !is_own_word {
            rule.say_whose();
            let vendor = definition.vendor;
            approximated.push(format!(
                "With this file's own field, not {vendor}'s judgement: its words are taken for the vendor's."
            ));
        }
        self.fill(&mut figure, &rule);
        if definition.dating == Dating::Resolution {
            self.date_by_resolution(&mut figure);
        }
        let support =
            if approximated.is_empty() { Support::Full } else { Support::Approximated(approximated) };
        row(figure, support, Vec::new())
    }

    /// One's own definition.
    pub(crate) fn own_row(&self, text: &str) -> DefinitionRow {
        let own = own::read(text);
        let id = format!("{OWN}{own}");
        let mut figure = self.blank(&id);
        let rule = own::rule(&own);
        let mut gaps = super::declare::Gaps::default();
        for condition in rule.of.iter().chain(&rule.counts) {
            condition.test.look(self.basis.have, true, &mut gaps);
        }
        let untold = rule.valued.iter().find_map(|valued| valued.missing(self.context()));
        let support = match (untold, gaps.fatal.first()) {
            (Some((why, needs)), _) => {
                figure.now = Measured::NotApplicable { why, needs };
                Support::Impossible
            }
            (None, Some(need)) => {
                figure.now = Measured::NotApplicable { why: need.why(), needs: need.fields()[..1].to_vec() };
                Support::Impossible
            }
            (None, None) => {
                self.fill(&mut figure, &rule);
                match gaps.told_otherwise.as_slice() {
                    [] => Support::Full,
                    told => Support::Approximated(told.iter().map(|told| (*told).to_string()).collect()),
                }
            }
        };
        DefinitionRow {
            info: MetricInfo {
                id: id.clone(),
                label: "As ticked below".to_string(),
                meaning: "Put together below from conditions on tickets; the address holds it.".to_string(),
                unit: Unit::Share,
                higher_is_better: None,
                formula: own::formula(&own),
                interval: WILSON.to_string(),
                source: "You.".to_string(),
                caveats: Vec::new(),
                needs: Vec::new(),
                needs_one_of: Vec::new(),
                is_quantile: false,
            },
            vendor: "Your own".to_string(),
            tells: Tells::Resolved,
            figure,
            support,
            changes: Vec::new(),
        }
    }

    fn blank(&self, id: &str) -> Figure {
        Figure {
            metric: id.to_string(),
            variant: String::new(),
            variant_label: String::new(),
            unit: Unit::Share,
            now: not(String::new()),
            before: None,
            change: None,
            alike: None,
            steps: self.basis.first_steps(),
            numerator: None,
            denominator: None,
            trend: Vec::new(),
        }
    }

    /// Value, steps and tickets of a rule under the figure's id.
    pub(crate) fn fill(&self, figure: &mut Figure, rule: &Rule) {
        let cases = cases_of(self.context(), rule);
        let counts = self.counts(&cases);
        let name = match figure.variant.as_str() {
            "" => figure.metric.clone(),
            variant => format!("{} {variant}", figure.metric),
        };
        let judged = &self.context().derived.remembered.judged;
        let Some(verdicts) = judged.verdicts(&name, || Some(rule.judge(&cases))) else { return };
        let reached = verdicts.reached(&counts.now);
        let window = self.basis.window();
        let words = |text: &str| text.replace("{days}", &window);
        let conditions: Vec<&Condition> = rule.of.iter().chain(&rule.counts).collect();
        for (condition, n) in conditions.iter().zip(&reached.left) {
            figure.steps.push(Step { label: words(&condition.label), n: *n });
        }
        let k = reached.k;
        let now = self.clusters(&counts, (&name, &verdicts), (k, reached.n), false);
        let Some((estimate, alike)) = clustered_share(&now) else {
            let mut before = self.basis.tickets();
            let mut why = "No ticket passes the filter.".to_string();
            for (condition, left) in rule.of.iter().zip(&reached.left) {
                if before > 0 && *left == 0 {
                    why = format!("None of {} {}.", counted(before, "ticket"), words(&condition.none));
                    break;
                }
                before = *left;
            }
            figure.now = not(why);
            return;
        };
        (figure.now, figure.alike) = (Measured::Value(estimate), alike);
        let id = figure.metric.clone();
        figure.denominator = self.basis.filter.clone().judged(&id, ASKED);
        figure.numerator = if k > 0 { self.basis.filter.clone().judged(&id, YES) } else { None };
        if let Some(before) = &counts.before {
            let Reached { k, n, .. } = verdicts.reached(before);
            let past = self.clusters(&counts, (&name, &verdicts), (k, n), true);
            figure.before = Some(match clustered_share(&past) {
                Some((estimate, _)) => Measured::Value(estimate),
                None => not("No such ticket in the previous period.".to_string()),
            });
            figure.change = clustered_difference(&now, &past);
        }
    }

    /// The numerator dated by when tickets were resolved, where the filter has a period: other tickets than the denominator's.
    fn date_by_resolution(&self, figure: &mut Figure) {
        let (Some(n), Some(verdicts), true) = (
            figure.now.estimate().map(|estimate| estimate.n),
            self.verdicts(&figure.metric),
            self.basis.filter.from.is_some() || self.basis.filter.to.is_some(),
        ) else {
            return;
        };
        let context = self.context();
        // Not the period as cut to the days on which tickets were created: the last may be solved after it.
        let first = self.basis.filter.from.map_or(i32::MIN, |day| day.0);
        let end = self.basis.filter.to.map_or(i32::MAX, |day| day.0);
        let derived = context.derived;
        let anytime = Filter { from: None, to: None, ..self.basis.filter.clone() };
        let (opens, closes) = (i64::from(first) * DAY_SECS, i64::from(end) * DAY_SECS);
        let utc = |secs: i64| secs.clamp(0, i64::from(u32::MAX - 1)) as u32;
        let mut allowed: Vec<u8> =
            verdicts.of_case.iter().map(|verdict| u8::from(*verdict == Verdict::Yes)).collect();
        allowed.push(0);
        let selection = Selection::new(context, &anytime);
        // No zone is a day away from UTC: only near the ends of the period is a calendar needed.
        let (sure, near) = kernels::count::in_span(
            selection.rows(),
            (&verdicts.cases.of_row, &allowed),
            (&derived.class, &selection.counted(derived)),
            &derived.resolved_utc,
            (utc(opens + DAY_SECS), utc(closes - DAY_SECS)),
            (utc(opens - DAY_SECS), utc(closes + DAY_SECS)),
        );
        let is_in = |row: &&u32| {
            (opens..closes).contains(&i64::from(derived.clock_secs(derived.resolved_utc[**row as usize])))
        };
        let k = sure + near.iter().filter(is_in).count() as u64;
        figure.now = Measured::Value(Estimate { value: k as f64 / n as f64, interval: None, n, k: Some(k) });
        figure.steps.push(Step { label: "Resolved so in the period, whenever created".to_string(), n: k });
        (figure.before, figure.change, figure.alike, figure.numerator) = (None, None, None, None);
    }
}

fn not(why: String) -> Measured {
    Measured::NotApplicable { why, needs: Vec::new() }
}

/// Tickets of each case under a filter.
fn by_case(context: Context<'_>, filter: &Filter, cases: &Cases) -> Vec<u64> {
    let selection = Selection::new(context, filter);
    let counted = selection.counted_with(context.derived, true);
    let mut counts = vec![0_u32; cases.all.len() + 1];
    count::by_code(
        selection.rows(),
        Codes::U32(&cases.of_row),
        &context.derived.class,
        &counted,
        &mut counts,
    );
    counts.pop();
    counts.into_iter().map(u64::from).collect()
}

/// Whether a definition is known and the file can tell it.
pub(crate) fn is_told(context: Context<'_>, id: &str) -> bool {
    rule(context, id).is_some()
}
