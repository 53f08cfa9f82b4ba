//! All work on vehicles that the viewer may see.

use furgo_shared::{
    access::Action,
    api,
    maintenance::{ListMaintenance, MaintenanceView},
    trash::TrashKind,
};
use yew::prelude::*;

use super::{
    filters::{MaintenanceFilters, is_filtered},
    maintenance_table::{sums, table},
};
use crate::{
    features::histories::{History, add_button, use_deletion},
    hooks::{Filters, use_filters, use_query},
    i18n::text,
    screens::Screen,
    session::{use_measures, use_viewer},
    ui::{EmptyState, IconName, Page, ProblemBox},
};

/// A desktop shows this many rows without a second page.
const ROWS: u32 = 50;

/// See the module.
#[component]
pub fn MaintenancePage() -> Html {
    let (filters, may_record) =
        (use_filters::<ListMaintenance>(), use_viewer().role.may(Action::RecordOnVehicles));
    let vehicle = filters.current().vehicle.clone();
    let add = may_record
        .then(|| add_button(Screen::NewMaintenance, vehicle.as_deref(), text("maintenance-add")));
    html! {
        <Page title={text("maintenance-title")} actions={add}>
            <MaintenanceHistory {filters} />
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MaintenanceHistoryProps {
    pub filters: Filters<ListMaintenance>,
    /// Stands on the page of one vehicle.
    #[prop_or_default]
    pub of_vehicle: bool,
}

/// Filters, totals and rows.
#[component]
pub fn MaintenanceHistory(props: &MaintenanceHistoryProps) -> Html {
    let (filters, measures) = (&props.filters, use_measures());
    let may_record = use_viewer().role.may(Action::RecordOnVehicles);
    let current = filters.current();
    let list = use_query(
        &api::LIST_MAINTENANCE,
        &[],
        &ListMaintenance { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let deletion =
        use_deletion(&api::DELETE_MAINTENANCE, TrashKind::Maintenance, "maintenance-deleted");
    let history = History {
        list: &list,
        nothing: nothing(may_record, current.vehicle.as_deref(), props.of_vehicle),
        filtered: is_filtered(current, props.of_vehicle),
        onclear: filters.bind(clear(props.of_vehicle)),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let rows = |works: &[MaintenanceView]| {
        let delete = may_record.then(|| {
            deletion.delete.reform(|view: MaintenanceView| (view.id.into(), view.version))
        });
        table(works, filters, measures, !props.of_vehicle, delete)
    };
    html! {
        <div class="stack">
            <MaintenanceFilters key="filters" filters={filters.clone()} of_vehicle={props.of_vehicle} />
            { for deletion.problem.iter().map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> }) }
            <div class="history" key="list">{ history.show(|all, count| sums(all, count, measures), rows) }</div>
        </div>
    }
}

/// Keeps the vehicle and the period of the page that it stands on.
fn clear(of_vehicle: bool) -> impl Fn(&mut ListMaintenance, ()) {
    move |filters, ()| {
        let all = std::mem::take(filters);
        if of_vehicle {
            let ListMaintenance { vehicle, from, to, .. } = all;
            *filters = ListMaintenance { vehicle, from, to, ..ListMaintenance::default() };
        }
    }
}

fn nothing(may_record: bool, vehicle: Option<&str>, of_vehicle: bool) -> Html {
    let title = if of_vehicle { text("history-empty-period") } else { text("maintenance-empty") };
    let hint =
        if may_record { text("maintenance-empty-hint") } else { text("history-empty-reader") };
    html! {
        <EmptyState icon={IconName::Wrench} {title} {hint}>
            { for may_record.then(|| add_button(Screen::NewMaintenance, vehicle, text("maintenance-add"))) }
        </EmptyState>
    }
}
