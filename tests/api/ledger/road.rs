//! The odometer of a vehicle, reckoned from all its readings at once.

use chrono::{Days, NaiveDate};

use super::book::{Entry, Van, What, rounded};

/// A reading on one odometer that was never replaced.
#[derive(Clone, Debug)]
pub struct Point {
    pub id: String,
    pub day: NaiveDate,
    /// Which odometer showed it.
    pub epoch: usize,
    /// As shown.
    pub shown: i64,
    /// As if it had never been replaced.
    pub at: i64,
    pub in_conflict: bool,
}

/// The road of a vehicle.
#[derive(Clone, Debug)]
pub struct Road {
    pub points: Vec<Point>,
    routes: Vec<(NaiveDate, i64)>,
    initial: i64,
    entered: NaiveDate,
}

impl Road {
    pub fn of(van: &Van, entries: &[Entry]) -> Self {
        let mut replaced: Vec<_> = entries
            .iter()
            .filter_map(|entry| match entry.what {
                What::Replacement { old } => Some((entry.day, old, entry.odometer.unwrap())),
                _ => None,
            })
            .collect();
        replaced.sort_unstable();
        // The fleets of this ledger replace odometers on days without other readings.
        let epoch = |day: NaiveDate| replaced.iter().filter(|(on, ..)| *on < day).count();
        let ahead = |epoch: usize| -> i64 {
            replaced.iter().take(epoch).map(|(_, old, new)| old - new).sum()
        };
        let point = |entry: &Entry, epoch: usize, shown: i64| Point {
            id: entry.id.clone(),
            day: entry.day,
            epoch,
            shown,
            at: shown + ahead(epoch),
            in_conflict: false,
        };
        let mut points = Vec::new();
        for entry in entries {
            let Some(shown) = entry.odometer else { continue };
            let own = epoch(entry.day);
            match entry.what {
                What::Replacement { old } => {
                    points.push((entry.number, point(entry, own, old)));
                    points.push((entry.number, point(entry, own + 1, shown)));
                }
                _ => points.push((entry.number, point(entry, own, shown))),
            }
        }
        points.sort_by_key(|(number, point)| (point.epoch, point.day, point.shown, *number));
        let mut points: Vec<_> = points.into_iter().map(|(_, point)| point).collect();
        flag(&mut points);
        let routes = entries.iter().filter_map(|entry| match entry.what {
            What::Route { distance } => Some((entry.day, distance)),
            _ => None,
        });
        Self { points, routes: routes.collect(), initial: van.initial, entered: van.entered }
    }

    pub fn is_in_conflict(&self, id: &str) -> bool {
        self.points.iter().any(|point| point.in_conflict && point.id == id)
    }

    pub fn clean(&self) -> Vec<&Point> {
        self.points.iter().filter(|point| !point.in_conflict).collect()
    }

    fn driven_on_routes(&self, day: NaiveDate) -> i64 {
        self.routes.iter().filter(|(on, _)| *on == day).map(|(_, distance)| distance).sum()
    }

    /// How far it went on a day.
    pub fn on(&self, day: NaiveDate) -> Option<i64> {
        let routes = self.driven_on_routes(day);
        let by_routes = (!self.routes.is_empty()).then_some(routes);
        let clean = self.clean();
        let (Some(first), Some(last)) = (clean.first(), clean.last()) else { return by_routes };
        if day > last.day {
            return by_routes;
        }
        let came = first.day.min(self.entered);
        let counts_from_initial =
            first.epoch == 0 && (0..=30_000).contains(&(first.at - self.initial));
        let mut known: Vec<(NaiveDate, i64)> =
            clean.iter().map(|point| (point.day, point.at)).collect();
        if counts_from_initial {
            if day < came {
                return by_routes;
            }
            known.insert(0, (came - Days::new(1), self.initial));
        } else {
            if day < first.day {
                return by_routes;
            }
            if day == first.day {
                let on_it = known.iter().filter(|(on, _)| *on == day);
                let rise = on_it.map(|(_, at)| at - first.at).max().unwrap();
                let most = rise.max(routes);
                return if most > 0 { Some(most) } else { by_routes };
            }
        }
        Some(stood(&known, day) - stood(&known, day - Days::new(1)))
    }
}

/// Where it stood at the end of a day: the way between two readings is the same every day.
fn stood(known: &[(NaiveDate, i64)], day: NaiveDate) -> i64 {
    let before = *known.iter().rfind(|(on, _)| *on <= day).unwrap();
    if before.0 == day {
        return before.1;
    }
    let after = *known.iter().find(|(on, _)| *on > day).unwrap();
    let (passed, all) = (days_between(before.0, day), days_between(before.0, after.0));
    before.1 + rounded(i128::from(after.1 - before.1) * i128::from(passed), i128::from(all))
}

pub fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}

/// Neighbours that fall are both in conflict; of the others as few as possible, so that the rest
/// never falls, and of several such rests the one that rises least.
fn flag(points: &mut [Point]) {
    let falls: Vec<usize> =
        (1..points.len()).filter(|index| points[*index].at < points[index - 1].at).collect();
    for index in falls {
        points[index - 1].in_conflict = true;
        points[index].in_conflict = true;
    }
    let rest: Vec<usize> = (0..points.len()).filter(|index| !points[*index].in_conflict).collect();
    // For each the longest row that ends there, and of those the one that begins highest.
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (place, index) in rest.iter().enumerate() {
        let at = points[*index].at;
        let before = (0..place).filter(|earlier| points[rest[*earlier]].at <= at);
        let best =
            before.max_by_key(|earlier| (rows[*earlier].len(), points[rows[*earlier][0]].at));
        let mut row = best.map_or_else(Vec::new, |best| rows[best].clone());
        row.push(*index);
        rows.push(row);
    }
    let rise = |row: &Vec<usize>| points[row[row.len() - 1]].at - points[row[0]].at;
    let best = rows.iter().max_by_key(|row| (row.len(), -rise(row))).cloned().unwrap_or_default();
    for index in rest {
        points[index].in_conflict = !best.contains(&index);
    }
}
