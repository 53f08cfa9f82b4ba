//! One folder a noun, each with the same files: `endpoints` (one operation, one answer),
//! `operations` (rules in one transaction), `store` (indexes and named queries), `record`.

use crate::{http::Mount, storage::schema::Schema};

/// Every kind of record.
pub fn schema() -> Schema {
    Schema::new(vec![])
}

/// Every endpoint.
pub fn mount(_mount: &mut Mount) {}
