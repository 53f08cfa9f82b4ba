//! Changes a vehicle's particulars.

use std::rc::Rc;

use furgo_shared::{api, validate::Empty, vehicles::VehicleView};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    hooks::{Query, use_draft, use_query, use_stale},
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    session::use_measures,
    ui::{Form, Page, PageWidth, ProblemCard, Skeleton, StaleNotice, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditVehiclePageProps {
    pub alias: String,
}

/// See the module.
#[component]
pub fn EditVehiclePage(props: &EditVehiclePageProps) -> Html {
    let vehicle = use_query(&api::GET_VEHICLE, &[&props.alias], &Empty {});
    let round = use_state(|| 0_u32);
    let ondrop = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    let content = match &*vehicle {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={vehicle.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => html! {
            <EditForm key={*round} vehicle={value.clone()} onreload={vehicle.refetch.clone()} {ondrop} />
        },
    };
    html! {
        <Page title={text_with("vehicle-edit-title", [("alias", props.alias.clone().into())])} back={Screen::Vehicle { alias: props.alias.clone() }}
            width={PageWidth::Narrow}>
            { content }
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps {
    /// The newest version that is known.
    vehicle: Rc<VehicleView>,
    onreload: Callback<()>,
    /// Starts anew from the newest version.
    ondrop: Callback<()>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let (navigator, toasts, measures) = (use_navigator(), use_toasts(), use_measures());
    let before = use_state(|| props.vehicle.clone());
    let form = use_draft(props.vehicle.version, || Draft::of(&props.vehicle, measures));
    let save = use_write(&api::PATCH_VEHICLE, move |vehicle: VehicleView| {
        toasts.say(text("state-saved"));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Vehicle { alias: vehicle.stored.alias });
        }
    });
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let send = |version: u64| {
        let (save, before, id) = (save.clone(), (*before).clone(), before.id.to_string());
        form.submit(
            move |draft: &Draft| draft.patch(&before, measures),
            move |patch| save.send_from(version, &[&id], &patch),
        )
    };
    html! {
        <Form submit={text("action-save")} onsubmit={send(before.version)} cancel={Screen::Vehicle { alias: before.alias.clone() }}
            page={form.page()} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            { for stale.then(|| html! {
                <StaleNotice key="stale" ready={props.vehicle.version != before.version} onkeep={send(props.vehicle.version)} ondrop={props.ondrop.clone()} />
            }) }
            <div class="stack stack--sections" key="fields">{ fields(&form, measures) }</div>
        </Form>
    }
}
