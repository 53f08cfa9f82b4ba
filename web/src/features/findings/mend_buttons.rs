//! The mends that need one press, each with a way back in the toast.

use furgo_shared::{
    access::{Action, Permission},
    api::{self, Endpoint},
    change::Change,
    id::ReadingId,
    maintenance::PatchMaintenance,
    odometer::Source,
    readings::{FindingRecordView, FindingView, PatchReading, ReadingView},
    refuels::PatchRefuel,
    validate::Empty,
};
use serde::{Serialize, de::DeserializeOwned};
use yew::prelude::*;

use super::mends::{Mend, mends, replacement};
use crate::{
    api::{ApiError, Request},
    features::{entries::use_undo, histories::query_of},
    i18n::text,
    outbox::use_write,
    platform::clock,
    screens::Screen,
    session::use_viewer,
    ui::{Button, IconName, LinkButton, ProblemBox},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MendButtonsProps {
    pub finding: FindingView,
}

/// See the module.
#[component]
pub fn MendButtons(props: &MendButtonsProps) -> Html {
    let finding = &props.finding;
    let may_edit = use_viewer().role.may(Action::EditVehicles);
    let refuel = use_mark(&api::PATCH_REFUEL);
    let maintenance = use_mark(&api::PATCH_MAINTENANCE);
    let reading = use_mark(&api::PATCH_READING);
    let (replace, deactivate) = (use_replacement(), use_deactivation(finding));
    let button = |mend: Mend| match mend {
        Mend::Confirm(record) => {
            let (refuel, maintenance, reading) =
                (refuel.mark.clone(), maintenance.mark.clone(), reading.mark.clone());
            let onclick =
                Callback::from(move |()| confirm(&record, &refuel, &maintenance, &reading));
            html! { <Button key="confirm" icon={IconName::Check} {onclick}>{ text("finding-count-anyway") }</Button> }
        }
        Mend::RefuelMissing(record) => {
            let mark = refuel.mark.clone();
            let onclick =
                Callback::from(move |()| mark.emit((record.clone(), missed(true), missed(false))));
            html! { <Button key="missing" icon={IconName::Fuel} {onclick}>{ text("finding-refuel-missing") }</Button> }
        }
        Mend::Replaced { previous, next } => {
            let (send, finding) = (replace.send.clone(), finding.clone());
            let onclick = Callback::from(move |()| {
                send.emit((finding.clone(), previous.clone(), next.clone()))
            });
            html! { <Button key="replaced" icon={IconName::Refresh} {onclick}>{ text("finding-replaced") }</Button> }
        }
        Mend::AddEntry => {
            let query = query_of(&[("vehicle", finding.vehicle.as_str())]);
            html! { <LinkButton key="add" to={Screen::NewReading} {query} icon={IconName::Plus}>{ text("finding-add-entry") }</LinkButton> }
        }
        Mend::Deactivate if !may_edit => Html::default(),
        Mend::Deactivate => {
            html! { <Button key="deactivate" icon={IconName::CirclePause} onclick={deactivate.send.clone()}>{ text("vehicle-deactivate") }</Button> }
        }
    };
    let problem = [
        refuel.problem,
        maintenance.problem,
        reading.problem,
        replace.problem.clone(),
        deactivate.problem.clone(),
    ]
    .into_iter()
    .flatten()
    .next();
    html! {
        <div class="stack stack--tight">
            <div class="row" key="buttons">{ for mends(finding).into_iter().map(button) }</div>
            { for problem.map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
        </div>
    }
}

fn missed(missed_previous: bool) -> PatchRefuel {
    PatchRefuel { missed_previous: Change::Set(missed_previous), ..PatchRefuel::default() }
}

fn confirm(
    record: &FindingRecordView,
    refuel: &Callback<Marked<PatchRefuel>>,
    maintenance: &Callback<Marked<PatchMaintenance>>,
    reading: &Callback<Marked<PatchReading>>,
) {
    match record.source {
        Source::Refuel => {
            let patch = |confirmed| PatchRefuel { confirmed, ..PatchRefuel::default() };
            refuel.emit((record.clone(), patch(Change::Set(true)), patch(Change::Set(false))));
        }
        Source::Maintenance => {
            let patch = |confirmed| PatchMaintenance { confirmed, ..PatchMaintenance::default() };
            maintenance.emit((record.clone(), patch(Change::Set(true)), patch(Change::Set(false))));
        }
        Source::Reading => {
            let patch = |confirmed| PatchReading { confirmed, ..PatchReading::default() };
            reading.emit((record.clone(), patch(Change::Set(true)), patch(Change::Set(false))));
        }
        Source::RouteStart | Source::RouteEnd | Source::Initial => {}
    }
}

/// A record, what is changed about it, and what changes it back.
type Marked<Req> = (FindingRecordView, Req, Req);

struct Mark<Req> {
    mark: Callback<Marked<Req>>,
    problem: Option<ApiError>,
}

/// Changes a record of the finding.
#[hook]
fn use_mark<P, Req, Res>(endpoint: &Endpoint<P, Req, Res>) -> Mark<Req>
where
    P: Permission,
    Req: Serialize + Clone + 'static,
    Res: DeserializeOwned + 'static,
{
    let (undo, last) = (use_undo(), use_mut_ref(|| None::<Request>));
    let write = {
        let last = last.clone();
        use_write(endpoint, move |_| {
            if let Some(back) = last.borrow_mut().take() {
                undo.offer(text("finding-mended"), back);
            }
        })
    };
    let problem = write.problem();
    let endpoint = *endpoint;
    let mark = Callback::from(move |(record, there, back): Marked<Req>| {
        if !write.busy() {
            let id = record.id.to_string();
            *last.borrow_mut() = Some(Request::write(&endpoint, &[&id], &back));
            write.send_from(record.version, &[&id], &there);
        }
    });
    Mark { mark, problem }
}

struct Replacement {
    send: Callback<(FindingView, FindingRecordView, FindingRecordView)>,
    problem: Option<ApiError>,
}

/// Enters that the odometer was replaced.
#[hook]
fn use_replacement() -> Replacement {
    let undo = use_undo();
    let write = use_write(&api::CREATE_READING, move |reading: ReadingView| {
        let back = Request::write(&api::DELETE_READING, &[&reading.id.to_string()], &Empty {});
        undo.offer(text("finding-mended"), back);
    });
    let problem = write.problem();
    let send = Callback::from(
        move |(finding, previous, next): (FindingView, FindingRecordView, FindingRecordView)| {
            let id = ReadingId(clock::new_id());
            if let (false, Some(request)) =
                (write.busy(), replacement(&finding, &previous, &next, id))
            {
                write.send(&[], &request);
            }
        },
    );
    Replacement { send, problem }
}

struct Deactivation {
    send: Callback<()>,
    problem: Option<ApiError>,
}

/// Takes the vehicle out of service.
#[hook]
fn use_deactivation(finding: &FindingView) -> Deactivation {
    let (undo, id) = (use_undo(), finding.vehicle_id.to_string());
    let write = {
        let id = id.clone();
        use_write(&api::DEACTIVATE_VEHICLE, move |()| {
            let back = Request::write(&api::REACTIVATE_VEHICLE, &[&id], &Empty {});
            undo.offer(text("vehicle-deactivated"), back);
        })
    };
    let problem = write.problem();
    let send = Callback::from(move |()| {
        if !write.busy() {
            write.send(&[&id], &Empty {});
        }
    });
    Deactivation { send, problem }
}
