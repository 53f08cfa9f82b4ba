//! Expenses as rows and their totals.

use furgo_shared::expenses::{ExpenseSums, ExpenseView, ListExpenses};
use yew::prelude::*;

use crate::{
    features::{
        files,
        histories::{delete_button, total, totals, words},
    },
    format,
    hooks::Filters,
    i18n::{text, text_with},
    screens::Screen,
    session::Measures,
    ui::{CellSlot, Column, IconName, Row, StatusPill, Table},
};

/// The totals of the whole filter.
pub fn sums(sums: &ExpenseSums, count: u64, measures: Measures) -> Html {
    totals(html! {
        <>
            { total(text("expenses-count"), format::whole(count)) }
            { total(text("history-amount"), format::money(sums.amount, measures.currency)) }
        </>
    })
}

/// The rows; `delete` is for those who may.
pub fn table(
    expenses: &[ExpenseView],
    filters: &Filters<ListExpenses>,
    measures: Measures,
    with_vehicle: bool,
    delete: Option<Callback<ExpenseView>>,
) -> Html {
    let has_files = expenses.iter().any(|expense| !expense.files.is_empty());
    let vehicle = with_vehicle.then(|| Column::new(text("history-vehicle"), CellSlot::Fact));
    let columns: Vec<Column> = [
        Column::new(text("history-date"), CellSlot::Title).sorts_by("date"),
        Column::new(text("expense-category"), CellSlot::Status),
    ]
    .into_iter()
    .chain(vehicle)
    .chain([
        Column::new(text("history-description"), CellSlot::Line),
        Column::new(text("history-amount"), CellSlot::Fact).number().sorts_by("amount"),
        Column::new(text("expense-recurs"), CellSlot::Fact),
        Column::new(text("expense-tax-deductible"), CellSlot::Fact),
    ])
    .chain(files::column(has_files))
    .collect();
    let rows: Vec<Row> = expenses
        .iter()
        .map(|expense| row(expense, measures, (with_vehicle, has_files), &delete))
        .collect();
    let sort = filters.current().sort.clone().unwrap_or_else(|| "-date".to_owned());
    html! {
        <Table caption={text("expenses-title")} {columns} {rows} {sort}
            onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} />
    }
}

fn row(
    expense: &ExpenseView,
    measures: Measures,
    (with_vehicle, has_files): (bool, bool),
    delete: &Option<Callback<ExpenseView>>,
) -> Row {
    let vehicle = with_vehicle.then(|| html! { &expense.vehicle });
    let deductible =
        if expense.tax_deductible { text("history-yes") } else { AttrValue::default() };
    let cells = [
        html! { <span class="nowrap">{ format::day(expense.date) }</span> },
        html! { <StatusPill icon={IconName::Receipt} label={words::expense_category(expense.category)} /> },
    ]
    .into_iter()
    .chain(vehicle)
    .chain([
        html! { &expense.description },
        html! { { format::money(expense.amount, measures.currency) } },
        html! { { recurs(expense) } },
        html! { { deductible } },
    ])
    .chain(has_files.then(|| files::clips(&expense.files)))
    .collect();
    let row = Row::new(expense.id, cells);
    let Some(delete) = delete else { return row };
    let expense = expense.clone();
    let id = expense.id;
    let onclick = delete.reform(move |()| expense.clone());
    row.to(Screen::EditExpense { id }).actions(delete_button(onclick))
}

/// How often, and when next.
fn recurs(expense: &ExpenseView) -> AttrValue {
    match (expense.recurrence.map(words::recurrence), expense.next_due) {
        (Some(often), Some(day)) => text_with(
            "expense-recurs-next",
            [("often", often.to_string().into()), ("day", format::day(day).to_string().into())],
        ),
        (often, _) => often.unwrap_or_default(),
    }
}
