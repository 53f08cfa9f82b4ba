//! How expenses are found.

use std::ops::ControlFlow;

use furgo_shared::id::{ExpenseId, VehicleId};
use uuid::Uuid;

use super::ExpenseRecord;
use crate::{
    error::Result,
    features::histories,
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
        summary::FLEET,
    },
};

/// Table: expenses
/// Key:   expense
/// Value: JSON of an expense
pub const EXPENSES: Space = Space("expenses");
/// Table: expenses.by_scope
/// Key:   vehicle or nil ‖ category or 0 ‖ date ‖ created_at ‖ expense   # each stands in four groups
/// Value: ()
pub const BY_SCOPE: Index<ExpenseRecord> = Index::new("expenses.by_scope");
/// Table: expenses.by_due
/// Key:   vehicle or nil ‖ next_due ‖ expense   # only recurring ones, each in two groups
/// Value: ()
pub const BY_DUE: Index<ExpenseRecord> = Index::new("expenses.by_due");
/// Table: expenses.by_payment_of
/// Key:   recurring expense ‖ date ‖ created_at ‖ its payment
/// Value: ()
pub const BY_PAYMENT_OF: Index<ExpenseRecord> = Index::new("expenses.by_payment_of");

pub(super) fn index(expense: &ExpenseRecord, entries: &mut IndexEntries) {
    let by_day = histories::sort(expense.date, expense.meta.created_at);
    let scope = (expense.vehicle_id, expense.category);
    histories::index_scopes(BY_SCOPE, entries, expense.id.into(), scope, &by_day);
    if let Some(next_due) = expense.next_due {
        for vehicle in [None, Some(expense.vehicle_id)] {
            entries.add(BY_DUE, expense.id, due_of(vehicle), Key::new().day(next_due));
        }
    }
    if let Some(recurring) = expense.payment_of {
        entries.add(BY_PAYMENT_OF, expense.id, payments_of(recurring), by_day);
    }
}

/// The group of the recurring expenses of a vehicle, or of the fleet, in [`BY_DUE`].
pub fn due_of(vehicle: Option<VehicleId>) -> Key {
    Key::new().id(vehicle.map_or(FLEET, Uuid::from))
}

/// The group of a recurring expense's payments in [`BY_PAYMENT_OF`].
pub fn payments_of(recurring: ExpenseId) -> Key {
    Key::new().id(recurring)
}

/// Whether payments were booked from it.
pub fn has_payments(tx: &impl Reads, recurring: ExpenseId) -> Result<bool> {
    Ok(tx.count(BY_PAYMENT_OF, &payments_of(recurring))? > 0)
}

/// The payments that were booked from it, whoever sees them.
pub fn payments(tx: &impl Reads, recurring: ExpenseId) -> Result<Vec<ExpenseRecord>> {
    let mut payments = Vec::new();
    tx.rows(BY_PAYMENT_OF, &Span::of([payments_of(recurring)], Order::Ascending), |_, id| {
        payments.extend(tx.find_unseen::<ExpenseRecord>(id)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(payments)
}

/// What a recurring expense cost last time, in thousandths: its newest payment, else itself. That
/// does not depend on who asks: the payment may be on a vehicle that the viewer does not see.
pub fn last_amount(tx: &impl Reads, recurring: &ExpenseRecord) -> Result<i64> {
    let newest = Span::of([payments_of(recurring.id)], Order::Descending);
    let mut amount = recurring.amount;
    tx.rows(BY_PAYMENT_OF, &newest, |_, id| {
        amount = tx.find_unseen::<ExpenseRecord>(id)?.map_or(amount, |payment| payment.amount);
        Ok(ControlFlow::Break(()))
    })?;
    Ok(amount)
}
