//! The week's summary, and the week that was looked at last.

use furgo_shared::{due::State, due_work::NoticeKind, time::Day};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{items::DueItem, store};
use crate::storage::{IndexEntries, Meta, Record, Sight, engine::Space};

/// The id of the only record.
pub const DIGEST_WEEK_ID: Uuid = Uuid::from_u128(1);

/// The week that was looked at last.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DigestWeekRecord {
    pub monday: Day,
    pub meta: Meta,
}

impl Record for DigestWeekRecord {
    const TABLE: Space = store::DIGEST_WEEK;
    const INDEXES: &'static [Space] = &[];

    fn id(&self) -> Uuid {
        DIGEST_WEEK_ID
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, _: &mut IndexEntries) {}

    fn sight(&self) -> Sight {
        Sight::nobody()
    }
}

/// How many items are overdue, due and due soon; `None` when nothing is.
pub fn of(items: &[DueItem]) -> Option<NoticeKind> {
    let count = |state| {
        // It is mailed, and nothing is mailed because of demo data.
        let counts = |item: &&DueItem| item.assessment.state == state && !item.is_demo;
        let found = items.iter().filter(counts).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    };
    let (overdue, due, soon) = (count(State::Overdue), count(State::Due), count(State::Soon));
    (overdue + due + soon > 0).then_some(NoticeKind::Digest { overdue, due, soon })
}
