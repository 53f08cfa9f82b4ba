//! Fuel economy from full tank to full tank, of one kind of fuel.

use chrono::NaiveDate;

use super::{
    book::{Book, Entry, What, rounded},
    road::Road,
};

/// From one full tank to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub distance: i64,
    pub quantity: i64,
    pub counted: bool,
    /// A figure is said of it at all.
    pub is_known: bool,
}

impl Interval {
    /// In hundredths of a litre for 100 km.
    pub fn value(&self) -> i64 {
        rounded(i128::from(self.quantity) * 100, i128::from(self.distance))
    }
}

/// What was put in at one place.
#[derive(Clone, Debug)]
struct Place {
    day: NaiveDate,
    at: Option<(usize, i64)>,
    quantity: i64,
    full: bool,
    missed: bool,
    in_conflict: bool,
}

fn places(book: &Book, van: usize, road: &Road) -> Vec<Place> {
    let mut fills: Vec<(Place, usize)> =
        book.of(van).filter_map(|entry| Some((place(entry, road)?, entry.number))).collect();
    // Without a reading it comes before those of its day that have one.
    fills.sort_by_key(|(place, number)| (place.day, place.at, *number));
    let mut places: Vec<Place> = Vec::new();
    for (fill, _) in fills {
        let last = places.iter().rposition(|place| place.at.is_some());
        let Some(last) = last.filter(|last| fill.at.is_some() && places[*last].at == fill.at)
        else {
            places.push(fill);
            continue;
        };
        // The same place: whatever was noted in between was put in there, too.
        for later in places.split_off(last + 1).into_iter().chain([fill]) {
            let place = &mut places[last];
            place.day = later.day;
            place.quantity += later.quantity;
            place.full |= later.full && later.at.is_some();
            place.missed |= later.missed;
            place.in_conflict |= later.in_conflict;
        }
    }
    places
}

fn place(entry: &Entry, road: &Road) -> Option<Place> {
    let What::Refuel { quantity, full, missed } = entry.what else { return None };
    let point = road.points.iter().find(|point| point.id == entry.id);
    Some(Place {
        day: entry.day,
        at: point.map(|point| (point.epoch, point.shown)),
        quantity,
        full,
        missed,
        in_conflict: road.is_in_conflict(&entry.id),
    })
}

/// All intervals in the order of the road, and what is open at the end of a day.
pub fn reckon(book: &Book, van: usize, until: NaiveDate) -> (Vec<Interval>, i64) {
    let road = book.road(van);
    let places: Vec<Place> =
        places(book, van, &road).into_iter().filter(|place| place.day <= until).collect();
    let anchors: Vec<usize> = (0..places.len())
        .filter(|index| places[*index].full && places[*index].at.is_some())
        .collect();
    let mut intervals: Vec<Interval> = Vec::new();
    for pair in anchors.windows(2) {
        let (start, rows) = (&places[pair[0]], &places[pair[0] + 1..=pair[1]]);
        let end = &places[pair[1]];
        let ((before, from), (after, to)) = (start.at.unwrap(), end.at.unwrap());
        if before != after || rows.iter().any(|row| row.missed) {
            continue;
        }
        let distance = to - from;
        let quantity: i64 = rows.iter().map(|row| row.quantity).sum();
        let contradicts =
            distance < 0 || start.in_conflict || rows.iter().any(|row| row.in_conflict);
        let is_plausible = (1..=30_000).contains(&distance)
            && (20 * distance..=600 * distance).contains(&(10 * quantity));
        intervals.push(Interval {
            from: start.day,
            to: end.day,
            distance,
            quantity,
            counted: !contradicts && is_plausible,
            is_known: !contradicts && distance > 0,
        });
    }
    // Above three times the own median is left out; the fleets of the ledger have fewer intervals
    // than the 25 that a median looks at.
    let mut usual: Vec<(i64, i64)> = intervals
        .iter()
        .filter(|interval| interval.counted)
        .map(|interval| (interval.quantity, interval.distance))
        .collect();
    usual.sort_by(|a, b| (a.0 * b.1).cmp(&(b.0 * a.1)));
    if let Some(upper) = usual.get(usual.len() / 2) {
        let lower = if usual.len() % 2 == 1 { upper } else { &usual[usual.len() / 2 - 1] };
        // Three times the mean of the two, as a fraction.
        let top = 3 * (i128::from(lower.0 * upper.1) + i128::from(upper.0 * lower.1));
        let bottom = 2 * i128::from(lower.1) * i128::from(upper.1);
        for interval in intervals.iter_mut().filter(|interval| interval.counted) {
            interval.counted =
                i128::from(interval.quantity) * bottom <= top * i128::from(interval.distance);
        }
    }
    let since = anchors.last().map_or(0, |last| last + 1);
    (intervals, places[since..].iter().map(|place| place.quantity).sum())
}
