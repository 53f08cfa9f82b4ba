//! Corrects a refuel.

use std::rc::Rc;

use furgo_shared::{
    api, id::RefuelId, refuels::RefuelView, validate::Empty, vehicles::VehicleView,
};
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    features::{
        entries::{
            Around, Entry, EntryFields, EntryPage, Removal, removal_button, use_force, use_hints,
            use_leave, use_removal,
        },
        histories,
    },
    hooks::{Query, use_form, use_query, use_stale},
    i18n::text,
    outbox::use_write,
    screens::Screen,
    session::use_measures,
    ui::{Form, Page, ProblemCard, Skeleton, StaleNotice, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditRefuelPageProps {
    pub id: RefuelId,
}

/// See the module.
#[component]
pub fn EditRefuelPage(props: &EditRefuelPageProps) -> Html {
    let refuel = use_query(&api::GET_REFUEL, &[&props.id.to_string()], &Empty {});
    let round = use_state(|| 0_u32);
    let ondrop = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    match &*refuel {
        Query::Loading => {
            html! { <Page title={text("entry-edit-refuel")} back={Screen::Refuels}><Skeleton lines=8 /></Page> }
        }
        Query::Failed(problem) => html! {
            <Page title={text("entry-edit-refuel")} back={Screen::Refuels}><ProblemCard problem={problem.clone()} onretry={refuel.refetch.clone()} /></Page>
        },
        Query::Ready { value, .. } => {
            let (refuel, onreload, key) = (value.clone(), refuel.refetch.clone(), *round);
            let form = Callback::from(move |entry: Entry| {
                html! {
                    <EditForm {key} vehicle={entry.vehicle} choice={entry.choice} refuel={refuel.clone()} onreload={onreload.clone()} ondrop={ondrop.clone()} />
                }
            });
            html! { <EntryPage title={text("entry-edit-refuel")} back={Screen::Refuels} vehicle={Some(value.vehicle_id.to_string())} {form} /> }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps {
    vehicle: Rc<VehicleView>,
    choice: Html,
    /// The newest version that is known.
    refuel: Rc<RefuelView>,
    onreload: Callback<()>,
    /// Starts anew from the newest version.
    ondrop: Callback<()>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let (measures, toasts, leave) = (use_measures(), use_toasts(), use_leave(Screen::Refuels));
    let before = use_state(|| props.refuel.clone());
    let form = use_form(|| Draft::of(&props.refuel, measures));
    let remove = use_removal(leave.clone());
    let save = use_write(&api::PATCH_REFUEL, move |_: RefuelView| {
        toasts.say(text("state-saved"));
        leave.emit(());
    });
    let may_force = use_force(save.problem().as_ref());
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let around = Around {
        vehicle: props.vehicle.clone(),
        hints: use_hints(&props.vehicle, form.draft().day(), Some(before.id.into())),
        measures,
        may_force,
        is_new: false,
    };
    let send = |version: u64| {
        let (save, before, vehicle) = (save.clone(), (*before).clone(), props.vehicle.clone());
        let id = before.id.to_string();
        form.submit(
            move |draft: &Draft| draft.patch(&before, &vehicle, measures),
            move |patch| save.send_from(version, &[&id], &patch),
        )
    };
    let onremove = {
        let refuel = props.refuel.clone();
        remove.reform(move |()| {
            Removal::of(
                &api::DELETE_REFUEL,
                &api::CREATE_REFUEL,
                (refuel.id.into(), refuel.version),
                &histories::refuel(&refuel),
                "refuel-deleted",
            )
        })
    };
    html! {
        <>
            <Form key="form" submit={text("action-save")} onsubmit={send(before.version)} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
                { for stale.then(|| html! {
                    <StaleNotice key="stale" ready={props.refuel.version != before.version} onkeep={send(props.refuel.version)} ondrop={props.ondrop.clone()} />
                }) }
                <EntryFields key="fields">{ props.choice.clone() }{ fields(&form, &around) }</EntryFields>
            </Form>
            <div key="remove">{ removal_button(onremove) }</div>
        </>
    }
}
