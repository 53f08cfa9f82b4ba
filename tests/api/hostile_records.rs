//! What somebody tries who does not mean well with a vehicle's records, or does not look.

use furgo_shared::{
    api,
    change::Change,
    due::Basis,
    due_work::ListDue,
    expenses::{CreateExpense, ExpenseRecurrence, PatchExpense, PayExpense},
    maintenance::{CreateMaintenance, PatchMaintenance},
    measures::VolumeUnit,
    money::Money,
    problem::ErrorCode,
    refuels::{CreateRefuel, PatchRefuel},
    routes::{CreateRoute, PatchRoute},
    stats::PeriodOf,
    typed::{TypedNumber, TypedVolume},
    units::{Km, Quantity},
    validate::{Empty, FieldCode},
    vehicles::{CreateVehicle, Fuel, PatchVehicle},
};

use crate::{
    calendar::{day, enter_expense, enter_refuels, full, office_at, recurring},
    day::{given_vehicle, vehicle},
    histories::{Fleet, expense, fleet, refuel, work},
    odometers::{given_reading, reading, replacement},
};

/// A correction of the van is refused with this finding, and leaves it as it was.
async fn refused(fleet: &Fleet, patch: &PatchVehicle, field: &str, code: FieldCode) {
    let before = fleet.dump().await;
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::PATCH_VEHICLE, ["van"], patch).await;
    assert_eq!(problem.fields.of(field), Some(code), "{patch:?}");
    assert_eq!(fleet.dump().await, before);
}

#[actix_web::test]
async fn a_purchase_is_paid_in_the_fleets_currency() {
    let fleet = fleet().await;
    let mills = Change::Set(Some(Money::from_units(1_234)));
    let price = PatchVehicle { purchase_price: mills.clone(), ..PatchVehicle::default() };
    let residual = PatchVehicle { residual_value: mills, ..PatchVehicle::default() };
    refused(&fleet, &price, "purchase_price", FieldCode::TooManyDecimals).await;
    refused(&fleet, &residual, "residual_value", FieldCode::TooManyDecimals).await;
    let created =
        CreateVehicle { purchase_price: Some(Money::from_units(1_234)), ..vehicle("new") };
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::CREATE_VEHICLE, [], &created).await;
    assert_eq!(problem.fields.of("purchase_price"), Some(FieldCode::TooManyDecimals));
    fleet.pay_in("KWD").await;
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &price).await;
}

#[actix_web::test]
async fn a_correction_of_one_part_does_not_contradict_another() {
    let fleet = fleet().await;
    let given = PatchVehicle {
        purchase_price: Change::Set(Some(Money::whole(1000))),
        residual_value: Change::Set(Some(Money::whole(500))),
        ..PatchVehicle::default()
    };
    let van = fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &given).await;
    let cheaper = PatchVehicle {
        purchase_price: Change::Set(Some(Money::whole(499))),
        ..PatchVehicle::default()
    };
    refused(&fleet, &cheaper, "residual_value", FieldCode::OutOfRange).await;
    let dearer = PatchVehicle {
        residual_value: Change::Set(Some(Money::whole(1001))),
        ..PatchVehicle::default()
    };
    refused(&fleet, &dearer, "residual_value", FieldCode::OutOfRange).await;
    let same = PatchVehicle { second_fuel: Change::Set(Some(van.fuel)), ..PatchVehicle::default() };
    refused(&fleet, &same, "second_fuel", FieldCode::Repeated).await;
    let second =
        PatchVehicle { second_fuel: Change::Set(Some(Fuel::Lpg)), ..PatchVehicle::default() };
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &second).await;
    let main = PatchVehicle { fuel: Change::Set(Fuel::Lpg), ..PatchVehicle::default() };
    refused(&fleet, &main, "second_fuel", FieldCode::Repeated).await;
    let both = PatchVehicle { second_fuel: Change::Set(None), ..main };
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &both).await;
}

#[actix_web::test]
async fn a_vehicle_does_not_come_with_more_kilometres_than_it_showed_later() {
    let fleet = fleet().await;
    given_reading(&fleet.ana, &reading("van", fleet.ago(9), 1_500)).await;
    let initial = |km: i64| PatchVehicle {
        initial_odometer_km: Change::Set(Km::whole(km)),
        ..PatchVehicle::default()
    };
    refused(&fleet, &initial(1_501), "initial_odometer_km", FieldCode::OdometerOrder).await;
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &initial(1_500)).await;
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &initial(0)).await;
    // Of a new odometer, the first one's kilometres say nothing.
    let replaced = replacement("truck", fleet.ago(9), 2_000, 0);
    given_reading(&fleet.ben, &replaced).await;
    given_reading(&fleet.ben, &reading("truck", fleet.ago(5), 300)).await;
    fleet.office.ok(&api::PATCH_VEHICLE, ["truck"], &initial(2_000)).await;
    let truck = &initial(2_001);
    let problem =
        fleet.office.refused_as(ErrorCode::Validation, &api::PATCH_VEHICLE, ["truck"], truck).await;
    assert_eq!(problem.fields.of("initial_odometer_km"), Some(FieldCode::OdometerOrder));
}

#[actix_web::test]
async fn a_driver_takes_nothing_out_of_the_books_of_a_vehicle_that_was_taken_away() {
    let fleet = fleet().await;
    let request = CreateRoute {
        distance_km: Some(Km::whole(50)),
        ..CreateRoute::logged("van", fleet.ago(3))
    };
    let route = fleet.ana.ok(&api::CREATE_ROUTE, [], &request).await;
    let away = PatchVehicle { driver_ids: Change::Set(Vec::new()), ..PatchVehicle::default() };
    fleet.office.ok(&api::PATCH_VEHICLE, ["van"], &away).await;
    let moved =
        PatchRoute { vehicle: Change::Set(Some("car".to_owned())), ..PatchRoute::default() };
    let id = route.id.to_string();
    fleet.ana.refused(404, &api::PATCH_ROUTE, [&id], &moved).await;
    let van = fleet.office.ok(&api::GET_VEHICLE, ["van"], &Empty {}).await;
    assert_eq!(van.odometer_km, Km::whole(1050));
    fleet.office.ok(&api::PATCH_ROUTE, [&id], &moved).await;
}

#[actix_web::test]
async fn kilowatt_hours_are_not_typed_in_gallons() {
    let fleet = fleet().await;
    let typed = TypedVolume { value: TypedNumber::whole(40), unit: VolumeUnit::Litre };
    let litres = CreateRefuel { typed_quantity: Some(typed), ..refuel("van", fleet.today) };
    let power = CreateRefuel { fuel: Fuel::Electric, ..litres.clone() };
    let problem =
        fleet.ana.refused_as(ErrorCode::Validation, &api::CREATE_REFUEL, [], &power).await;
    assert_eq!(problem.fields.of("typed_quantity"), Some(FieldCode::NotUsable));
    let refuel = fleet.ana.ok(&api::CREATE_REFUEL, [], &litres).await;
    let id = refuel.id.to_string();
    let electric = PatchRefuel { fuel: Change::Set(Fuel::Electric), ..PatchRefuel::default() };
    let kept = PatchRefuel {
        quantity: Change::Set(Quantity::whole(40)),
        typed_quantity: Change::Set(Some(typed)),
        ..electric.clone()
    };
    fleet.ana.refused(400, &api::PATCH_REFUEL, [&id], &kept).await;
    assert_eq!(fleet.ana.ok(&api::PATCH_REFUEL, [&id], &electric).await.typed_quantity, None);
}

#[actix_web::test]
async fn the_months_of_an_open_period_add_up_to_its_cost_of_ownership() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    let bought = |alias: &str| CreateVehicle {
        purchase_date: Some(day("2026-01-01")),
        purchase_price: Some(Money::whole(36_500)),
        depreciation_months: Some(50),
        ..vehicle(alias)
    };
    for alias in ["van", "car"] {
        office.ok(&api::CREATE_VEHICLE, [], &bought(alias)).await;
    }
    enter_refuels(&office, vec![full("van", "2026-08-20", 2_000, 40, 6_000)]).await;
    // The second vehicle's records begin in the middle of a month, after the first one's.
    let toll = CreateExpense { amount: Money::whole(31), ..expense("car", day("2026-10-16")) };
    enter_expense(&office, toll).await;
    let report = office.ok(&api::REPORT, [], &PeriodOf::default()).await;
    let months: i64 = report.months.iter().map(|month| month.ownership_cost.units()).sum();
    assert!(months > 0);
    assert_eq!(months, report.total.now.ownership.total.units());
}

#[actix_web::test]
async fn sending_a_whole_record_back_keeps_its_day_of_the_month() {
    let (_app, office) = office_at("2027-02-10T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let rent = recurring("van", "2026-12-31", "2027-01-31", ExpenseRecurrence::Monthly);
    let id = office.ok(&api::CREATE_EXPENSE, [], &rent).await.id.to_string();
    let paid = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await.expense;
    assert_eq!(paid.next_due, Some(day("2027-02-28")));
    let whole = PatchExpense {
        recurrence: Change::Set(paid.recurrence),
        next_due: Change::Set(paid.next_due),
        amount: Change::Set(Money::whole(9)),
        ..PatchExpense::default()
    };
    office.ok(&api::PATCH_EXPENSE, [&id], &whole).await;
    let paid = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await.expense;
    assert_eq!(paid.next_due, Some(day("2027-03-31")));
    let other =
        PatchExpense { next_due: Change::Set(Some(day("2027-04-28"))), ..PatchExpense::default() };
    office.ok(&api::PATCH_EXPENSE, [&id], &other).await;
    let paid = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await.expense;
    assert_eq!(paid.next_due, Some(day("2027-05-28")), "a day that was set");
}

#[actix_web::test]
async fn sending_whole_work_back_keeps_the_day_of_its_plan() {
    let (_app, office) = office_at("2027-03-10T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let monthly = |date: &str, km: i64| CreateMaintenance {
        every_months: Some(1),
        recurrence_basis: Basis::Fixed,
        ..work("van", day(date), km)
    };
    let first = office.ok(&api::CREATE_MAINTENANCE, [], &monthly("2027-01-31", 2_000)).await;
    assert_eq!(first.next_date, Some(day("2027-02-28")));
    let whole = PatchMaintenance {
        next_date: Change::Set(first.next_date),
        every_months: Change::Set(first.every_months),
        ..PatchMaintenance::default()
    };
    office.ok(&api::PATCH_MAINTENANCE, [&first.id.to_string()], &whole).await;
    let second = office.ok(&api::CREATE_MAINTENANCE, [], &monthly("2027-03-01", 3_000)).await;
    assert_eq!(second.next_date, Some(day("2027-03-31")));
}

#[actix_web::test]
async fn what_is_due_costs_what_paying_it_books() {
    let (_app, office) = office_at("2026-11-22T12:00:00Z").await;
    given_vehicle(&office, "van").await;
    let rent = recurring("van", "2026-09-30", "2026-10-31", ExpenseRecurrence::Monthly);
    let id = office.ok(&api::CREATE_EXPENSE, [], &rent).await.id.to_string();
    let dearer = PayExpense { amount: Some(Money::whole(77)), ..PayExpense::default() };
    office.ok(&api::PAY_EXPENSE, [&id], &dearer).await;
    let due = office.ok(&api::LIST_DUE, [], &ListDue::default()).await.items;
    assert_eq!(due.iter().map(|item| item.amount).collect::<Vec<_>>(), [Money::whole(77)]);
    let paid = office.ok(&api::PAY_EXPENSE, [&id], &PayExpense::default()).await.payment;
    assert_eq!(paid.amount, due[0].amount);
}
