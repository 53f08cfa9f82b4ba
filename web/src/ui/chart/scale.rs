//! From values to heights: a scale whose ticks are round numbers.

/// Values from `low` to `high`, both multiples of `step`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A scale that holds all the values, with about `steps` steps. It starts at nothing unless the
    /// values lie far from it, or `from_zero` asks for it, as bars do.
    pub fn around(values: impl Iterator<Item = f64>, steps: u32, from_zero: bool) -> Self {
        let (mut low, mut high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if from_zero || (low >= 0.0 && low < high * 0.5) {
            (low, high) = (low.min(0.0), high.max(0.0));
        }
        if low >= high {
            // One value: room on both sides, and all nothing is a scale from 0 to 1.
            let room = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
            (low, high) = (if high == 0.0 { 0.0 } else { low - room }, high + room);
        }
        let step = round_step((high - low) / f64::from(steps.max(1)));
        Self { low: (low / step).floor() * step, high: (high / step).ceil() * step, step }
    }

    /// Where a value lies: 0 at the low end, 1 at the high end.
    pub fn share(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The round numbers from low to high.
    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(1.0, 100.0);
        let mut ticks = vec![self.low];
        while f64::from(u32::try_from(ticks.len()).unwrap_or(u32::MAX)) <= count {
            let index = f64::from(u32::try_from(ticks.len()).unwrap_or(u32::MAX));
            ticks.push(self.low + self.step * index);
        }
        ticks
    }

    /// How many decimals the ticks need to be told apart.
    pub fn decimals(&self) -> usize {
        (0_usize..6)
            .zip([1.0, 10.0, 100.0, 1e3, 1e4, 1e5])
            .find(|(_, factor)| {
                let scaled = self.step * factor;
                (scaled - scaled.round()).abs() < 1e-6 * scaled
            })
            .map_or(6, |(decimals, _)| decimals)
    }
}

/// The next of 1, 2, 2.5 and 5 times a power of ten.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    let lead = rough / power;
    let nice = [1.0, 2.0, 2.5, 5.0].into_iter().find(|nice| lead <= nice * (1.0 + 1e-9));
    nice.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ticks_are_round_numbers() {
        for (values, from_zero, ticks, decimals) in [
            (vec![6.1, 7.4], false, vec![6.0, 6.5, 7.0, 7.5], 1),
            (vec![0.0, 0.0], true, vec![0.0, 0.25, 0.5, 0.75, 1.0], 2),
            (vec![], false, vec![0.0, 0.25, 0.5, 0.75, 1.0], 2),
            (vec![130.0, 20.0], true, vec![0.0, 50.0, 100.0, 150.0], 0),
            (vec![-30.0, 80.0], true, vec![-50.0, 0.0, 50.0, 100.0], 0),
            (vec![1e9], true, vec![0.0, 2.5e8, 5e8, 7.5e8, 1e9], 0),
        ] {
            let scale = Scale::around(values.iter().copied(), 4, from_zero);
            assert_eq!(scale.ticks(), ticks, "{values:?}");
            assert_eq!(scale.decimals(), decimals, "{values:?}");
        }
    }

    proptest! {
        #[test]
        fn every_value_lies_between_the_ticks(
            values in prop::collection::vec(-1e9_f64..1e9, 1..40), from_zero: bool,
        ) {
            let scale = Scale::around(values.iter().copied(), 4, from_zero);
            let ticks = scale.ticks();
            prop_assert!((2..=9).contains(&ticks.len()), "{ticks:?}");
            for value in values {
                let slack = (scale.high - scale.low) * 1e-9;
                prop_assert!(scale.low - slack <= value && value <= scale.high + slack);
                prop_assert!((0.0..=1.0).contains(&scale.share(value)));
            }
        }
    }
}
