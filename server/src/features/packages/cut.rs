//! Cuts one page out of what comes in any order.

use std::cmp::Ordering;

use furgo_shared::page::{Page, PageRequest};

use super::facts::Place;
use crate::{error::Result, storage::engine::Order};

/// A page of what comes in any order. Keeps what lies before the page's end, and a little more.
pub(super) struct Cut {
    request: PageRequest,
    order: Order,
    /// Places up to the page's end.
    wanted: usize,
    total: u64,
    best: Vec<Place>,
    /// What lies behind it is on no page so far.
    end: Option<Place>,
}

impl Cut {
    pub(super) fn new(request: PageRequest, order: Order) -> Self {
        let wanted = request.offset() + u64::from(request.limit);
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        Self { request, order, wanted, total: 0, best: Vec::new(), end: None }
    }

    /// Counts one whose place begins like this; asks for the place itself where that says too
    /// little.
    pub(super) fn offer(
        &mut self,
        begin: &[u8],
        place: impl FnOnce() -> Result<Place>,
    ) -> Result<()> {
        self.total += 1;
        let behind = match self.order {
            Order::Ascending => Ordering::Greater,
            Order::Descending => Ordering::Less,
        };
        let is_behind = |end: &Place| {
            end.0.get(..begin.len()).is_some_and(|end_begin| begin.cmp(end_begin) == behind)
        };
        if self.end.as_ref().is_some_and(is_behind) {
            return Ok(());
        }
        let place = place()?;
        if self.end.as_ref().is_some_and(|end| place.cmp(end) == behind) {
            return Ok(());
        }
        self.best.push(place);
        if self.best.len() >= self.wanted.saturating_add(self.wanted / 4 + 1_024) {
            self.shorten();
        }
        Ok(())
    }

    fn shorten(&mut self) {
        match self.order {
            Order::Ascending => self.best.sort_unstable(),
            Order::Descending => self.best.sort_unstable_by(|a, b| b.cmp(a)),
        }
        self.best.truncate(self.wanted);
        self.end = self.best.last().filter(|_| self.best.len() == self.wanted).copied();
    }

    pub(super) fn page(mut self) -> Page<Place> {
        self.shorten();
        let skip = usize::try_from(self.request.offset()).unwrap_or(usize::MAX);
        let items = self.best.into_iter().skip(skip).collect();
        Page::of(items, self.total, self.request)
    }
}
