//! Expenses: history and form.

mod draft;
mod entry;
mod expense_table;
mod expenses_page;
mod fields;
mod filters;
mod pay_dialog;

pub use expenses_page::{ExpenseHistory, ExpensesPage};
pub use pay_dialog::PayDialog;

use crate::features::entries::{EditPage, NewPage};

/// Corrects one, or deletes it.
pub type EditExpensePage = EditPage<draft::Draft>;
/// Enters one.
pub type NewExpensePage = NewPage<draft::Draft>;
