//! How news and remembered states are found.

use chrono::{DateTime, Utc};
use furgo_shared::{
    access::Role,
    page::{Page, PageRequest},
};
use uuid::Uuid;

use super::{DueStateRecord, NoticeRecord};
use crate::{
    auth::Viewer,
    error::Result,
    features::vehicles,
    storage::{
        Index, IndexEntries, Key, Reads, Span,
        engine::{Order, Space},
    },
};

/// Table: notices
/// Key:   notice
/// Value: JSON of a notice
pub const NOTICES: Space = Space("notices");
/// Table: notices.by_audience
/// Key:   office (1) or everybody (2) ‖ recorded_at ‖ notice   # all are the office's, those on vehicles everybody's
/// Value: ()
pub const BY_AUDIENCE: Index<NoticeRecord> = Index::new("notices.by_audience");
/// Table: notices.by_vehicle
/// Key:   vehicle ‖ recorded_at ‖ notice
/// Value: ()
pub const BY_VEHICLE: Index<NoticeRecord> = Index::new("notices.by_vehicle");
/// Table: due_states
/// Key:   maintenance or expense
/// Value: JSON of how it stood
pub const DUE_STATES: Space = Space("due_states");
/// Table: due_states.all
/// Key:   maintenance or expense
/// Value: ()
pub const ALL_STATES: Index<DueStateRecord> = Index::new("due_states.all");
/// Table: digest_week
/// Key:   always the same
/// Value: JSON of the week that was looked at last
pub const DIGEST_WEEK: Space = Space("digest_week");

/// More planned items than any fleet this program is for has.
const STATES_MAX: usize = 200_000;

pub(super) fn index(notice: &NoticeRecord, entries: &mut IndexEntries) {
    let recorded = Key::new().instant(notice.meta.created_at);
    entries.add(BY_AUDIENCE, notice.id, of_office(), recorded.clone());
    if let Some(vehicle) = notice.vehicle_id() {
        entries.add(BY_AUDIENCE, notice.id, of_everybody(), recorded.clone());
        entries.add(BY_VEHICLE, notice.id, Key::new().id(vehicle), recorded);
    }
}

pub(super) fn index_state(state: &DueStateRecord, entries: &mut IndexEntries) {
    entries.add(ALL_STATES, state.id, Key::new(), Key::new());
}

fn of_office() -> Key {
    Key::new().byte(1)
}

fn of_everybody() -> Key {
    Key::new().byte(2)
}

/// One page of the news that the viewer may see, newest first.
pub fn list(tx: &impl Reads, page: PageRequest) -> Result<Page<NoticeRecord>> {
    if tx.viewer().role() == Some(Role::Driver) {
        let own = vehicles::store::all(tx)?;
        let groups = own.iter().map(|vehicle| Key::new().id(vehicle.id));
        return tx.list_in(BY_VEHICLE, &Span::of(groups, Order::Descending), page);
    }
    let group = if tx.viewer().is_office() { of_office() } else { of_everybody() };
    tx.list(BY_AUDIENCE, &group, Order::Descending, page)
}

/// The oldest notices from before an instant, at most so many.
pub fn older_than(
    tx: &impl Reads,
    instant: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<NoticeRecord>> {
    let mut found = tx.collect(BY_AUDIENCE, &of_office(), Order::Ascending, limit)?;
    found.retain(|notice: &NoticeRecord| notice.meta.created_at < instant);
    Ok(found)
}

/// Every remembered state; for the program itself.
pub fn states(tx: &impl Reads) -> Result<Vec<DueStateRecord>> {
    debug_assert!(*tx.viewer() == Viewer::System, "others see none");
    tx.collect(ALL_STATES, &Key::new(), Order::Ascending, STATES_MAX)
}

/// How an item stood, if it was ever looked at.
pub fn state_of(tx: &impl Reads, item: Uuid) -> Result<Option<DueStateRecord>> {
    tx.find(item)
}
