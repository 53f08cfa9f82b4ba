//! Takes a vehicle out of service and puts it back.

use std::rc::Rc;

use furgo_shared::{api, validate::Empty, vehicles::VehicleView};
use yew::prelude::*;

use crate::{
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Button, ConfirmDialog, IconName, ProblemBox, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ActivityProps {
    pub vehicle: Rc<VehicleView>,
}

/// See the module. Taking it out asks first.
#[component]
pub fn Activity(props: &ActivityProps) -> Html {
    if props.vehicle.is_active {
        html! { <Deactivate vehicle={props.vehicle.clone()} /> }
    } else {
        html! { <Reactivate vehicle={props.vehicle.clone()} /> }
    }
}

#[component]
fn Deactivate(props: &ActivityProps) -> Html {
    let (toasts, open) = (use_toasts(), use_state(|| false));
    let write = {
        let open = open.clone();
        use_write(&api::DEACTIVATE_VEHICLE, move |()| {
            open.set(false);
            toasts.say(text("vehicle-deactivated"));
        })
    };
    let ask = {
        let (open, write) = (open.clone(), write.clone());
        Callback::from(move |()| {
            write.reset();
            open.set(true);
        })
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let onconfirm = {
        let (write, id) = (write.clone(), props.vehicle.id.to_string());
        Callback::from(move |()| write.send(&[&id], &Empty {}))
    };
    html! {
        <div>
            <Button icon={IconName::CirclePause} onclick={ask}>{ text("vehicle-deactivate") }</Button>
            <ConfirmDialog open={*open} title={text_with("vehicle-deactivate-title", [("alias", props.vehicle.alias.clone().into())])}
                text={text("vehicle-deactivate-text")} confirm={text("vehicle-deactivate")} danger=true
                busy={write.busy()} problem={write.problem()} {onconfirm} {onclose} />
        </div>
    }
}

#[component]
fn Reactivate(props: &ActivityProps) -> Html {
    let toasts = use_toasts();
    let write = use_write(&api::REACTIVATE_VEHICLE, move |_: VehicleView| {
        toasts.say(text("vehicle-reactivated"))
    });
    let onclick = {
        let (write, id) = (write.clone(), props.vehicle.id.to_string());
        Callback::from(move |()| write.send(&[&id], &Empty {}))
    };
    html! {
        <div class="stack stack--tight">
            <Button key="button" icon={IconName::Play} busy={write.busy()} {onclick}>{ text("vehicle-reactivate") }</Button>
            { for write.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
        </div>
    }
}
