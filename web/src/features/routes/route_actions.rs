//! What can be done with a route: one primary step, the rest in a menu.

use std::rc::Rc;

use furgo_shared::{
    access::{Action, Role},
    api,
    routes::{RouteKind, RouteStatus, RouteView},
    validate::Empty,
};
use yew::prelude::*;

use super::{
    change_dialog::ChangeDialog,
    close_dialogs::{CancelDialog, DeleteDialog, DriveDialog},
    stop_order,
};
use crate::{
    i18n::{self, text},
    outbox::use_write,
    screens::Screen,
    ui::{Button, ButtonKind, IconName, LinkButton, Menu, MenuItem, StatusPill, Tone, use_toasts},
};

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asking {
    Start,
    Complete,
    Change,
    Cancel,
    Delete,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteActionsProps {
    pub route: Rc<RouteView>,
    pub role: Role,
}

/// See the module. A closed route offers nothing, but one that was entered can be corrected.
#[component]
pub fn RouteActions(props: &RouteActionsProps) -> Html {
    match props.route.kind {
        RouteKind::Delivery => html! { <DeliveryActions ..props.clone() /> },
        RouteKind::Logged if props.role.may(Action::RecordOnVehicles) => {
            let to = Screen::EditRoute { id: props.route.id };
            html! { <LinkButton {to} kind={ButtonKind::Primary} icon={IconName::Pencil} shortcut="n">{ text("action-edit") }</LinkButton> }
        }
        RouteKind::Logged => html! {},
    }
}

#[component]
fn DeliveryActions(props: &RouteActionsProps) -> Html {
    let (route, asking, toasts) = (&props.route, use_state(|| None::<Asking>), use_toasts());
    let planned_again = {
        let toasts = toasts.clone();
        move |_: RouteView| toasts.say(text("route-planned-again"))
    };
    let optimize = use_write(&api::OPTIMIZE_ROUTE, planned_again);
    use_effect_with(optimize.problem(), move |problem| {
        if let Some(problem) = problem {
            toasts.say(i18n::problem(problem));
        }
    });
    let ask = |what: Asking| {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(Some(what)))
    };
    let again = {
        let (optimize, id) = (optimize.clone(), route.id.to_string());
        Callback::from(move |()| {
            if !optimize.busy() {
                optimize.send(&[&id], &Empty {})
            }
        })
    };
    let office = props.role.may(Action::PlanRoutes);
    let is_open = route.status.is_open();
    let primary = (is_open && props.role.may(Action::DriveRoutes)).then(|| {
        let (label, icon, what) = match route.status {
            RouteStatus::Planned => (text("route-start"), IconName::Play, Asking::Start),
            RouteStatus::InProgress | RouteStatus::Completed | RouteStatus::Cancelled => {
                (text("route-complete"), IconName::Flag, Asking::Complete)
            }
        };
        html! { <Button kind={ButtonKind::Primary} {icon} onclick={ask(what)}>{ label }</Button> }
    });
    let mut items = Vec::new();
    if office && is_open {
        if stop_order::open_stops(route).len() > 1 {
            items.push(MenuItem::new(IconName::Refresh, text("route-plan-again"), again));
        }
        items.push(MenuItem::new(IconName::Pencil, text("route-change"), ask(Asking::Change)));
        items
            .push(MenuItem::new(IconName::Ban, text("route-cancel"), ask(Asking::Cancel)).danger());
    }
    if office && route.status == RouteStatus::Planned {
        items.push(
            MenuItem::new(IconName::Trash, text("route-delete"), ask(Asking::Delete)).danger(),
        );
    }
    let onclose = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let is = |what: Asking| *asking == Some(what);
    html! {
        <div class="row">
            <span key="planning" role="status">
                { for optimize.busy().then(|| html! { <StatusPill tone={Tone::Info} icon={IconName::Clock} label={text("route-planning")} /> }) }
            </span>
            { for primary.map(|button| html! { <div key="primary">{ button }</div> }) }
            { for (!items.is_empty()).then(|| html! { <Menu key="menu" label={text("action-more")} {items} /> }) }
            <DriveDialog key="start" route={route.clone()} starts=true open={is(Asking::Start)} onclose={onclose.clone()} />
            <DriveDialog key="complete" route={route.clone()} starts=false open={is(Asking::Complete)} onclose={onclose.clone()} />
            <ChangeDialog key="change" route={route.clone()} open={is(Asking::Change)} onclose={onclose.clone()} />
            <CancelDialog key="cancel" route={route.clone()} open={is(Asking::Cancel)} onclose={onclose.clone()} />
            <DeleteDialog key="delete" route={route.clone()} open={is(Asking::Delete)} {onclose} />
        </div>
    }
}
