//! An expense as stored.

use furgo_shared::{
    due::{Basis, Plan},
    expenses::{ExpenseCategory, ExpenseRecurrence},
    id::{ExpenseId, UserId, VehicleId},
    time::Day,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    spread::{self, Share},
    store,
};
use crate::{
    features::{histories::parts::Part, vehicles::VehicleRecord},
    storage::{
        IndexEntries, Measure, Meta, Month, Record, Sight, Summaries, blobs::Attached,
        engine::Space, summary::FLEET,
    },
};

/// An expense: paid once, recurring (it then says when it is due next), or one of the payments of
/// a recurring one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExpenseRecord {
    pub id: ExpenseId,
    pub vehicle_id: VehicleId,
    pub date: Day,
    pub category: ExpenseCategory,
    /// Thousandths of the fleet's currency.
    pub amount: i64,
    pub description: String,
    pub recurrence: Option<ExpenseRecurrence>,
    /// Always there with a recurrence, and only then; so is `anchor_day`.
    pub next_due: Option<Day>,
    /// The day of the month that `next_due` falls on in months that have it.
    pub anchor_day: Option<u32>,
    pub recurrence_basis: Basis,
    pub lead_days: Option<u32>,
    pub tax_deductible: bool,
    pub notes: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
    /// The recurring expense that this one was booked from.
    pub payment_of: Option<ExpenseId>,
    /// How long a payment covers: the recurrence at the time it was booked.
    pub covers: Option<ExpenseRecurrence>,
    /// Of a payment: the due date that it paid.
    #[serde(default)]
    pub pays_due: Option<Day>,
    /// Of a payment that moved the date: to where. While it still is there, the payment can take
    /// it back.
    #[serde(default)]
    pub moved_due_to: Option<Day>,
    pub recorded_by: Option<UserId>,
    pub meta: Meta,
}

impl ExpenseRecord {
    /// When it is due again.
    pub fn plan(&self) -> Plan {
        Plan {
            date: self.next_due,
            lead_days: self.lead_days,
            anchor_day: self.anchor_day,
            ..Plan::default()
        }
    }

    /// How long it covers, from its day or the month of that on; `None` is that day alone.
    pub fn covered(&self) -> Option<ExpenseRecurrence> {
        self.covers.or(self.recurrence)
    }
}

impl Record for ExpenseRecord {
    const TABLE: Space = store::EXPENSES;
    const INDEXES: &'static [Space] =
        &[store::BY_SCOPE.space, store::BY_DUE.space, store::BY_PAYMENT_OF.space];

    fn id(&self) -> Uuid {
        self.id.into()
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, entries: &mut IndexEntries) {
        store::index(self, entries);
    }

    fn summarise(&self, summaries: &mut Summaries) {
        let part = self.category.part();
        for subject in [self.vehicle_id.into(), FLEET] {
            summaries.add(subject, self.date, Measure::ExpenseAmount(part), self.amount);
            summaries.add(subject, self.date, Measure::Expenses(part), 1);
            for (share, amount) in spread::shares(self.amount, self.date, self.covered()) {
                let month = match share {
                    Share::Day(day) => {
                        summaries.add(subject, day, Measure::DatedExpenseAmount, amount);
                        Month::of(day)
                    }
                    Share::Month(month) => month,
                };
                summaries.add_month(subject, month, Measure::SpreadExpenseAmount, amount);
            }
        }
    }

    fn files(&self) -> &[Attached] {
        &self.files
    }

    /// Whoever sees the vehicle sees what is recorded about it.
    fn sight(&self) -> Sight {
        Sight::with::<VehicleRecord>(self.vehicle_id)
    }
}
