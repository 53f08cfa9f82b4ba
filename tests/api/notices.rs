//! News of what becomes due: once, on a change for the worse, and once a week.

use furgo::features::due::scheduler;
use furgo_shared::{
    api,
    change::Change,
    due::State,
    due_work::{DueSource, ListNotices, NoticeKind, NoticeView},
    expenses::{ExpenseRecurrence, PayExpense},
    id::VehicleId,
    maintenance::{CreateMaintenance, PatchMaintenance},
    validate::Empty,
    vehicles::{CreateVehicle, PatchVehicle},
};
use support::Client;

use crate::{
    calendar::{at, day, enter_expense, enter_work, look, news, office_at, recurring},
    day::{given_vehicle, vehicle},
    histories::work,
};

/// Oil of June, due on a day.
fn oil(next: &str) -> CreateMaintenance {
    CreateMaintenance { next_date: Some(day(next)), ..work("van", day("2026-06-01"), 9_000) }
}

/// From which state to which; `None` for a week's summary.
fn step(notice: &NoticeView) -> Option<(Option<State>, State)> {
    match notice.notice {
        NoticeKind::StateChanged { from, to, .. } => Some((from, to)),
        NoticeKind::Digest { .. } => None,
    }
}

fn digest(notice: &NoticeView) -> Option<(u64, u64, u64)> {
    match notice.notice {
        NoticeKind::Digest { overdue, due, soon } => Some((overdue, due, soon)),
        NoticeKind::StateChanged { .. } => None,
    }
}

#[actix_web::test]
async fn each_step_for_the_worse_is_told_once() {
    // A Tuesday.
    let (app, office) = office_at("2026-09-01T08:00:00Z").await;
    given_vehicle(&office, "van").await;
    enter_work(&office, oil("2026-10-10")).await;
    assert_eq!(look(&app).await, 0, "it is scheduled, nobody needs to know");
    for (instant, expected) in [
        ("2026-09-09T21:59:00Z", None),
        ("2026-09-09T22:00:00Z", Some((Some(State::Scheduled), State::Soon))),
        ("2026-10-09T21:59:59Z", None),
        ("2026-10-09T22:00:01Z", Some((Some(State::Soon), State::Due))),
        ("2026-10-10T22:00:00Z", Some((Some(State::Due), State::Overdue))),
        ("2026-10-11T22:00:00Z", None),
    ] {
        let office = at(&app, instant).await;
        let before = news(&office).await.iter().filter_map(step).count();
        look(&app).await;
        assert_eq!(look(&app).await, 0, "at {instant} again");
        let after: Vec<_> = news(&office).await.iter().filter_map(step).collect();
        assert_eq!(after.len() - before, usize::from(expected.is_some()), "at {instant}");
        if let Some(expected) = expected {
            assert_eq!(after.first(), Some(&expected), "at {instant}");
        }
    }
    let office = at(&app, "2026-10-12T08:00:00Z").await;
    let newest = news(&office).await.into_iter().find(|notice| step(notice).is_some()).unwrap();
    assert_eq!(newest.date, day("2026-10-11"), "the fleet's day, not that of UTC");
    let NoticeKind::StateChanged { source, description, due_date, .. } = newest.notice else {
        panic!("not a digest");
    };
    assert_eq!((source, due_date), (DueSource::Maintenance, Some(day("2026-10-10"))));
    assert_eq!(description, "Oil and filter");
}

#[actix_web::test]
async fn getting_better_is_no_news_and_getting_worse_again_is() {
    let (app, office) = office_at("2026-09-01T08:00:00Z").await;
    given_vehicle(&office, "van").await;
    let oil = enter_work(&office, oil("2026-08-31")).await;
    assert_eq!(look(&app).await, 1, "it was overdue when it was first looked at");
    let next = |date: &str| PatchMaintenance {
        next_date: Change::Set(Some(day(date))),
        ..PatchMaintenance::default()
    };
    let id = oil.id.to_string();
    office.ok(&api::PATCH_MAINTENANCE, [&id], &next("2026-12-31")).await;
    assert_eq!(look(&app).await, 0);
    office.ok(&api::PATCH_MAINTENANCE, [&id], &next("2026-09-05")).await;
    assert_eq!(look(&app).await, 1);
    let steps: Vec<_> = news(&office).await.iter().filter_map(step).collect();
    assert_eq!(steps, [(Some(State::Scheduled), State::Soon), (None, State::Overdue)]);
    // Done and out of the way, then back: it is told anew.
    let done = enter_work(&office, work("van", day("2026-09-01"), 9_500)).await;
    assert_eq!(look(&app).await, 0);
    office.ok(&api::DELETE_MAINTENANCE, [&done.id.to_string()], &Empty {}).await;
    assert_eq!(look(&app).await, 1);
}

#[actix_web::test]
async fn a_paid_expense_is_told_again_a_period_later_at_the_months_end() {
    let (app, office) = office_at("2027-01-31T08:00:00Z").await;
    given_vehicle(&office, "van").await;
    let request = recurring("van", "2026-12-31", "2027-01-31", ExpenseRecurrence::Monthly);
    let mut request = request;
    request.lead_days = Some(0);
    let rent = enter_expense(&office, request).await;
    assert_eq!(look(&app).await, 1);
    office.ok(&api::PAY_EXPENSE, [&rent.id.to_string()], &PayExpense::default()).await;
    assert_eq!(look(&app).await, 0);
    for (instant, told) in
        [("2027-02-27T22:59:00Z", 0), ("2027-02-27T23:00:00Z", 1), ("2027-02-28T23:00:00Z", 1)]
    {
        let office = at(&app, instant).await;
        let before = news(&office).await.iter().filter_map(step).count();
        look(&app).await;
        let after = news(&office).await.iter().filter_map(step).count();
        assert_eq!(after - before, told, "at {instant}");
    }
    let office = at(&app, "2027-03-01T08:00:00Z").await;
    office.ok(&api::PAY_EXPENSE, [&rent.id.to_string()], &PayExpense::default()).await;
    look(&app).await;
    let office = at(&app, "2027-03-30T21:30:00Z").await;
    look(&app).await;
    let before = news(&office).await.iter().filter_map(step).count();
    // Clocks went forward on 28 March: midnight is an hour earlier in UTC.
    let office = at(&app, "2027-03-30T22:00:00Z").await;
    look(&app).await;
    let steps: Vec<_> = news(&office).await.iter().filter_map(step).collect();
    assert_eq!((steps.len() - before, steps[0].1), (1, State::Due));
}

#[actix_web::test]
async fn once_a_week_the_office_is_told_how_much_is_waiting() {
    // A Wednesday.
    let (app, office) = office_at("2026-10-07T08:00:00Z").await;
    given_vehicle(&office, "van").await;
    enter_work(&office, oil("2026-10-01")).await;
    assert_eq!(look(&app).await, 1, "the change, and no summary in the middle of the first week");
    for (instant, written) in [
        ("2026-10-11T21:59:00Z", 0),
        ("2026-10-11T22:00:00Z", 1),
        ("2026-10-18T21:00:00Z", 0),
        // Switched off on Monday, it tells on Tuesday.
        ("2026-10-20T08:00:00Z", 1),
        // On the 25th the clocks went back: midnight is an hour later.
        ("2026-10-25T22:30:00Z", 0),
        ("2026-10-25T23:00:00Z", 1),
    ] {
        at(&app, instant).await;
        assert_eq!(look(&app).await, written, "at {instant}");
        assert_eq!(look(&app).await, 0, "at {instant} again");
    }
    let office = at(&app, "2026-10-26T08:00:00Z").await;
    let digests: Vec<_> = news(&office).await.iter().filter_map(digest).collect();
    assert_eq!(digests, [(1, 0, 0); 3]);
    let last = news(&office).await.into_iter().next().unwrap();
    assert_eq!(last.date, day("2026-10-26"));
    enter_work(&office, work("van", day("2026-10-26"), 9_500)).await;
    at(&app, "2026-11-02T08:00:00Z").await;
    assert_eq!(look(&app).await, 0, "nothing is waiting");
}

#[actix_web::test]
async fn whoever_sees_the_vehicle_hears_of_it() {
    // A Monday.
    let (app, office) = office_at("2026-10-05T08:00:00Z").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let viewer = app.viewer().await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    let van = office.ok(&api::CREATE_VEHICLE, [], &own).await;
    enter_work(&office, oil("2026-10-01")).await;
    assert_eq!(look(&app).await, 2);
    for (client, steps, digests) in
        [(&office, 1, 1), (&app.admin().await, 1, 1), (&viewer, 1, 0), (&ana, 1, 0), (&ben, 0, 0)]
    {
        let page = client.ok(&api::LIST_NOTICES, [], &ListNotices::default()).await;
        assert_eq!(page.items.iter().filter_map(step).count(), steps);
        assert_eq!(page.items.iter().filter_map(digest).count(), digests);
        assert_eq!(page.total, u64::try_from(steps + digests).unwrap());
    }
    let rename = PatchVehicle { alias: Change::Set("box".to_owned()), ..PatchVehicle::default() };
    office.ok(&api::PATCH_VEHICLE, ["van"], &rename).await;
    assert_eq!(vehicle_of(&ana).await, (van.id, "box".to_owned()));
    app.stranger().refused(401, &api::LIST_NOTICES, [], &ListNotices::default()).await;
}

async fn vehicle_of(client: &Client) -> (VehicleId, String) {
    let named = news(client).await.into_iter().find_map(|news| match news.notice {
        NoticeKind::StateChanged { vehicle_id, vehicle, .. } => Some((vehicle_id, vehicle)),
        NoticeKind::Digest { .. } => None,
    });
    named.unwrap()
}

#[actix_web::test]
async fn a_vehicle_out_of_work_makes_no_news_and_old_news_are_forgotten() {
    let (app, office) = office_at("2026-10-06T08:00:00Z").await;
    given_vehicle(&office, "van").await;
    enter_work(&office, oil("2026-10-01")).await;
    look(&app).await;
    office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    at(&app, "2027-06-01T08:00:00Z").await;
    assert_eq!(look(&app).await, 0);
    let office = at(&app, "2027-11-09T08:00:00Z").await;
    assert_eq!(scheduler::forget_old_news(&app.app.db).await.unwrap(), 0);
    assert_eq!(news(&office).await.len(), 1);
    let office = at(&app, "2027-11-10T08:00:01Z").await;
    assert_eq!(scheduler::forget_old_news(&app.app.db).await.unwrap(), 1);
    assert!(news(&office).await.is_empty());
    let report =
        furgo::storage::check::check(&*app.app.db.engine().view().unwrap(), app.app.db.schema())
            .unwrap();
    assert!(report.is_good(), "{report}");
}
