//! The whole log, newest first, narrowed down by day, person and package.

use furgo_shared::{api, logs::ListLog};
use yew::prelude::*;

use super::{filters::LogFilters, log_table::LogTable};
use crate::{
    hooks::{Query, use_filters, use_query},
    i18n::text,
    screens::Screen,
    ui::{EmptyState, IconName, LinkButton, Page, Pagination, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn LogPage() -> Html {
    let filters = use_filters::<ListLog>();
    let log = use_query(&api::LIST_LOG, &[], filters.current());
    let content = match &*log {
        Query::Loading => html! { <Skeleton lines=8 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={log.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => nothing(filters.current()),
        Query::Ready { value, .. } => html! {
            <>
                <LogTable key="table" entries={value.items.clone()} />
                <Pagination key="pages" page={value.page} limit={value.limit} total={value.total} onpage={filters.bind(|filters, page| filters.page = Some(page))} />
            </>
        },
    };
    html! {
        <Page title={text("nav-log")} age={log.age()}>
            <LogFilters filters={filters.clone()} />
            <div class="stack">{ content }</div>
        </Page>
    }
}

/// Nothing happened yet, or nothing that fits the filters.
fn nothing(filters: &ListLog) -> Html {
    if *filters == ListLog::default() {
        return html! { <EmptyState icon={IconName::History} title={text("log-none")} hint={text("log-none-hint")} /> };
    }
    html! {
        <EmptyState icon={IconName::Search} title={text("log-none-found")} hint={text("log-none-found-hint")}>
            <LinkButton to={Screen::Log}>{ text("log-clear-filters") }</LinkButton>
        </EmptyState>
    }
}
