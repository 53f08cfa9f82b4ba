//! What is typed into the form of an expense, and the requests that come of it.

use chrono::Datelike;
use furgo_shared::{
    change::Change,
    due::Basis,
    expenses::{CreateExpense, ExpenseCategory, ExpenseRecurrence, ExpenseView, PatchExpense},
    id::ExpenseId,
    money::Money,
    time::Day,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::VehicleView,
};

use crate::{
    features::{
        entries::{measured::parse_money, parse_day},
        files::{Attachments, named},
        histories::words,
    },
    format::{filled, parse_whole, shown_fixed},
    session::Measures,
};

/// The fields as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub date: String,
    /// Chosen by whoever enters it: a preset one would be wrong most of the time.
    pub category: Option<ExpenseCategory>,
    /// Without a sign; who types one means money back.
    pub amount: String,
    /// The amount came back.
    pub is_back: bool,
    /// Empty: the category's name.
    pub description: String,
    pub recurrence: Option<ExpenseRecurrence>,
    /// Empty: one period on.
    pub next_due: String,
    pub basis: Basis,
    pub lead_days: String,
    pub tax_deductible: bool,
    pub notes: String,
    pub files: Attachments,
}

impl Draft {
    /// An expense of today.
    pub fn new(today: Day) -> Self {
        Self {
            date: today.to_string(),
            category: None,
            amount: String::new(),
            is_back: false,
            description: String::new(),
            recurrence: None,
            next_due: String::new(),
            basis: Basis::Fixed,
            lead_days: String::new(),
            tax_deductible: false,
            notes: String::new(),
            files: Attachments::default(),
        }
    }

    /// A record to correct.
    pub fn of(expense: &ExpenseView, _: Measures) -> Self {
        Self {
            date: expense.date.to_string(),
            category: Some(expense.category),
            amount: shown_fixed(Money::from_units(expense.amount.units().abs())),
            is_back: expense.amount < Money::ZERO,
            description: expense.description.clone(),
            recurrence: expense.recurrence,
            next_due: expense.next_due.map(|day| day.to_string()).unwrap_or_default(),
            basis: expense.recurrence_basis,
            lead_days: expense.lead_days.map(|days| days.to_string()).unwrap_or_default(),
            tax_deductible: expense.tax_deductible,
            notes: expense.notes.clone().unwrap_or_default(),
            files: Attachments::of(&expense.files),
        }
    }

    /// When it comes back if nobody says otherwise: one period after its day.
    pub fn next_by_itself(&self) -> Option<Day> {
        let date: Day = self.date.trim().parse().ok()?;
        self.recurrence?.after(date, date.day())
    }

    /// The request for a new expense, or what is wrong with it.
    pub fn request(
        &self,
        id: ExpenseId,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateExpense, FieldErrors> {
        let mut errors = FieldErrors::default();
        let date = parse_day("date", &self.date, &mut errors);
        let amount = parse_money("amount", &self.amount, measures.currency, &mut errors);
        let amount = amount.map(|amount| match self.is_back {
            true => Money::from_units(-amount.units().abs()),
            false => amount,
        });
        let next_due = parse_day("next_due", &self.next_due, &mut errors)
            .or_else(|| self.next_by_itself())
            .filter(|_| self.recurrence.is_some());
        let lead_days = parse_whole("lead_days", &self.lead_days, &mut errors)
            .filter(|_| self.recurrence.is_some());
        errors.require("date", date.is_some(), FieldCode::Required);
        errors.require("amount", amount.is_some(), FieldCode::Required);
        errors.require("category", self.category.is_some(), FieldCode::Required);
        let (Some(date), Some(amount), Some(category)) = (date, amount, self.category) else {
            return Err(errors);
        };
        let by_category = || words::expense_category(category).to_string();
        let request = CreateExpense {
            id: Some(id),
            vehicle: vehicle.id.to_string(),
            date,
            category,
            amount,
            description: filled(&self.description).unwrap_or_else(by_category),
            recurrence: self.recurrence,
            next_due,
            recurrence_basis: self.basis,
            lead_days,
            tax_deductible: self.tax_deductible,
            notes: filled(&self.notes),
            files: self.files.named(),
            payment_of: None,
            pays_due: None,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it.
    pub fn patch(
        &self,
        before: &ExpenseView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchExpense, FieldErrors> {
        let after = self.request(before.id, vehicle, measures)?;
        Ok(PatchExpense {
            vehicle: Change::between(&before.vehicle_id.to_string(), &after.vehicle),
            date: Change::between(&before.date, &after.date),
            category: Change::between(&before.category, &after.category),
            amount: Change::between(&before.amount, &after.amount),
            description: Change::between(&before.description, &after.description),
            recurrence: Change::between(&before.recurrence, &after.recurrence),
            next_due: Change::between(&before.next_due, &after.next_due),
            recurrence_basis: Change::between(&before.recurrence_basis, &after.recurrence_basis),
            lead_days: Change::between(&before.lead_days, &after.lead_days),
            tax_deductible: Change::between(&before.tax_deductible, &after.tax_deductible),
            notes: Change::between(&before.notes, &after.notes),
            files: Change::between(&named(&before.files), &after.files),
        })
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
