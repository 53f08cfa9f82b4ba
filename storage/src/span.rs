//! Which rows of an index are read: those of one group or of several, between bounds, in one
//! order over all of them.
//!
//! Reading starts at a bound and takes rows in pieces that grow, so that the first row costs one
//! search in each group, and a page what lies before its end.

use std::{collections::VecDeque, ops::ControlFlow};

use chrono::NaiveDate;

use super::{
    Key,
    engine::{KeyRange, Order, Space},
    error::Result,
    reads::Reads,
};

/// Rows of some groups, between bounds, in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    groups: Vec<Key>,
    bounds: Option<(Key, Key)>,
    order: Order,
}

impl Span {
    /// All rows of these groups. A group that is named twice is read once.
    pub fn of(groups: impl IntoIterator<Item = Key>, order: Order) -> Self {
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort();
        groups.dedup();
        Self { groups, bounds: None, order }
    }

    /// Only the rows that are ordered by something from `lower` to `upper`. Both are beginnings of
    /// the sort part, and included; an empty key is no bound.
    pub fn between(self, lower: Key, upper: Key) -> Self {
        Self { bounds: Some((lower, upper)), ..self }
    }

    /// Only the rows that are ordered by a day from `from` to `to`, both included; `None` is no
    /// bound.
    pub fn days(self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        self.between(Key::day_bound(from), Key::day_bound(to))
    }

    /// In which order.
    pub(super) fn order(&self) -> Order {
        self.order
    }

    /// The groups, if all their rows are meant.
    pub(super) fn whole_groups(&self) -> Option<&[Key]> {
        self.bounds.is_none().then_some(&self.groups)
    }

    /// The rows of each group.
    pub(super) fn ranges(&self) -> impl Iterator<Item = KeyRange> {
        self.groups.iter().map(|group| match &self.bounds {
            Some((lower, upper)) => KeyRange::between(group, lower, upper),
            None => KeyRange::prefix(group.as_bytes()),
        })
    }
}

/// The rows of a span one after another, in the order of what stands behind the group.
#[derive(Debug)]
pub(super) struct Merge {
    sources: Vec<Source>,
    order: Order,
}

impl Merge {
    /// Before the first row.
    pub(super) fn new(span: &Span) -> Self {
        let groups = span.groups.iter().map(|group| group.as_bytes().len());
        let sources = groups.zip(span.ranges()).map(|(group_bytes, range)| Source {
            group_bytes,
            rest: Some(range),
            piece: PIECE_ROWS_MIN,
            rows: VecDeque::new(),
        });
        Self { sources: sources.collect(), order: span.order }
    }

    /// The next row without its group.
    pub(super) fn next(&mut self, tx: &impl Reads, space: Space) -> Result<Option<Vec<u8>>> {
        for source in &mut self.sources {
            source.fill(tx, space, self.order)?;
        }
        let waiting = self.sources.iter_mut().filter(|source| !source.rows.is_empty());
        let next = match self.order {
            Order::Ascending => waiting.min_by(|a, b| a.rows.front().cmp(&b.rows.front())),
            Order::Descending => waiting.max_by(|a, b| a.rows.front().cmp(&b.rows.front())),
        };
        Ok(next.and_then(|source| source.rows.pop_front()))
    }
}

/// Whoever looks for one row finds it in the first piece.
const PIECE_ROWS_MIN: usize = 4;
/// Bounds the memory that a group takes, and how much is read in vain behind the last row wanted.
const PIECE_ROWS_MAX: usize = 256;

/// The rows of one group.
#[derive(Debug)]
struct Source {
    group_bytes: usize,
    /// What was not read yet; `None` when everything was.
    rest: Option<KeyRange>,
    /// How many rows are read next.
    piece: usize,
    /// Rows that were read and not taken, without their group.
    rows: VecDeque<Vec<u8>>,
}

impl Source {
    /// Reads the next piece when the last one is used up.
    fn fill(&mut self, tx: &impl Reads, space: Space, order: Order) -> Result<()> {
        if !self.rows.is_empty() {
            return Ok(());
        }
        let Some(mut range) = self.rest.take() else { return Ok(()) };
        let mut last = Vec::new();
        tx.visit(space, &range, order, &mut |row, _| {
            self.rows.push_back(row.get(self.group_bytes..).unwrap_or_default().to_vec());
            if self.rows.len() < self.piece {
                return ControlFlow::Continue(());
            }
            last = row.to_vec();
            ControlFlow::Break(())
        })?;
        if self.rows.len() == self.piece {
            match order {
                // The first key behind it.
                Order::Ascending => range.start = [last, vec![0]].concat(),
                Order::Descending => range.end = Some(last),
            }
            self.rest = Some(range);
        }
        self.piece = (self.piece * 2).min(PIECE_ROWS_MAX);
        Ok(())
    }
}
