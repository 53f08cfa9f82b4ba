//! Lists of expenses, single ones, and sums by category.

use std::cmp::Reverse;

use furgo_shared::{
    expenses::{
        CategoryView, EXPENSE_SORTS, ExpenseCategory, ExpenseSummaryView, ExpenseSums, ExpenseView,
        ListExpenses, StoredExpense,
    },
    id::ExpenseId,
    money::Money,
    page::{PageRequest, PageWithSums},
    rounding::quotient,
    stats::PeriodOf,
    units::Fixed,
};

use crate::{
    error::Result,
    features::{
        expenses::{ExpenseRecord, store},
        files,
        histories::{
            self,
            listing::{self, Listing, contains, wanted_text},
            parts::Part,
            reach::Reach,
        },
    },
    storage::{Measure, Reads, Sums},
};

/// One expense.
pub fn read(tx: &impl Reads, id: ExpenseId) -> Result<ExpenseView> {
    to_view(tx, &tx.require(id)?)
}

/// Whether a page of an index answers it.
pub fn is_bounded(query: &ListExpenses) -> bool {
    let (is_searched, page) = (
        query.q.is_some() || query.tax_deductible.is_some(),
        PageRequest::new(query.page, query.limit),
    );
    listing::is_bounded(is_searched, query.sort.as_deref(), EXPENSE_SORTS, page)
}

/// One page of expenses, and the sum of all that the filter lets through.
pub fn list(
    tx: &impl Reads,
    query: &ListExpenses,
) -> Result<PageWithSums<ExpenseView, ExpenseSums>> {
    let reach = Reach::of(tx, query.vehicle.as_deref())?;
    let text = wanted_text(query.q.as_deref());
    let keep = |expense: &ExpenseRecord| {
        query.tax_deductible.is_none_or(|wanted| expense.tax_deductible == wanted)
            && text.as_deref().is_none_or(|text| matches(expense, text))
    };
    // No sums are kept of these.
    let is_searched = text.is_some() || query.tax_deductible.is_some();
    let mut amount = 0_i64;
    let listing = Listing {
        index: store::BY_SCOPE,
        groups: reach.groups(query.category),
        from: query.from,
        to: query.to,
        page: PageRequest::new(query.page, query.limit),
        sort: query.sort.as_deref(),
        sorts: EXPENSE_SORTS,
        amount: |expense: &ExpenseRecord| expense.amount,
        keep: is_searched.then_some(&keep),
    };
    let page = listing.read(tx, |expense| amount = amount.saturating_add(expense.amount))?;
    if !is_searched {
        amount = kept_amount(&reach.sums(tx, query.from, query.to)?, query.category);
    }
    let sums = ExpenseSums { amount: Money::from_units(amount) };
    Ok(PageWithSums { page: page.try_map(|expense| to_view(tx, &expense))?, sums })
}

fn matches(expense: &ExpenseRecord, text: &str) -> bool {
    contains(&expense.description, text)
        || expense.notes.as_deref().is_some_and(|notes| contains(notes, text))
}

fn kept_amount(sums: &Sums, category: Option<ExpenseCategory>) -> i64 {
    match category {
        Some(category) => sums.get(Measure::ExpenseAmount(category.part())),
        None => sums.total(Measure::ExpenseAmount),
    }
}

/// Expenses of a period by category, from the kept sums.
pub fn summary(tx: &impl Reads, query: &PeriodOf) -> Result<ExpenseSummaryView> {
    let reach = Reach::of(tx, query.vehicle.as_deref())?;
    let sums = reach.sums(tx, query.from, query.to)?;
    let total = sums.total(Measure::ExpenseAmount);
    let mut items: Vec<CategoryView> = sums
        .parts(Measure::Expenses)
        .filter_map(|(part, count)| {
            let amount = sums.get(Measure::ExpenseAmount(part));
            Some(CategoryView {
                category: ExpenseCategory::of_part(part)?,
                count: u64::try_from(count).unwrap_or(0),
                amount: Money::from_units(amount),
                share: share(amount, total),
            })
        })
        .collect();
    items.sort_by_key(|item| Reverse(item.amount));
    Ok(ExpenseSummaryView { items, total: Money::from_units(total) })
}

/// To the nearest ten-thousandth; of nothing, or of money that came back, there are no shares.
fn share(amount: i64, total: i64) -> f64 {
    let of_total = || quotient(i128::from(amount) * 10_000, total.into());
    let share = (total > 0).then(of_total).flatten();
    Fixed::<4>::from_units(share.unwrap_or(0)).to_f64()
}

/// An expense as sent.
pub fn to_view(tx: &impl Reads, expense: &ExpenseRecord) -> Result<ExpenseView> {
    Ok(ExpenseView {
        stored: StoredExpense {
            id: expense.id,
            vehicle_id: expense.vehicle_id,
            date: expense.date,
            category: expense.category,
            amount: Money::from_units(expense.amount),
            description: expense.description.clone(),
            recurrence: expense.recurrence,
            next_due: expense.next_due,
            recurrence_basis: expense.recurrence_basis,
            lead_days: expense.lead_days,
            tax_deductible: expense.tax_deductible,
            notes: expense.notes.clone(),
            payment_of: expense.payment_of,
            pays_due: expense.pays_due,
            recorded_by: expense.recorded_by,
            created_at: expense.meta.created_at,
            updated_at: expense.meta.updated_at,
            version: expense.meta.version,
        },
        vehicle: histories::alias_of(tx, expense.vehicle_id)?,
        files: files::operations::to_views(tx, &expense.files)?,
    })
}
