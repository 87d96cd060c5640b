//! The root store: every signal that more than one component reads. Components read it and call [`crate::session`] to act.

use crate::address::Route;
use crate::annex::Annex;
use crate::network::Traffic;
use crate::screens::ScreenInfo;
use leptos::prelude::*;
use model::catalog::Catalog;
use model::definition::{DefinitionName, DefinitionRow};
use model::error::Problem;
use model::filter::{Dimension, Filter};
use model::group::Moved;
use model::import::ImportSummary;
use model::mapping::Mapping;
use model::measure::Figure;
use model::resample::Resampling;
use model::settings::Settings;
use model::view::{CommentPage, Facet, ScreenView, TicketRow, TicketView};
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::Arc;

/// Plain data that is passed on and never changed. Two are equal when they are the same.
#[derive(Debug)]
pub(crate) struct Shared<T>(Arc<T>);

impl<T> Shared<T> {
    pub(crate) fn new(value: T) -> Shared<T> {
        Shared(Arc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Whether the engine can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EngineState {
    Starting,
    Running,
    Stopped,
}

/// A file being read, or the sample being made.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Work {
    pub(crate) job: u32,
    pub(crate) name: String,
    pub(crate) is_sample: bool,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    pub(crate) total_bytes: u64,
    /// Whether a workbook or an archive is unpacked, before its text is read.
    pub(crate) is_unpacking: bool,
    pub(crate) started_ms: f64,
    /// Mean since the start.
    pub(crate) bytes_per_sec: Option<f64>,
}

/// Something went wrong, and what can be done about it here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trouble {
    pub(crate) problem: Problem,
    /// Whether the page still holds what was being read, so that it can be read again.
    pub(crate) can_retry: bool,
}

/// What stands in the drawer "How is this computed?".
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Explained {
    /// One figure with its steps.
    Figure(Box<Figure>),
    /// One definition.
    Definition(Box<DefinitionRow>),
    /// The measures of a chart.
    Metrics {
        /// The chart's title.
        title: String,
        /// [`model::catalog::MetricInfo::id`]s.
        metrics: Vec<String>,
    },
}

/// The check of an interval by drawing customers anew.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Check {
    /// Nobody asked for one, or it was stopped.
    #[default]
    None,
    /// Under way.
    Drawing { job: u32, drawn: u32, draws: u32 },
    /// What came of it.
    Done(Shared<Resampling>),
}

/// Rows a request for the ticket table brings.
pub(crate) const BLOCK_ROWS: u64 = 200;

/// The parts of the ticket table that were read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TicketWindows {
    /// Tickets under the filter; `None` before the first answer.
    pub(crate) total: Option<u64>,
    /// Block number (offset / [`BLOCK_ROWS`]) → rows.
    pub(crate) blocks: HashMap<u64, Shared<Vec<TicketRow>>>,
    /// The revision they belong to.
    pub(crate) revision: u64,
}

impl TicketWindows {
    /// The row at that place in the table, if it was read.
    pub(crate) fn row(&self, index: u64) -> Option<&TicketRow> {
        self.blocks.get(&(index / BLOCK_ROWS))?.get((index % BLOCK_ROWS) as usize)
    }
}

/// Every signal that more than one component reads.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    /// What the address says. Only the address changes it.
    pub(crate) route: RwSignal<Route>,
    /// Parts of the address that could not be read.
    pub(crate) remarks: RwSignal<Vec<String>>,
    /// The names of the files whose place others took, while they can still be joined.
    pub(crate) put_aside: RwSignal<Option<String>>,
    /// The names of joined files that are looked into on the Import screen.
    pub(crate) opened: RwSignal<Vec<String>>,
    /// What came of choices that were opened from a file.
    pub(crate) told: RwSignal<Option<String>>,
    pub(crate) engine: RwSignal<EngineState>,
    /// How far the page's code is that is loaded later.
    pub(crate) annex: RwSignal<Annex>,
    /// Whether the engine has all of its code.
    pub(crate) is_engine_whole: RwSignal<bool>,
    pub(crate) catalog: RwSignal<Shared<Catalog>>,
    pub(crate) work: RwSignal<Option<Work>>,
    pub(crate) trouble: RwSignal<Option<Trouble>>,
    /// What a person says of the columns of a file that was refused, until it is read with that: one mapping, or none.
    pub(crate) draft: RwSignal<Vec<Mapping>>,
    /// The data set that is loaded.
    pub(crate) summary: RwSignal<Option<Shared<ImportSummary>>>,
    /// The Overview of the rows read so far.
    pub(crate) preview: RwSignal<Option<Shared<ScreenView>>>,
    /// The last answer for each screen, by its id.
    pub(crate) views: RwSignal<HashMap<&'static str, Shared<ScreenView>>>,
    pub(crate) facets: RwSignal<BTreeMap<Dimension, Shared<Facet>>>,
    /// Why the headlines changed, once somebody asked.
    pub(crate) moved: RwSignal<Option<Shared<Moved>>>,
    /// The comments that are shown, once somebody asked.
    pub(crate) comments: RwSignal<Option<Shared<CommentPage>>>,
    pub(crate) windows: RwSignal<TicketWindows>,
    pub(crate) ticket: RwSignal<Option<Shared<TicketView>>>,
    pub(crate) explained: RwSignal<Option<Explained>>,
    /// The check of the interval in the drawer.
    pub(crate) check: RwSignal<Check>,
    pub(crate) shows_keys: RwSignal<bool>,
    pub(crate) shows_finder: RwSignal<bool>,
    /// The settings that the loaded data set was made with.
    pub(crate) applied: RwSignal<Settings>,
    /// What is said of exports of certain shapes, remembered or just now. It holds names, so it does not go into the address.
    pub(crate) mappings: RwSignal<Vec<Mapping>>,
    /// What was said before each change, the last one at the end.
    pub(crate) undo: RwSignal<Vec<Mapping>>,
    /// Changes that could not be put in force: what shows a choice shows the former one again.
    pub(crate) attempts: RwSignal<u64>,
    /// Grows with each data set and each change of its settings.
    pub(crate) data_version: RwSignal<u64>,
    /// Grows with each question that supersedes the former ones.
    pub(crate) revision: RwSignal<u64>,
    /// Whether an answer is overdue, so that the page should say that it is counting.
    pub(crate) is_counting: RwSignal<bool>,
    /// What definitions in filters are called; asked for when the first is seen.
    pub(crate) definition_names: RwSignal<Shared<Vec<DefinitionName>>>,
    /// The sentence read out by screen readers.
    pub(crate) status: RwSignal<String>,
    /// What was fetched since the page was ready.
    pub(crate) traffic: RwSignal<Traffic>,
}

impl Store {
    pub(crate) fn new() -> Store {
        Store {
            route: RwSignal::new(Route::default()),
            remarks: RwSignal::new(Vec::new()),
            put_aside: RwSignal::new(None),
            opened: RwSignal::new(Vec::new()),
            told: RwSignal::new(None),
            engine: RwSignal::new(EngineState::Starting),
            annex: RwSignal::new(Annex::Coming),
            is_engine_whole: RwSignal::new(false),
            catalog: RwSignal::new(Shared::new(Catalog::default())),
            work: RwSignal::new(None),
            trouble: RwSignal::new(None),
            draft: RwSignal::new(Vec::new()),
            summary: RwSignal::new(None),
            preview: RwSignal::new(None),
            views: RwSignal::new(HashMap::new()),
            facets: RwSignal::new(BTreeMap::new()),
            moved: RwSignal::new(None),
            comments: RwSignal::new(None),
            windows: RwSignal::new(TicketWindows::default()),
            ticket: RwSignal::new(None),
            explained: RwSignal::new(None),
            check: RwSignal::new(Check::None),
            shows_keys: RwSignal::new(false),
            shows_finder: RwSignal::new(false),
            applied: RwSignal::new(Settings::default()),
            mappings: RwSignal::new(crate::mappings::remembered()),
            undo: RwSignal::new(Vec::new()),
            attempts: RwSignal::new(0),
            data_version: RwSignal::new(0),
            revision: RwSignal::new(0),
            is_counting: RwSignal::new(false),
            definition_names: RwSignal::new(Shared::new(Vec::new())),
            status: RwSignal::new(String::new()),
            traffic: RwSignal::new(Traffic::default()),
        }
    }

    /// The store of this page.
    pub(crate) fn get() -> Store {
        expect_context::<Store>()
    }

    /// The screen in the address.
    pub(crate) fn screen(self) -> Memo<&'static ScreenInfo> {
        Memo::new(move |_| self.route.with(|route| route.screen))
    }

    /// Whether that screen is shown.
    pub(crate) fn screen_is(self, screen: &ScreenInfo) -> bool {
        self.route.with_untracked(|route| route.screen == screen)
    }

    /// The filter in the address.
    pub(crate) fn filter(self) -> Memo<Filter> {
        Memo::new(move |_| self.route.with(|route| route.filter.clone()))
    }

    /// Whether a data set is loaded.
    pub(crate) fn has_data(self) -> Memo<bool> {
        Memo::new(move |_| self.summary.with(Option::is_some))
    }

    /// What a screen shows now: the preview while the first figures come in, else its last answer.
    pub(crate) fn view_of(self, screen: &'static str) -> Memo<Option<Shared<ScreenView>>> {
        Memo::new(move |_| {
            let preview =
                if screen == crate::screens::overview::SCREEN.id { self.preview.get() } else { None };
            preview.or_else(|| self.views.with(|views| views.get(screen).cloned()))
        })
    }
}
