//! The units that people read and type: kilometres or miles, litres or gallons, and the ways to say
//! how much a vehicle uses. Records are always metric; this is the way there and back.
//!
//! Exact factors: a mile has 1.609344 km (international yard), a US gallon 3.785411784 L (231 cubic
//! inches), an imperial gallon 4.54609 L. Electricity is kWh in every country, CNG and hydrogen kg.

#![expect(clippy::float_arithmetic, reason = "what is only shown needs no exactness")]

use serde::{Deserialize, Serialize};

use crate::{
    units::{Fixed, Km, Quantity},
    vehicles::Fuel,
};

/// A mile in millimetres.
const MILE_MM: i64 = 1_609_344;
/// A US gallon in nanolitres.
const US_GALLON_NL: i64 = 3_785_411_784;
/// An imperial gallon in nanolitres.
const UK_GALLON_NL: i64 = 4_546_090_000;

/// What distances are counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DistanceUnit {
    #[default]
    Km,
    Mi,
}

/// What liquid fuel is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum VolumeUnit {
    #[default]
    #[serde(rename = "l")]
    Litre,
    #[serde(rename = "us_gal")]
    UsGallon,
    #[serde(rename = "uk_gal")]
    UkGallon,
}

/// How the use of liquid fuel is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum EconomyUnit {
    #[default]
    #[serde(rename = "l_per_100km")]
    LPer100Km,
    #[serde(rename = "km_per_l")]
    KmPerL,
    #[serde(rename = "mpg_us")]
    MpgUs,
    #[serde(rename = "mpg_uk")]
    MpgUk,
}

/// The units of one user; metric until someone says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Units {
    pub distance: DistanceUnit,
    pub volume: VolumeUnit,
    pub economy: EconomyUnit,
}

/// What a quantity of fuel counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    Litres,
    KilowattHours,
    Kilograms,
}

/// How a use is said for one fuel and one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EconomyScale {
    /// Litres, kWh or kg for each 100 km: less is better.
    Per100Km(Measure),
    /// Kilometres for each litre: more is better, as with all that follow.
    KmPerL,
    MpgUs,
    MpgUk,
    /// Miles for each kWh or kg.
    MiPer(Measure),
}

impl DistanceUnit {
    /// Every unit.
    pub const ALL: [Self; 2] = [Self::Km, Self::Mi];

    /// A typed distance in kilometres, to the nearest 100 m.
    pub fn to_km(self, typed: Fixed<3>) -> Km {
        match self {
            Self::Km => Km::from_units(scaled(typed.units(), 1, 100)),
            // Thousandths of a mile are 1,609.344 mm; a kilometre's last place is 100,000 mm.
            Self::Mi => Km::from_units(scaled(typed.units(), MILE_MM, 100_000_000)),
        }
    }

    /// A distance to show.
    pub fn from_km(self, distance: Km) -> f64 {
        distance.to_f64() / self.km()
    }

    /// What each unit costs, from what each km costs.
    pub fn cost_from_km(self, cost_per_km: f64) -> f64 {
        cost_per_km * self.km()
    }

    /// How many km the unit has.
    pub const fn km(self) -> f64 {
        match self {
            Self::Km => 1.0,
            Self::Mi => 1.609_344,
        }
    }
}

impl VolumeUnit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Litre, Self::UsGallon, Self::UkGallon];

    /// A typed volume in litres, to the nearest millilitre.
    pub fn to_litres(self, typed: Fixed<3>) -> Quantity {
        match self {
            Self::Litre => typed,
            Self::UsGallon => {
                Quantity::from_units(scaled(typed.units(), US_GALLON_NL, 1_000_000_000))
            }
            Self::UkGallon => {
                Quantity::from_units(scaled(typed.units(), UK_GALLON_NL, 1_000_000_000))
            }
        }
    }

    /// A volume to show.
    pub fn from_litres(self, volume: Quantity) -> f64 {
        volume.to_f64() / self.litres()
    }

    /// What each unit costs, from what each litre costs.
    pub fn price_from_litre(self, price_per_litre: f64) -> f64 {
        price_per_litre * self.litres()
    }

    /// What each litre costs, from what each unit costs.
    pub fn price_to_litre(self, price_per_unit: f64) -> f64 {
        price_per_unit / self.litres()
    }

    /// How many litres the unit has.
    pub const fn litres(self) -> f64 {
        match self {
            Self::Litre => 1.0,
            Self::UsGallon => 3.785_411_784,
            Self::UkGallon => 4.546_09,
        }
    }
}

impl EconomyUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::LPer100Km, Self::KmPerL, Self::MpgUs, Self::MpgUk];
}

impl Measure {
    /// What a fuel is sold by.
    pub const fn of(fuel: Fuel) -> Self {
        match fuel {
            Fuel::Electric => Self::KilowattHours,
            Fuel::Cng | Fuel::Hydrogen => Self::Kilograms,
            Fuel::Petrol | Fuel::Premium | Fuel::Diesel | Fuel::Lpg | Fuel::Other => Self::Litres,
        }
    }
}

impl Units {
    /// A typed quantity of fuel as it is stored: only litres have other units.
    pub fn to_quantity(self, measure: Measure, typed: Fixed<3>) -> Quantity {
        match measure {
            Measure::Litres => self.volume.to_litres(typed),
            Measure::KilowattHours | Measure::Kilograms => typed,
        }
    }

    /// A quantity of fuel to show.
    pub fn from_quantity(self, measure: Measure, quantity: Quantity) -> f64 {
        match measure {
            Measure::Litres => self.volume.from_litres(quantity),
            Measure::KilowattHours | Measure::Kilograms => quantity.to_f64(),
        }
    }

    /// A price for each unit to show, from the price for each litre, kWh or kg.
    pub fn from_unit_price(self, measure: Measure, price: f64) -> f64 {
        match measure {
            Measure::Litres => self.volume.price_from_litre(price),
            Measure::KilowattHours | Measure::Kilograms => price,
        }
    }

    /// How the use of this fuel is said: whoever drives miles gets miles for each kWh or kg.
    pub const fn economy_scale(self, measure: Measure) -> EconomyScale {
        match (measure, self.economy, self.distance) {
            (Measure::Litres, EconomyUnit::LPer100Km, _) => EconomyScale::Per100Km(Measure::Litres),
            (Measure::Litres, EconomyUnit::KmPerL, _) => EconomyScale::KmPerL,
            (Measure::Litres, EconomyUnit::MpgUs, _) => EconomyScale::MpgUs,
            (Measure::Litres, EconomyUnit::MpgUk, _) => EconomyScale::MpgUk,
            (Measure::KilowattHours | Measure::Kilograms, _, DistanceUnit::Km) => {
                EconomyScale::Per100Km(measure)
            }
            (Measure::KilowattHours | Measure::Kilograms, _, DistanceUnit::Mi) => {
                EconomyScale::MiPer(measure)
            }
        }
    }
}

impl EconomyScale {
    /// A use on this scale, from litres, kWh or kg for each 100 km. `None` where the scale has no
    /// such number: nothing used is no miles per gallon.
    pub fn from_per_100km(self, use_per_100km: f64) -> Option<f64> {
        let inverse = |units_per_100km: f64| units_per_100km / use_per_100km;
        let shown = match self {
            Self::Per100Km(_) => use_per_100km,
            Self::KmPerL => inverse(100.0),
            Self::MpgUs => inverse(100.0 / DistanceUnit::Mi.km() * VolumeUnit::UsGallon.litres()),
            Self::MpgUk => inverse(100.0 / DistanceUnit::Mi.km() * VolumeUnit::UkGallon.litres()),
            Self::MiPer(_) => inverse(100.0 / DistanceUnit::Mi.km()),
        };
        (use_per_100km >= 0.0 && shown.is_finite()).then_some(shown)
    }

    /// A use on this scale, from what was burned on a distance.
    pub fn of(self, burned: Quantity, distance: Km) -> Option<f64> {
        (distance > Km::ZERO)
            .then(|| burned.to_f64() / distance.to_f64() * 100.0)
            .and_then(|use_per_100km| self.from_per_100km(use_per_100km))
    }

    /// Whether a higher number is a thriftier vehicle.
    pub const fn more_is_better(self) -> bool {
        !matches!(self, Self::Per100Km(_))
    }
}

/// `number × factor ÷ divisor`, to the nearest, halves away from zero.
fn scaled(number: i64, factor: i64, divisor: i64) -> i64 {
    let product = i128::from(number) * i128::from(factor);
    let half = i128::from(divisor / 2) * product.signum();
    // Only a number far beyond every field's limit does not fit: it stays beyond it.
    i64::try_from((product + half) / i128::from(divisor)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]
    #![allow(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        reason = "test numbers are small"
    )]

    use proptest::prelude::*;

    use super::*;

    fn rounded(number: f64, decimals: i32) -> i64 {
        (number * 10_f64.powi(decimals)).round() as i64
    }

    #[test]
    fn the_wire_names_are_stable() {
        let units = Units {
            distance: DistanceUnit::Mi,
            volume: VolumeUnit::UkGallon,
            economy: EconomyUnit::MpgUk,
        };
        let wire = r#"{"distance":"mi","volume":"uk_gal","economy":"mpg_uk"}"#;
        assert_eq!(serde_json::to_string(&units).unwrap(), wire);
        assert_eq!(serde_json::from_str::<Units>(wire).unwrap(), units);
        let metric = r#"{"distance":"km","volume":"l","economy":"l_per_100km"}"#;
        assert_eq!(serde_json::to_string(&Units::default()).unwrap(), metric);
        assert_eq!(serde_json::to_string(&EconomyUnit::KmPerL).unwrap(), r#""km_per_l""#);
        assert_eq!(serde_json::to_string(&VolumeUnit::UsGallon).unwrap(), r#""us_gal""#);
    }

    #[test]
    fn factors_are_exact() {
        assert_eq!(DistanceUnit::Mi.to_km(Fixed::whole(1_000)), Km::from_units(16_093));
        assert_eq!(VolumeUnit::UsGallon.to_litres(Fixed::whole(10)), Quantity::from_units(37_854));
        assert_eq!(VolumeUnit::UkGallon.to_litres(Fixed::whole(10)), Quantity::from_units(45_461));
        assert_eq!(DistanceUnit::Km.to_km(Fixed::from_units(-12_350)), Km::from_units(-124));
    }

    #[test]
    fn a_use_reads_the_same_on_every_scale() {
        let (burned, distance) = (Quantity::whole(40), Km::whole(500));
        for (scale, shown) in [
            (EconomyScale::Per100Km(Measure::Litres), 800),
            (EconomyScale::KmPerL, 1_250),
            (EconomyScale::MpgUs, 2_940),
            (EconomyScale::MpgUk, 3_531),
            (EconomyScale::MiPer(Measure::KilowattHours), 777),
        ] {
            assert_eq!(scale.of(burned, distance).map(|use_| rounded(use_, 2)), Some(shown));
        }
    }

    #[test]
    fn no_distance_or_nothing_burned_has_no_miles_per_gallon() {
        assert_eq!(EconomyScale::MpgUk.of(Quantity::ZERO, Km::whole(10)), None);
        assert_eq!(EconomyScale::Per100Km(Measure::Litres).of(Quantity::whole(1), Km::ZERO), None);
        assert_eq!(EconomyScale::KmPerL.from_per_100km(-1.0), None);
        assert_eq!(EconomyScale::Per100Km(Measure::Litres).from_per_100km(f64::NAN), None);
    }

    #[test]
    fn electricity_knows_no_gallons() {
        let american = Units {
            distance: DistanceUnit::Mi,
            volume: VolumeUnit::UsGallon,
            economy: EconomyUnit::MpgUs,
        };
        let measure = Measure::of(Fuel::Electric);
        let typed = Fixed::from_units(41_250);
        assert_eq!(american.to_quantity(measure, typed), typed);
        assert_eq!(american.economy_scale(measure), EconomyScale::MiPer(Measure::KilowattHours));
        assert_eq!(
            Units::default().economy_scale(measure),
            EconomyScale::Per100Km(Measure::KilowattHours)
        );
        assert_eq!(american.economy_scale(Measure::of(Fuel::Lpg)), EconomyScale::MpgUs);
    }

    #[test]
    fn prices_follow_the_unit() {
        let american = Units { volume: VolumeUnit::UsGallon, ..Units::default() };
        assert_eq!(rounded(american.from_unit_price(Measure::Litres, 1.5), 3), 5_678);
        assert_eq!(rounded(american.from_unit_price(Measure::KilowattHours, 0.3), 3), 300);
        assert_eq!(rounded(DistanceUnit::Mi.cost_from_km(0.25), 4), 4_023);
    }

    proptest! {
        #[test]
        fn typed_distances_come_back(tenths in -99_999_999_i64..99_999_999) {
            for unit in DistanceUnit::ALL {
                let km = unit.to_km(Fixed::from_units(tenths * 100));
                prop_assert_eq!(rounded(unit.from_km(km), 1), tenths);
            }
        }

        #[test]
        fn typed_volumes_come_back(thousandths in -99_999_999_i64..99_999_999) {
            for unit in VolumeUnit::ALL {
                let litres = unit.to_litres(Fixed::from_units(thousandths));
                prop_assert_eq!(rounded(unit.from_litres(litres), 3), thousandths);
            }
        }

        #[test]
        fn longer_distances_stay_longer(a in 0_i64..9_999_999, b in 0_i64..9_999_999) {
            let (less, more) = (a.min(b), a.max(b));
            let km = |tenths: i64| DistanceUnit::Mi.to_km(Fixed::from_units(tenths * 100));
            prop_assert!(km(less) <= km(more));
        }

        #[test]
        fn prices_come_back(price in 0.001_f64..100.0) {
            for unit in VolumeUnit::ALL {
                prop_assert!((unit.price_to_litre(unit.price_from_litre(price)) - price).abs() < 1e-9);
            }
        }

        #[test]
        fn inverse_scales_are_their_own_inverse(used in 0.1_f64..1_000.0) {
            for scale in [EconomyScale::KmPerL, EconomyScale::MpgUs, EconomyScale::MpgUk] {
                let there = scale.from_per_100km(used).unwrap();
                let back = scale.from_per_100km(there).unwrap();
                prop_assert!((back - used).abs() < 1e-9 * used.max(1.0), "{used} {back}");
            }
        }
    }
}
