//! The fields above a history. On a phone all but the search hide behind one button.

use yew::prelude::*;

use crate::{
    i18n::text,
    ui::{Choice, SelectField},
};

/// Search and fields side by side.
pub fn filter_bar(search: Html, narrowed: bool, fields: Html) -> Html {
    html! {
        <div class="history-filters">
            <div class="toolbar" key="search">{ search }</div>
            <details class="filters" open={narrowed} key="fields">
                <summary class="button button--secondary">{ text("history-filters") }</summary>
                <div class="toolbar">{ fields }</div>
            </details>
        </div>
    }
}

/// The order, for phones too, where a table has no heads to press. `amount` is the list's name for
/// what a record cost, if it can be sorted by that.
pub fn sort_field(
    sort: Option<&str>,
    amount: Option<&'static str>,
    onchange: Callback<String>,
) -> Html {
    let by_amount = amount.into_iter().flat_map(|field| {
        [
            Choice::new(format!("-{field}"), text("history-sort-highest")),
            Choice::new(field, text("history-sort-lowest")),
        ]
    });
    let choices: Vec<Choice> = [
        Choice::new("-date", text("history-sort-newest")),
        Choice::new("date", text("history-sort-oldest")),
    ]
    .into_iter()
    .chain(by_amount)
    .collect();
    html! {
        <SelectField key="sort" name="sort" label={text("history-sort")} value={sort.unwrap_or("-date").to_owned()}
            {choices} {onchange} optional=true />
    }
}

/// All, yes or no.
pub fn yes_field(
    name: &'static str,
    label: AttrValue,
    value: Option<bool>,
    onchange: Callback<Option<bool>>,
) -> Html {
    let choices = vec![
        Choice::new("", text("history-all")),
        Choice::new("true", text("history-yes")),
        Choice::new("false", text("history-no")),
    ];
    let value = value.map(|value| value.to_string()).unwrap_or_default();
    html! {
        <SelectField key={name} {name} {label} {value} {choices} optional=true
            onchange={onchange.reform(|value: String| value.parse().ok())} />
    }
}
