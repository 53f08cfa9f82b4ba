//! What every request shares.

use std::sync::Arc;

use crate::{clock::Clock, storage::Database};

/// The running installation.
#[derive(Clone, Debug)]
pub struct App {
    pub db: Arc<Database>,
    pub clock: Clock,
}
