//! The fills of one stream in order; what was put in at one place is one row.

use uuid::Uuid;

use super::{Basis, Energy, Fill, History};
use crate::time::Day;

/// Where a row stands on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// On the odometer of an epoch, in metres.
    Odometer { epoch: usize, odometer_m: i64 },
    /// Distances are those of days: the day is the place.
    Day(Day),
}

/// What was put in at one place.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// In order.
    pub ids: Vec<Uuid>,
    /// The one that the row's value is shown at: the last full one, else the last.
    pub closing_id: Uuid,
    /// The last one's.
    pub day: Day,
    /// Without one it only adds its energy.
    pub place: Option<Place>,
    /// Thousandths.
    pub quantity: i64,
    pub full: bool,
    pub level_permille: Option<i64>,
    pub missed_previous: bool,
    pub confirmed: bool,
    pub in_conflict: bool,
    /// The most that was put in without driving in between.
    pub largest: i64,
}

/// The rows of one energy, in order.
pub(super) fn of_stream(history: &History<'_>, energy: Energy, basis: Basis) -> Vec<Row> {
    let fills = history.fills.iter().filter(|fill| Energy::of(fill.fuel) == energy);
    let mut placed: Vec<(Option<Place>, &Fill)> =
        fills.map(|fill| (place(history, fill, basis), fill)).collect();
    // Without a place a fill comes before those that have one: `None` sorts first.
    placed.sort_by_key(|(place, fill)| (fill.day, *place, fill.created_at, fill.id));
    let mut rows = Vec::new();
    for (place, fill) in placed {
        let in_conflict = history.timeline.is_in_conflict(fill.id);
        push(&mut rows, row(fill, place, in_conflict));
    }
    rows
}

fn place(history: &History<'_>, fill: &Fill, basis: Basis) -> Option<Place> {
    match basis {
        Basis::Routes => Some(Place::Day(fill.day)),
        Basis::Odometer => fill.odometer_m.map(|odometer_m| Place::Odometer {
            epoch: history.timeline.epoch_of(fill.day, odometer_m),
            odometer_m,
        }),
    }
}

fn row(fill: &Fill, place: Option<Place>, in_conflict: bool) -> Row {
    Row {
        ids: vec![fill.id],
        closing_id: fill.id,
        day: fill.day,
        place,
        quantity: fill.quantity,
        full: fill.full,
        level_permille: fill.level_after_permille,
        missed_previous: fill.missed_previous,
        confirmed: fill.confirmed,
        in_conflict,
        largest: fill.quantity,
    }
}

/// Adds a row, or merges it into the last place if it is the same one. What was put in without a
/// reading between the two was put in there, too.
fn push(rows: &mut Vec<Row>, row: Row) {
    let last_place = rows.iter().rposition(|earlier| earlier.place.is_some());
    let same = last_place.filter(|index| {
        row.place.is_some() && rows.get(*index).is_some_and(|earlier| earlier.place == row.place)
    });
    let Some(index) = same else { return rows.push(row) };
    let between = rows.split_off(index + 1);
    if let Some(target) = rows.last_mut() {
        between.into_iter().chain([row]).for_each(|later| target.absorb(later));
    }
}

impl Row {
    fn absorb(&mut self, later: Self) {
        // A full fill closes the row, even if a partial one at the same place is noted after it.
        // Without a reading a full one does not: it is no anchor.
        let full = later.full && later.place.is_some();
        if full || !self.full {
            self.closing_id = later.closing_id;
        }
        self.ids.extend(later.ids);
        self.day = later.day;
        self.quantity = self.quantity.saturating_add(later.quantity);
        self.full |= full;
        self.level_permille = later.level_permille;
        self.missed_previous |= later.missed_previous;
        self.confirmed |= later.confirmed;
        self.in_conflict |= later.in_conflict;
        self.largest = match self.place {
            // Nothing was burned in between: all of it must fit.
            Some(Place::Odometer { .. }) => self.quantity,
            // A day may see the tank filled twice.
            Some(Place::Day(_)) | None => self.largest.max(later.largest),
        };
    }
}
