//! One vehicle: its figures, its histories, its due work, its odometer; one view at a time.

use std::rc::Rc;

use furgo_shared::{
    access::Action, api, due_work::ListDue, validate::Empty, vehicles::VehicleView,
};
use yew::prelude::*;

use super::{
    expenses_tab::ExpensesTab,
    fuel_tab::FuelTab,
    odometer_tab::OdometerTab,
    overview_tab::OverviewTab,
    query::{self, VehicleQuery, VehicleTab, tab_id, tabs},
    routes_tab::RoutesTab,
};
use crate::{
    features::{due::DueOf, maintenance::MaintenanceHistory},
    format::{self, Span},
    hooks::{Filters, Query, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::{Measures, use_measures, use_viewer},
    ui::{
        ButtonKind, IconName, LinkButton, Page, PeriodField, ProblemCard, Skeleton, Tabs,
        service_pill,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct VehiclePageProps {
    pub alias: String,
}

/// See the module.
#[component]
pub fn VehiclePage(props: &VehiclePageProps) -> Html {
    let (vehicle, filters) =
        (use_query(&api::GET_VEHICLE, &[&props.alias], &Empty {}), use_filters::<VehicleQuery>());
    let (may_edit, measures) = (use_viewer().role.may(Action::EditVehicles), use_measures());
    let alias = props.alias.clone();
    let actions = (may_edit && vehicle.value().is_some()).then(|| html! {
        <LinkButton to={Screen::EditVehicle { alias: alias.clone() }} kind={ButtonKind::Primary} icon={IconName::Pencil}>{ text("action-edit") }</LinkButton>
    });
    let content = match &*vehicle {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={vehicle.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => content(value, &filters),
    };
    let subtitle = vehicle.value().map(|vehicle| subtitle(vehicle, measures));
    html! { <Page title={props.alias.clone()} {subtitle} back={Screen::Vehicles} age={vehicle.age()} {actions}>{ content }</Page> }
}

/// Make and model, plate, and what the odometer shows.
fn subtitle(vehicle: &VehicleView, measures: Measures) -> AttrValue {
    let name = format!("{} {}", vehicle.make, vehicle.model);
    let odometer = format::distance(vehicle.odometer_km, measures.units).to_string();
    let parts: Vec<String> =
        std::iter::once(name).chain(vehicle.plate.clone()).chain([odometer]).collect();
    parts.join(" · ").into()
}

fn content(vehicle: &Rc<VehicleView>, filters: &Filters<VehicleQuery>) -> Html {
    let query = filters.current();
    let tab = query.tab();
    let period = tab.has_period().then(|| html! {
        <div class="toolbar no-print" key="period">
            <PeriodField span={query.span()} onchange={filters.bind(|query, span: Span| query.set_span(span))} />
        </div>
    });
    let inactive = (!vehicle.is_active).then(|| html! {
        <p class="row" key="inactive">{ service_pill(false) }<span class="muted small">{ text("vehicle-inactive-note") }</span></p>
    });
    html! {
        <div class="stack">
            <Tabs key="tabs" label={text("vehicle-views")} tabs={tabs()} active={tab_id(tab)}
                onselect={filters.bind(|query, id: AttrValue| query.open(&id))} />
            { for inactive }
            { for period }
            <div key={tab_id(tab).to_string()}>{ view(tab, vehicle, filters) }</div>
        </div>
    }
}

fn view(tab: VehicleTab, vehicle: &Rc<VehicleView>, filters: &Filters<VehicleQuery>) -> Html {
    let (alias, span) = (vehicle.alias.clone(), filters.current().span());
    match tab {
        VehicleTab::Overview => html! { <OverviewTab vehicle={vehicle.clone()} {span} /> },
        VehicleTab::Fuel => {
            html! { <FuelTab filters={query::refuels(filters, &alias)} {alias} {span} /> }
        }
        VehicleTab::Maintenance => {
            html! { <MaintenanceHistory filters={query::maintenance(filters, &alias)} of_vehicle=true /> }
        }
        VehicleTab::Expenses => {
            html! { <ExpensesTab filters={query::expenses(filters, &alias)} {alias} {span} /> }
        }
        VehicleTab::Routes => html! { <RoutesTab {alias} filters={filters.clone()} /> },
        VehicleTab::Due => {
            let due = ListDue { vehicle: Some(alias), state: None };
            html! { <DueOf filters={due} with_vehicle=false /> }
        }
        VehicleTab::Odometer => html! { <OdometerTab {alias} filters={filters.clone()} /> },
    }
}
