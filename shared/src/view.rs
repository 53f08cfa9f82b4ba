//! Views are normalised: what is stored, and around it what is derived.
//!
//! The stored part has ids and no names; the version covers it, so for the same reader an equal
//! version means an equal stored part, and it is what a phone keeps. The derived part follows from
//! other records (a vehicle's alias, a person's name, where the odometer stands), by functions of
//! this crate where more than a lookup is needed; the entity tag covers both. On the wire a view is
//! flat, and in the code a view lends the fields of its stored part.

use serde::Serialize;

/// An answer that may carry the version of the record it shows.
pub trait Versioned: Serialize {
    /// Goes out in the `ETag`, and is what `If-Match` names.
    fn version(&self) -> Option<u64> {
        None
    }
}

impl Versioned for () {}

/// Whoever sees nothing of what they did is answered nothing.
impl<V: Versioned> Versioned for Option<V> {
    fn version(&self) -> Option<u64> {
        self.as_ref().and_then(V::version)
    }
}

impl Versioned for serde_json::Value {}

/// A view whose field `stored` holds its stored part, and that lends the fields of it.
macro_rules! stored_inside {
    ($view:ty, $stored:ty) => {
        impl std::ops::Deref for $view {
            type Target = $stored;

            fn deref(&self) -> &$stored {
                &self.stored
            }
        }

        impl std::ops::DerefMut for $view {
            fn deref_mut(&mut self) -> &mut $stored {
                &mut self.stored
            }
        }
    };
}

pub(crate) use stored_inside;
