//! Where energy is bought, and for how much: invented places with plausible prices.

use furgo_shared::{money::Money, time::Day, units::Quantity, vehicles::Fuel};

/// Somewhere to stop.
#[derive(Debug)]
pub struct Station {
    pub name: &'static str,
    /// Thousandths of a euro that a unit costs more here than elsewhere.
    pub extra: i64,
}

#[rustfmt::skip] // Read them as tables.
mod places {
    use super::Station;

    pub const LIQUID: &[Station] = &[
        Station { name: "Usabal Gasolindegia, Tolosa",   extra: 0 },
        Station { name: "Usabal Gasolindegia, Tolosa",   extra: 0 },
        Station { name: "Leitzaran Low Cost, Villabona", extra: -60 },
        Station { name: "Aldaba Zerbitzugunea, Ibarra",  extra: 20 },
        Station { name: "Goierri Oil, Beasain",          extra: -20 },
        Station { name: "Etxegarateko Gunea, N-1",       extra: 110 },
    ];
    pub const LPG: &[Station] = &[
        Station { name: "Larraitz Autogas, Ordizia",     extra: 0 },
        Station { name: "Larraitz Autogas, Ordizia",     extra: 0 },
        Station { name: "Leitzaran Low Cost, Villabona", extra: -20 },
        Station { name: "Buruntza Autogas, Andoain",     extra: 30 },
    ];
    pub const HOME: Station =
        Station { name: "Biltegia, gaueko tarifa",       extra: 0 };
    pub const FAST: &[Station] = &[
        Station { name: "Araxes Fast 150 kW, Tolosa",    extra: 330 },
        Station { name: "Oria Charge, Alegia",           extra: 290 },
        Station { name: "Bidasoa Ultra, Irun",           extra: 420 },
    ];
}
pub use places::{FAST, HOME, LIQUID, LPG};

/// Thousandths of a euro a unit, for every thirty days back from today.
type History = [i64; 19];

#[rustfmt::skip] // Read them as tables.
mod history {
    use super::History;

    pub const PETROL: History =
        [1469, 1478, 1490, 1512, 1531, 1524, 1498, 1475, 1462, 1480, 1507, 1539, 1561, 1548, 1520, 1502, 1515, 1540, 1558];
    pub const DIESEL: History =
        [1419, 1428, 1436, 1430, 1412, 1395, 1388, 1402, 1425, 1451, 1478, 1490, 1481, 1460, 1438, 1427, 1441, 1462, 1470];
    pub const LPG: History =
        [ 929,  935,  941,  948,  952,  949,  940,  931,  938,  951,  963,  972,  968,  957,  949,  945,  952,  960,  966];
    pub const ELECTRIC: History =
        [ 128,  128,  131,  131,  134,  134,  129,  129,  129,  137,  137,  142,  142,  142,  139,  139,  135,  135,  135];
}

/// What a unit costs, in thousandths.
pub fn unit_price(fuel: Fuel, today: Day, day: Day, station: &Station) -> i64 {
    let history = match fuel {
        Fuel::Diesel => &history::DIESEL,
        Fuel::Lpg => &history::LPG,
        Fuel::Electric => &history::ELECTRIC,
        Fuel::Petrol | Fuel::Premium | Fuel::Cng | Fuel::Hydrogen | Fuel::Other => &history::PETROL,
    };
    let days = (today - day).num_days().max(0);
    let of = |month: i64| {
        let place = usize::try_from(month).unwrap_or_default().min(history.len() - 1);
        history.get(place).copied().unwrap_or_default()
    };
    let (month, rest) = (days / 30, days % 30);
    let price = of(month) + (of(month + 1) - of(month)) * rest / 30 + station.extra;
    // Pumps advertise prices that end in nine.
    if fuel == Fuel::Electric { price } else { price / 10 * 10 + 9 }
}

/// A unit price times a quantity, to the cent.
pub fn cost(price: i64, quantity: Quantity) -> Money {
    cents((price * quantity.units() + 5_000) / 10_000)
}

/// How much a round sum of money buys, to the hundredth.
pub fn bought_for(euros: i64, price: i64) -> Quantity {
    Quantity::from_units(euros * 100_000 / price * 10)
}

/// So many cents.
pub fn cents(cents: i64) -> Money {
    Money::from_units(cents * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pump_rounds_to_cents_and_to_hundredths_of_a_litre() {
        assert_eq!(cost(1_459, Quantity::from_units(41_230)), cents(6015));
        assert_eq!(bought_for(30, 1_459), Quantity::from_units(20_560));
    }
}
