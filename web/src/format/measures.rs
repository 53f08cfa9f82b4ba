//! Distances, quantities of fuel, uses and prices in the units of the person who reads them. Units
//! stand after a narrow no-break space, so they never wrap.

use furgo_shared::{
    measures::{DistanceUnit, EconomyScale, Measure, Units, VolumeUnit},
    money::Currency,
    typed::TypedDistance,
    units::{Km, Quantity},
};
use yew::AttrValue;

use super::{decimal, price, quantity};
use crate::i18n::text_with;

/// More says nothing in the units that people drive in.
const DISTANCE_DECIMALS: usize = 1;
/// Of litres, gallons, kWh, kg and uses.
const DECIMALS: usize = 2;

/// The sign of a unit of distance.
pub const fn distance_unit(unit: DistanceUnit) -> &'static str {
    match unit {
        DistanceUnit::Km => "km",
        DistanceUnit::Mi => "mi",
    }
}

/// The sign of what a fuel is counted in: `L`, `gal`, `kWh`, `kg`.
pub const fn quantity_unit(units: Units, measure: Measure) -> &'static str {
    match (measure, units.volume) {
        (Measure::Litres, VolumeUnit::Litre) => "L",
        (Measure::Litres, VolumeUnit::UsGallon | VolumeUnit::UkGallon) => "gal",
        (Measure::KilowattHours, _) => "kWh",
        (Measure::Kilograms, _) => "kg",
    }
}

/// The sign of a scale of uses.
pub const fn economy_unit(scale: EconomyScale) -> &'static str {
    match scale {
        EconomyScale::Per100Km(Measure::Litres) => "L/100\u{a0}km",
        EconomyScale::Per100Km(Measure::KilowattHours) => "kWh/100\u{a0}km",
        EconomyScale::Per100Km(Measure::Kilograms) => "kg/100\u{a0}km",
        EconomyScale::KmPerL => "km/L",
        EconomyScale::MpgUs | EconomyScale::MpgUk | EconomyScale::MiPer(Measure::Litres) => "mpg",
        EconomyScale::MiPer(Measure::KilowattHours) => "mi/kWh",
        EconomyScale::MiPer(Measure::Kilograms) => "mi/kg",
    }
}

/// A distance: `1,234.5 km`, `767.1 mi`.
pub fn distance(distance: Km, units: Units) -> AttrValue {
    with_unit(
        decimal(units.distance.from_km(distance), DISTANCE_DECIMALS),
        distance_unit(units.distance),
    )
}

/// A distance as it was typed, if that was in the reader's unit: `52,326.44 mi`.
pub fn typed_distance(km: Km, typed: Option<TypedDistance>, units: Units) -> AttrValue {
    match typed.filter(|typed| typed.unit == units.distance) {
        Some(typed) => with_unit(quantity(typed.value), distance_unit(typed.unit)),
        None => distance(km, units),
    }
}

/// How far an address is from the road where the van stops: `0.3 km from the road`.
pub fn from_road(metres: u32, units: Units) -> AttrValue {
    let far = distance(Km::from_metres(i64::from(metres)), units).to_string();
    text_with("stops-from-road", [("distance", far.into())])
}

/// A quantity of fuel: `40.12 L`, `10.6 gal`, `22.5 kWh`.
pub fn fuel_quantity(quantity: Quantity, measure: Measure, units: Units) -> AttrValue {
    with_unit(
        decimal(units.from_quantity(measure, quantity), DECIMALS),
        quantity_unit(units, measure),
    )
}

/// A use, from litres, kWh or kg for each 100 km: `6.5 L/100 km`, `36.19 mpg`. Nothing where the
/// scale has no number for it.
pub fn economy(use_per_100km: f64, measure: Measure, units: Units) -> Option<AttrValue> {
    let scale = units.economy_scale(measure);
    scale.from_per_100km(use_per_100km).map(|shown| economy_shown(shown, scale))
}

/// A use that is on its scale already, for the points of a chart.
pub fn economy_shown(shown: f64, scale: EconomyScale) -> AttrValue {
    with_unit(decimal(shown, DECIMALS), economy_unit(scale))
}

/// A price for each unit of fuel, from the price for each litre, kWh or kg: `€1.499/L`.
pub fn unit_price(
    price_metric: f64,
    measure: Measure,
    units: Units,
    currency: Currency,
) -> AttrValue {
    let shown = price(units.from_unit_price(measure, price_metric), currency);
    format!("{shown}/{}", quantity_unit(units, measure)).into()
}

/// What a distance costs, from what each km costs: `€0.25/km`, `€0.402/mi`.
pub fn cost_per_distance(cost_per_km: f64, units: Units, currency: Currency) -> AttrValue {
    let shown = price(units.distance.cost_from_km(cost_per_km), currency);
    format!("{shown}/{}", distance_unit(units.distance)).into()
}

fn with_unit(figure: AttrValue, unit: &str) -> AttrValue {
    format!("{figure}\u{202f}{unit}").into()
}

#[cfg(test)]
mod tests {
    use furgo_shared::{measures::EconomyUnit, text::Locale};

    use super::*;
    use crate::{format::set_locale, i18n};

    const BRITISH: Units = Units {
        distance: DistanceUnit::Mi,
        volume: VolumeUnit::Litre,
        economy: EconomyUnit::MpgUk,
    };
    const AMERICAN: Units = Units {
        distance: DistanceUnit::Mi,
        volume: VolumeUnit::UsGallon,
        economy: EconomyUnit::MpgUs,
    };

    #[test]
    fn a_reader_gets_familiar_units() {
        set_locale(Locale::En);
        let (km, fuel) = (Km::from_units(16_093), Quantity::from_units(37_854));
        for (units, length, volume, used) in [
            (Units::default(), "1,609.3\u{202f}km", "37.85\u{202f}L", "6.5\u{202f}L/100\u{a0}km"),
            (BRITISH, "1,000\u{202f}mi", "37.85\u{202f}L", "43.46\u{202f}mpg"),
            (AMERICAN, "1,000\u{202f}mi", "10\u{202f}gal", "36.19\u{202f}mpg"),
        ] {
            assert_eq!(distance(km, units), length);
            assert_eq!(fuel_quantity(fuel, Measure::Litres, units), volume);
            assert_eq!(economy(6.5, Measure::Litres, units).as_deref(), Some(used));
        }
    }

    #[test]
    fn how_far_a_door_is_from_the_road_is_said_in_the_reader_s_units_and_language() {
        for (locale, units, text) in [
            (Locale::En, Units::default(), "0.3\u{202f}km from the road"),
            (Locale::En, BRITISH, "0.2\u{202f}mi from the road"),
            (Locale::Es, Units::default(), "a 0,3\u{202f}km de la calzada"),
            (Locale::Eu, Units::default(), "errepidetik 0,3\u{202f}km-ra"),
        ] {
            i18n::set_locale(locale);
            assert_eq!(from_road(301, units).replace(['\u{2068}', '\u{2069}'], ""), text);
        }
    }

    #[test]
    fn electricity_has_its_own_scale() {
        set_locale(Locale::Es);
        let (power, quantity) = (Measure::KilowattHours, Quantity::from_units(22_500));
        assert_eq!(fuel_quantity(quantity, power, AMERICAN), "22,5\u{202f}kWh");
        assert_eq!(
            economy(20.0, power, Units::default()).as_deref(),
            Some("20\u{202f}kWh/100\u{a0}km")
        );
        assert_eq!(economy(20.0, power, BRITISH).as_deref(), Some("3,11\u{202f}mi/kWh"));
        assert_eq!(economy(0.0, power, BRITISH), None);
    }

    #[test]
    fn prices_and_costs_name_their_unit() {
        set_locale(Locale::En);
        let dollars = "USD".parse().unwrap_or_default();
        assert_eq!(unit_price(1.499, Measure::Litres, Units::default(), Currency::EUR), "€1.499/L");
        assert_eq!(unit_price(0.925, Measure::Litres, AMERICAN, dollars), "$3.502/gal");
        assert_eq!(cost_per_distance(0.25, Units::default(), Currency::EUR), "€0.250/km");
        assert_eq!(cost_per_distance(0.25, AMERICAN, dollars), "$0.402/mi");
    }
}
