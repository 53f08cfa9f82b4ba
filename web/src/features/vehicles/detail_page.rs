//! One vehicle: how far it has run, what it is, who drives it, where it has been.

use std::rc::Rc;

use furgo_shared::{access::Action, api, validate::Empty, vehicles::VehicleView};
use yew::prelude::*;

use super::{
    activity::Activity, drivers_card::DriversCard, facts::FactsCard, routes_card::RoutesCard,
};
use crate::{
    format,
    hooks::{Query, use_query},
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{ButtonKind, IconName, LinkButton, Page, ProblemCard, Skeleton, Stat, activity_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VehiclePageProps {
    pub alias: String,
}

/// See the module.
#[component]
pub fn VehiclePage(props: &VehiclePageProps) -> Html {
    let (vehicle, may_edit) = (
        use_query(&api::GET_VEHICLE, &[&props.alias], &Empty {}),
        use_viewer().role.may(Action::EditVehicles),
    );
    let alias = props.alias.clone();
    let actions = (may_edit && vehicle.value().is_some()).then(|| html! {
        <LinkButton to={Screen::EditVehicle { alias: alias.clone() }} kind={ButtonKind::Primary} icon={IconName::Pencil} shortcut="n">{ text("action-edit") }</LinkButton>
    });
    let content = match &*vehicle {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={vehicle.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => record(value, may_edit),
    };
    let subtitle = vehicle
        .value()
        .map(|vehicle| AttrValue::from(format!("{} {}", vehicle.make, vehicle.model)));
    html! { <Page title={props.alias.clone()} {subtitle} back={Screen::Vehicles} age={vehicle.age()} {actions}>{ content }</Page> }
}

fn record(vehicle: &Rc<VehicleView>, may_edit: bool) -> Html {
    html! {
        <div class="columns columns--main">
            <div class="stack" key="main">
                <Stat label={text("vehicle-odometer")} value={format::quantity(vehicle.odometer_km)} unit="km" icon={IconName::Gauge} />
                <FactsCard vehicle={vehicle.clone()} />
                <RoutesCard alias={vehicle.alias.clone()} />
            </div>
            <div class="stack" key="side">
                <div class="card">
                    <div class="row row--between">
                        { activity_pill(vehicle.is_active) }
                        { for may_edit.then(|| html! { <Activity vehicle={vehicle.clone()} /> }) }
                    </div>
                    { for (!vehicle.is_active).then(|| html! { <p class="muted small" key="note">{ text("vehicle-inactive-note") }</p> }) }
                </div>
                { for may_edit.then(|| html! { <DriversCard driver_ids={vehicle.driver_ids.clone()} alias={vehicle.alias.clone()} /> }) }
            </div>
        </div>
    }
}
