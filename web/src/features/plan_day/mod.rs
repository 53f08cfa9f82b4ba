//! Planning a day for several drivers at once: who drives, what is delivered; then the plan as a
//! proposal, with what does not fit; and the routes only when somebody confirms it.

mod confirmation;
mod crew;
mod crew_fields;
mod day_draft;
mod day_form;
mod kept;
mod page;
mod plan_sketch;
mod plan_sums;
mod plan_view;
mod planning;
mod progress_card;
mod route_card;
mod row_fields;
mod stages;
mod supplies;
mod unplanned_card;

pub use page::PlanDayPage;
