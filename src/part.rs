//! A part of a screen's view: a figure, a chart. It holds the view it stands in, so that passing it on copies nothing.

use crate::store::Shared;
use model::chart::Chart;
use model::measure::Figure;
use model::view::ScreenView;
use std::ops::Deref;

/// The list of a view that a part stands in.
type List<T> = fn(&ScreenView) -> &[T];

/// One of a list of a view. Two are equal when they say the same.
#[derive(Debug)]
pub(crate) struct Part<T: 'static> {
    view: Shared<ScreenView>,
    list: List<T>,
    place: usize,
}

impl<T> Part<T> {
    fn find(view: &Shared<ScreenView>, list: List<T>, is_meant: impl FnMut(&T) -> bool) -> Option<Part<T>> {
        let place = list(view).iter().position(is_meant)?;
        Some(Part { view: view.clone(), list, place })
    }
}

impl Part<Figure> {
    /// The first figure that is meant.
    pub(crate) fn figure(
        view: &Shared<ScreenView>,
        is_meant: impl FnMut(&Figure) -> bool,
    ) -> Option<Part<Figure>> {
        Part::find(view, |view| &view.figures, is_meant)
    }
}

impl Part<Chart> {
    /// The chart of that name.
    pub(crate) fn chart(view: &Shared<ScreenView>, id: &str) -> Option<Part<Chart>> {
        Part::find(view, |view| &view.charts, |chart| chart.id == id)
    }
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Part<T> {
        Part { view: self.view.clone(), list: self.list, place: self.place }
    }
}

impl<T: PartialEq> PartialEq for Part<T> {
    fn eq(&self, other: &Part<T>) -> bool {
        **self == **other
    }
}

impl<T> Deref for Part<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &(self.list)(&self.view)[self.place]
    }
}
