//! Due work over HTTP.

use furgo_shared::{
    access::ReadFleet,
    api,
    due_work::{DueView, ListDue, ListNotices, NoticeView, UpcomingExpenses, UpcomingMaintenance},
    page::{Items, Page},
};

use super::operations;
use crate::{
    error::Result,
    http::{Answer, Call, Mount},
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_DUE, list);
    mount.add(api::LIST_NOTICES, notices);
    mount.add(api::UPCOMING_MAINTENANCE, upcoming_maintenance);
    mount.add(api::UPCOMING_EXPENSES, upcoming_expenses);
}

async fn list(call: Call<ReadFleet, ListDue>) -> Result<Answer<Items<DueView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::list(tx, &call.body))?))
}

async fn notices(call: Call<ReadFleet, ListNotices>) -> Result<Answer<Page<NoticeView>>> {
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| operations::notices(tx, &call.body))?))
}

async fn upcoming_maintenance(
    call: Call<ReadFleet, UpcomingMaintenance>,
) -> Result<Answer<Items<DueView>>> {
    let found =
        call.app.db.read(&call.permit, |tx| operations::upcoming_maintenance(tx, &call.body))?;
    Ok(Answer::read(&found))
}

async fn upcoming_expenses(
    call: Call<ReadFleet, UpcomingExpenses>,
) -> Result<Answer<Items<DueView>>> {
    let found =
        call.app.db.read(&call.permit, |tx| operations::upcoming_expenses(tx, &call.body))?;
    Ok(Answer::read(&found))
}
