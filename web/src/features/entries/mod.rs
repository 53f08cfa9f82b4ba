//! What the forms of all records on a vehicle share: whose record it is, numbers in the viewer's
//! own units, what is plausible, and the way back to where one was. The driver's program has all of
//! them for new records, so they work without a connection.

mod around;
mod basis_field;
mod doubt;
mod edit_page;
mod flow;
mod force;
mod hints;
mod kind;
mod leave;
pub mod measured;
mod new_page;
mod odometer_field;
mod page;
mod removal;
#[cfg(test)]
pub mod test_vehicle;
mod undo;

pub use around::Around;
pub use basis_field::basis_field;
pub use doubt::{Doubt, odometer_doubt};
pub use edit_page::EditPage;
pub use flow::EntryFields;
pub use force::{force_box, use_force};
pub use hints::use_hints;
pub use kind::{EntryDraft, EntryKey, EntryKind};
pub use leave::use_leave;
pub use new_page::{NewForm, NewPage};
pub use odometer_field::{OdometerField, note};
pub use page::{AskEntry, Entry, EntryPage};
pub use removal::{Removal, removal_button, use_removal};
pub use undo::{Undo, use_undo};

use furgo_shared::{time::Day, validate::FieldCode, validate::FieldErrors};
use yew::prelude::*;

/// The day of a record, from its field.
pub fn parse_day(field: &str, typed: &str, errors: &mut FieldErrors) -> Option<Day> {
    if typed.trim().is_empty() {
        return None;
    }
    let day = typed.trim().parse().ok();
    errors.require(field, day.is_some(), FieldCode::Invalid);
    day
}

/// Fields that few people need, behind one press; `open` where one of them says something.
pub fn more(title: AttrValue, open: bool, fields: Html) -> Html {
    html! {
        <details class="entry-more" {open} key="more">
            <summary>{ title }</summary>
            <div class="stack">{ fields }</div>
        </details>
    }
}
