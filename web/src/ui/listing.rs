//! A page of a list in all its states: loading, failed, nothing yet, nothing found, rows.

use furgo_shared::page::Page;
use yew::prelude::*;

use super::{
    button::Button, empty::EmptyState, icon::IconName, pagination::Pagination,
    problem::ProblemCard, skeleton::Skeleton,
};
use crate::{
    hooks::{Query, UseQuery},
    i18n::text,
};

/// What a list needs besides its rows.
#[derive(Debug)]
pub struct Listing<'a, T> {
    pub list: &'a UseQuery<Page<T>>,
    /// Shown when the whole list is empty: what to do next.
    pub nothing: Html,
    /// Some filter is set, so an empty answer means "nothing found".
    pub filtered: bool,
    pub onclear: Callback<()>,
    pub onpage: Callback<u32>,
}

impl<T> Listing<'_, T> {
    /// The list; `table` draws its rows.
    pub fn show(self, table: impl FnOnce(&[T]) -> Html) -> Html {
        match &**self.list {
            Query::Loading => html! { <Skeleton lines=8 rows=true /> },
            Query::Failed(problem) => {
                html! { <ProblemCard problem={problem.clone()} onretry={self.list.refetch.clone()} /> }
            }
            Query::Ready { value, .. } if value.total == 0 && !self.filtered => self.nothing,
            Query::Ready { value, .. } if value.items.is_empty() => {
                let hint = match value.searching_older {
                    true => text("list-searching-older"),
                    false => text("list-nothing-found-hint"),
                };
                html! {
                    <EmptyState icon={IconName::Search} title={text("list-nothing-found")} {hint}>
                        <Button onclick={self.onclear}>{ text("list-clear-filters") }</Button>
                    </EmptyState>
                }
            }
            Query::Ready { value, .. } => html! {
                <div class="stack">
                    { for value.searching_older.then(|| html! { <p key="older" class="muted">{ text("list-searching-older") }</p> }) }
                    { table(&value.items) }
                    <Pagination page={value.page} limit={value.limit} total={value.total} onpage={self.onpage} />
                </div>
            },
        }
    }
}
