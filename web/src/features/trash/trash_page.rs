//! What one deleted, and to an admin what everybody did, the last first.

use furgo_shared::{
    api,
    problem::ErrorCode,
    text::wire_name,
    trash::{ListTrash, TrashKind},
    validate::Empty,
};
use uuid::Uuid;
use yew::prelude::*;

use super::trash_rows::rows;
use crate::{
    api::ApiError,
    hooks::{use_filters, use_query},
    i18n::text,
    outbox::use_write,
    session::use_measures,
    ui::{EmptyState, Icon, IconName, Listing, Page, PageWidth, ProblemBox, use_toasts},
};

/// See the module.
#[component]
pub fn TrashPage() -> Html {
    let (filters, measures, toasts) = (use_filters::<ListTrash>(), use_measures(), use_toasts());
    let list = use_query(&api::LIST_TRASH, &[], filters.current());
    let restore = use_write(&api::RESTORE, move |()| toasts.say(text("history-restored")));
    let onrestore = {
        let restore = restore.clone();
        Callback::from(move |(kind, id): (TrashKind, Uuid)| {
            restore.send(&[&wire_name(&kind), &id.to_string()], &Empty {});
        })
    };
    let listing = Listing {
        list: &list,
        nothing: html! { <EmptyState icon={IconName::Trash} title={text("trash-empty")} hint={text("trash-empty-hint")} /> },
        filtered: false,
        onclear: filters.bind(|filters, ()| *filters = ListTrash::default()),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    html! {
        <Page title={text("trash-title")} subtitle={text("trash-text")} width={PageWidth::Narrow} age={list.age()}>
            { for restore.problem().map(|problem| trouble(&problem)) }
            <div key="list">{ listing.show(|items| rows(items, measures, &onrestore)) }</div>
        </Page>
    }
}

/// What another record has taken cannot be chosen anew here.
fn trouble(problem: &ApiError) -> Html {
    if !problem.is(ErrorCode::Taken) {
        return html! { <ProblemBox key="problem" problem={problem.clone()} /> };
    }
    html! {
        <div class="problem" role="alert" key="problem">
            <Icon name={IconName::CircleAlert} />
            <div class="problem__text"><p>{ text("trash-taken") }</p></div>
        </div>
    }
}
