//! Dialogs that move a route along its lifecycle, or take it away.

use std::rc::Rc;

use furgo_shared::{
    api,
    field::FieldCommand,
    routes::{RouteStatus, RouteView, StepRoute},
    trash::TrashKind,
    validate::Empty,
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    odometer_dialog::{OdometerDialog, Reading},
    stop_order,
};
use crate::{
    features::entries::use_undo,
    format,
    i18n::{self, text, text_with},
    outbox::{Sending, use_field_write, use_once_kept, use_write},
    platform::clock,
    screens::Screen,
    ui::{ConfirmDialog, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RouteDialogProps {
    pub route: Rc<RouteView>,
    pub open: bool,
    pub onclose: Callback<()>,
}

/// A dialog that opens again does not show why the last try was refused.
#[hook]
fn use_fresh_start(open: bool, write: &Sending) {
    let write = write.clone();
    use_effect_with(open, move |open| {
        if *open && write.problem().is_some() {
            write.reset();
        }
    });
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DriveDialogProps {
    pub route: Rc<RouteView>,
    /// Starts the route; else completes it.
    pub starts: bool,
    /// The screen shows by itself that it worked.
    #[prop_or_default]
    pub quiet: bool,
    /// Gets the route as it is then.
    #[prop_or_default]
    pub ondone: Callback<RouteView>,
    pub open: bool,
    pub onclose: Callback<()>,
}

/// Starts a planned route, or completes one that is under way. Without a connection it does not
/// keep anybody waiting: it closes, and a refusal that comes later is said in passing.
#[component]
pub fn DriveDialog(props: &DriveDialogProps) -> Html {
    let (route, starts, toasts) = (&props.route, props.starts, use_toasts());
    let (late, quiet) = (toasts.clone(), props.quiet);
    let status = if starts { RouteStatus::InProgress } else { RouteStatus::Completed };
    let step = {
        let (onclose, ondone) = (props.onclose.clone(), props.ondone.clone());
        use_field_write(move |route: RouteView| {
            let completed = route.status == RouteStatus::Completed;
            if !quiet {
                toasts.say(if completed { text("route-completed") } else { text("route-started") });
            }
            onclose.emit(());
            ondone.emit(route);
        })
    };
    use_fresh_start(props.open, &step);
    {
        let (onclose, open) = (props.onclose.clone(), props.open);
        use_effect_with(
            (step.waiting(), step.problem()),
            move |(waiting, problem)| match problem {
                Some(problem) if !open => late.say(i18n::problem(problem)),
                Some(_) | None if open && *waiting => onclose.emit(()),
                Some(_) | None => {}
            },
        );
    }
    {
        let (onclose, kept) = (props.onclose.clone(), step.clone());
        use_once_kept(&step, move || {
            kept.reset();
            onclose.emit(());
        });
    }
    // Whoever starts it all the same has read in this dialog that it is another day's.
    let of_another_day = starts && route.date != format::today();
    let onconfirm = {
        let (step, route_id) = (step.clone(), route.id);
        Callback::from(move |reading: Reading| {
            let (odometer_km, typed_odometer) = reading.unzip();
            let way = StepRoute {
                odometer_km,
                typed_odometer: typed_odometer.flatten(),
                occurred_at: Some(clock::now()),
                confirm: of_another_day,
                ..StepRoute::to(status)
            };
            step.send(FieldCommand::StepRoute { route_id, step: way });
        })
    };
    let left = stop_order::open_stops(route).len();
    let (title, sentence, confirm) = match starts {
        true if of_another_day => (
            text("route-start-title"),
            text_with(
                "route-start-other-day",
                [("day", format::day_with_weekday(route.date).to_string().into())],
            ),
            text("route-start"),
        ),
        true => (text("route-start-title"), text("route-start-text"), text("route-start")),
        false => (
            text("route-complete-title"),
            text_with("route-complete-text", [("count", left.into())]),
            text("route-complete"),
        ),
    };
    html! {
        <OdometerDialog open={props.open} {title} text={sentence} {confirm} vehicle={route.vehicle.clone().map(AttrValue::from)}
            busy={step.busy()} waiting={step.waiting()} problem={step.problem()} {onconfirm} onclose={props.onclose.clone()} />
    }
}

/// Cancels an open route: what is not finished waits to be planned again.
#[component]
pub fn CancelDialog(props: &RouteDialogProps) -> Html {
    let toasts = use_toasts();
    let step = {
        let onclose = props.onclose.clone();
        use_write(&api::STEP_ROUTE, move |_: RouteView| {
            toasts.say(text("route-cancelled"));
            onclose.emit(());
        })
    };
    use_fresh_start(props.open, &step);
    let onconfirm = {
        let (step, id) = (step.clone(), props.route.id.to_string());
        Callback::from(move |()| step.send(&[&id], &StepRoute::to(RouteStatus::Cancelled)))
    };
    html! {
        <ConfirmDialog open={props.open} title={text("route-cancel-title")} text={text("route-cancel-text")} confirm={text("route-cancel")}
            dismiss={text("route-cancel-keep")} danger=true busy={step.busy()} problem={step.problem()} {onconfirm} onclose={props.onclose.clone()} />
    }
}

/// Deletes a planned route; its packages are pending again.
#[component]
pub fn DeleteDialog(props: &RouteDialogProps) -> Html {
    let (undo, navigator, route) = (use_undo(), use_navigator(), props.route.id);
    let delete = use_write(&api::DELETE_ROUTE, move |()| {
        undo.offer_restore(text("route-deleted"), TrashKind::Routes, route.into());
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Routes);
        }
    });
    use_fresh_start(props.open, &delete);
    let onconfirm = {
        let (delete, id) = (delete.clone(), props.route.id.to_string());
        Callback::from(move |()| delete.send(&[&id], &Empty {}))
    };
    html! {
        <ConfirmDialog open={props.open} title={text("route-delete-title")} text={text("route-delete-text")} confirm={text("route-delete")}
            danger=true busy={delete.busy()} problem={delete.problem()} {onconfirm} onclose={props.onclose.clone()} />
    }
}
