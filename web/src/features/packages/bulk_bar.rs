//! What to do with the packages that are ticked: a step that all of them can take, or a route.

use furgo_shared::{
    access::Role,
    id::PackageId,
    packages::{PACKAGES_PER_REQUEST_MAX, PackageStatus},
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{package_table::Selection, step_dialog::StepDialog, steps};
use crate::{
    i18n::{text, text_with},
    screens::Screen,
    ui::{Button, ButtonKind, IconName},
};

#[derive(Clone, PartialEq, Properties)]
pub struct BulkBarProps {
    pub selection: Selection,
    pub role: Role,
    pub onclear: Callback<()>,
}

/// See the module. Says so when the chosen packages have no step in common.
#[component]
pub fn BulkBar(props: &BulkBarProps) -> Html {
    let (navigator, asked) = (use_navigator(), use_state(|| None::<PackageStatus>));
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let done = {
        let (close, clear) = (close.clone(), props.onclear.clone());
        Callback::from(move |()| {
            close.emit(());
            clear.emit(());
        })
    };
    let statuses: Vec<PackageStatus> =
        props.selection.values().map(|package| package.status).collect();
    let too_many = props.selection.len() > PACKAGES_PER_REQUEST_MAX;
    let open = if too_many { Vec::new() } else { steps::open_to_all(&statuses, props.role) };
    let plannable = !too_many && props.selection.values().all(steps::is_plannable);
    let ids: Vec<PackageId> = props.selection.keys().copied().collect();
    let plan = {
        let ids = ids.clone();
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                let query = steps::planning_query(ids.iter().copied());
                navigator
                    .push_with_query(&Screen::NewRoute, yew_router::query::Raw(&query))
                    .unwrap_or_default();
            }
        })
    };
    let note = match (too_many, open.is_empty() && !plannable) {
        (true, _) => {
            Some(text_with("packages-too-many", [("count", PACKAGES_PER_REQUEST_MAX.into())]))
        }
        (false, true) => Some(text("packages-no-common-step")),
        (false, false) => None,
    };
    html! {
        <div class="bulk" role="region" aria-label={text("packages-selected-label")}>
            <p class="bulk__count" key="count" role="status">
                { text_with("packages-selected", [("count", props.selection.len().into())]) }
                { for note.map(|note| html! { <span class="muted small">{ " " }{ note }</span> }) }
            </p>
            <div class="bulk__actions" key="actions">
                { for plannable.then(|| html! { <Button key="plan" kind={ButtonKind::Primary} icon={IconName::Route} onclick={plan}>{ text("packages-plan") }</Button> }) }
                { for open.into_iter().map(|to| step_button(to, &asked)) }
                <Button key="clear" kind={ButtonKind::Ghost} onclick={props.onclear.clone()}>{ text("packages-clear-selection") }</Button>
            </div>
            <StepDialog key="dialog" to={*asked} package_ids={ids} onclose={close} ondone={done} />
        </div>
    }
}

fn step_button(to: PackageStatus, asked: &UseStateHandle<Option<PackageStatus>>) -> Html {
    let onclick = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(Some(to)))
    };
    html! { <Button key={format!("{to:?}")} icon={steps::icon(to)} {onclick}>{ steps::verb(to) }</Button> }
}
