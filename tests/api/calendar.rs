//! What the tests of figures and of due work share: an installation on a day of their choice.

use chrono::{DateTime, Utc};
use furgo::features::due::scheduler;
use furgo_shared::{
    api,
    due_work::{ListNotices, NoticeView},
    expenses::{CreateExpense, ExpenseRecurrence, ExpenseView},
    maintenance::{CreateMaintenance, MaintenanceView},
    refuels::{CreateRefuel, RefuelView},
    time::Day,
    units::{Km, Quantity},
};
use support::{Client, TestApp};

use crate::histories::{cents, expense, refuel};

/// A day, as it is written.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An instant, as it is written.
pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// An installation whose clock was set, and its dispatcher.
pub async fn office_at(text: &str) -> (TestApp, Client) {
    let app = TestApp::start().await;
    app.app.clock.set(instant(text));
    let office = app.dispatcher("dora").await;
    (app, office)
}

/// Sets the clock; everybody has to sign in again. The dispatcher has.
pub async fn at(app: &TestApp, text: &str) -> Client {
    app.app.clock.set(instant(text));
    app.sign_in("dora@example.org").await
}

/// Lets the job look at due work; how many news it wrote.
pub async fn look(app: &TestApp) -> usize {
    scheduler::look(&app.app.db).await.unwrap()
}

/// The news that somebody sees, newest first.
pub async fn news(client: &Client) -> Vec<NoticeView> {
    let query = ListNotices { limit: Some(100), ..ListNotices::default() };
    client.ok(&api::LIST_NOTICES, [], &query).await.items
}

/// A full tank of so many litres for so many cents at a reading.
pub fn full(vehicle: &str, date: &str, km: i64, litres: i64, cost: i64) -> CreateRefuel {
    CreateRefuel {
        quantity: Quantity::whole(litres),
        cost: cents(cost),
        odometer_km: Some(Km::whole(km)),
        ..refuel(vehicle, day(date))
    }
}

/// An expense that comes back, due next on a day.
pub fn recurring(
    vehicle: &str,
    date: &str,
    next_due: &str,
    recurrence: ExpenseRecurrence,
) -> CreateExpense {
    CreateExpense {
        recurrence: Some(recurrence),
        next_due: Some(day(next_due)),
        ..expense(vehicle, day(date))
    }
}

/// Enters refuels.
pub async fn enter_refuels(client: &Client, requests: Vec<CreateRefuel>) -> Vec<RefuelView> {
    let mut entered = Vec::new();
    for request in requests {
        entered.push(client.ok(&api::CREATE_REFUEL, [], &request).await);
    }
    entered
}

/// Enters an expense.
pub async fn enter_expense(client: &Client, request: CreateExpense) -> ExpenseView {
    client.ok(&api::CREATE_EXPENSE, [], &request).await
}

/// Enters a piece of work.
pub async fn enter_work(client: &Client, request: CreateMaintenance) -> MaintenanceView {
    client.ok(&api::CREATE_MAINTENANCE, [], &request).await
}
