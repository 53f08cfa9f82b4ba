//! Editing what somebody else changed meanwhile.

use furgo_shared::problem::ErrorCode;
use yew::prelude::*;

use crate::api::ApiError;

/// Whether a write was refused as stale, and what is left to show above the form otherwise. Asks
/// for the other version as soon as it is: `StaleNotice` offers the ways on.
#[hook]
pub fn use_stale(problem: Option<ApiError>, refetch: Callback<()>) -> (bool, Option<ApiError>) {
    let stale = problem.as_ref().is_some_and(|problem| problem.is(ErrorCode::Stale));
    use_effect_with(stale, move |stale| {
        if *stale {
            refetch.emit(());
        }
    });
    (stale, problem.filter(|_| !stale))
}
