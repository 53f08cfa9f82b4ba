//! What is due, asked in several ways, and the news.

use furgo_shared::{
    due::{State, Urgency},
    due_work::{
        DueSource, DueView, ListDue, ListNotices, NoticeView, UpcomingExpenses, UpcomingMaintenance,
    },
    page::{Items, Page, PageRequest},
    units::Km,
};

use super::{
    items::{self, DueItem},
    store,
};
use crate::{error::Result, features::vehicles, storage::Reads};

/// Days that "upcoming" looks ahead, unless the question says otherwise.
const DAYS: u32 = 30;
/// Kilometres that "upcoming" looks ahead, unless the question says otherwise.
const KM: Km = Km::whole(500);

/// All due work, the most urgent first.
pub fn list(tx: &impl Reads, query: &ListDue) -> Result<Items<DueView>> {
    let mut found = asked(tx, query.vehicle.as_deref())?;
    found.retain(|item| query.state.is_none_or(|state| item.assessment.state == state));
    Ok(views(&found))
}

/// Maintenance that is overdue, or due within either limit or its own lead.
pub fn upcoming_maintenance(
    tx: &impl Reads,
    query: &UpcomingMaintenance,
) -> Result<Items<DueView>> {
    let days = i64::from(query.days.unwrap_or(DAYS));
    let m = query.km.unwrap_or(KM).metres();
    let mut found = asked(tx, query.vehicle.as_deref())?;
    found.retain(|item| {
        item.source == DueSource::Maintenance && (is_within(item, days, m) || leads(item))
    });
    found.sort_by(DueItem::by_urgency);
    Ok(views(&found))
}

/// Recurring expenses that are overdue or due in time.
pub fn upcoming_expenses(tx: &impl Reads, query: &UpcomingExpenses) -> Result<Items<DueView>> {
    let days = i64::from(query.days.unwrap_or(DAYS));
    let mut found = asked(tx, query.vehicle.as_deref())?;
    found.retain(|item| item.source == DueSource::Expense && is_within(item, days, 0));
    found.sort_by(DueItem::by_urgency);
    Ok(views(&found))
}

/// The items of a vehicle that is named, or of all. A vehicle that is not there has none.
fn asked(tx: &impl Reads, vehicle: Option<&str>) -> Result<Vec<DueItem>> {
    match vehicle {
        Some(alias) => {
            let found: Vec<_> = vehicles::store::find(tx, alias)?.into_iter().collect();
            items::of(tx, &found)
        }
        None => items::all(tx),
    }
}

/// Overdue, or no further away than this.
fn is_within(item: &DueItem, days: i64, m: i64) -> bool {
    item.urgency() == Urgency::Overdue
        || item.assessment.days_left.is_some_and(|left| left <= days)
        || item.assessment.m_left.is_some_and(|left| left <= m)
}

/// It has a lead of its own, and that is reached.
fn leads(item: &DueItem) -> bool {
    let by_day = item.plan.lead_days.zip(item.assessment.days_left);
    let by_distance = item.plan.lead_m.zip(item.assessment.m_left);
    by_day.is_some_and(|(lead, left)| left <= i64::from(lead))
        || by_distance.is_some_and(|(lead, left)| left <= lead)
}

fn views(items: &[DueItem]) -> Items<DueView> {
    Items { items: items.iter().map(DueItem::to_view).collect() }
}

/// How many items are overdue, and how many are due or soon will be.
pub fn counts(items: &[DueItem]) -> (u64, u64) {
    let count = |states: &[State]| {
        let found = items.iter().filter(|item| states.contains(&item.assessment.state)).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    };
    (count(&[State::Overdue]), count(&[State::Due, State::Soon]))
}

/// One page of the news, newest first.
pub fn notices(tx: &impl Reads, query: &ListNotices) -> Result<Page<NoticeView>> {
    let page = PageRequest::new(query.page, query.limit);
    store::list(tx, page)?.try_map(|notice| notice.to_view(tx))
}
