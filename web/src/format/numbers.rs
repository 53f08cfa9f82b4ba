//! Grouped figures and units. Units stand after a narrow no-break space, so they never wrap.

use furgo_shared::{
    rounding::decimal_text,
    text::Locale,
    units::{Fixed, Kg},
};
use yew::AttrValue;

use super::locale;

/// Decimal separator and separator of thousands. Spanish leaves four figures ungrouped.
struct Signs {
    decimal: char,
    group: char,
    ungrouped_figures: usize,
}

const fn signs(locale: Locale) -> Signs {
    match locale {
        Locale::En => Signs { decimal: '.', group: ',', ungrouped_figures: 3 },
        Locale::Es => Signs { decimal: ',', group: '.', ungrouped_figures: 4 },
        Locale::Eu => Signs { decimal: ',', group: '.', ungrouped_figures: 3 },
    }
}

/// A count.
pub fn whole(number: u64) -> AttrValue {
    group(&number.to_string(), &signs(locale())).into()
}

/// A number with at most `decimals` places, trailing zeros left out.
pub fn decimal(number: f64, decimals: usize) -> AttrValue {
    written(&decimal_text(number, decimals)).into()
}

/// A scale's length: `500 m`, `2 km`.
pub fn km_short(distance_km: f64) -> AttrValue {
    match distance_km < 1.0 {
        true => format!("{}\u{202f}m", decimal(distance_km * 1000.0, 0)).into(),
        false => format!("{}\u{202f}km", decimal(distance_km, 1)).into(),
    }
}

/// Kilograms: `2.5 kg`.
pub fn kg(weight: Kg) -> AttrValue {
    format!("{}\u{202f}kg", fixed(weight)).into()
}

/// A bare quantity with its own decimals, for a column whose head names the unit.
pub fn quantity<const DECIMALS: u32>(number: Fixed<DECIMALS>) -> AttrValue {
    fixed(number).into()
}

/// A share: `0.25` is `25 %`, in English `25%`.
pub fn percent(share: f64) -> AttrValue {
    let figure = decimal(share * 100.0, 0);
    match locale() {
        Locale::En => format!("{figure}%").into(),
        Locale::Es => format!("{figure}\u{a0}%").into(),
        Locale::Eu => format!("%\u{a0}{figure}").into(),
    }
}

fn fixed<const DECIMALS: u32>(number: Fixed<DECIMALS>) -> String {
    let places = usize::try_from(DECIMALS).unwrap_or_default();
    written(&format!("{:.places$}", number.to_f64()))
}

/// A number with exactly `decimals` places, as money is written.
pub(super) fn padded(number: f64, decimals: usize) -> String {
    pointed(&decimal_text(number, decimals), |places| places)
}

/// From Rust's own writing to the language's, trailing zeros left out.
fn written(plain: &str) -> String {
    pointed(plain, |places| places.trim_end_matches('0'))
}

fn pointed(plain: &str, kept: impl Fn(&str) -> &str) -> String {
    let signs = signs(locale());
    let is_zero = !plain.contains(|c: char| matches!(c, '1'..='9'));
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain), |rest| ("−", rest));
    let sign = if is_zero { "" } else { sign };
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let whole = group(whole, &signs);
    match kept(decimals) {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}{}{decimals}", signs.decimal),
    }
}

fn group(figures: &str, signs: &Signs) -> String {
    if figures.len() <= signs.ungrouped_figures {
        return figures.to_owned();
    }
    let mut grouped = String::with_capacity(figures.len() + figures.len() / 3);
    for (index, figure) in figures.chars().enumerate() {
        if index > 0 && (figures.len() - index).is_multiple_of(3) {
            grouped.push(signs.group);
        }
        grouped.push(figure);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::set_locale;

    #[test]
    fn each_language_groups_its_own_way() {
        for (locale, four, seven) in [
            (Locale::En, "1,234", "1,234,567.5"),
            (Locale::Es, "1234", "1.234.567,5"),
            (Locale::Eu, "1.234", "1.234.567,5"),
        ] {
            set_locale(locale);
            assert_eq!(whole(1234), four);
            assert_eq!(decimal(1_234_567.50, 2), seven);
        }
    }

    #[test]
    fn units_stay_with_their_figure() {
        set_locale(Locale::En);
        assert_eq!(kg(Kg::from_units(2_500)), "2.5\u{202f}kg");
        assert_eq!(percent(0.25), "25%");
    }

    #[test]
    fn a_rounded_zero_has_no_sign() {
        set_locale(Locale::En);
        assert_eq!(decimal(-0.001, 1), "0");
        assert_eq!(decimal(-1.5, 1), "−1.5");
    }
}
