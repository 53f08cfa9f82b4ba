//! Entering, correcting and deleting expenses.

use furgo_shared::{
    access::RecordOnVehicles,
    exceptions::EntryKind,
    expenses::{CreateExpense, ExpenseView, PatchExpense},
    id::ExpenseId,
    money::Money,
    problem::ErrorCode,
    validate::FieldCode,
};

use super::{paying, reading::to_view, recurring};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        expenses::{ExpenseRecord, store},
        files,
        histories::{entry::Check, told},
        tidy,
    },
    storage::{Meta, Reads, WriteTx},
};

/// Enters an expense.
pub fn create(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    request: CreateExpense,
    door: &mut Door,
) -> Result<ExpenseView> {
    if let Some(expense) = tx.created_before::<ExpenseRecord>(request.id, &request)? {
        return to_view(tx, &expense);
    }
    let mut check = Check::new(tx)?;
    check.within_a_year("date", request.date);
    check.amount("amount", request.amount);
    let recurring = paid(tx, request.payment_of, &mut check)?;
    let vehicle = check.done_for_new(tx, &request.vehicle, door)?;
    let mut expense = ExpenseRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        vehicle_id: vehicle.id,
        date: request.date,
        category: request.category,
        amount: request.amount.units(),
        description: tidy::line(&request.description),
        recurrence: request.recurrence,
        next_due: request.next_due,
        anchor_day: None,
        recurrence_basis: request.recurrence_basis,
        lead_days: request.lead_days,
        tax_deductible: request.tax_deductible,
        notes: tidy::optional(request.notes.clone()),
        files: files::operations::attach(tx, request.files.clone(), &[])?,
        payment_of: request.payment_of,
        covers: recurring.as_ref().and_then(|recurring| recurring.recurrence),
        pays_due: request.pays_due,
        moved_due_to: None,
        recorded_by: tx.viewer().user_id(),
        meta: Meta::new(tx.now()),
    };
    recurring::anchor(&mut expense);
    recurring::check(&expense)?;
    if let Some(recurring) = recurring {
        paying::settle(tx, recurring, &mut expense)?;
    }
    let expense = tx.create(expense, &request)?;
    told::raise(tx, door, &vehicle, (EntryKind::Expense, expense.id.into()), None)?;
    to_view(tx, &expense)
}

/// The expense that a payment was booked from, which is no payment itself.
fn paid(
    tx: &impl Reads,
    payment_of: Option<ExpenseId>,
    check: &mut Check,
) -> Result<Option<ExpenseRecord>> {
    let Some(id) = payment_of else { return Ok(None) };
    let recurring = tx.find::<ExpenseRecord>(id)?;
    check.findings.require("payment_of", recurring.is_some(), FieldCode::NotFound);
    let is_payment = recurring.as_ref().is_some_and(|recurring| recurring.payment_of.is_some());
    check.findings.require("payment_of", !is_payment, FieldCode::NotUsable);
    Ok(recurring)
}

/// Corrects an expense, or its recurrence.
pub fn patch(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: ExpenseId,
    patch: PatchExpense,
    if_match: Option<u64>,
) -> Result<ExpenseView> {
    let old: ExpenseRecord = tx.require(id)?;
    tx.require_version(&old, if_match)?;
    let mut check = Check::new(tx)?;
    if let Some(date) = patch.date.as_set() {
        check.within_a_year("date", *date);
    }
    if let Some(amount) = patch.amount.as_set().filter(|new| new.units() != old.amount) {
        check.amount("amount", *amount);
    }
    let vehicle = check.done_for_changed(tx, old.vehicle_id, &patch.vehicle)?;
    let mut expense = ExpenseRecord { vehicle_id: vehicle.id, ..old.clone() };
    apply(tx, patch, &mut expense)?;
    recurring::check(&expense)?;
    paying::follow(tx, &old, &mut expense)?;
    let expense = tx.put_changed(expense)?;
    to_view(tx, &expense)
}

fn apply<P>(tx: &WriteTx<'_, P>, patch: PatchExpense, expense: &mut ExpenseRecord) -> Result<()> {
    patch.date.apply(&mut expense.date);
    patch.category.apply(&mut expense.category);
    patch.amount.map(Money::units).apply(&mut expense.amount);
    patch.description.map(|text| tidy::line(&text)).apply(&mut expense.description);
    if let Some(None) = patch.recurrence.as_set() {
        expense.next_due = None;
    }
    patch.recurrence.apply(&mut expense.recurrence);
    let next_due = expense.next_due;
    patch.next_due.apply(&mut expense.next_due);
    // Whoever sends the whole record back has not set 28 February in place of the 31st.
    if expense.next_due != next_due || expense.next_due.is_none() {
        recurring::anchor(expense);
    }
    patch.recurrence_basis.apply(&mut expense.recurrence_basis);
    patch.lead_days.apply(&mut expense.lead_days);
    patch.tax_deductible.apply(&mut expense.tax_deductible);
    patch.notes.map(tidy::optional).apply(&mut expense.notes);
    if let Some(named) = patch.files.as_set() {
        expense.files = files::operations::attach(tx, named.clone(), &expense.files)?;
    }
    Ok(())
}

/// Deletes an expense that no payment refers to. What a payment has paid is due again, unless more
/// was paid since.
pub fn delete(
    tx: &mut WriteTx<'_, RecordOnVehicles>,
    id: ExpenseId,
    if_match: Option<u64>,
) -> Result<()> {
    let expense: ExpenseRecord = tx.require(id)?;
    tx.require_version(&expense, if_match)?;
    trash(tx, &expense)
}

/// The expense goes into the trash, whoever said so.
pub fn trash<P>(tx: &mut WriteTx<'_, P>, expense: &ExpenseRecord) -> Result<()> {
    match store::has_payments(tx, expense.id)? {
        true => Err(Error::Code(ErrorCode::StillReferenced)),
        false => {
            paying::take_back(tx, expense)?;
            tx.trash(expense)
        }
    }
}
