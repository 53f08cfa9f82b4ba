//! One page of a history, and which of its records count in the totals.
//!
//! By day, a page costs what lies before its end. A text search reads every record of the filter,
//! and so does an order by money, which is therefore limited to the newest [`ORDERED_MAX`].

use std::{cmp::Reverse, ops::ControlFlow};

use furgo_shared::{
    page::{Page, PageRequest, parse_sort},
    time::Day,
};
use uuid::Uuid;

use crate::{
    error::Result,
    storage::{Index, Key, Reads, Record, Span, engine::Order},
};

/// So many records are put into an order by money; older ones are left out of such a list. A
/// hundred vehicles that are refuelled every week have that many in ten years.
pub const ORDERED_MAX: usize = 50_000;

/// Which records of which groups, in what order.
pub struct Listing<'l, R> {
    pub index: Index<R>,
    pub groups: Vec<Key>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub page: PageRequest,
    /// What a request's `sort` says.
    pub sort: Option<&'l str>,
    /// The orders that there are, by day or by money.
    pub sorts: &'static [&'static str],
    /// The money of a record.
    pub amount: fn(&R) -> i64,
    /// What lets a record through; `None` lets all through.
    pub keep: Option<&'l dyn Fn(&R) -> bool>,
}

impl<R> std::fmt::Debug for Listing<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Listing")
            .field("groups", &self.groups)
            .field("from", &self.from)
            .field("to", &self.to)
            .field("sort", &self.sort)
            .finish_non_exhaustive()
    }
}

impl<R: Record> Listing<'_, R> {
    /// The page. Where there is something to `keep`, `each` sees all that it lets through.
    pub fn read(self, tx: &impl Reads, mut each: impl FnMut(&R)) -> Result<Page<R>> {
        let sort = parse_sort(self.sort, self.sorts);
        let is_descending = sort.is_none_or(|sort| sort.descending);
        if sort.is_some_and(|sort| sort.field != "date") {
            return self.by_amount(tx, is_descending, &mut each);
        }
        let span = self.span(if is_descending { Order::Descending } else { Order::Ascending });
        match self.keep {
            None => tx.list_in(self.index, &span, self.page),
            Some(keep) => tx.list_in_where(self.index, &span, self.page, keep, each),
        }
    }

    fn span(&self, order: Order) -> Span {
        let span = Span::of(self.groups.iter().cloned(), order);
        if self.from.is_none() && self.to.is_none() {
            return span;
        }
        span.days(self.from, self.to)
    }

    fn by_amount(
        &self,
        tx: &impl Reads,
        is_descending: bool,
        each: &mut dyn FnMut(&R),
    ) -> Result<Page<R>> {
        let mut found: Vec<(i64, usize, Uuid)> = Vec::new();
        tx.for_each_in(self.index, &self.span(Order::Descending), |record: R| {
            if self.keep.is_none_or(|keep| keep(&record)) {
                each(&record);
                if found.len() < ORDERED_MAX {
                    found.push(((self.amount)(&record), found.len(), record.id()));
                }
            }
            let is_enough = self.keep.is_none() && found.len() >= ORDERED_MAX;
            Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        // What costs the same stays in the order of days, the newest first.
        match is_descending {
            true => found.sort_unstable_by_key(|(amount, place, _)| (Reverse(*amount), *place)),
            false => found.sort_unstable_by_key(|(amount, place, _)| (*amount, *place)),
        }
        Page::cut(found, self.page).try_map(|(_, _, id)| tx.require(id))
    }
}

/// Whether a page of an index answers it: by day, and without anything that is searched for.
pub fn is_bounded(
    is_searched: bool,
    sort: Option<&str>,
    sorts: &[&'static str],
    page: PageRequest,
) -> bool {
    let is_by_day = parse_sort(sort, sorts).is_none_or(|sort| sort.field == "date");
    !is_searched && is_by_day && page.is_early()
}

/// What a search looks for; a blank one looks for nothing in particular.
pub fn wanted_text(q: Option<&str>) -> Option<String> {
    q.map(|q| q.trim().to_lowercase()).filter(|q| !q.is_empty())
}

/// Whether a text contains what is looked for, which is in small letters.
pub fn contains(text: &str, wanted: &str) -> bool {
    text.to_lowercase().contains(wanted)
}
