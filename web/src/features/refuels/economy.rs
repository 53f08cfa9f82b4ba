//! What a refuel says about consumption while it is typed, before anything is sent. The server
//! reckons again, with every record at hand.

use furgo_shared::{
    measures::Measure,
    readings::FuelHintView,
    units::{Km, Quantity},
};
use yew::AttrValue;

use crate::{
    format,
    i18n::{text, text_with},
    session::Measures,
};

/// Below this share of the usual a refuel is probably missing.
const MISSED_SHARE: f64 = 0.8;
/// Above so many times the usual something is wrong.
const HIGH_FACTOR: f64 = 3.0;
/// A filler neck holds a little more than the tank.
const CAPACITY_FACTOR: f64 = 1.05;

/// The interval that a full tank closes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economy {
    /// Litres, kWh or kg for 100 km.
    pub value: f64,
    /// What the vehicle usually takes.
    pub usual: Option<f64>,
    pub verdict: Verdict,
}

/// How an interval looks beside the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Plausible,
    /// So little that a refuel may be missing.
    Missed,
    High,
}

/// The interval that a full tank of this size would close at this reading, if one is open.
pub fn economy(hint: &FuelHintView, odometer: Km, quantity: Quantity) -> Option<Economy> {
    let distance = odometer.checked_sub(hint.anchor_odometer_km?)?;
    if distance <= Km::ZERO || quantity <= Quantity::ZERO {
        return None;
    }
    let burned = hint.quantity_since.checked_add(quantity)?;
    let value = burned.to_f64() * 100.0 / distance.to_f64();
    let verdict = match hint.average.filter(|usual| *usual > 0.0) {
        Some(usual) if value < usual * MISSED_SHARE => Verdict::Missed,
        Some(usual) if value > usual * HIGH_FACTOR => Verdict::High,
        Some(_) | None => Verdict::Plausible,
    };
    Some(Economy { value, usual: hint.average, verdict })
}

/// Whether more went in than fits.
pub fn is_over_capacity(hint: &FuelHintView, quantity: Quantity) -> bool {
    hint.tank_capacity.is_some_and(|tank| quantity.to_f64() > tank.to_f64() * CAPACITY_FACTOR)
}

impl Economy {
    /// "≈ 6.4 L/100 km, usually 6.6 L/100 km".
    pub fn sentence(self, measure: Measure, measures: Measures) -> Option<AttrValue> {
        let shown = |value| format::economy(value, measure, measures.units);
        let value = shown(self.value)?.to_string();
        Some(match self.usual.and_then(shown) {
            Some(usual) => text_with(
                "entry-economy-usual",
                [("value", value.into()), ("usual", usual.to_string().into())],
            ),
            None => text_with("entry-economy", [("value", value.into())]),
        })
    }

    /// What is odd about it.
    pub fn doubt(self) -> Option<AttrValue> {
        match self.verdict {
            Verdict::Plausible => None,
            Verdict::Missed => Some(text("entry-missed-question")),
            Verdict::High => Some(text("entry-economy-high")),
        }
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{text::Locale, vehicles::Fuel};

    use super::*;
    use crate::i18n;

    fn hint() -> FuelHintView {
        FuelHintView {
            fuel: Fuel::Diesel,
            tank_capacity: Some(Quantity::whole(50)),
            last_unit_price: None,
            average: Some(6.6),
            anchor_odometer_km: Some(Km::whole(1_000)),
            anchor_date: None,
            quantity_since: Quantity::whole(10),
        }
    }

    #[test]
    fn an_interval_is_compared_with_the_usual() {
        let stranger = FuelHintView { average: None, ..hint() };
        let unanchored = FuelHintView { anchor_odometer_km: None, ..hint() };
        for (hint, km, litres, expected) in [
            (&hint(), 1_500, 22, Some((6.4, Verdict::Plausible))),
            (&hint(), 2_000, 22, Some((3.2, Verdict::Missed))),
            (&hint(), 1_100, 22, Some((32.0, Verdict::High))),
            (&stranger, 1_100, 22, Some((32.0, Verdict::Plausible))),
            (&unanchored, 1_500, 22, None),
            (&hint(), 1_000, 22, None),
            (&hint(), 900, 22, None),
            (&hint(), 1_500, 0, None),
        ] {
            let found = economy(hint, Km::whole(km), Quantity::whole(litres));
            assert_eq!(found.map(|found| (found.value, found.verdict)), expected, "{km} {litres}");
        }
    }

    #[test]
    fn a_tank_holds_what_it_holds() {
        assert!(!is_over_capacity(&hint(), Quantity::from_units(52_500)));
        assert!(is_over_capacity(&hint(), Quantity::from_units(52_501)));
        let unknown = FuelHintView { tank_capacity: None, ..hint() };
        assert!(!is_over_capacity(&unknown, Quantity::whole(900)));
    }

    #[test]
    fn the_figure_is_said_beside_the_usual_one() {
        i18n::set_locale(Locale::En);
        let found = economy(&hint(), Km::whole(1_500), Quantity::whole(22)).expect("an interval");
        let measures = Measures::default();
        assert_eq!(
            found.sentence(Measure::Litres, measures).as_deref(),
            Some("≈ 6.4\u{202f}L/100\u{a0}km, usually 6.6\u{202f}L/100\u{a0}km")
        );
        let alone = Economy { usual: None, ..found };
        assert_eq!(
            alone.sentence(Measure::Litres, measures).as_deref(),
            Some("≈ 6.4\u{202f}L/100\u{a0}km")
        );
    }
}
