//! What one deleted, and to an admin what everybody did, the last first.

use furgo_shared::{
    access::UseTrash,
    api,
    problem::ErrorCode,
    text::wire_name,
    trash::{ListTrash, TrashKind},
    validate::Empty,
};
use uuid::Uuid;
use yew::prelude::*;

use super::trash_rows::{Gone, rows};
use crate::{
    api::ApiError,
    hooks::{use_filters, use_query},
    i18n::{text, text_with},
    outbox::{Write, use_write},
    session::use_measures,
    ui::{
        ConfirmDialog, EmptyState, Icon, IconName, Listing, Page, PageWidth, ProblemBox, use_toasts,
    },
};

/// See the module.
#[component]
pub fn TrashPage() -> Html {
    let (filters, measures, toasts) = (use_filters::<ListTrash>(), use_measures(), use_toasts());
    let list = use_query(&api::LIST_TRASH, &[], filters.current());
    let toasts_erased = toasts.clone();
    let restore = use_write(&api::RESTORE, move |()| toasts.say(text("history-restored")));
    let onrestore = {
        let restore = restore.clone();
        Callback::from(move |(kind, id): (TrashKind, Uuid)| {
            restore.send(&[&wire_name(&kind), &id.to_string()], &Empty {});
        })
    };
    let asked = use_state(|| None::<Gone>);
    let erase = {
        let asked = asked.clone();
        use_write(&api::ERASE, move |()| {
            toasts_erased.say(text("trash-erased"));
            asked.set(None);
        })
    };
    let onerase = {
        let asked = asked.clone();
        Callback::from(move |gone| asked.set(Some(gone)))
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
            <div key="list">{ listing.show(|items| rows(items, measures, &onrestore, &onerase)) }</div>
            { for asked.as_ref().map(|gone| question(gone, &asked, &erase)) }
        </Page>
    }
}

/// Whether it is to be deleted for good.
fn question(
    gone: &Gone,
    asked: &UseStateHandle<Option<Gone>>,
    erase: &Write<UseTrash, Empty, ()>,
) -> Html {
    let onconfirm = {
        let (erase, kind, id) = (erase.clone(), wire_name(&gone.kind), gone.id.to_string());
        Callback::from(move |()| erase.send(&[&kind, &id], &Empty {}))
    };
    let onclose = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    html! {
        <ConfirmDialog key="erase" open=true title={text_with("trash-erase-title", [("name", gone.named.clone().into())])}
            text={text("trash-erase-text")} confirm={text("trash-erase")} danger=true
            busy={erase.busy()} problem={erase.problem()} {onconfirm} {onclose} />
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
