//! What is due: plans of maintenance and recurring expenses.

use furgo_shared::{
    api,
    change::Change,
    due::{State, Urgency},
    due_work::{DueSource, DueView, ListDue, UpcomingExpenses, UpcomingMaintenance},
    expenses::{ExpenseRecurrence, PayExpense},
    maintenance::{CreateMaintenance, MaintenanceKind, PatchMaintenance},
    readings::{CreateReading, ReadingKind},
    settings::Settings,
    units::Km,
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, ListVehicles},
};
use support::Client;

use crate::{
    calendar::{at, day, enter_expense, enter_refuels, enter_work, full, office_at, recurring},
    day::{given_vehicle, vehicle},
    histories::{expense, work},
};

async fn due(client: &Client) -> Vec<DueView> {
    client.ok(&api::LIST_DUE, [], &ListDue::default()).await.items
}

/// Oil on a day at a reading, to be done again on another day or at another reading.
fn planned(
    kind: MaintenanceKind,
    km: i64,
    next: Option<&str>,
    next_km: Option<i64>,
) -> CreateMaintenance {
    CreateMaintenance {
        kind,
        next_date: next.map(day),
        next_odometer_km: next_km.map(Km::whole),
        ..work("van", day("2026-06-01"), km)
    }
}

fn states(items: &[DueView]) -> Vec<(Option<MaintenanceKind>, State)> {
    items.iter().map(|item| (item.kind, item.state)).collect()
}

#[actix_web::test]
async fn items_are_judged_by_day_or_distance_whichever_comes_first() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    use MaintenanceKind::{Battery, Brakes, Filters, Inspection, Oil, Tyres};
    for request in [
        planned(Oil, 9_000, Some("2026-11-21"), None),
        planned(Inspection, 9_000, Some("2026-11-22"), None),
        planned(Tyres, 9_000, Some("2026-12-22"), Some(90_000)),
        planned(Brakes, 9_000, Some("2026-12-23"), None),
        planned(Filters, 9_000, Some("2028-01-01"), Some(9_900)),
        planned(Battery, 9_000, None, Some(11_001)),
    ] {
        enter_work(&office, request).await;
    }
    enter_refuels(&office, vec![full("van", "2026-11-20", 10_000, 40, 6000)]).await;
    let items = due(&office).await;
    assert_eq!(
        states(&items),
        [
            (Some(Oil), State::Overdue),
            (Some(Filters), State::Overdue),
            (Some(Inspection), State::Due),
            (Some(Tyres), State::Soon),
            (Some(Brakes), State::Scheduled),
            (Some(Battery), State::Scheduled),
        ]
    );
    let filters = &items[1];
    assert_eq!((filters.km_left, filters.urgency), (Some(Km::whole(-100)), Urgency::Overdue));
    assert_eq!((filters.days_left, filters.due_odometer_km), (Some(405), Some(Km::whole(9_900))));
    let battery = &items[5];
    assert_eq!((battery.days_left, battery.km_left), (None, Some(Km::whole(1_001))));
    // 1000 km in the 172 days from 1 June to 20 November; the odometer says 90 of them.
    let pace = battery.km_per_day.unwrap();
    assert!((5.0..7.0).contains(&pace), "{pace}");
    assert!(battery.forecast_date.unwrap() > day("2027-03-01"), "{battery:?}");
    assert_eq!(items[0].forecast_date, None, "a day needs no estimate");
    let soon = ListDue { state: Some(State::Soon), ..ListDue::default() };
    let soon = office.ok(&api::LIST_DUE, [], &soon).await.items;
    assert_eq!(states(&soon), [(Some(Tyres), State::Soon)]);
}

#[actix_web::test]
async fn a_later_service_of_the_same_kind_closes_the_plan_before() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let oil = MaintenanceKind::Oil;
    let first = enter_work(&office, planned(oil, 9_000, Some("2026-11-01"), None)).await;
    enter_work(&office, planned(MaintenanceKind::Tyres, 9_000, Some("2027-11-01"), None)).await;
    assert_eq!(due(&office).await[0].id, first.id.0);
    let later = enter_work(&office, work("van", day("2026-11-10"), 9_500)).await;
    assert_eq!(states(&due(&office).await), [(Some(MaintenanceKind::Tyres), State::Scheduled)]);
    // Deleted, it closes nothing any more.
    office.ok(&api::DELETE_MAINTENANCE, [&later.id.to_string()], &Empty {}).await;
    assert_eq!(due(&office).await.len(), 2);
    let patch = PatchMaintenance { next_date: Change::Set(None), ..PatchMaintenance::default() };
    office.ok(&api::PATCH_MAINTENANCE, [&first.id.to_string()], &patch).await;
    assert_eq!(due(&office).await.len(), 1);
    office.ok(&api::DEACTIVATE_VEHICLE, ["van"], &Empty {}).await;
    assert!(due(&office).await.is_empty(), "a vehicle out of work has nothing due");
}

#[actix_web::test]
async fn upcoming_maintenance_is_within_either_limit_or_its_own_lead() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    use MaintenanceKind::{Alignment, Battery, Brakes, Filters, Oil, Suspension, Tyres};
    let early = |kind, lead| CreateMaintenance {
        lead_days: Some(lead),
        ..planned(kind, 9_000, Some("2027-01-11"), None)
    };
    for request in [
        planned(Oil, 9_000, Some("2026-12-22"), None),
        planned(Tyres, 9_000, Some("2026-12-23"), None),
        planned(Brakes, 9_000, None, Some(9_500)),
        planned(Filters, 9_000, None, Some(9_501)),
        early(Battery, 50),
        early(Alignment, 49),
        planned(Suspension, 9_000, Some("2026-11-29"), None),
    ] {
        enter_work(&office, request).await;
    }
    enter_expense(
        &office,
        recurring("van", "2026-10-01", "2026-11-23", ExpenseRecurrence::Monthly),
    )
    .await;
    let upcoming = async |query: UpcomingMaintenance| {
        let items = office.ok(&api::UPCOMING_MAINTENANCE, [], &query).await.items;
        items.iter().map(|item| (item.kind.unwrap(), item.urgency)).collect::<Vec<_>>()
    };
    assert_eq!(
        upcoming(UpcomingMaintenance::default()).await,
        [
            (Suspension, Urgency::Urgent),
            (Oil, Urgency::Soon),
            (Brakes, Urgency::Soon),
            (Battery, Urgency::Scheduled),
        ]
    );
    let wider = UpcomingMaintenance { days: Some(31), km: Some(Km::whole(501)), vehicle: None };
    assert_eq!(upcoming(wider).await.len(), 6);
    let narrow = UpcomingMaintenance { days: Some(0), km: Some(Km::ZERO), vehicle: None };
    assert_eq!(upcoming(narrow).await, [(Battery, Urgency::Scheduled)], "its own lead is its own");
    let other = UpcomingMaintenance { vehicle: Some("none".to_owned()), ..Default::default() };
    assert!(upcoming(other).await.is_empty());
    let reply = office.raw("GET", "/api/maintenance/upcoming?days=4000&km=-1", None).await;
    let problem = reply.problem(400);
    assert_eq!(problem.fields.of("days"), Some(FieldCode::OutOfRange));
    assert_eq!(problem.fields.of("km"), Some(FieldCode::OutOfRange));
}

#[actix_web::test]
async fn upcoming_expenses_are_those_due_in_time_and_overdue_ones() {
    let (_app, office) = office_at("2027-01-31T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let monthly = ExpenseRecurrence::Monthly;
    let rent = enter_expense(&office, recurring("van", "2026-12-31", "2027-01-31", monthly)).await;
    for next in ["2026-12-01", "2027-03-02", "2027-03-03"] {
        enter_expense(&office, recurring("van", "2026-06-01", next, ExpenseRecurrence::Yearly))
            .await;
    }
    enter_expense(&office, expense("van", day("2027-01-30"))).await;
    let dates = async |query: UpcomingExpenses| {
        let items = office.ok(&api::UPCOMING_EXPENSES, [], &query).await.items;
        assert!(items.iter().all(|item| item.source == DueSource::Expense));
        items.iter().map(|item| item.due_date.unwrap().to_string()).collect::<Vec<_>>()
    };
    let usual = UpcomingExpenses::default();
    assert_eq!(dates(usual.clone()).await, ["2026-12-01", "2027-01-31", "2027-03-02"]);
    let today = UpcomingExpenses { days: Some(0), ..UpcomingExpenses::default() };
    assert_eq!(dates(today).await, ["2026-12-01", "2027-01-31"]);
    let item = due(&office).await.into_iter().find(|item| item.id == rent.id.0).unwrap();
    assert_eq!((item.state, item.urgency, item.days_left), (State::Due, Urgency::Urgent, Some(0)));
    // The month's end stays the month's end.
    for next in ["2027-02-28", "2027-03-31", "2027-04-30"] {
        let paid =
            office.ok(&api::PAY_EXPENSE, [&rent.id.to_string()], &PayExpense::default()).await;
        assert_eq!(paid.expense.next_due, Some(day(next)));
        let item = due(&office).await.into_iter().find(|item| item.id == rent.id.0).unwrap();
        assert_eq!((item.due_date, item.version), (Some(day(next)), paid.expense.version));
    }
}

#[actix_web::test]
async fn a_day_begins_at_midnight_of_the_fleets_time_zone() {
    let (app, office) = office_at("2026-06-14T21:59:00Z").await;
    given_vehicle(&office, "van").await;
    let request = CreateMaintenance {
        next_date: Some(day("2026-06-15")),
        ..work("van", day("2026-06-01"), 9_000)
    };
    enter_work(&office, request).await;
    // In Madrid it is 23:59 of the 14th, then 00:00 of the 15th.
    assert_eq!(states(&due(&office).await), [(Some(MaintenanceKind::Oil), State::Soon)]);
    let office = at(&app, "2026-06-14T22:00:00Z").await;
    assert_eq!(due(&office).await[0].state, State::Due);
    let admin = app.sign_in("alma@example.org").await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let islands = Settings { time_zone: "Atlantic/Canary".to_owned(), ..settings };
    admin.ok(&api::PUT_SETTINGS, [], &islands).await;
    assert_eq!(due(&office).await[0].state, State::Soon);
}

#[actix_web::test]
async fn a_replaced_odometer_does_not_make_work_due() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    enter_work(&office, planned(MaintenanceKind::Oil, 90_000, None, Some(105_000))).await;
    let replaced = CreateReading {
        id: None,
        vehicle: "van".to_owned(),
        date: day("2026-08-01"),
        kind: ReadingKind::Replacement,
        odometer_km: Km::ZERO,
        previous_km: Some(Km::whole(100_000)),
        confirmed: false,
        notes: None,
        typed_odometer: None,
        force: false,
    };
    office.ok(&api::CREATE_READING, [], &replaced).await;
    enter_refuels(&office, vec![full("van", "2026-11-20", 4_500, 40, 6000)]).await;
    // 10,000 km on the old one and 4,500 on the new one are 14,500 of 15,000.
    let item = &due(&office).await[0];
    assert_eq!((item.state, item.km_left), (State::Soon, Some(Km::whole(500))));
}

#[actix_web::test]
async fn drivers_are_told_what_is_due_on_their_vehicles() {
    let (app, office) = office_at("2026-11-22T12:00:00Z").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let viewer = app.viewer().await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    enter_work(&office, planned(MaintenanceKind::Oil, 9_000, Some("2026-11-01"), None)).await;
    for (client, count) in [(&office, 1), (&ana, 1), (&viewer, 1), (&ben, 0)] {
        assert_eq!(due(client).await.len(), count);
        let query = UpcomingMaintenance::default();
        assert_eq!(client.ok(&api::UPCOMING_MAINTENANCE, [], &query).await.items.len(), count);
        let garage = client.ok(&api::GARAGE, [], &ListVehicles::default()).await;
        assert_eq!(garage.health.overdue, u64::try_from(count).unwrap());
    }
    app.stranger().refused(401, &api::LIST_DUE, [], &ListDue::default()).await;
}
