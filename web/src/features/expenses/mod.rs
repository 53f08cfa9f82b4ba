//! Expenses: history and form.

mod draft;
mod edit_page;
mod expense_table;
mod expenses_page;
mod fields;
mod filters;
mod new_page;
mod pay_dialog;

pub use edit_page::EditExpensePage;
pub use expenses_page::{ExpenseHistory, ExpensesPage};
pub use new_page::NewExpensePage;
pub use pay_dialog::PayDialog;
