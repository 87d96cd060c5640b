//! What the Definitions screen says of a few tickets, of many, and of a file that tells nothing.

use super::definitions;
use crate::query::Context;
use crate::sample;
use crate::text_tickets::{Table, times};
use model::chart::ChartBody;
use model::definition::{LabAsk, Support};
use model::filter::Filter;
use model::settings::Settings;

#[test]
fn few_tickets_carry_no_claim() {
    let table = Table::new("created solved ai replies\n1 1+1 yes 0\n1 2 yes 1\n", 60);
    let view = definitions(table.context(), &Filter::default(), &LabAsk::default());
    assert_eq!(view.headline, "There are too few tickets to set definitions apart");
    assert_eq!(view.charts[0].title, "Too few tickets to set definitions apart");
    let poor = Table::new("created\n1\n", 60);
    let view = definitions(poor.context(), &Filter::default(), &LabAsk::default());
    assert!(view.headline.contains("cannot be held"), "{}", view.headline);
    assert!(matches!(view.charts[0].body, ChartBody::Empty { .. }));
    let lab = view.lab.expect("the lab");
    assert!(lab.comparison.is_none());
    let published = lab.rows.iter().filter(|row| row.vendor != "Your own");
    assert!(published.into_iter().all(|row| row.support == Support::Impossible));
}

#[test]
fn two_definitions_are_told_apart_in_words() {
    // Thirty closed by the AI, ten of them reopened, five still young, and ten that a person answered.
    let lines = times(15, "1 1+1 solved yes 0 0")
        + &times(10, "1 1+1 solved yes 0 1")
        + &times(5, "58 59 solved yes 0 0")
        + &times(10, "1 2 solved yes 1 0");
    let table = Table::new(&format!("created solved status ai replies reopens\n{lines}"), 60);
    let compare = |first: &str, second: &str| {
        let asked = LabAsk { first: first.to_string(), second: second.to_string(), ..LabAsk::default() };
        let view = definitions(table.context(), &Filter::default(), &asked);
        view.lab.and_then(|lab| lab.comparison).expect("a comparison")
    };
    let found = compare("servicenow_coverage", "servicenow_durable");
    let counts = [found.both.count, found.only_first.count, found.only_second.count, found.neither.count];
    assert_eq!(counts, [20, 10, 0, 10]);
    assert_eq!(
        found.sentence,
        "They disagree on 10 tickets: ServiceNow: coverage counts all that ServiceNow: durable auto-resolution counts, and more"
    );
    assert_eq!(found.caveat, "");
    let found = compare("servicenow_durable", "assay_durable");
    assert_eq!([found.both.count, found.only_first.count], [15, 5]);
    assert!(found.caveat.contains("does not ask about 5"), "{}", found.caveat);
    let found = compare("servicenow_durable", "fin_resolution");
    assert!(found.sentence.ends_with("count the same tickets: 20"), "{}", found.sentence);
    // What is not known, or cannot be told, gives way to what is.
    let found = compare("no_such_definition", "fin_confirmed");
    assert_eq!((found.first.as_str(), found.second.as_str()), ("fin_outcome", "assay_durable"));
}

#[test]
fn only_shares_of_the_ais_tickets_are_compared() {
    // Of forty e-mails the AI was asked in thirty, and kept twenty.
    let lines = times(20, "1 1+1 solved yes 0 0 email") + &times(10, "1 2 solved yes 1 0 email");
    let people = times(10, "1 2 solved no 1 0 email");
    let header = "created solved status ai replies reopens channel\n";
    let table = Table::new(&format!("{header}{lines}{people}"), 60);
    let of = |query: &str| {
        let (filter, _) = Filter::from_query(query).unwrap();
        definitions(table.context(), &filter, &LabAsk::default())
    };
    let view = of("");
    assert_eq!(view.headline, "Whoever defines it, 67% of the AI's tickets are resolved");
    let received =
        view.lab.expect("the lab").rows.into_iter().find(|row| row.info.id == "forethought_received");
    assert_eq!(received.and_then(|row| row.figure.now.estimate().copied()).map(|found| found.n), Some(40));
    let view = of("handled_by=human_only");
    assert!(view.headline.starts_with("There is nothing to compare: no definition"), "{}", view.headline);
    assert_eq!(view.charts[0].title, "There is nothing to compare");
}

#[test]
fn the_vendors_own_changes_are_drawn_in_its_own_file() {
    let mut dataset = sample::generate(6_000, 4);
    let rules = |dataset: &crate::dataset::Dataset| -> Vec<String> {
        let derived = crate::derive::derive(dataset, &Settings::default()).unwrap();
        let view =
            definitions(Context { dataset, derived: &derived }, &Filter::default(), &LabAsk::default());
        let chart = view.charts.into_iter().find(|chart| chart.id == "vendor_over_time").expect("a series");
        let ChartBody::Time(time) = chart.body else { panic!("no time chart") };
        assert_eq!(time.starts.len(), time.series[0].points.len());
        time.rules.into_iter().map(|rule| rule.label).collect()
    };
    assert_eq!(rules(&dataset), ["Intercom", "Zendesk", "Salesforce"]);
    dataset.format = "zendesk_csv";
    assert_eq!(rules(&dataset), ["Zendesk"]);
}
