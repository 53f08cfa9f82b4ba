//! Expenses: history and form.

mod expense_table;
mod expenses_page;
mod filters;

pub use expenses_page::{ExpenseHistory, ExpensesPage};
