//! The timeline as it lies in the file: rows of four indexes, one for each noun with a reading,
//! read as one; and the rows of replaced odometers.

use std::{collections::VecDeque, ops::ControlFlow};

use chrono::{DateTime, Utc};
use furgo_shared::{
    id::VehicleId,
    odometer::{Reading, Replacement, Source},
    time::Day,
};
use uuid::Uuid;

use crate::{
    error::Result,
    storage::{
        Index, Key, KeyReader, Reads, Span, StorageError,
        engine::{KeyRange, Order, Space},
    },
};

/// Readings at refuels.
pub const REFUELS: Space = Space("refuels.readings");
/// Readings at work on vehicles.
pub const MAINTENANCE: Space = Space("maintenance.readings");
/// Readings at the start and the end of routes.
pub const ROUTES: Space = Space("routes.readings");
/// Readings by themselves.
pub const READINGS: Space = Space("readings.readings");
/// The indexes that hold readings. Group: [`of_vehicle`]. Sort: [`sort`].
const SPACES: [Space; 4] = [REFUELS, MAINTENANCE, ROUTES, READINGS];

/// Replaced odometers. Group: [`of_vehicle`]. Sort: [`replaced`].
pub const REPLACEMENTS: Space = Space("readings.replacements");

/// The group of a vehicle's readings, in each of the indexes.
pub fn of_vehicle(vehicle: VehicleId) -> Key {
    Key::new().id(vehicle)
}

/// What orders a reading in its index; the row says all that the timeline wants to know.
pub fn sort(
    day: Day,
    odometer_m: i64,
    created_at: DateTime<Utc>,
    source: Source,
    confirmed: bool,
) -> Key {
    Key::new()
        .day(day)
        .signed(odometer_m)
        .instant(created_at)
        .byte(code(source))
        .byte(u8::from(confirmed))
}

/// The inverse of [`sort`].
pub fn reading(mut sort: KeyReader<'_>, record_id: Uuid) -> Result<Reading> {
    Ok(Reading {
        record_id,
        day: sort.day()?,
        odometer_m: sort.signed()?,
        created_at: sort.instant()?,
        source: source(sort.byte()?)?,
        confirmed: sort.byte()? != 0,
    })
}

/// What orders a replaced odometer in its index, and all there is to know of it.
pub fn replaced(replacement: &Replacement) -> Key {
    Key::new()
        .day(replacement.day)
        .instant(replacement.created_at)
        .signed(replacement.old_last_m)
        .signed(replacement.new_first_m)
}

/// The odometers of a vehicle that were replaced, oldest first: few in a vehicle's life.
pub fn replacements(tx: &impl Reads, vehicle: VehicleId) -> Result<Vec<Replacement>> {
    let span = Span::of([of_vehicle(vehicle)], Order::Ascending);
    let mut replacements = Vec::new();
    tx.rows(Index::<()>::over(REPLACEMENTS), &span, |mut sort, record_id| {
        replacements.push(Replacement {
            record_id,
            day: sort.day()?,
            created_at: sort.instant()?,
            old_last_m: sort.signed()?,
            new_first_m: sort.signed()?,
        });
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(replacements)
}

/// Part of the file's format.
fn code(source: Source) -> u8 {
    match source {
        Source::Refuel => 1,
        Source::Maintenance => 2,
        Source::RouteStart => 3,
        Source::RouteEnd => 4,
        Source::Reading => 5,
        Source::Initial => 6,
    }
}

fn source(code: u8) -> Result<Source> {
    Ok(match code {
        1 => Source::Refuel,
        2 => Source::Maintenance,
        3 => Source::RouteStart,
        4 => Source::RouteEnd,
        5 => Source::Reading,
        6 => Source::Initial,
        _ => return Err(damaged().into()),
    })
}

fn damaged() -> StorageError {
    StorageError::Damaged { space: "readings", detail: "no such source".to_owned() }
}

/// Whoever looks for a neighbour finds it in the first piece.
const PIECE_ROWS_MIN: usize = 4;
/// Bounds the memory that a walk takes.
const PIECE_ROWS_MAX: usize = 256;

/// The readings of a vehicle one after another, without their records.
#[derive(Debug)]
pub struct Walk {
    lanes: Vec<Lane>,
    order: Order,
}

/// The rows of one index.
#[derive(Debug)]
struct Lane {
    space: Space,
    /// What was not read yet; `None` when everything was.
    rest: Option<KeyRange>,
    /// How many rows are read next.
    piece: usize,
    /// Read and not taken, without the group.
    rows: VecDeque<Vec<u8>>,
}

/// How long the group of a vehicle is.
const GROUP_BYTES: usize = size_of::<Uuid>();

impl Walk {
    /// Over the days from `from` to `to`, both included; `None` is since, or until, ever.
    pub fn new(vehicle: VehicleId, from: Option<Day>, to: Option<Day>, order: Order) -> Self {
        let range =
            KeyRange::between(&of_vehicle(vehicle), &Key::day_bound(from), &Key::day_bound(to));
        let lanes = SPACES.map(|space| Lane {
            space,
            rest: Some(range.clone()),
            piece: PIECE_ROWS_MIN,
            rows: VecDeque::new(),
        });
        Self { lanes: lanes.into(), order }
    }

    /// The next reading.
    pub fn next(&mut self, tx: &impl Reads) -> Result<Option<Reading>> {
        for lane in &mut self.lanes {
            lane.fill(tx, self.order)?;
        }
        let waiting = self.lanes.iter_mut().filter(|lane| !lane.rows.is_empty());
        let next = match self.order {
            Order::Ascending => waiting.min_by(|a, b| a.rows.front().cmp(&b.rows.front())),
            Order::Descending => waiting.max_by(|a, b| a.rows.front().cmp(&b.rows.front())),
        };
        let Some(row) = next.and_then(|lane| lane.rows.pop_front()) else { return Ok(None) };
        let (sort, id) = row.split_last_chunk().ok_or_else(damaged)?;
        reading(KeyReader::new(sort), Uuid::from_bytes(*id)).map(Some)
    }

    /// How many there are.
    pub fn count(&self, tx: &impl Reads) -> Result<u64> {
        let mut rows = 0;
        for lane in &self.lanes {
            let Some(range) = &lane.rest else { continue };
            tx.visit(lane.space, range, self.order, &mut |_, _| {
                rows += 1;
                ControlFlow::Continue(())
            })?;
        }
        Ok(rows)
    }

    /// Everything that comes, until the caller has enough; it sees each reading before it is kept.
    pub fn take_until(
        &mut self,
        tx: &impl Reads,
        mut enough: impl FnMut(&Reading) -> bool,
    ) -> Result<Vec<Reading>> {
        let mut readings = Vec::new();
        while let Some(reading) = self.next(tx)? {
            let last = enough(&reading);
            readings.push(reading);
            if last {
                break;
            }
        }
        Ok(readings)
    }
}

impl Lane {
    /// Reads the next piece when the last one is used up.
    fn fill(&mut self, tx: &impl Reads, order: Order) -> Result<()> {
        if !self.rows.is_empty() {
            return Ok(());
        }
        let Some(mut range) = self.rest.take() else { return Ok(()) };
        let mut last = Vec::new();
        tx.visit(self.space, &range, order, &mut |row, _| {
            self.rows.push_back(row.get(GROUP_BYTES..).unwrap_or_default().to_vec());
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
