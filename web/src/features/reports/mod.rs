//! Reports: a period beside the same one a year before, in figures, charts and a table.

mod charts;
mod compare;
mod figures;
mod query;
mod reports_page;
mod vehicle_table;

pub use charts::month_charts;
pub use compare::compared;
pub use figures::{Scope, figures};
pub use query::ReportQuery;
pub use reports_page::ReportsPage;
