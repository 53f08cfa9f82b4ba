//! Which intervals are believed, and what is said of the others.

use super::{
    Energy, Flag, FlagCode, Interval,
    rows::{Place, Row},
    spans::Span,
};
use crate::odometer::Timeline;

/// How many spans before and after an interval have a say in what is said about it.
pub const REACH: usize = 26;

/// The vehicle's own usual is that of this many spans around an interval; near an end as many
/// reach further to the other side. Clamped, the window reaches 24 spans: within [`REACH`].
const WINDOW: usize = 25;
/// No tank reaches further, in metres.
const DISTANCE_MAX_M: i64 = 3_000_000;
/// Beyond this times the median an interval is not believed.
const USUAL_FACTOR_MAX: i128 = 3;
/// What a full tank may take beyond its capacity: the pipe, the pump's error, in hundredths.
const CAPACITY_PERCENT_MAX: i128 = 105;
/// Under this part of the own average a refuel is probably missing, in hundredths.
const MISSED_PERCENT: i128 = 80;
/// With fewer other intervals there is no average to be below of.
const OTHERS_MIN: usize = 3;

/// What has to be known to judge the intervals of a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judge<'t> {
    pub energy: Energy,
    pub timeline: &'t Timeline,
    /// Thousandths.
    pub capacity: Option<i64>,
    /// Each stream is divided by all the kilometres of the vehicle. How many of them were driven
    /// on this energy changes from one interval to the next: there is an upper bound and nothing
    /// else to compare with.
    pub several: bool,
}

/// An interval that passed the absolute bounds, as a measure for others.
#[derive(Clone, Copy, Debug)]
struct Measure {
    burned: i128,
    distance: i128,
    confirmed: bool,
}

impl Measure {
    /// Economy is burned over distance; compared without dividing.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.burned.saturating_mul(other.distance))
            .cmp(&other.burned.saturating_mul(self.distance))
    }

    /// Above the factor times a median.
    fn is_above(&self, factor: i128, median: &Median) -> bool {
        let own = self.burned.saturating_mul(median.distance);
        own > factor.saturating_mul(median.burned).saturating_mul(self.distance)
    }
}

/// A ratio, like a measure; of an even count, the mean of the two in the middle.
#[derive(Clone, Copy, Debug)]
struct Median {
    burned: i128,
    distance: i128,
}

impl Median {
    fn of(measures: &[Measure]) -> Option<Self> {
        let mut ordered = measures.to_vec();
        ordered.sort_by(Measure::cmp);
        let upper = ordered.get(ordered.len() / 2)?;
        if ordered.len() % 2 == 1 {
            return Some(Self { burned: upper.burned, distance: upper.distance });
        }
        let lower = ordered.get((ordered.len() / 2).checked_sub(1)?)?;
        let sum = lower
            .burned
            .saturating_mul(upper.distance)
            .saturating_add(upper.burned.saturating_mul(lower.distance));
        let distance = lower.distance.saturating_mul(upper.distance).saturating_mul(2);
        Some(Self { burned: sum, distance })
    }
}

impl Judge<'_> {
    /// The intervals of a stream, with what is odd about each.
    pub fn intervals(&self, spans: &[Option<Span<'_>>]) -> Vec<Interval> {
        let absolute = |span: &Option<Span<'_>>| {
            span.as_ref().map(|span| self.absolute(span)).unwrap_or_default()
        };
        let flags: Vec<Vec<FlagCode>> = spans.iter().map(absolute).collect();
        let measures: Vec<Option<Measure>> =
            spans.iter().zip(&flags).map(|(span, flags)| measure(span.as_ref()?, flags)).collect();
        let judged = spans.iter().zip(flags).enumerate();
        judged
            .filter_map(|(index, (span, mut flags))| {
                flags.extend(self.against_usual(index, &measures));
                flags.sort_unstable();
                Some(self.interval(span.as_ref()?, flags))
            })
            .collect()
    }

    /// Fills that took more than fits; one flag for each place.
    pub fn fills_over_capacity(&self, rows: &[Row]) -> Vec<Flag> {
        let over = rows.iter().filter(|row| self.is_over_capacity(row));
        over.map(|row| Flag { code: FlagCode::OverCapacity, record_ids: row.ids.clone() }).collect()
    }

    /// What can be said of a span without looking at others. What was confirmed is not.
    fn absolute(&self, span: &Span<'_>) -> Vec<FlagCode> {
        if span.contradicts() {
            return vec![FlagCode::OdometerConflict];
        }
        let mut flags = Vec::new();
        if !span.end.confirmed {
            if !(1..=DISTANCE_MAX_M).contains(&span.distance_m) {
                flags.push(FlagCode::ImplausibleDistance);
            } else if self.is_beyond_belief(span) {
                flags.push(FlagCode::ImplausibleEconomy);
            }
        }
        if span.rows.iter().any(|row| self.is_over_capacity(row)) {
            flags.push(FlagCode::OverCapacity);
        }
        flags
    }

    fn is_beyond_belief(&self, span: &Span<'_>) -> bool {
        let Some((least, most)) = self.energy.believed_per_100km() else {
            return span.burned < 0;
        };
        // No energy at all for a while is normal where there is another one.
        let least = if self.several { 0 } else { least };
        let distance = i128::from(span.distance_m);
        let per_100km = i128::from(span.burned) * 100_000;
        per_100km < i128::from(least) * distance || per_100km > i128::from(most) * distance
    }

    fn is_over_capacity(&self, row: &Row) -> bool {
        self.capacity.is_some_and(|capacity| {
            i128::from(row.largest) * 100 > i128::from(capacity) * CAPACITY_PERCENT_MAX
        }) && !row.confirmed
    }

    /// What can be said of a span that passed the absolute bounds by looking at those around it.
    fn against_usual(&self, index: usize, measures: &[Option<Measure>]) -> Option<FlagCode> {
        let own = measures.get(index).copied().flatten().filter(|own| !own.confirmed)?;
        if self.several {
            return None;
        }
        let start = index.saturating_sub(WINDOW / 2).min(measures.len().saturating_sub(WINDOW));
        let window = || measures.iter().enumerate().skip(start).take(WINDOW);
        let all: Vec<Measure> = window().filter_map(|(_, measure)| *measure).collect();
        let median = Median::of(&all)?;
        if own.is_above(USUAL_FACTOR_MAX, &median) {
            return Some(FlagCode::AboveUsual);
        }
        let others: Vec<Measure> = window()
            .filter(|(other, _)| *other != index)
            .filter_map(|(_, measure)| *measure)
            .filter(|other| other.confirmed || !other.is_above(USUAL_FACTOR_MAX, &median))
            .collect();
        is_suspiciously_low(&own, &others).then_some(FlagCode::MissedSuspected)
    }

    fn interval(&self, span: &Span<'_>, flags: Vec<FlagCode>) -> Interval {
        Interval {
            from: span.start.day,
            to: span.end.day,
            start_id: span.start.closing_id,
            end_id: span.end.closing_id,
            end_m: match span.end.place {
                Some(Place::Odometer { epoch, odometer_m }) => {
                    self.timeline.virtual_in(epoch, odometer_m)
                }
                Some(Place::Day(_)) | None => 0,
            },
            distance_m: span.distance_m,
            quantity: span.burned,
            record_ids: span.rows.iter().flat_map(|row| row.ids.iter().copied()).collect(),
            counted: span.distance_m > 0 && !flags.iter().any(|flag| flag.leaves_out()),
            flags,
        }
    }
}

fn is_suspiciously_low(own: &Measure, others: &[Measure]) -> bool {
    let burned: i128 = others.iter().map(|other| other.burned).sum();
    let distance: i128 = others.iter().map(|other| other.distance).sum();
    others.len() >= OTHERS_MIN
        && own.burned.saturating_mul(100).saturating_mul(distance)
            < MISSED_PERCENT.saturating_mul(burned).saturating_mul(own.distance)
}

fn measure(span: &Span<'_>, flags: &[FlagCode]) -> Option<Measure> {
    (flags.is_empty() && span.distance_m > 0).then(|| Measure {
        burned: i128::from(span.burned),
        distance: i128::from(span.distance_m),
        confirmed: span.end.confirmed,
    })
}
