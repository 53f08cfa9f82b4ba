//! What is wrong, in a sentence.

use furgo_shared::{
    fuel::Energy,
    measures::Measure,
    readings::{FindingCode, FindingRecordView, FindingView},
    units::Km,
};
use yew::AttrValue;

use crate::{
    features::histories::words,
    format,
    i18n::{text, text_with},
    session::Measures,
};

/// See the module.
pub fn sentence(finding: &FindingView, measures: Measures) -> AttrValue {
    match finding.code {
        FindingCode::OdometerConflict => conflict(finding, measures),
        FindingCode::OdometerJump => span(finding, "finding-odometer-jump", measures),
        FindingCode::ImplausibleDistance => span(finding, "finding-distance", measures),
        FindingCode::ImplausibleEconomy => {
            economy(finding, "finding-economy", "finding-economy-unsaid", measures)
        }
        FindingCode::AboveUsual => {
            economy(finding, "finding-above", "finding-above-unsaid", measures)
        }
        FindingCode::MissedSuspected => {
            economy(finding, "finding-missed", "finding-missed-unsaid", measures)
        }
        FindingCode::OverCapacity => capacity(finding, measures),
        FindingCode::NoEntries => match finding.date {
            Some(day) => text_with("finding-none-since", [("day", day_of(day))]),
            None => text("finding-none-ever"),
        },
    }
}

type Part = crate::i18n::Value<'static>;

fn day_of(day: furgo_shared::time::Day) -> Part {
    format::day(day).to_string().into()
}

fn distance(km: Km, measures: Measures) -> Part {
    format::distance(km, measures.units).to_string().into()
}

fn conflict(finding: &FindingView, measures: Measures) -> AttrValue {
    let readings: Vec<_> = finding
        .records
        .iter()
        .filter_map(|record| Some((record.date, record.odometer_km?)))
        .collect();
    let falls = readings.windows(2).find_map(|pair| match pair {
        [one, other] if other.1 < one.1 => Some((*one, *other)),
        _ => None,
    });
    let Some(((day, high), (later, low))) = falls else { return text("finding-conflict-unsaid") };
    text_with(
        "finding-conflict",
        [
            ("day", day_of(day)),
            ("odometer", distance(high, measures)),
            ("later", day_of(later)),
            ("lower", distance(low, measures)),
        ],
    )
}

/// From the first record to the last.
fn span(finding: &FindingView, key: &str, measures: Measures) -> AttrValue {
    let known = |record: Option<&FindingRecordView>| Some((record?.date, record?.odometer_km?));
    let (Some(first), Some(last)) = (known(finding.records.first()), known(finding.records.last()))
    else {
        return text("finding-span-unsaid");
    };
    let driven = last.1.checked_sub(first.1).unwrap_or_default();
    text_with(
        key,
        [
            ("distance", distance(driven, measures)),
            ("from", day_of(first.0)),
            ("to", day_of(last.0)),
        ],
    )
}

fn measure(finding: &FindingView) -> Measure {
    let fuel = finding.records.iter().rev().find_map(|record| record.fuel);
    fuel.map_or(Measure::Litres, |fuel| words::measure(Energy::of(fuel)))
}

/// With what it was and what is usual, as far as that is known.
fn economy(finding: &FindingView, key: &str, unsaid: &str, measures: Measures) -> AttrValue {
    let shown = |value: Option<f64>| {
        value.and_then(|value| format::economy(value, measure(finding), measures.units))
    };
    let (Some(value), Some(last)) = (shown(finding.value), finding.records.last()) else {
        return text(unsaid);
    };
    let said = text_with(key, [("value", value.to_string().into()), ("day", day_of(last.date))]);
    match shown(finding.usual) {
        Some(usual) => {
            let usual = text_with("finding-usual", [("usual", usual.to_string().into())]);
            format!("{said} {usual}").into()
        }
        None => said,
    }
}

fn capacity(finding: &FindingView, measures: Measures) -> AttrValue {
    let Some((last, quantity)) =
        finding.records.last().and_then(|last| Some((last, last.quantity?)))
    else {
        return text("finding-capacity-unsaid");
    };
    let quantity = format::fuel_quantity(quantity, measure(finding), measures.units);
    text_with(
        "finding-capacity",
        [("quantity", quantity.to_string().into()), ("day", day_of(last.date))],
    )
}

#[cfg(test)]
mod tests {
    use furgo_shared::{odometer::Source, text::Locale, units::Quantity, vehicles::Fuel};

    use super::*;
    use crate::features::findings::mends::tests::{finding, record};

    #[test]
    fn a_conflict_names_both_readings() {
        crate::i18n::set_locale(Locale::En);
        let records = vec![
            record(1, Source::Refuel, "2026-03-01", 90_000),
            record(2, Source::Refuel, "2026-03-09", 89_000),
        ];
        assert_eq!(
            sentence(&finding(FindingCode::OdometerConflict, records), Measures::default()),
            "On 1\u{a0}Mar 2026 the odometer showed 90,000\u{202f}km, on 9\u{a0}Mar 2026 less: 89,000\u{202f}km."
        );
    }

    #[test]
    fn every_finding_has_a_sentence_whatever_is_known() {
        for locale in Locale::ALL {
            crate::i18n::set_locale(locale);
            let full = FindingRecordView {
                quantity: Some(Quantity::whole(40)),
                fuel: Some(Fuel::Diesel),
                ..record(1, Source::Refuel, "2026-03-01", 90_000)
            };
            for code in FindingCode::ALL {
                for records in [vec![], vec![full.clone()]] {
                    for value in [None, Some(12.0)] {
                        let finding =
                            FindingView { value, usual: value, ..finding(code, records.clone()) };
                        let said = sentence(&finding, Measures::default());
                        assert!(said.ends_with('.') && said.contains(' '), "{code:?}: {said}");
                    }
                }
            }
        }
    }
}
