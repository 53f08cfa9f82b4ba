//! What holds of every expense, however it came about: one that recurs says when it is due next,
//! another one does not, and a payment does not recur itself.

use chrono::Datelike;
use furgo_shared::validate::{FieldCode, FieldErrors};

use crate::{
    error::{Error, Result},
    features::expenses::ExpenseRecord,
};

/// Finds what does not go together.
pub fn check(expense: &ExpenseRecord) -> Result<()> {
    let mut findings = FieldErrors::default();
    let (recurs, is_due) = (expense.recurrence.is_some(), expense.next_due.is_some());
    let is_payment = expense.payment_of.is_some();
    findings.require("recurrence", !(recurs && is_payment), FieldCode::NotUsable);
    findings.require("next_due", is_due || !recurs, FieldCode::Required);
    findings.require("next_due", !is_due || recurs, FieldCode::NotUsable);
    if findings.is_empty() { Ok(()) } else { Err(Error::Fields(findings)) }
}

/// A day that somebody set is one to come back to: the 31st, in months that have it.
pub fn anchor(expense: &mut ExpenseRecord) {
    expense.anchor_day = expense.next_due.map(|due| due.day());
}
