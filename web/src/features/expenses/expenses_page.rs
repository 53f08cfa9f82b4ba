//! All expenses that the viewer may see.

use furgo_shared::{
    access::Action,
    api,
    expenses::{ExpenseView, ListExpenses},
    trash::TrashKind,
};
use yew::prelude::*;

use super::{
    expense_table::{sums, table},
    filters::{ExpenseFilters, is_filtered},
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
pub fn ExpensesPage() -> Html {
    let (filters, may_record) =
        (use_filters::<ListExpenses>(), use_viewer().role.may(Action::RecordOnVehicles));
    let vehicle = filters.current().vehicle.clone();
    let add = may_record
        .then(|| add_button(Screen::NewExpense, vehicle.as_deref(), text("expenses-add")));
    html! {
        <Page title={text("expenses-title")} actions={add}>
            <ExpenseHistory {filters} />
        </Page>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ExpenseHistoryProps {
    pub filters: Filters<ListExpenses>,
    /// Stands on the page of one vehicle.
    #[prop_or_default]
    pub of_vehicle: bool,
}

/// Filters, totals and rows.
#[component]
pub fn ExpenseHistory(props: &ExpenseHistoryProps) -> Html {
    let (filters, measures) = (&props.filters, use_measures());
    let may_record = use_viewer().role.may(Action::RecordOnVehicles);
    let current = filters.current();
    let list = use_query(
        &api::LIST_EXPENSES,
        &[],
        &ListExpenses { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let deletion = use_deletion(&api::DELETE_EXPENSE, TrashKind::Expenses, "expense-deleted");
    let history = History {
        list: &list,
        nothing: nothing(may_record, current.vehicle.as_deref(), props.of_vehicle),
        filtered: is_filtered(current, props.of_vehicle),
        onclear: filters.bind(clear(props.of_vehicle)),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    let rows = |expenses: &[ExpenseView]| {
        let delete = may_record
            .then(|| deletion.delete.reform(|view: ExpenseView| (view.id.into(), view.version)));
        table(expenses, filters, measures, !props.of_vehicle, delete)
    };
    html! {
        <div class="stack">
            <ExpenseFilters key="filters" filters={filters.clone()} of_vehicle={props.of_vehicle} />
            { for deletion.problem.iter().map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> }) }
            <div class="history" key="list">{ history.show(|all, count| sums(all, count, measures), rows) }</div>
        </div>
    }
}

/// Keeps the vehicle and the period of the page that it stands on.
fn clear(of_vehicle: bool) -> impl Fn(&mut ListExpenses, ()) {
    move |filters, ()| {
        let all = std::mem::take(filters);
        if of_vehicle {
            let ListExpenses { vehicle, from, to, .. } = all;
            *filters = ListExpenses { vehicle, from, to, ..ListExpenses::default() };
        }
    }
}

fn nothing(may_record: bool, vehicle: Option<&str>, of_vehicle: bool) -> Html {
    let title = if of_vehicle { text("history-empty-period") } else { text("expenses-empty") };
    let hint = if may_record { text("expenses-empty-hint") } else { text("history-empty-reader") };
    html! {
        <EmptyState icon={IconName::Receipt} {title} {hint}>
            { for may_record.then(|| add_button(Screen::NewExpense, vehicle, text("expenses-add"))) }
        </EmptyState>
    }
}
