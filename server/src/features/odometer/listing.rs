//! The timeline as it is shown: all readings of a vehicle, newest first.

use std::collections::{BTreeSet, VecDeque};

use furgo_shared::{
    id::VehicleId,
    odometer::{Reading, Replacement, Source, Timeline},
    page::{Page, PageRequest},
    readings::{ListTimeline, TimelineView},
    time::Day,
    units::Km,
};
use uuid::Uuid;

use super::{
    Course,
    rows::{Walk, replacements},
    stretch::whole,
};
use crate::{
    error::Result,
    storage::{Reads, engine::Order},
};

/// One page of the timeline. A replaced odometer stands in it twice: the first reading of the new
/// one, and the last of the old one.
pub fn list(tx: &impl Reads, course: &Course, query: &ListTimeline) -> Result<Page<TimelineView>> {
    let page = PageRequest::new(query.page, query.limit);
    let replacements = replacements(tx, course.vehicle)?;
    let total = count(tx, course.vehicle, &replacements, query)?;
    let in_conflict = in_conflict(tx, course, &replacements)?;
    let mut places = Places::new(course.vehicle, replacements, query.to);
    for _ in 0..page.offset().min(total) {
        places.next(tx)?;
    }
    let is_wanted = |place: &Place| query.from.is_none_or(|from| place.day >= from);
    let mut items = Vec::new();
    while items.len() < usize::try_from(page.limit).unwrap_or(usize::MAX) {
        let Some(place) = places.next(tx)?.filter(is_wanted) else { break };
        items.push(place.to_view(in_conflict.contains(&place.key())));
    }
    Ok(Page::of(items, total, page))
}

/// A reading: of a record that has two, the number tells which.
type PlaceKey = (Uuid, Source, i64);

/// Those in conflict. Mostly there are none, and then nothing is read.
fn in_conflict(
    tx: &impl Reads,
    course: &Course,
    replacements: &[Replacement],
) -> Result<BTreeSet<PlaceKey>> {
    if !course.has_conflicts {
        return Ok(BTreeSet::new());
    }
    let timeline = whole(tx, course.vehicle, replacements.to_vec())?;
    let points = timeline.points().iter().filter(|point| point.in_conflict);
    Ok(points.map(|point| (point.record_id, point.kind.source(), point.odometer_m)).collect())
}

fn count(
    tx: &impl Reads,
    vehicle: VehicleId,
    replacements: &[Replacement],
    query: &ListTimeline,
) -> Result<u64> {
    let rows = Walk::new(vehicle, query.from, query.to, Order::Ascending).count(tx)?;
    let within = replacements.iter().filter(|replacement| {
        query.from.is_none_or(|from| replacement.day >= from)
            && query.to.is_none_or(|to| replacement.day <= to)
    });
    Ok(rows + 2 * u64::try_from(within.count()).unwrap_or(u64::MAX / 4))
}

/// One reading in its place.
#[derive(Clone, Copy, Debug)]
struct Place {
    record_id: Uuid,
    source: Source,
    day: Day,
    odometer_m: i64,
}

impl Place {
    fn key(&self) -> PlaceKey {
        (self.record_id, self.source, self.odometer_m)
    }

    fn to_view(self, in_conflict: bool) -> TimelineView {
        TimelineView {
            record_id: self.record_id,
            source: self.source,
            date: self.day,
            odometer_km: Km::from_metres(self.odometer_m),
            in_conflict,
        }
    }
}

/// All places, from the newest on.
struct Places {
    walk: Walk,
    /// Read and not given out yet.
    ahead: Option<Reading>,
    /// Those not come by yet, oldest first.
    replacements: Vec<Replacement>,
    all: Vec<Replacement>,
    /// The places of a day on which an odometer was replaced, oldest first.
    of_day: VecDeque<Place>,
    is_started: bool,
}

impl Places {
    fn new(vehicle: VehicleId, all: Vec<Replacement>, to: Option<Day>) -> Self {
        let mut replacements = all.clone();
        replacements.retain(|replacement| to.is_none_or(|to| replacement.day <= to));
        Self {
            walk: Walk::new(vehicle, None, to, Order::Descending),
            ahead: None,
            replacements,
            all,
            of_day: VecDeque::new(),
            is_started: false,
        }
    }

    fn place(reading: &Reading) -> Place {
        Place {
            record_id: reading.record_id,
            source: reading.source,
            day: reading.day,
            odometer_m: reading.odometer_m,
        }
    }

    fn next(&mut self, tx: &impl Reads) -> Result<Option<Place>> {
        if let Some(place) = self.of_day.pop_back() {
            return Ok(Some(place));
        }
        if !self.is_started {
            self.is_started = true;
            self.ahead = self.walk.next(tx)?;
        }
        if let Some(day) = self.replacements.last().map(|replacement| replacement.day)
            && self.ahead.as_ref().is_none_or(|reading| reading.day <= day)
        {
            self.gather(tx, day)?;
            return Ok(self.of_day.pop_back());
        }
        let Some(reading) = self.ahead.take() else { return Ok(None) };
        self.ahead = self.walk.next(tx)?;
        Ok(Some(Self::place(&reading)))
    }

    /// On the day of a replacement the order of the rows is not that of the timeline.
    fn gather(&mut self, tx: &impl Reads, day: Day) -> Result<()> {
        let mut readings = Vec::new();
        while let Some(reading) = self.ahead.take_if(|reading| reading.day == day) {
            readings.push(reading);
            self.ahead = self.walk.next(tx)?;
        }
        self.replacements.retain(|replacement| replacement.day != day);
        let timeline = Timeline::new(readings, self.all.clone());
        let points = timeline.points().iter().filter(|point| point.day == day);
        self.of_day = points
            .map(|point| Place {
                record_id: point.record_id,
                source: point.kind.source(),
                day: point.day,
                odometer_m: point.odometer_m,
            })
            .collect();
        Ok(())
    }
}
