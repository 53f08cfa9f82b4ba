//! A span of days, by its name or by two dates. Only a span that makes sense leaves the field.

use chrono::Datelike;
use furgo_shared::{time::Day, validate::FieldErrors};
use yew::prelude::*;

use super::{
    choice::{Choice, SelectField},
    when::DateField,
};
use crate::{
    format::{self, Period, Span, period_of},
    i18n::{self, text},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PeriodFieldProps {
    /// The days that are shown, for example from the URL.
    pub span: Span,
    pub onchange: Callback<Span>,
}

/// See the module.
#[component]
pub fn PeriodField(props: &PeriodFieldProps) -> Html {
    let (typed, today) = (use_state(|| None::<Span>), format::today());
    let period = if typed.is_some() { Period::Custom } else { Period::of(props.span, today) };
    let span = typed.unwrap_or(props.span);
    let onchoice = {
        let (typed, change, current) = (typed.clone(), props.onchange.clone(), props.span);
        Callback::from(move |name: String| match Period::from_name(&name) {
            Some(Period::Custom) => typed.set(Some(current)),
            Some(period) => {
                typed.set(None);
                change.emit(period_of(period, today));
            }
            None => {}
        })
    };
    let onspan = {
        let change = props.onchange.clone();
        Callback::from(move |span: Span| {
            typed.set(Some(span));
            if is_settled(span) {
                change.emit(span);
            }
        })
    };
    let choices: Vec<Choice> = Period::ALL
        .iter()
        .map(|period| Choice::new(period.name(), text(&format!("period-{}", period.name()))))
        .collect();
    html! {
        <div class="period">
            <SelectField key="period" name="period" label={text("period")} value={period.name()} {choices} onchange={onchoice} />
            { for (period == Period::Custom).then(|| dates(span, &onspan)) }
        </div>
    }
}

fn findings((from, to): Span) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.days(from, to);
    errors
}

/// While somebody types a year, its first figures are a year too: such days wait in the field.
pub fn is_settled(span: Span) -> bool {
    let is_old = |day: Option<Day>| day.is_some_and(|day| day.year() < 1900);
    findings(span).is_empty() && !is_old(span.0) && !is_old(span.1)
}

/// Two fields for the first day and the last.
pub fn dates(span: Span, onspan: &Callback<Span>) -> Html {
    let (from, to) = span;
    let errors = findings(span);
    let error = |field: &str| errors.of(field).map(i18n::field_error);
    let shown = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let onfrom = onspan.reform(move |typed: String| (typed.parse().ok(), to));
    let onto = onspan.reform(move |typed: String| (from, typed.parse().ok()));
    html! {
        <div class="period__dates" key="dates">
            <DateField name="from" label={text("period-from")} value={shown(from)} error={error("from")} oninput={onfrom} optional=true />
            <DateField name="to" label={text("period-to")} value={shown(to)} error={error("to")} oninput={onto} optional=true />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::validate::FieldCode;

    use super::*;

    #[test]
    fn a_span_that_runs_backwards_stays_in_the_field() {
        let day = |text: &str| text.parse().ok();
        let backwards = findings((day("2026-02-01"), day("2026-01-01")));
        assert_eq!(backwards.of("to"), Some(FieldCode::OutOfRange));
        assert!(!is_settled((day("2026-02-01"), day("2026-01-01"))));
        assert!(!is_settled((day("0202-01-01"), None)));
        assert!(is_settled((day("2026-01-01"), day("2026-01-01"))));
        assert!(is_settled((None, None)));
    }
}
