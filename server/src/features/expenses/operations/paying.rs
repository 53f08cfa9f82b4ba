//! Paying what comes again: one payment is booked, and the next date moves one period on.

use chrono::Datelike;
use furgo_shared::{
    access::RecordOnVehicles,
    due::{Basis, add_months},
    expenses::{ExpenseRecurrence, PaidView, PayExpense},
    id::ExpenseId,
    problem::ErrorCode,
    time::Day,
    validate::{FieldCode, FieldErrors},
};

use super::reading::to_view;
use crate::{
    error::{Error, Result},
    features::{
        expenses::{ExpenseRecord, store},
        histories::entry::Check,
        vehicles::VehicleRecord,
    },
    storage::{Meta, Reads, WriteTx},
};

/// Books a payment of a recurring expense: today and as much as last time, unless the request says
/// otherwise.
pub fn pay(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: ExpenseId,
    request: PayExpense,
    if_match: Option<u64>,
) -> Result<PaidView> {
    let mut expense: ExpenseRecord = tx.require(id)?;
    if let Some(payment) = paid_before(tx, id, &request)? {
        return Ok(PaidView { payment: to_view(tx, &payment)?, expense: to_view(tx, &expense)? });
    }
    tx.require_version(&expense, if_match)?;
    let due = expense.recurrence.zip(expense.next_due);
    let (recurrence, next_due) = due.ok_or(Error::Code(ErrorCode::NotRecurring))?;
    let mut check = Check::new(tx)?;
    let date = request.date.unwrap_or_else(|| check.today());
    check.within_a_year("date", date);
    if let Some(amount) = request.amount {
        check.amount("amount", amount);
    }
    check.done()?;
    if !tx.require::<VehicleRecord>(expense.vehicle_id)?.is_active {
        return Err(Error::Code(ErrorCode::VehicleInactive));
    }
    let payment = payment_of(tx, &expense, recurrence, date, &request)?;
    let payment = tx.create(payment, &request)?;
    move_on(&mut expense, recurrence, next_due, date)?;
    let expense = tx.put(expense)?;
    Ok(PaidView { payment: to_view(tx, &payment)?, expense: to_view(tx, &expense)? })
}

/// The payment that the same request booked before.
fn paid_before(
    tx: &WriteTx<'_, RecordOnVehicles>,
    id: ExpenseId,
    request: &PayExpense,
) -> Result<Option<ExpenseRecord>> {
    match tx.created_before::<ExpenseRecord>(request.id, request)? {
        // The request does not say what it pays; its path does.
        Some(payment) if payment.payment_of != Some(id) => Err(Error::Code(ErrorCode::IdReused)),
        payment => Ok(payment),
    }
}

fn payment_of(
    tx: &WriteTx<'_, RecordOnVehicles>,
    expense: &ExpenseRecord,
    recurrence: ExpenseRecurrence,
    date: Day,
    request: &PayExpense,
) -> Result<ExpenseRecord> {
    let amount = match request.amount {
        Some(amount) => amount.units(),
        None => store::last_amount(tx, expense)?,
    };
    Ok(ExpenseRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        date,
        amount,
        recurrence: None,
        next_due: None,
        anchor_day: None,
        lead_days: None,
        notes: None,
        payment_of: Some(expense.id),
        covers: Some(recurrence),
        recorded_by: tx.viewer().user_id(),
        meta: Meta::new(tx.now()),
        ..expense.clone()
    })
}

/// One period on and no more, however late the payment is: what was missed stays due.
fn move_on(
    expense: &mut ExpenseRecord,
    recurrence: ExpenseRecurrence,
    next_due: Day,
    paid_on: Day,
) -> Result<()> {
    let (from, anchor_day) = match expense.recurrence_basis {
        Basis::Fixed => (next_due, expense.anchor_day.unwrap_or_else(|| next_due.day())),
        Basis::Floating => (paid_on, paid_on.day()),
    };
    expense.next_due = add_months(from, recurrence.months(), anchor_day);
    expense.anchor_day = Some(anchor_day);
    let mut findings = FieldErrors::default();
    findings.require("next_due", expense.next_due.is_some(), FieldCode::OutOfRange);
    findings.day("next_due", expense.next_due);
    if findings.is_empty() { Ok(()) } else { Err(Error::Fields(findings)) }
}
