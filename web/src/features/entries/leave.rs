//! Back to where one was, or to a fitting screen if this one was opened by its link.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::{platform, screens::Screen};

/// Leaves a form that is done with.
#[hook]
pub fn use_leave(fallback: Screen) -> Callback<()> {
    let navigator = use_navigator();
    Callback::from(move |()| {
        let Some(navigator) = &navigator else { return };
        if platform::visits::came_from_inside() {
            navigator.back()
        } else {
            navigator.replace(&fallback)
        }
    })
}
