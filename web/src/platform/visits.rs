//! How many screens this page of the browser has shown: "back" stays in the app if there was another
//! one before.

use std::cell::Cell;

thread_local! {
    static SHOWN: Cell<u32> = const { Cell::new(0) };
}

/// A screen is shown.
pub fn note() {
    SHOWN.set(SHOWN.get().saturating_add(1));
}

/// Whether the screen that is shown is not the first one.
pub fn came_from_inside() -> bool {
    SHOWN.get() > 1
}
