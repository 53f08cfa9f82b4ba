//! Money: amounts in thousandths of the fleet's one currency, and the currencies of ISO 4217.
//!
//! Deliberately absent: exchange rates, and the codes for funds, metals and tests, which nobody
//! pays with at a pump.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    units::Fixed,
    validate::{FieldCode, FieldErrors},
};

/// An amount of money with three decimals, enough for every currency and for prices per litre.
pub type Money = Fixed<3>;

/// An ISO 4217 currency, by its alphabetic code on the wire.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

/// The text is not the code of a currency in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCurrency;

/// Currencies in use whose smallest unit is a hundredth (ISO 4217 list one).
#[rustfmt::skip] // Read it as a table.
const HUNDREDTHS: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BMD", "BND",
    "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP",
    "CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES",
    "KGS", "KHR", "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD",
    "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK",
    "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD",
    "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB",
    "TJS", "TMT", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "USD", "UYU", "UZS", "VED", "VES", "WST",
    "XCD", "XCG", "YER", "ZAR", "ZMW", "ZWG",
];

/// Currencies without a smaller unit.
#[rustfmt::skip] // Read it as a table.
const WHOLE: &[&str] = &[
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF",
    "XOF", "XPF",
];

/// Currencies whose smallest unit is a thousandth.
const THOUSANDTHS: &[&str] = &["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// The euro, until a fleet says otherwise.
    pub const EUR: Self = Self("EUR");

    /// Every currency in use, in the order of the codes.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> =
            [HUNDREDTHS, WHOLE, THOUSANDTHS].concat().into_iter().map(Self).collect();
        all.sort_unstable();
        all
    }

    /// The alphabetic code: `EUR`.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// How many decimals an amount has: 0, 2 or 3.
    pub fn decimals(self) -> u32 {
        if WHOLE.contains(&self.0) {
            0
        } else if THOUSANDTHS.contains(&self.0) {
            3
        } else {
            2
        }
    }

    /// How many thousandths the smallest amount has: 10 for a cent.
    pub fn smallest(self) -> Money {
        Money::from_units(10_i64.pow(3_u32.saturating_sub(self.decimals())))
    }
}

/// Whether the amount has no more decimals than the currency.
pub fn fits(amount: Money, currency: Currency) -> bool {
    amount.units() % currency.smallest().units() == 0
}

/// Notes [`FieldCode::TooManyDecimals`] for an amount with more decimals than the currency has.
pub fn validate_decimals(field: &str, amount: Money, currency: Currency, errors: &mut FieldErrors) {
    errors.require(field, fits(amount, currency), FieldCode::TooManyDecimals);
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    /// From the alphabetic code, in capitals or not.
    fn from_str(code: &str) -> Result<Self, UnknownCurrency> {
        [HUNDREDTHS, WHOLE, THOUSANDTHS]
            .into_iter()
            .flatten()
            .find(|known| known.eq_ignore_ascii_case(code))
            .map(|known| Self(known))
            .ok_or(UnknownCurrency)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the ISO 4217 code of a currency in use")
    }
}

impl std::error::Error for UnknownCurrency {}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Currency {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Currency".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "The ISO 4217 alphabetic code of a currency in use.",
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at once")]

    use super::*;

    #[test]
    fn a_code_stands_for_one_currency() {
        let all = Currency::all();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]), "sorted and without repetition");
        for currency in all {
            assert_eq!(currency.code().parse(), Ok(currency));
            assert_eq!(currency.code().len(), 3);
            assert!(currency.code().bytes().all(|byte| byte.is_ascii_uppercase()));
        }
    }

    #[test]
    fn codes_are_read_and_written() {
        assert_eq!("eur".parse(), Ok(Currency::EUR));
        for unknown in ["", "EU", "EURO", "XXX", "XAU", "HRK", "€", "E\u{130}R"] {
            assert_eq!(unknown.parse::<Currency>(), Err(UnknownCurrency), "{unknown}");
        }
        let wire = serde_json::to_string(&Currency::EUR).unwrap();
        assert_eq!(wire, "\"EUR\"");
        assert_eq!(serde_json::from_str::<Currency>(&wire).unwrap(), Currency::EUR);
        assert!(serde_json::from_str::<Currency>("\"ABC\"").is_err());
    }

    #[test]
    fn an_amount_has_no_more_decimals_than_its_currency() {
        for (code, decimals, fitting, surplus) in [
            ("EUR", 2, 12_340, 12_345),
            ("JPY", 0, 12_000, 12_100),
            ("KWD", 3, 12_345, 0),
            ("CLP", 0, -7_000, -7_001),
        ] {
            let currency: Currency = code.parse().unwrap();
            assert_eq!(currency.decimals(), decimals, "{code}");
            assert!(fits(Money::from_units(fitting), currency), "{code}");
            if surplus != 0 {
                assert!(!fits(Money::from_units(surplus), currency), "{code}");
                let mut errors = FieldErrors::default();
                validate_decimals("cost", Money::from_units(surplus), currency, &mut errors);
                assert_eq!(errors.of("cost"), Some(FieldCode::TooManyDecimals));
            }
        }
    }
}
