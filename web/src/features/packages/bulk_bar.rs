//! What to do with the packages that are ticked: a step that all of them can take, or a route.

use furgo_shared::{
    access::Role,
    id::PackageId,
    packages::{PACKAGES_PER_REQUEST_MAX, PackageStatus},
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{bulk_edit::BulkEdit, package_table::Selection, step_dialog::StepDialog, steps};
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
    /// So many are on the page, and not all of them are ticked.
    pub unticked_page: Option<usize>,
    pub onpage: Callback<()>,
}

/// See the module. Says so when the chosen packages have no step in common.
#[component]
pub fn BulkBar(props: &BulkBarProps) -> Html {
    let asked = use_state(|| None::<PackageStatus>);
    let editing = use_state(|| false);
    let edit = |open: bool| {
        let editing = editing.clone();
        Callback::from(move |()| editing.set(open))
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let done = {
        let (close, end, clear) = (close.clone(), edit(false), props.onclear.clone());
        Callback::from(move |()| {
            close.emit(());
            end.emit(());
            clear.emit(());
        })
    };
    let offer = Offer::of(&props.selection, props.role);
    let ids: Vec<PackageId> = props.selection.keys().copied().collect();
    html! {
        <div class="bulk" role="region" aria-label={text("packages-selected-label")}>
            <p class="bulk__count" key="count" role="status">
                { text_with("packages-selected", [("count", ids.len().into())]) }
                { for offer.note.map(|note| html! { <span class="muted small">{ " " }{ note }</span> }) }
            </p>
            <div class="bulk__actions" key="actions">
                { for offer.plannable.then(|| html! { <PlanButton key="plan" package_ids={ids.clone()} /> }) }
                { for offer.steps.into_iter().map(|to| step_button(to, &asked)) }
                { for offer.editable.then(|| html! {
                    <Button key="edit" icon={IconName::Pencil} onclick={edit(true)}>{ text("packages-edit-many") }</Button>
                }) }
                { for props.unticked_page.map(|count| html! {
                    <Button key="page" kind={ButtonKind::Ghost} onclick={props.onpage.clone()}>{ text_with("packages-select-page", [("count", count.into())]) }</Button>
                }) }
                <Button key="clear" kind={ButtonKind::Ghost} onclick={props.onclear.clone()}>{ text("packages-clear-selection") }</Button>
            </div>
            <StepDialog key="dialog" to={*asked} package_ids={ids.clone()} onclose={close} ondone={done.clone()} />
            <BulkEdit key="editing" open={*editing} package_ids={ids} onclose={edit(false)} ondone={done} />
        </div>
    }
}

/// What all of the chosen packages can do together.
struct Offer {
    steps: Vec<PackageStatus>,
    plannable: bool,
    /// Particulars change until a package is finished.
    editable: bool,
    /// Why there is nothing.
    note: Option<AttrValue>,
}

impl Offer {
    fn of(selection: &Selection, role: Role) -> Self {
        if selection.len() > PACKAGES_PER_REQUEST_MAX {
            let note = text_with("packages-too-many", [("count", PACKAGES_PER_REQUEST_MAX.into())]);
            return Self { steps: Vec::new(), plannable: false, editable: false, note: Some(note) };
        }
        let statuses: Vec<PackageStatus> =
            selection.values().map(|package| package.status).collect();
        let steps = steps::open_to_all(&statuses, role);
        let plannable = selection.values().all(steps::is_plannable);
        let editable = statuses.iter().all(|status| !status.is_finished());
        let nothing = steps.is_empty() && !plannable;
        Self { steps, plannable, editable, note: nothing.then(|| text("packages-no-common-step")) }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlanButtonProps {
    package_ids: Vec<PackageId>,
}

/// Opens the planning screen with these packages ticked.
#[component]
fn PlanButton(props: &PlanButtonProps) -> Html {
    let (navigator, ids) = (use_navigator(), props.package_ids.clone());
    let onclick = Callback::from(move |()| {
        if let Some(navigator) = &navigator {
            let query = steps::planning_query(ids.iter().copied());
            let query = yew_router::query::Raw(&query);
            navigator.push_with_query(&Screen::NewRoute, query).unwrap_or_default();
        }
    });
    html! { <Button kind={ButtonKind::Primary} icon={IconName::Route} {onclick}>{ text("packages-plan") }</Button> }
}

fn step_button(to: PackageStatus, asked: &UseStateHandle<Option<PackageStatus>>) -> Html {
    let onclick = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(Some(to)))
    };
    html! { <Button key={format!("{to:?}")} icon={steps::icon(to)} {onclick}>{ steps::verb(to) }</Button> }
}
