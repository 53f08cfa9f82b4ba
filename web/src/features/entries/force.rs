//! A reading that is out of order is refused; the office may insist.

use furgo_shared::{access::Action, validate::FieldCode};
use yew::prelude::*;

use crate::{api::ApiError, i18n::text, session::use_viewer, ui::Checkbox};

/// Whether to offer it: the server refused a reading, once at least, and the viewer may insist.
#[hook]
pub fn use_force(problem: Option<&ApiError>) -> bool {
    let (may, was_refused) = (use_viewer().role.may(Action::EditVehicles), use_mut_ref(|| false));
    let mut was_refused = was_refused.borrow_mut();
    *was_refused |= problem.is_some_and(is_out_of_order);
    may && *was_refused
}

fn is_out_of_order(problem: &ApiError) -> bool {
    match problem {
        ApiError::Problem(problem) => {
            problem.fields.iter().any(|(_, code)| code == FieldCode::OdometerOrder)
        }
        ApiError::Offline | ApiError::Unreadable(_) | ApiError::FileGone => false,
    }
}

/// "Keep it anyway".
pub fn force_box(forced: bool, onchange: Callback<bool>) -> Html {
    html! {
        <Checkbox key="force" name="force" label={text("entry-force")} hint={text("entry-force-hint")} checked={forced} {onchange} />
    }
}
