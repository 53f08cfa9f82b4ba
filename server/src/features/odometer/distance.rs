//! How far a vehicle went in a period: by its odometer where that was read on both sides, else by
//! its completed routes.

use furgo_shared::{
    id::VehicleId,
    odometer::{Point, Reading, Replacement, Source, Timeline},
    time::{Day, Timestamp},
};

use super::{
    Course,
    rows::{Walk, replacements},
    stretch::{Enough, Sure, at_end_of},
};
use crate::{
    error::Result,
    storage::{Measure, Reads, engine::Order},
};

/// What a vehicle had when it came to the fleet is its first reading, unless the next one is
/// further above than any tank reaches: then nobody entered it.
const FROM_INITIAL_MAX_M: i64 = 3_000_000;

/// When a vehicle came to the fleet.
#[derive(Clone, Copy, Debug)]
pub struct Came {
    pub day: Day,
    pub at: Timestamp,
}

/// How far a vehicle went, to be asked for as many periods as somebody wants.
#[derive(Debug)]
pub struct Driven {
    vehicle: VehicleId,
    known: Option<Known>,
    has_routes: bool,
}

impl Driven {
    /// Of a vehicle that came to the fleet then.
    pub fn of(tx: &impl Reads, course: &Course, came: Came) -> Result<Self> {
        let routes = tx.sums(course.vehicle, None, None)?.get(Measure::RoutesMeasured);
        let known = Known::of(tx, course, came)?;
        Ok(Self { vehicle: course.vehicle, known, has_routes: routes > 0 })
    }

    /// The day at whose end the odometer is known for the first time.
    pub fn known_since(&self) -> Option<Day> {
        self.known.as_ref().map(|known| known.first)
    }

    /// Metres on the days from `from` to `to`, both included; `None` is since, or until, ever.
    ///
    /// Between the first reading and the last it is the odometer's rise, each day between two
    /// readings having an equal part of it, over replaced odometers, without readings in conflict.
    /// On the day of the first reading it is the rise on that day or its completed routes,
    /// whichever is more: some of them may have been driven before. Before that day and after the
    /// last it is the completed routes. `None` if there is neither. Days add up to their period.
    pub fn on(&self, tx: &impl Reads, from: Option<Day>, to: Option<Day>) -> Result<Option<i64>> {
        let (from, to) = (from.unwrap_or(Day::MIN), to.unwrap_or(Day::MAX));
        if from > to {
            return Ok(None);
        }
        let Some(known) = &self.known else {
            let driven = self.routes(tx, from, to)?;
            return Ok(self.has_routes.then_some(driven));
        };
        let inside = known.rise(tx, from, to)?;
        let on_first_day = match known.first_day {
            Some((day, rise)) if (from..=to).contains(&day) => {
                let routes = self.routes(tx, day, day)?;
                (rise > 0 || routes > 0).then_some(rise.max(routes))
            }
            _ => None,
        };
        let before = self.routes(tx, from, to.min(known.routes_until()))?;
        let after = known.last.succ_opt().unwrap_or(known.last);
        let outside = before + self.routes(tx, from.max(after), to)?;
        // Nothing driven is known only of a vehicle whose routes are entered.
        let is_known = inside.is_some() || on_first_day.is_some() || self.has_routes;
        let parts = [inside, on_first_day].into_iter().flatten();
        Ok(is_known.then(|| parts.fold(outside, i64::saturating_add)))
    }

    fn routes(&self, tx: &impl Reads, from: Day, to: Day) -> Result<i64> {
        match from <= to {
            true => Ok(tx.sums(self.vehicle, Some(from), Some(to))?.get(Measure::DistanceM)),
            false => Ok(0),
        }
    }
}

/// Between which days the odometer is known.
#[derive(Debug)]
struct Known {
    course: Course,
    replacements: Vec<Replacement>,
    initial: Option<Reading>,
    /// All readings, if some are in conflict: which ones, only all of them tell.
    whole: Option<Timeline>,
    /// At the end of this day it is known for the first time.
    first: Day,
    /// The day of the first reading and how far the odometer rose on it, unless it was known
    /// before.
    first_day: Option<(Day, i64)>,
    last: Day,
}

impl Known {
    fn of(tx: &impl Reads, course: &Course, came: Came) -> Result<Option<Self>> {
        let replacements = replacements(tx, course.vehicle)?;
        let end = |order| end(tx, course, &replacements, order);
        let Some((first, last)) = end(Order::Ascending)?.zip(end(Order::Descending)?) else {
            return Ok(None);
        };
        let mut known = Self {
            course: *course,
            initial: initial(course, came, &first),
            whole: None,
            first: first.day,
            first_day: None,
            last: last.day,
            replacements,
        };
        if course.has_conflicts {
            let readings = Walk::new(course.vehicle, None, None, Order::Ascending)
                .take_until(tx, |_| false)?;
            // What the vehicle came with is no reading that others could contradict.
            if known.timeline(readings.clone()).is_in_conflict(course.vehicle.into()) {
                known.initial = None;
            }
            known.whole = Some(known.timeline(readings));
        }
        match &known.initial {
            Some(initial) => known.first = initial.day,
            None => {
                let end_m = known.at_end_of(tx, first.day)?.unwrap_or(first.virtual_m);
                known.first_day = Some((first.day, (end_m - first.virtual_m).max(0)));
            }
        }
        Ok(Some(known))
    }

    /// The last day before the first that the odometer says anything of.
    fn routes_until(&self) -> Day {
        let before = self.first_day.and_then(|(day, _)| day.pred_opt());
        before.unwrap_or(self.first)
    }

    /// What the odometer says of the days after the first.
    fn rise(&self, tx: &impl Reads, from: Day, to: Day) -> Result<Option<i64>> {
        let start = from.pred_opt().unwrap_or(from).max(self.first);
        let end = to.min(self.last);
        if start >= end {
            return Ok(None);
        }
        let (start_m, end_m) = (self.at_end_of(tx, start)?, self.at_end_of(tx, end)?);
        Ok(start_m.zip(end_m).map(|(start_m, end_m)| (end_m - start_m).max(0)))
    }

    /// As one odometer would have shown it that was never replaced, in metres.
    fn at_end_of(&self, tx: &impl Reads, day: Day) -> Result<Option<i64>> {
        if let Some(whole) = &self.whole {
            return Ok(whole.virtual_at_end_of(day));
        }
        let stretch = at_end_of(tx, &self.course, day, &self.replacements, Enough::NEIGHBOURS)?;
        let readings = stretch.before.into_iter().chain(stretch.after).collect();
        Ok(self.timeline(readings).virtual_at_end_of(day))
    }

    fn timeline(&self, readings: Vec<Reading>) -> Timeline {
        let readings = self.initial.iter().cloned().chain(readings).collect();
        Timeline::new(readings, self.replacements.clone())
    }
}

/// The outermost reading that contradicts nothing.
fn end(
    tx: &impl Reads,
    course: &Course,
    replacements: &[Replacement],
    order: Order,
) -> Result<Option<Point>> {
    let enough = Enough::NEIGHBOURS.of(course);
    let mut sure = Sure::new(replacements, order, enough, None);
    let readings = Walk::new(course.vehicle, None, None, order)
        .take_until(tx, |reading| sure.is_sure(reading))?;
    let timeline = Timeline::new(readings, replacements.to_vec());
    let mut clean = timeline.points().iter().filter(|point| !point.in_conflict);
    Ok(match order {
        Order::Ascending => clean.next(),
        Order::Descending => clean.next_back(),
    }
    .cloned())
}

/// At the beginning of the day that the vehicle came, or of the first day with a reading.
fn initial(course: &Course, came: Came, first: &Point) -> Option<Reading> {
    let rise = first.odometer_m - course.initial_m;
    if first.epoch > 0 || !(0..=FROM_INITIAL_MAX_M).contains(&rise) {
        return None;
    }
    came.day.min(first.day).pred_opt().map(|day| Reading {
        record_id: course.vehicle.into(),
        source: Source::Initial,
        day,
        odometer_m: course.initial_m,
        created_at: came.at,
        confirmed: true,
    })
}
