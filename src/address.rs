//! The address: which screen is shown, of which tickets, under which settings. Never data.
//!
//! `#/<screen>?<filter>&<settings>`, where the filter is [`Filter::to_query`]. What stands at its default is left out, so
//! that equal states have equal addresses.

use crate::screens::{self, ScreenInfo};
use model::definition::LabAsk;
use model::filter::{Filter, percent_encode};
use model::mapping::Mapping;
use model::message::Ask;
use model::schedule::{Schedule, Target, Targets};
use model::settings::{DateOrder, ReturnScope, Settings};
use model::view::TicketSort;

/// The shortest and the longest window for a return, in days.
pub(crate) const RETURN_DAYS: std::ops::RangeInclusive<u32> = 1..=30;

/// What an address says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Route {
    pub(crate) screen: &'static ScreenInfo,
    pub(crate) filter: Filter,
    pub(crate) return_days: u32,
    pub(crate) return_scope: ReturnScope,
    pub(crate) time_zone: Option<String>,
    pub(crate) date_order: Option<DateOrder>,
    pub(crate) schedule: Option<Schedule>,
    pub(crate) targets: Targets,
    /// Row of the ticket that is open.
    pub(crate) ticket: Option<u32>,
    pub(crate) sort: TicketSort,
    pub(crate) is_descending: bool,
    /// Whether the sample is meant to be loaded where nothing is.
    pub(crate) wants_sample: bool,
    /// What is asked on the Definitions screen.
    pub(crate) lab: LabAsk,
}

impl Default for Route {
    fn default() -> Route {
        let settings = Settings::default();
        Route {
            screen: &screens::start::SCREEN,
            filter: Filter::default(),
            return_days: settings.return_days,
            return_scope: settings.return_scope,
            time_zone: None,
            date_order: None,
            schedule: None,
            targets: Targets::default(),
            ticket: None,
            sort: TicketSort::default(),
            is_descending: true,
            wants_sample: false,
            lab: LabAsk::default(),
        }
    }
}

/// The sort orders by their name in an address.
const SORTS: [(&str, TicketSort); 5] = [
    ("created", TicketSort::Created),
    ("resolution_time", TicketSort::ResolutionTime),
    ("first_reply_time", TicketSort::FirstReplyTime),
    ("rating", TicketSort::Rating),
    ("outcome", TicketSort::Outcome),
];

impl Route {
    /// Reads an address (`location.hash`). What cannot be read is left at its default and named in the list of remarks.
    pub(crate) fn parse(hash: &str) -> (Route, Vec<String>) {
        let mut route = Route::default();
        let mut remarks = Vec::new();
        let address = hash.trim_start_matches('#').trim_start_matches('/');
        let (screen, query) = address.split_once('?').unwrap_or((address, ""));
        match screens::by_id(screen) {
            Some(screen) => route.screen = screen,
            None if screen.is_empty() => {}
            None => remarks.push(format!("There is no screen “{screen}”.")),
        }
        let mut rest = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            // Pair by pair, so that one that cannot be read does not lose the others.
            match Filter::from_query(pair) {
                Ok((filter, others)) => {
                    route.filter.extend(filter);
                    rest.extend(others);
                }
                Err(remark) => remarks.push(remark),
            }
        }
        for (key, value) in rest {
            if !route.take(&key, &value) {
                remarks.push(format!("{key}={value}: not understood"));
            }
        }
        (route, remarks)
    }

    fn take(&mut self, key: &str, value: &str) -> bool {
        match key {
            "n" => match value.parse() {
                Ok(days) if RETURN_DAYS.contains(&days) => self.return_days = days,
                _ => return false,
            },
            "scope" if value == "same_topic" => self.return_scope = ReturnScope::SameTopic,
            "tz" if !value.is_empty() => self.time_zone = Some(value.to_string()),
            "dates" => match DateOrder::from_id(value) {
                Some(order) => self.date_order = Some(order),
                None => return false,
            },
            "hours" => match Schedule::from_text(value) {
                Some(schedule) => self.schedule = Some(schedule),
                None => return false,
            },
            "reply_within" | "solved_within" => match Target::from_text(value) {
                Some(target) if key == "reply_within" => self.targets.reply = target,
                Some(target) => self.targets.resolution = target,
                None => return false,
            },
            "ticket" => match value.parse() {
                Ok(row) => self.ticket = Some(row),
                Err(_) => return false,
            },
            "sort" => {
                let (name, is_descending) =
                    value.strip_prefix('-').map_or((value, false), |name| (name, true));
                let Some((_, sort)) = SORTS.iter().find(|(id, _)| *id == name) else { return false };
                self.sort = *sort;
                self.is_descending = is_descending;
            }
            "sample" => self.wants_sample = value == "1",
            "own" => self.lab.own = value.to_string(),
            "first" => self.lab.first = value.to_string(),
            "second" => self.lab.second = value.to_string(),
            "billed_as" => self.lab.billed_as = value.to_string(),
            "billed" | "price" => match value.parse() {
                Ok(number) if key == "billed" => self.lab.billed = Some(number),
                Ok(number) => self.lab.price_cents = Some(number),
                Err(_) => return false,
            },
            _ => return false,
        }
        true
    }

    /// The address, beginning with `#/`.
    pub(crate) fn to_hash(&self) -> String {
        let default = Route::default();
        let mut pairs = Vec::new();
        let filter = self.filter.to_query();
        if !filter.is_empty() {
            pairs.push(filter);
        }
        if self.return_days != default.return_days {
            pairs.push(format!("n={}", self.return_days));
        }
        if self.return_scope == ReturnScope::SameTopic {
            pairs.push("scope=same_topic".to_string());
        }
        if let Some(zone) = &self.time_zone {
            pairs.push(format!("tz={}", percent_encode(zone)));
        }
        if let Some(order) = self.date_order {
            pairs.push(format!("dates={}", order.id()));
        }
        if let Some(schedule) = &self.schedule {
            pairs.push(["hours=", &percent_encode(&schedule.to_text())].concat());
        }
        for (key, target) in
            [("reply_within=", self.targets.reply), ("solved_within=", self.targets.resolution)]
        {
            if !target.is_empty() {
                pairs.push([key, &percent_encode(&target.to_text())].concat());
            }
        }
        if (self.sort, self.is_descending) != (default.sort, default.is_descending)
            && let Some((name, _)) = SORTS.iter().find(|(_, sort)| *sort == self.sort)
        {
            pairs.push(format!("sort={}{name}", if self.is_descending { "-" } else { "" }));
        }
        if let Some(row) = self.ticket {
            pairs.push(format!("ticket={row}"));
        }
        let texts = [
            ("own", &self.lab.own),
            ("first", &self.lab.first),
            ("second", &self.lab.second),
            ("billed_as", &self.lab.billed_as),
        ];
        for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            pairs.push(format!("{key}={}", percent_encode(text)));
        }
        for (key, number) in [("billed", self.lab.billed), ("price", self.lab.price_cents)] {
            if let Some(number) = number {
                pairs.push(format!("{key}={number}"));
            }
        }
        if self.wants_sample {
            pairs.push("sample=1".to_string());
        }
        let query = pairs.join("&");
        format!("#/{}{}{query}", self.screen.id, if query.is_empty() { "" } else { "?" })
    }

    /// What the screen asks of the engine.
    pub(crate) fn question(&self) -> Option<Ask> {
        match &self.screen.ask {
            Some(Ask::Definitions(_)) => Some(Ask::Definitions(self.lab.clone())),
            ask => ask.clone(),
        }
    }

    /// The same tickets on another screen.
    pub(crate) fn on(&self, screen: &'static ScreenInfo) -> Route {
        Route { screen, ticket: None, ..self.clone() }
    }

    /// The same screen with other tickets.
    pub(crate) fn with_filter(&self, filter: Filter) -> Route {
        Route { filter, ticket: None, ..self.clone() }
    }

    /// An address written by the engine, with this route's settings: the engine names screen and tickets only.
    pub(crate) fn follow(&self, address: &str) -> Route {
        let (target, _) = Route::parse(address);
        Route { screen: target.screen, filter: target.filter, ticket: target.ticket, ..self.clone() }
    }

    /// The overrides that the address holds, with what is said of exports of certain shapes.
    pub(crate) fn settings(&self, mappings: Vec<Mapping>) -> Settings {
        Settings {
            time_zone: self.time_zone.clone(),
            date_order: self.date_order,
            return_days: self.return_days,
            return_scope: self.return_scope,
            as_of: None,
            schedule: self.schedule.clone(),
            targets: self.targets,
            mappings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::definition::Verdict;
    use model::filter::Dimension;
    use model::units::Day;

    #[test]
    fn a_route_survives_the_address() {
        let route = Route {
            screen: screens::by_id("tickets").unwrap(),
            filter: Filter { from: Day::parse("2026-01-01"), ..Filter::default() }
                .with(Dimension::Topic, &["Refund, partial", "A&B=C"])
                .with(Dimension::Channel, &["chat"])
                .judged("fin_outcome", &[Verdict::Yes])
                .and_then(|filter| filter.judged("own~ai~done", &Verdict::NOT_YES))
                .unwrap(),
            return_days: 14,
            return_scope: ReturnScope::SameTopic,
            time_zone: Some("Europe/Berlin".to_string()),
            date_order: Some(DateOrder::MonthFirst),
            schedule: Schedule::from_text("12345;08:30-18:00;Europe/Berlin;2026-12-25"),
            targets: Targets {
                reply: Target::from_text("240,urgent:30").unwrap(),
                resolution: Target::from_text("b2880").unwrap(),
            },
            ticket: Some(12),
            sort: TicketSort::Outcome,
            is_descending: false,
            wants_sample: true,
            lab: LabAsk {
                own: "ai.done~stayed_7".to_string(),
                first: "fin_outcome".to_string(),
                second: "own~".to_string(),
                billed_as: "fin_resolution".to_string(),
                billed: Some(1_200),
                price_cents: Some(99),
            },
        };
        assert_eq!(Route::parse(&route.to_hash()), (route, Vec::new()));
    }

    #[test]
    fn defaults_leave_no_trace() {
        assert_eq!(Route::default().to_hash(), "#/start");
        assert_eq!(Route::parse(""), (Route::default(), Vec::new()));
        assert_eq!(Route::parse("#/overview").0.to_hash(), "#/overview");
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_kept() {
        let (route, remarks) = Route::parse("#/outcomes?from=yesterday&channel=chat&n=99&x=1");
        assert_eq!(route.screen.id, "outcomes");
        assert_eq!(route.filter.accept[&Dimension::Channel], ["chat"]);
        assert_eq!(route.return_days, 7);
        assert_eq!(remarks.len(), 3);
    }

    #[test]
    fn the_engines_addresses_keep_the_settings() {
        let route = Route { return_days: 30, ..Route::default() };
        assert_eq!(route.follow("#/tickets?outcome=bounced").to_hash(), "#/tickets?outcome=bounced&n=30");
    }
}
