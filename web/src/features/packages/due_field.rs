//! The days of delivery that a list shows: today, tomorrow, or from one day to another.

use chrono::Days;
use furgo_shared::time::Day;
use yew::prelude::*;

use crate::{
    format::{self, Span},
    i18n::text,
    ui::{Choice, SelectField, dates, is_settled},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DueFieldProps {
    /// The days that are shown, from the URL.
    pub span: Span,
    pub onchange: Callback<Span>,
}

/// See the module. Only a span that makes sense leaves the field.
#[component]
pub fn DueField(props: &DueFieldProps) -> Html {
    let (typed, today) = (use_state(|| None::<Span>), format::today());
    {
        // The URL changed by other means: "back", or clearing all filters.
        let typed = typed.clone();
        use_effect_with(props.span, move |span| {
            if typed.is_some_and(|typed| typed != *span && is_settled(typed)) {
                typed.set(None);
            }
        });
    }
    let name = if typed.is_some() { "range" } else { name_of(props.span, today) };
    let span = typed.unwrap_or(props.span);
    let onchoice = {
        let (typed, change, current) = (typed.clone(), props.onchange.clone(), props.span);
        Callback::from(move |name: String| match span_of(&name, today) {
            Some(span) => {
                typed.set(None);
                change.emit(span);
            }
            None => typed.set(Some(current)),
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
    let choices = vec![
        Choice::new("", text("filter-all")),
        Choice::new("today", text("packages-due-today")),
        Choice::new("tomorrow", text("packages-due-tomorrow")),
        Choice::new("range", text("packages-due-range")),
    ];
    html! {
        <div class="period">
            <SelectField key="due" name="due" label={text("packages-due")} value={name} {choices} onchange={onchoice} />
            { for (name == "range").then(|| dates(span, &onspan)) }
        </div>
    }
}

fn one(day: Option<Day>) -> Span {
    (day, day)
}

/// The span of a choice; `None` is to be typed.
fn span_of(name: &str, today: Day) -> Option<Span> {
    match name {
        "" => Some((None, None)),
        "today" => Some(one(Some(today))),
        "tomorrow" => Some(one(today.checked_add_days(Days::new(1)))),
        _ => None,
    }
}

fn name_of(span: Span, today: Day) -> &'static str {
    let named = ["", "today", "tomorrow"];
    named.into_iter().find(|name| span_of(name, today) == Some(span)).unwrap_or("range")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_the_url_have_the_name_that_chose_them() {
        let day = |text: &str| text.parse::<Day>().expect("a day");
        let today = day("2026-12-31");
        for name in ["", "today", "tomorrow"] {
            let span = span_of(name, today).expect("a span");
            assert_eq!(name_of(span, today), name);
        }
        assert_eq!(name_of((Some(today), None), today), "range");
        assert_eq!(span_of("tomorrow", today), Some(one(Some(day("2027-01-01")))));
        assert_eq!(span_of("range", today), None);
    }
}
