//! Random entries through the API: whatever is entered, corrected, moved, paid and deleted, in
//! whatever order, a refused request changes nothing, every kept count and sum agrees with the
//! records, and every total is the sum of what its list shows.

use std::ops::ControlFlow;

use furgo::storage::{
    check::check,
    engine::{KeyRange, Order},
    schema::CHANGES,
};
use furgo_shared::{
    api,
    change::Change,
    expenses::{
        CreateExpense, ExpenseCategory, ExpenseRecurrence, ListExpenses, PatchExpense, PayExpense,
    },
    maintenance::{CreateMaintenance, ListMaintenance, MaintenanceKind, PatchMaintenance},
    money::Money,
    refuels::{CreateRefuel, ListRefuels, PatchRefuel},
    units::{Km, Quantity},
    validate::Empty,
    vehicles::Fuel,
};
use support::{Client, Reply};

use crate::histories::{Fleet, cents, expense, fleet, refuel, work};

const ACTIONS: u32 = 240;

/// Numbers that look random and come again with the same seed (Knuth's constants).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    pub fn number(&mut self, end: u64) -> i64 {
        i64::try_from(self.below(end)).unwrap()
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.below(u64::try_from(all.len()).unwrap())).unwrap()]
    }

    pub fn vehicle(&mut self) -> &'static str {
        let place = usize::try_from(self.below(3)).unwrap();
        ["van", "car", "truck"][place]
    }

    fn reading(&mut self) -> Option<Km> {
        (self.below(2) == 0).then(|| Km::whole(1000 + self.number(4000)))
    }
}

/// How many changes the data file has seen.
fn changes(fleet: &Fleet) -> Vec<u8> {
    let (view, mut last) = (fleet.app.app.db.engine().view().unwrap(), Vec::new());
    let visit = &mut |key: &[u8], _: &[u8]| {
        last = key.to_vec();
        ControlFlow::Break(())
    };
    view.scan(CHANGES, &KeyRange::all(), Order::Descending, visit).unwrap();
    last
}

async fn refuels(fleet: &Fleet, who: &Client, dice: &mut Dice) -> Reply {
    let query = ListRefuels { limit: Some(100), ..ListRefuels::default() };
    let all = fleet.office.ok(&api::LIST_REFUELS, [], &query).await.page.items;
    let (vehicle, date) = (dice.vehicle(), fleet.ago(dice.below(90)));
    if all.is_empty() || dice.below(2) == 0 {
        let request = CreateRefuel {
            fuel: *dice.one_of(&[Fuel::Diesel, Fuel::Lpg]),
            quantity: Quantity::from_units(dice.number(60_000)),
            cost: cents(dice.number(9000)),
            odometer_km: dice.reading(),
            full_tank: dice.below(3) > 0,
            force: dice.below(2) == 0,
            ..refuel(vehicle, date)
        };
        return who.call(&api::CREATE_REFUEL, [], &request).await;
    }
    let id = dice.one_of(&all).id.to_string();
    if dice.below(4) == 0 {
        return who.call(&api::DELETE_REFUEL, [&id], &Empty {}).await;
    }
    let patch = PatchRefuel {
        vehicle: Change::Set(vehicle.to_owned()),
        date: Change::Set(date),
        fuel: Change::Set(*dice.one_of(&[Fuel::Diesel, Fuel::Lpg])),
        quantity: Change::Set(Quantity::from_units(dice.number(60_000))),
        odometer_km: Change::Set(dice.reading()),
        force: dice.below(2) == 0,
        ..PatchRefuel::default()
    };
    who.call(&api::PATCH_REFUEL, [&id], &patch).await
}

async fn maintenance(fleet: &Fleet, who: &Client, dice: &mut Dice) -> Reply {
    let query = ListMaintenance { limit: Some(100), ..ListMaintenance::default() };
    let all = fleet.office.ok(&api::LIST_MAINTENANCE, [], &query).await.page.items;
    let (vehicle, date) = (dice.vehicle(), fleet.ago(dice.below(90)));
    if all.is_empty() || dice.below(2) == 0 {
        let request = CreateMaintenance {
            kind: *dice.one_of(&[MaintenanceKind::Oil, MaintenanceKind::Tyres]),
            cost: cents(dice.number(50_000)),
            every_months: (dice.below(2) == 0).then_some(6),
            force: dice.below(2) == 0,
            ..work(vehicle, date, 1000 + dice.number(4000))
        };
        return who.call(&api::CREATE_MAINTENANCE, [], &request).await;
    }
    let id = dice.one_of(&all).id.to_string();
    if dice.below(4) == 0 {
        return who.call(&api::DELETE_MAINTENANCE, [&id], &Empty {}).await;
    }
    let patch = PatchMaintenance {
        vehicle: Change::Set(vehicle.to_owned()),
        kind: Change::Set(MaintenanceKind::Brakes),
        cost: Change::Set(cents(dice.number(50_000))),
        ..PatchMaintenance::default()
    };
    who.call(&api::PATCH_MAINTENANCE, [&id], &patch).await
}

async fn expenses(fleet: &Fleet, who: &Client, dice: &mut Dice) -> Reply {
    let query = ListExpenses { limit: Some(100), ..ListExpenses::default() };
    let all = fleet.office.ok(&api::LIST_EXPENSES, [], &query).await.page.items;
    let recurrence = (dice.below(3) > 0).then(|| *dice.one_of(&ExpenseRecurrence::ALL));
    let (vehicle, days) = (dice.vehicle(), dice.below(400));
    if all.is_empty() || dice.below(3) == 0 {
        let request = CreateExpense {
            category: *dice.one_of(&ExpenseCategory::ALL),
            amount: cents(dice.number(100_000)),
            recurrence,
            next_due: recurrence.map(|_| fleet.ahead(days)),
            ..expense(vehicle, fleet.ago(days))
        };
        return who.call(&api::CREATE_EXPENSE, [], &request).await;
    }
    let id = dice.one_of(&all).id.to_string();
    match dice.below(4) {
        0 => who.call(&api::DELETE_EXPENSE, [&id], &Empty {}).await,
        1 => {
            let patch = PatchExpense {
                amount: Change::Set(cents(dice.number(1000))),
                recurrence: Change::Set(recurrence),
                vehicle: Change::Set(vehicle.to_owned()),
                ..PatchExpense::default()
            };
            who.call(&api::PATCH_EXPENSE, [&id], &patch).await
        }
        _ => {
            let request = PayExpense { date: Some(fleet.ago(days)), ..PayExpense::default() };
            who.call(&api::PAY_EXPENSE, [&id], &request).await
        }
    }
}

/// Every total is the sum of what is listed, over many days and few, of many vehicles and one.
async fn adds_up(fleet: &Fleet, dice: &mut Dice) {
    for client in [&fleet.office, &fleet.ana, &fleet.ben] {
        for vehicle in [None, Some("van".to_owned()), Some("truck".to_owned())] {
            let days = [dice.below(200), dice.below(200)];
            let from = Some(fleet.ago(days[0].max(days[1])));
            let to = Some(fleet.ago(days[0].min(days[1])));
            let limit = Some(100);
            let query =
                ListRefuels { vehicle: vehicle.clone(), from, to, limit, ..ListRefuels::default() };
            let refuels = client.ok(&api::LIST_REFUELS, [], &query).await;
            let cost = refuels.page.items.iter().map(|refuel| refuel.cost.units()).sum();
            assert_eq!(refuels.sums.cost, Money::from_units(cost));
            let query = ListExpenses { vehicle, from, to, limit, ..ListExpenses::default() };
            let expenses = client.ok(&api::LIST_EXPENSES, [], &query).await;
            let amount = expenses.page.items.iter().map(|expense| expense.amount.units()).sum();
            assert_eq!(expenses.sums.amount, Money::from_units(amount));
        }
    }
}

/// Enters, corrects, pays or deletes something.
pub async fn act(fleet: &Fleet, who: &Client, dice: &mut Dice) -> Reply {
    match dice.below(3) {
        0 => refuels(fleet, who, dice).await,
        1 => maintenance(fleet, who, dice).await,
        _ => expenses(fleet, who, dice).await,
    }
}

async fn random_entries(seed: u64) {
    let (fleet, mut dice) = (fleet().await, Dice(seed));
    let (mut done, mut refused) = (0, 0);
    for _ in 0..ACTIONS {
        let before = changes(&fleet);
        let everybody = [&fleet.office, &fleet.office, &fleet.ana, &fleet.ben, &fleet.viewer];
        let who = *dice.one_of(&everybody);
        let reply = act(&fleet, who, &mut dice).await;
        if [200, 201, 204].contains(&reply.status) {
            done += 1;
            continue;
        }
        refused += 1;
        assert!([400, 403, 404, 409].contains(&reply.status), "{}", reply.text());
        assert_eq!(changes(&fleet), before, "{}", reply.text());
    }
    assert!(done > 50 && refused > 20, "{done} done, {refused} refused");
    adds_up(&fleet, &mut dice).await;
    let db = &fleet.app.app.db;
    let report = check(&*db.engine().view().unwrap(), db.schema()).unwrap();
    assert!(report.is_good(), "{report:?}");
}

#[actix_web::test]
async fn random_entries_leave_the_books_in_order() {
    for seed in [1, 2, 3] {
        random_entries(seed).await;
    }
}
