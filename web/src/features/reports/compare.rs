//! A figure beside the one of the year before, in words.

use yew::AttrValue;

use crate::{
    format,
    i18n::{text, text_with},
};

/// How a figure changed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Change {
    Same,
    /// A share of the figure before.
    More(f64),
    Less(f64),
    /// There was nothing to compare with.
    FromNothing,
}

fn change(now: f64, before: f64) -> Change {
    if before == 0.0 {
        return if now == 0.0 { Change::Same } else { Change::FromNothing };
    }
    let share = (now - before) / before.abs();
    // What would read as 0 % is the same.
    match share {
        share if share.abs() < 0.005 => Change::Same,
        share if share > 0.0 => Change::More(share),
        share => Change::Less(-share),
    }
}

/// "+12% on the year before (€900)". Nothing where one of them is not known.
pub fn compared(
    now: Option<f64>,
    before: Option<f64>,
    shown: impl Fn(f64) -> AttrValue,
) -> Option<AttrValue> {
    let (now, before) = (now?, before?);
    let was = || shown(before).to_string().into();
    let share = |share: f64| format::percent(share).to_string().into();
    Some(match change(now, before) {
        Change::Same => text("report-same"),
        Change::More(more) => text_with("report-more", [("share", share(more)), ("before", was())]),
        Change::Less(less) => text_with("report-less", [("share", share(less)), ("before", was())]),
        Change::FromNothing => text_with("report-from-nothing", [("before", was())]),
    })
}

/// "+12%", for a column.
pub fn compared_short(now: f64, before: Option<f64>) -> Option<AttrValue> {
    let share = |share: f64| format::percent(share).to_string();
    Some(match change(now, before?) {
        Change::Same => text("report-same-short"),
        Change::More(more) => text_with("report-more-short", [("share", share(more).into())]),
        Change::Less(less) => text_with("report-less-short", [("share", share(less).into())]),
        Change::FromNothing => text("report-new-short"),
    })
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;

    use super::*;

    #[test]
    fn a_difference_has_a_sign_and_words() {
        crate::i18n::set_locale(Locale::En);
        let euros = |amount: f64| AttrValue::from(format!("€{amount}"));
        for (now, before, wanted) in [
            (Some(112.0), Some(100.0), Some("+12% on the year before (€100)")),
            (Some(50.0), Some(100.0), Some("−50% on the year before (€100)")),
            (Some(100.2), Some(100.0), Some("Same as the year before")),
            (Some(0.0), Some(0.0), Some("Same as the year before")),
            (Some(5.0), Some(0.0), Some("The year before: €0")),
            (None, Some(5.0), None),
            (Some(5.0), None, None),
        ] {
            assert_eq!(compared(now, before, euros).as_deref(), wanted, "{now:?} {before:?}");
        }
        assert_eq!(compared_short(3.0, Some(2.0)).as_deref(), Some("+50%"));
        assert_eq!(compared_short(3.0, None), None);
    }
}
