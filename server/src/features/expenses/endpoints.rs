//! Expenses over HTTP.

use furgo_shared::{
    access::{ReadFleet, RecordOnVehicles},
    api,
    expenses::{
        CreateExpense, ExpenseSummaryView, ExpenseSums, ExpenseView, ListExpenses, PaidView,
        PatchExpense, PayExpense,
    },
    page::PageWithSums,
    stats::PeriodOf,
    validate::Empty,
};

use super::operations::{editing, paying, reading};
use crate::{
    error::Result,
    features::door::Door,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_EXPENSES, list);
    mount.add(api::CREATE_EXPENSE, create);
    mount.add(api::EXPENSE_SUMMARY, summary);
    mount.add(api::GET_EXPENSE, read);
    mount.add(api::PATCH_EXPENSE, patch);
    mount.add(api::DELETE_EXPENSE, delete);
    mount.add(api::PAY_EXPENSE, pay);
}

async fn list(
    call: Call<ReadFleet, ListExpenses>,
) -> Result<Answer<PageWithSums<ExpenseView, ExpenseSums>>> {
    let is_bounded = reading::is_bounded(&call.body);
    call.read(is_bounded, |tx, query| reading::list(tx, query)).await
}

async fn summary(call: Call<ReadFleet, PeriodOf>) -> Result<Answer<ExpenseSummaryView>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::summary(tx, &call.body))?))
}

async fn read(call: Call<ReadFleet, Empty>) -> Result<Answer<ExpenseView>> {
    let id = call.id("id")?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| reading::read(tx, id))?))
}

async fn create(call: Call<RecordOnVehicles, CreateExpense>) -> Result<Answer<ExpenseView>> {
    let body = call.body;
    call.app
        .db
        .write(call.permit, call.once, move |tx| editing::create(tx, body, &mut Door::Asked))
        .await
}

async fn patch(call: Call<RecordOnVehicles, PatchExpense>) -> Result<Answer<ExpenseView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    app.db.write(permit, once, move |tx| editing::patch(tx, id, body, if_match)).await
}

async fn delete(call: Call<RecordOnVehicles, Empty>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app.db.write(call.permit, call.once, move |tx| editing::delete(tx, id, if_match)).await
}

async fn pay(call: Call<RecordOnVehicles, PayExpense>) -> Result<Answer<PaidView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    let Call { app, permit, once, body, .. } = call;
    app.db
        .write(permit, once, move |tx| paying::pay(tx, id, body, if_match, &mut Door::Asked))
        .await
}
