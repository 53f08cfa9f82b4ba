//! Histories for tests, written as the rules' own tables are.

use chrono::{DateTime, Days};
use proptest::prelude::*;

use super::*;
use crate::odometer::Replacement;

/// A vehicle's history that sets only what matters.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub fills: Vec<Fill>,
    pub replacements: Vec<Replacement>,
    pub capacities: BTreeMap<Energy, i64>,
    pub several_energies: bool,
}

impl Given {
    pub fn fills(fills: Vec<Fill>) -> Self {
        Self { fills, ..Self::default() }
    }

    /// `(day, odometer km, litres, F full | P partial, m missed)`; `?` unknown; `!` confirmed.
    pub fn rows(text: &str) -> Self {
        let rows = text.trim_matches(['(', ')']).split(")(").enumerate();
        Self::fills(rows.map(|(index, row)| fill_of_row(index, row)).collect())
    }

    pub fn timeline(&self) -> Timeline {
        let readings = self.fills.iter().filter_map(Fill::reading).collect();
        Timeline::new(readings, self.replacements.clone())
    }

    pub fn analysis(&self) -> Analysis {
        self.analysis_with(None)
    }

    pub fn analysis_with(&self, routes: Option<RoutesDistance<'_>>) -> Analysis {
        analyse(&History {
            fills: self.fills.clone(),
            timeline: &self.timeline(),
            capacities: self.capacities.clone(),
            several_energies: self.several_energies,
            routes,
        })
    }

    pub fn replaced(mut self, on: u64, old_last_km: i64, new_first_km: i64) -> Self {
        self.replacements.push(Replacement {
            record_id: Uuid::from_u128(1_000_000 + u128::from(on)),
            day: day(on),
            old_last_m: old_last_km * 1000,
            new_first_m: new_first_km * 1000,
            created_at: DateTime::UNIX_EPOCH,
        });
        self
    }

    pub fn holding(mut self, energy: Energy, units: i64) -> Self {
        self.capacities.insert(energy, units * 1000);
        self
    }

    /// Every row's value, in the order of the rows.
    pub fn values(&self, analysis: &Analysis) -> Vec<Option<f64>> {
        self.fills.iter().map(|fill| analysis.value_of(fill.id)).collect()
    }
}

pub fn day(number: u64) -> Day {
    Day::from_ymd_opt(2024, 1, 1)
        .and_then(|first| first.checked_add_days(Days::new(number)))
        .unwrap()
}

/// A full petrol fill; the rest is for struct update.
pub fn fill(number: usize, on: u64, odometer_km: Option<i64>, litres: i64) -> Fill {
    Fill {
        id: id(number),
        day: day(on),
        created_at: DateTime::from_timestamp(i64::try_from(number).unwrap(), 0).unwrap(),
        fuel: Fuel::Petrol,
        quantity: litres * 1000,
        odometer_m: odometer_km.map(|km| km * 1000),
        full: true,
        level_after_permille: None,
        missed_previous: false,
        confirmed: false,
    }
}

pub fn id(number: usize) -> Uuid {
    Uuid::from_u128(u128::try_from(number).unwrap() + 1)
}

fn fill_of_row(index: usize, row: &str) -> Fill {
    let parts: Vec<&str> = row.split(',').collect();
    let [on, odometer, put_in] = parts[..] else { unreachable!("three parts: {row}") };
    let digits = put_in.trim_end_matches(|c: char| !c.is_ascii_digit());
    let marks = &put_in[digits.len()..];
    Fill {
        full: marks.contains('F'),
        missed_previous: marks.contains('m'),
        confirmed: marks.contains('!'),
        ..fill(index, on.parse().unwrap(), odometer.parse().ok(), digits.parse().unwrap())
    }
}

/// The figures are the same, or both unknown.
pub fn same(a: &[Option<f64>], b: &[Option<f64>]) -> bool {
    a.len() == b.len()
        && a.iter().zip(b).all(|pair| match pair {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        })
}

pub fn average(analysis: &Analysis, energy: Energy) -> Option<f64> {
    analysis.stream(energy)?.totals().per_100km()
}

/// The codes that the analysis flags, in its order.
pub fn codes(analysis: &Analysis) -> Vec<FlagCode> {
    analysis.flags.iter().map(|flag| flag.code).collect()
}

/// Petrol fills in the order of the way; now and then partial, missed, confirmed, without a
/// reading, or of an odd quantity.
pub fn petrol_history(size: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Fill>> {
    let step = (
        (0_u64..6, 1_i64..900),
        (prop_oneof![6 => 45_i64..110, 1 => 1_i64..500], 0_u8..10, 0_u8..20),
        (0_u8..12, 0_u8..15),
    );
    prop::collection::vec(step, size).prop_map(|steps| {
        let (mut on, mut km) = (1, 1000);
        let number = steps.into_iter().enumerate();
        number
            .map(|(number, ((days, driven), (rate, partial, missed), (unread, confirmed)))| {
                on += days;
                km += driven;
                let odometer = (unread > 0).then_some(km);
                Fill {
                    quantity: (driven * rate).max(2),
                    full: partial > 2,
                    missed_previous: missed == 0,
                    confirmed: confirmed == 0,
                    ..fill(number, on, odometer, 0)
                }
            })
            .collect()
    })
}
