//! What the first figures do not need: the other screens, the ticket table, opened tickets, joining several files.
//!
//! All that a session calls of it is behind one function, [`annex`]. A driver that gets its program over a line may leave that
//! function and all that only it reaches for later ([`Session::without_annex`](crate::Session::without_annex)); it answers
//! [`Response::NotYet`](model::message::Response::NotYet) by getting them and calls
//! [`Session::add_annex`](crate::Session::add_annex). Every other driver has them from the start.

use crate::dataset::Dataset;
use crate::definitions;
use crate::ingest::{self, Part, RawRecord, Unread};
use crate::query::Context;
use crate::resampling;
use crate::views::tickets::{self, Orders, Window};
use crate::views::{self, comments, facet};
use model::error::Problem;
use model::filter::Filter;
use model::message::{Answer, Ask};
use model::resample::Resampled;
use model::view::{CommentView, TicketView};

/// The largest window of the ticket table.
const MOST_TICKETS: u32 = 500;

/// The ways into the annex. Plain addresses of functions: nothing else of it can be reached before it is there.
#[derive(Debug, Clone, Copy)]
pub struct Annex {
    pub(crate) answer: fn(Context<'_>, &mut Orders, &Filter, &Ask) -> Answer,
    pub(crate) prepare: fn(Context<'_>, &Filter),
    pub(crate) open: fn(Context<'_>, u32, &RawRecord) -> TicketView,
    pub(crate) resample: resampling::Begin,
    pub(crate) list: comments::List,
    pub(crate) comment: fn(Context<'_>, u32, &RawRecord) -> CommentView,
    pub(crate) join: fn(Vec<Part>, Vec<Unread>) -> Result<Dataset, Problem>,
}

/// The annex.
pub fn annex() -> Annex {
    Annex {
        answer,
        prepare: definitions::prepare,
        open: tickets::opened,
        list: comments::list,
        comment: comments::comment,
        resample,
        join: ingest::join,
    }
}

fn resample(context: Context<'_>, of: &Resampled, shown: Option<(f64, f64)>) -> Option<resampling::Steps> {
    if let Resampled::Share { numerator, denominator } = of {
        [numerator, denominator].into_iter().for_each(|filter| definitions::prepare(context, filter));
    }
    resampling::begin(context, of, shown)
}

/// The answers of the annex: one line for each screen.
fn answer(context: Context<'_>, orders: &mut Orders, filter: &Filter, ask: &Ask) -> Answer {
    match ask {
        Ask::Outcomes => Answer::Outcomes(views::outcomes(context, filter)),
        Ask::Satisfaction => Answer::Satisfaction(views::satisfaction(context, filter)),
        Ask::Definitions(asked) => Answer::Definitions(views::definitions(context, filter, asked)),
        Ask::DefinitionNames => Answer::DefinitionNames(definitions::names()),
        Ask::Dispute(tickets) => Answer::Dispute(views::dispute(context, tickets)),
        Ask::Speed => Answer::Speed(views::speed(context, filter)),
        Ask::Topics => Answer::Topics(views::topics(context, filter)),
        Ask::Moved => Answer::Moved(views::moved(context, filter)),
        Ask::Tickets { sort, descending, offset, limit } => {
            let window = Window { offset: *offset, limit: (*limit).min(MOST_TICKETS) };
            Answer::Tickets(orders.page(context, filter, *sort, *descending, window))
        }
        // The session answers these itself: the first two need no annex, a ticket and a comment come with the bytes of their records.
        Ask::Overview => Answer::Overview(views::overview(context, filter)),
        Ask::Facet { dimension } => Answer::Facet(facet::facet(context, filter, *dimension)),
        Ask::Comments { order, offset, limit } => {
            let window = Window { offset: *offset, limit: *limit };
            Answer::Comments(comments::list(context, filter, *order, window).0)
        }
        Ask::Ticket { row } => {
            Answer::Ticket(Box::new(tickets::opened(context, *row, &RawRecord::default())))
        }
    }
}
