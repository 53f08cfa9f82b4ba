//! Ids that wire labels, hints and errors to their controls.

use std::sync::atomic::{AtomicU32, Ordering};

use yew::prelude::*;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// An id of its own for each component, the same on every render.
#[hook]
pub fn use_id() -> AttrValue {
    (*use_memo((), |()| AttrValue::from(format!("f{}", NEXT.fetch_add(1, Ordering::Relaxed)))))
        .clone()
}
