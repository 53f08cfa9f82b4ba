//! What lies between one anchor and the next: distance and energy burned, or nothing to say.

use uuid::Uuid;

use super::{
    RoutesDistance,
    rows::{Place, Row},
};
use crate::time::Day;

/// From an anchor to the next, with a figure to say (how believable is judged elsewhere).
#[derive(Clone, Debug)]
pub(super) struct Span<'a> {
    pub start: &'a Row,
    /// After the start, up to and including the end.
    pub rows: &'a [Row],
    pub end: &'a Row,
    pub distance_m: i64,
    /// Thousandths.
    pub burned: i64,
}

impl Span<'_> {
    /// Readings contradict each other: at a row of it, or at its ends although each fits its own
    /// neighbours.
    pub fn contradicts(&self) -> bool {
        self.start.in_conflict || self.distance_m < 0 || self.rows.iter().any(|row| row.in_conflict)
    }
}

/// What comes after the last anchor.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// Thousandths.
    pub quantity: i64,
    /// The last anchor's day.
    pub since: Option<Day>,
    /// The fill that closes the last anchor.
    pub since_id: Option<Uuid>,
    /// A refuel since then is not on record.
    pub missed: bool,
}

/// How much is in the tank after a row.
#[derive(Clone, Copy, Debug)]
enum Level {
    Full,
    /// Thousandths.
    Part(i64),
}

/// One entry for each pair of neighbouring anchors: `None` where nothing can be said, because a
/// refuel is missed or another odometer counted on.
pub(super) fn between_anchors<'a>(
    rows: &'a [Row],
    capacity: Option<i64>,
    routes: Option<RoutesDistance<'_>>,
) -> (Vec<Option<Span<'a>>>, Tail) {
    let levels = rows.iter().map(|row| level(row, capacity));
    let anchors: Vec<(usize, Level)> =
        levels.enumerate().filter_map(|(index, level)| Some((index, level?))).collect();
    let pairs = anchors.iter().zip(anchors.iter().skip(1));
    let spans = pairs.map(|((first, before), (last, after))| {
        let rose = amount(*after, capacity).saturating_sub(amount(*before, capacity));
        let start = rows.get(*first)?;
        span(start, rows.get(first + 1..=*last)?, rose, routes)
    });
    let spans = spans.collect();
    let last = anchors.last().map(|(index, _)| *index);
    let open = || rows.iter().skip(last.map_or(0, |index| index + 1));
    let anchor = last.and_then(|index| rows.get(index));
    let tail = Tail {
        quantity: open().fold(0_i64, |sum, row| sum.saturating_add(row.quantity)),
        since: anchor.map(|row| row.day),
        since_id: anchor.map(|row| row.closing_id),
        missed: open().any(|row| row.missed_previous),
    };
    (spans, tail)
}

/// `None` unless the row is an anchor: it has a place, and the level after it is known.
fn level(row: &Row, capacity: Option<i64>) -> Option<Level> {
    row.place?;
    if row.full {
        return Some(Level::Full);
    }
    let part = i128::from(capacity?) * i128::from(row.level_permille?) / 1000;
    i64::try_from(part).ok().map(Level::Part)
}

/// Where the capacity is unknown every anchor is full, and any amount will do: it cancels out.
fn amount(level: Level, capacity: Option<i64>) -> i64 {
    match level {
        Level::Full => capacity.unwrap_or_default(),
        Level::Part(amount) => amount,
    }
}

/// `rose` is by how much the level at the end is above that at the start.
fn span<'a>(
    start: &'a Row,
    rows: &'a [Row],
    rose: i64,
    routes: Option<RoutesDistance<'_>>,
) -> Option<Span<'a>> {
    if rows.iter().any(|row| row.missed_previous) {
        return None;
    }
    let end = rows.last()?;
    let distance_m = distance_m(start.place?, end.place?, routes)?;
    let added = rows.iter().fold(0_i64, |sum, row| sum.saturating_add(row.quantity));
    Some(Span { start, rows, end, distance_m, burned: added.saturating_sub(rose) })
}

/// `None` over a replaced odometer: what was driven around the moment of the change is on neither.
fn distance_m(start: Place, end: Place, routes: Option<RoutesDistance<'_>>) -> Option<i64> {
    match (start, end) {
        (
            Place::Odometer { epoch: before, odometer_m: from },
            Place::Odometer { epoch: after, odometer_m: to },
        ) => (before == after).then(|| to.saturating_sub(from)),
        (Place::Day(from), Place::Day(to)) => routes.map(|routes| routes(from, to)),
        (Place::Odometer { .. }, Place::Day(_)) | (Place::Day(_), Place::Odometer { .. }) => None,
    }
}
