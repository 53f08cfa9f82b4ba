//! A page of a history in all its states, with the totals of the whole filter above it.

use furgo_shared::page::PageWithSums;
use serde::Serialize;
use yew::prelude::*;

use crate::{
    hooks::{Query, UseQuery},
    i18n::text,
    screens::Screen,
    ui::{Button, ButtonKind, EmptyState, IconName, LinkButton, Pagination, ProblemCard, Skeleton},
};

/// A history: its answer and what it needs besides its rows.
#[derive(Debug)]
pub struct History<'a, T, S> {
    pub list: &'a UseQuery<PageWithSums<T, S>>,
    /// Shown when there is nothing at all: what to do next.
    pub nothing: Html,
    /// Some filter is set, so an empty answer means "nothing found".
    pub filtered: bool,
    pub onclear: Callback<()>,
    pub onpage: Callback<u32>,
}

impl<T, S> History<'_, T, S> {
    /// The history; `sums` draws its totals from them and the count of records, `table` its rows.
    pub fn show(
        self,
        sums: impl FnOnce(&S, u64) -> Html,
        table: impl FnOnce(&[T]) -> Html,
    ) -> Html {
        match &**self.list {
            Query::Loading => html! { <Skeleton lines=8 rows=true /> },
            Query::Failed(problem) => {
                html! { <ProblemCard problem={problem.clone()} onretry={self.list.refetch.clone()} /> }
            }
            Query::Ready { value, .. } if value.page.total == 0 && !self.filtered => self.nothing,
            Query::Ready { value, .. } if value.page.items.is_empty() => html! {
                <EmptyState icon={IconName::Search} title={text("list-nothing-found")} hint={text("list-nothing-found-hint")}>
                    <Button onclick={self.onclear}>{ text("list-clear-filters") }</Button>
                </EmptyState>
            },
            Query::Ready { value, .. } => html! {
                <div class="stack">
                    { sums(&value.sums, value.page.total) }
                    { table(&value.page.items) }
                    <Pagination page={value.page.page} limit={value.page.limit} total={value.page.total} onpage={self.onpage} />
                </div>
            },
        }
    }
}

/// Totals side by side.
pub fn totals(parts: Html) -> Html {
    html! { <dl class="totals" aria-label={text("history-totals")}>{ parts }</dl> }
}

/// One total.
pub fn total(label: AttrValue, value: AttrValue) -> Html {
    html! { <div key={label.to_string()}><dt>{ label }</dt><dd>{ value }</dd></div> }
}

/// The way to the form of a new record, with the vehicle if one is chosen.
pub fn add_button(to: Screen, vehicle: Option<&str>, label: AttrValue) -> Html {
    let query = vehicle.map(|vehicle| query_of(&[("vehicle", vehicle)]));
    html! { <LinkButton {to} {query} kind={ButtonKind::Primary} icon={IconName::Plus} shortcut="n">{ label }</LinkButton> }
}

/// Filters as the query string of another screen.
pub fn query_of(filters: &(impl Serialize + ?Sized)) -> AttrValue {
    serde_html_form::to_string(filters).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use furgo_shared::refuels::ListRefuels;

    use super::*;

    #[test]
    fn filters_become_a_query_string() {
        let filters = ListRefuels {
            vehicle: Some("van 1".to_owned()),
            from: "2026-01-01".parse().ok(),
            ..ListRefuels::default()
        };
        assert_eq!(query_of(&filters), "vehicle=van+1&from=2026-01-01");
        assert_eq!(query_of(&[("vehicle", "añ")]), "vehicle=a%C3%B1");
    }
}
