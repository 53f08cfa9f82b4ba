//! All refuels that the viewer may see.

use furgo_shared::{access::Action, api, refuels::ListRefuels, trash::TrashKind};
use yew::prelude::*;

use super::{
    filters::{RefuelFilters, is_filtered},
    refuel_table::{sums, table},
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
pub fn RefuelsPage() -> Html {
    let (filters, may_record) =
        (use_filters::<ListRefuels>(), use_viewer().role.may(Action::RecordOnVehicles));
    let vehicle = filters.current().vehicle.clone();
    let add =
        may_record.then(|| add_button(Screen::NewRefuel, vehicle.as_deref(), text("refuels-add")));
    html! {
        <Page title={text("refuels-title")} actions={add}>
            <RefuelHistory {filters} />
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RefuelHistoryProps {
    pub filters: Filters<ListRefuels>,
    /// Stands on the page of one vehicle.
    #[prop_or_default]
    pub of_vehicle: bool,
}

/// Filters, totals and rows.
#[component]
pub fn RefuelHistory(props: &RefuelHistoryProps) -> Html {
    let (filters, measures) = (&props.filters, use_measures());
    let may_record = use_viewer().role.may(Action::RecordOnVehicles);
    let current = filters.current();
    let list = use_query(
        &api::LIST_REFUELS,
        &[],
        &ListRefuels { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let deletion = use_deletion(&api::DELETE_REFUEL, TrashKind::Refuels, "refuel-deleted");
    let history = History {
        list: &list,
        nothing: nothing(may_record, current.vehicle.as_deref(), props.of_vehicle),
        filtered: is_filtered(current, props.of_vehicle),
        onclear: filters.bind(clear(props.of_vehicle)),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let rows = |refuels: &[furgo_shared::refuels::RefuelView]| {
        let delete = may_record.then(|| {
            deletion
                .delete
                .reform(|view: furgo_shared::refuels::RefuelView| (view.id.into(), view.version))
        });
        table(refuels, filters, measures, !props.of_vehicle, delete)
    };
    html! {
        <div class="stack">
            <RefuelFilters key="filters" filters={filters.clone()} of_vehicle={props.of_vehicle} />
            { for deletion.problem.iter().map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> }) }
            <div class="history" key="list">{ history.show(|all, count| sums(all, count, measures), rows) }</div>
        </div>
    }
}

/// Keeps the vehicle and the period of the page that it stands on.
fn clear(of_vehicle: bool) -> impl Fn(&mut ListRefuels, ()) {
    move |filters, ()| {
        let all = std::mem::take(filters);
        if of_vehicle {
            let ListRefuels { vehicle, from, to, .. } = all;
            *filters = ListRefuels { vehicle, from, to, ..ListRefuels::default() };
        }
    }
}

fn nothing(may_record: bool, vehicle: Option<&str>, of_vehicle: bool) -> Html {
    let title = if of_vehicle { text("history-empty-period") } else { text("refuels-empty") };
    let hint = if may_record { text("refuels-empty-hint") } else { text("history-empty-reader") };
    html! {
        <EmptyState icon={IconName::Fuel} {title} {hint}>
            { for may_record.then(|| add_button(Screen::NewRefuel, vehicle, text("refuels-add"))) }
        </EmptyState>
    }
}
