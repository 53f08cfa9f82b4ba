//! Amounts of money with the currency's own decimals: `€12.50`, `12,50 €`.

use furgo_shared::{
    money::{Currency, Money},
    text::Locale,
};
use yew::AttrValue;

use super::{locale, numbers};

/// What stands for a currency where it is common knowledge; the code where it is not, or where one
/// sign would stand for several currencies.
#[rustfmt::skip] // Read it as a table.
const SYMBOLS: &[(&str, &str)] = &[
    ("EUR", "€"), ("USD", "$"), ("GBP", "£"), ("JPY", "¥"), ("CNY", "CN¥"), ("INR", "₹"), ("KRW", "₩"),
    ("BRL", "R$"), ("CAD", "CA$"), ("AUD", "A$"), ("NZD", "NZ$"), ("MXN", "MX$"), ("ILS", "₪"),
    ("VND", "₫"), ("PHP", "₱"), ("TRY", "₺"), ("UAH", "₴"), ("PLN", "zł"), ("CZK", "Kč"), ("NGN", "₦"),
];

/// The sign of a currency, or its code.
pub fn currency_symbol(currency: Currency) -> &'static str {
    let code = currency.code();
    SYMBOLS.iter().find(|(known, _)| *known == code).map_or(code, |(_, symbol)| symbol)
}

/// An amount with all the decimals that its currency has.
pub fn money(amount: Money, currency: Currency) -> AttrValue {
    money_of(amount.to_f64(), currency)
}

/// As [`money`], for a figure that was reckoned: rounded to the currency's decimals.
pub fn money_of(amount: f64, currency: Currency) -> AttrValue {
    placed(amount, usize::try_from(currency.decimals()).unwrap_or_default(), currency)
}

/// An amount without cents, for the scale of a chart and for tiles.
pub fn money_short(amount: f64, currency: Currency) -> AttrValue {
    placed(amount, 0, currency)
}

/// A price for a unit: one decimal more than the currency has, as pumps show it, and at least two.
pub fn price(amount: f64, currency: Currency) -> AttrValue {
    let decimals = usize::try_from(currency.decimals()).unwrap_or_default();
    placed(amount, (decimals + 1).clamp(2, 3), currency)
}

/// English puts the sign in front, Spanish and Basque behind. A code is a word: it takes a space.
fn placed(amount: f64, decimals: usize, currency: Currency) -> AttrValue {
    let symbol = currency_symbol(currency);
    let figure = numbers::padded(amount, decimals);
    let (sign, figure) = figure.strip_prefix('−').map_or(("", &*figure), |rest| ("−", rest));
    let space = if symbol.ends_with(|c: char| c.is_alphabetic()) { "\u{a0}" } else { "" };
    match locale() {
        Locale::En => format!("{sign}{symbol}{space}{figure}").into(),
        Locale::Es | Locale::Eu => format!("{sign}{figure}\u{a0}{symbol}").into(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;
    use crate::format::set_locale;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn every_language_writes_money_its_own_way() {
        for (locale, euros, francs, dinars) in [
            (Locale::En, "€1,234.50", "CHF\u{a0}1,234.50", "KWD\u{a0}1,234.500"),
            (Locale::Es, "1234,50\u{a0}€", "1234,50\u{a0}CHF", "1234,500\u{a0}KWD"),
            (Locale::Eu, "1.234,50\u{a0}€", "1.234,50\u{a0}CHF", "1.234,500\u{a0}KWD"),
        ] {
            set_locale(locale);
            let amount = Money::from_units(1_234_500);
            assert_eq!(money(amount, Currency::EUR), euros);
            assert_eq!(money(amount, currency("CHF")), francs);
            assert_eq!(money(amount, currency("KWD")), dinars);
        }
    }

    #[test]
    fn decimals_are_the_currencys_own() {
        set_locale(Locale::En);
        for (code, amount, text) in [
            ("JPY", 1_499.6, "¥1,500"),
            ("EUR", 0.0, "€0.00"),
            ("EUR", -0.001, "€0.00"),
            ("USD", -12.5, "−$12.50"),
            ("EUR", 1e9, "€1,000,000,000.00"),
        ] {
            assert_eq!(money_of(amount, currency(code)), text);
        }
        // Halves away from zero, as the server rounds.
        assert_eq!(money_short(1_234.5, Currency::EUR), "€1,235");
    }

    #[test]
    fn a_pump_shows_one_decimal_more() {
        set_locale(Locale::Es);
        assert_eq!(price(1.499, Currency::EUR), "1,499\u{a0}€");
        assert_eq!(price(172.0, currency("JPY")), "172,00\u{a0}¥");
        assert_eq!(price(0.4567, currency("KWD")), "0,457\u{a0}KWD");
    }
}
