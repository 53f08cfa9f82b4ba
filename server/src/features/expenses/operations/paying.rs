//! Paying what comes again: one payment is booked, and the next date moves one period on.

use chrono::Datelike;
use furgo_shared::{
    access::RecordOnVehicles,
    due::Basis,
    exceptions::EntryKind,
    expenses::{ExpenseRecurrence, PaidView, PayExpense},
    id::ExpenseId,
    money::Money,
    problem::ErrorCode,
    time::Day,
    validate::{FieldCode, FieldErrors},
};

use super::reading::to_view;
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        expenses::{ExpenseRecord, store},
        histories::{entry::Check, told},
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
    door: &mut Door,
) -> Result<PaidView> {
    let (mut expense, vehicle) = due_of(tx, id, door)?;
    if let Some(payment) = paid_before(tx, id, &request)? {
        return Ok(PaidView { payment: to_view(tx, &payment)?, expense: to_view(tx, &expense)? });
    }
    tx.require_version(&expense, if_match)?;
    let due = expense.recurrence.zip(expense.next_due);
    let (recurrence, next_due) = due.ok_or(Error::Code(ErrorCode::NotRecurring))?;
    let mut check = Check::new(tx)?;
    let date = request.date.unwrap_or_else(|| check.today());
    check.within_a_year("date", date);
    // What was paid last may be of another currency: then the amount has to be said.
    let amount = match request.amount {
        Some(amount) => amount,
        None => Money::from_units(store::last_amount(tx, &expense)?),
    };
    check.amount("amount", amount);
    check.done()?;
    if !vehicle.is_active && door.fact().is_none() {
        return Err(Error::Code(ErrorCode::VehicleInactive));
    }
    let mut payment = payment_of(tx, &expense, recurrence, (date, amount), &request);
    move_on(&mut expense, recurrence, next_due, date)?;
    payment.moved_due_to = expense.next_due;
    let payment = tx.create(payment, &request)?;
    let expense = tx.put(expense)?;
    told::raise(tx, door, &vehicle, (EntryKind::Expense, payment.id.into()), None)?;
    Ok(PaidView { payment: to_view(tx, &payment)?, expense: to_view(tx, &expense)? })
}

/// What is to be paid, and its vehicle. What a phone tells was paid, also if the vehicle has been taken
/// away since.
fn due_of(tx: &impl Reads, id: ExpenseId, door: &Door) -> Result<(ExpenseRecord, VehicleRecord)> {
    if door.fact().is_none() {
        let expense: ExpenseRecord = tx.require(id)?;
        let vehicle = tx.require(expense.vehicle_id)?;
        return Ok((expense, vehicle));
    }
    let missing = || Error::Code(ErrorCode::NotFound);
    let expense: ExpenseRecord = tx.find_unseen(id)?.ok_or_else(missing)?;
    let vehicle: VehicleRecord = tx.find_unseen(expense.vehicle_id)?.ok_or_else(missing)?;
    if told::had(tx, &vehicle)? { Ok((expense, vehicle)) } else { Err(missing()) }
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
    (date, amount): (Day, Money),
    request: &PayExpense,
) -> ExpenseRecord {
    ExpenseRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        date,
        amount: amount.units(),
        recurrence: None,
        next_due: None,
        anchor_day: None,
        lead_days: None,
        notes: None,
        files: Vec::new(),
        payment_of: Some(expense.id),
        covers: Some(recurrence),
        pays_due: expense.next_due,
        moved_due_to: None,
        recorded_by: tx.viewer().user_id(),
        meta: Meta::new(tx.now()),
        ..expense.clone()
    }
}

/// A payment that says what it pays moves the date, if that is what is due.
pub(super) fn settle(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    mut recurring: ExpenseRecord,
    payment: &mut ExpenseRecord,
) -> Result<()> {
    let due = recurring.next_due.filter(|due| payment.pays_due == Some(*due));
    if let Some((recurrence, due)) = recurring.recurrence.zip(due) {
        move_on(&mut recurring, recurrence, due, payment.date)?;
        payment.moved_due_to = recurring.next_due;
        tx.put(recurring)?;
    }
    Ok(())
}

/// A payment that is restored moves the date where it had moved it, if what it paid is due; and on
/// from there, if what is due then was paid as well: they may come back in any order.
pub fn pay_again<P>(
    tx: &mut WriteTx<'_, P>,
    mut recurring: ExpenseRecord,
    payment: &ExpenseRecord,
) -> Result<()> {
    let (before, mut others) = (recurring.next_due, store::payments(tx, recurring.id)?);
    let mut next = Some(payment.clone());
    while let Some((payment, due)) = next.as_ref().zip(recurring.next_due)
        && payment.pays_due == Some(due)
    {
        move_again(&mut recurring, due, payment)?;
        let then = others.iter().position(|other| other.pays_due == recurring.next_due);
        next = then.map(|place| others.swap_remove(place));
    }
    if recurring.next_due == before { Ok(()) } else { tx.put(recurring).map(drop) }
}

fn move_again(recurring: &mut ExpenseRecord, due: Day, payment: &ExpenseRecord) -> Result<()> {
    match (payment.moved_due_to, payment.covers) {
        (Some(moved_to), _) => {
            recurring.next_due = Some(moved_to);
            if recurring.recurrence_basis == Basis::Floating {
                recurring.anchor_day = Some(payment.date.day());
            }
            Ok(())
        }
        // Of an earlier version.
        (None, Some(covered)) => move_on(recurring, covered, due, payment.date),
        (None, None) => Ok(()),
    }
}

/// What a payment has moved, if nothing has moved it since: the recurring expense, and what it paid.
fn moved_by(tx: &impl Reads, payment: &ExpenseRecord) -> Result<Option<(ExpenseRecord, Day)>> {
    let Some((id, due)) = payment.payment_of.zip(payment.pays_due) else { return Ok(None) };
    let recurring = tx.find_unseen::<ExpenseRecord>(id)?;
    let Some(recurring) = recurring.filter(|recurring| recurring.recurrence.is_some()) else {
        return Ok(None);
    };
    let moved_to = match payment.moved_due_to {
        Some(moved_to) => Some(moved_to),
        // Of a payment of an earlier version it follows from how long it covers.
        None => match payment.covers {
            Some(covered) => {
                let mut moved = recurring.clone();
                move_on(&mut moved, covered, due, payment.date)?;
                moved.next_due
            }
            None => None,
        },
    };
    let is_still_there = moved_to.is_some() && recurring.next_due == moved_to;
    Ok(is_still_there.then_some((recurring, due)))
}

/// What a payment that goes has paid is due again, if nothing has moved the date since.
pub(super) fn take_back<P>(tx: &mut WriteTx<'_, P>, payment: &ExpenseRecord) -> Result<()> {
    let Some((mut recurring, due)) = moved_by(tx, payment)? else { return Ok(()) };
    recurring.next_due = Some(due);
    if recurring.recurrence_basis == Basis::Floating {
        recurring.anchor_day = Some(due.day());
    }
    tx.put(recurring).map(drop)
}

/// Floating, the next time is counted from the day of payment, also when that day is corrected.
pub(super) fn follow(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    old: &ExpenseRecord,
    payment: &mut ExpenseRecord,
) -> Result<()> {
    if old.date == payment.date {
        return Ok(());
    }
    let Some((mut recurring, due)) = moved_by(tx, old)? else { return Ok(()) };
    if let Some(covered) = old.covers.filter(|_| recurring.recurrence_basis == Basis::Floating) {
        move_on(&mut recurring, covered, due, payment.date)?;
        payment.moved_due_to = recurring.next_due;
        tx.put(recurring)?;
    }
    Ok(())
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
    expense.next_due = recurrence.after(from, anchor_day);
    expense.anchor_day = Some(anchor_day);
    let mut findings = FieldErrors::default();
    findings.require("next_due", expense.next_due.is_some(), FieldCode::OutOfRange);
    findings.day("next_due", expense.next_due);
    if findings.is_empty() { Ok(()) } else { Err(Error::Fields(findings)) }
}
