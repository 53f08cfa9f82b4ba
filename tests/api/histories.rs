//! What the tests of a vehicle's records share: two vans, who drives them, and who keeps the records.

use chrono::Days;
use furgo_shared::{
    api,
    due::Basis,
    expenses::{CreateExpense, ExpenseCategory},
    maintenance::{CreateMaintenance, MaintenanceKind},
    money::{Currency, Money},
    refuels::CreateRefuel,
    settings::Settings,
    time::Day,
    units::{Km, Quantity},
    validate::Empty,
    vehicles::{CreateVehicle, Fuel, VehicleView},
};
use support::{Client, TestApp};

use crate::day::{today, vehicle};

/// Ana drives `van` and `car`, Ben drives `truck`.
pub struct Fleet {
    pub app: TestApp,
    pub office: Client,
    pub ana: Client,
    pub ben: Client,
    pub viewer: Client,
    pub van: VehicleView,
    pub truck: VehicleView,
    pub today: Day,
}

/// Three vehicles at 1000 km.
pub async fn fleet() -> Fleet {
    let app = TestApp::start().await;
    let office = app.dispatcher("dora").await;
    let (ana, ben) = (app.driver("ana").await, app.driver("ben").await);
    let viewer = app.viewer().await;
    let given = async |alias: &str, driver: &Client| {
        let request = CreateVehicle { driver_ids: vec![driver.id()], ..vehicle(alias) };
        office.ok(&api::CREATE_VEHICLE, [], &request).await
    };
    let (van, truck) = (given("van", &ana).await, given("truck", &ben).await);
    given("car", &ana).await;
    let today = today(&app);
    Fleet { app, office, ana, ben, viewer, van, truck, today }
}

impl Fleet {
    /// So many days before today.
    pub fn ago(&self, days: u64) -> Day {
        self.today - Days::new(days)
    }

    /// So many days after today.
    pub fn ahead(&self, days: u64) -> Day {
        self.today + Days::new(days)
    }

    /// Everything that the records say, to see that a refused request left it as it was.
    pub async fn dump(&self) -> String {
        let mut dump = String::new();
        for path in ["refuels", "maintenance", "expenses", "vehicles"] {
            let reply = self.office.raw("GET", &format!("/api/{path}?limit=100"), None).await;
            assert_eq!(reply.status, 200, "{}", reply.text());
            dump.push_str(&reply.text());
        }
        dump
    }

    /// Pays in another currency from now on.
    pub async fn pay_in(&self, code: &str) {
        let admin = self.app.admin().await;
        let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
        let currency: Currency = code.parse().unwrap();
        admin.ok(&api::PUT_SETTINGS, [], &Settings { currency, ..settings }).await;
    }

    /// Takes a vehicle out of work.
    pub async fn retire(&self, alias: &str) {
        self.office.ok(&api::DEACTIVATE_VEHICLE, [alias], &Empty {}).await;
    }
}

/// An amount of so many hundredths.
pub fn cents(cents: i64) -> Money {
    Money::from_units(cents * 10)
}

/// 40 litres of diesel for 60.00, a full tank, without a reading.
pub fn refuel(vehicle: &str, date: Day) -> CreateRefuel {
    CreateRefuel {
        files: Vec::new(),
        id: None,
        vehicle: vehicle.to_owned(),
        date,
        fuel: Fuel::Diesel,
        quantity: Quantity::whole(40),
        cost: cents(6000),
        odometer_km: None,
        full_tank: true,
        missed_previous: false,
        level_after_percent: None,
        confirmed: false,
        station: None,
        notes: None,
        typed_odometer: None,
        typed_quantity: None,
        force: false,
    }
}

/// New oil for 90.00 at a reading.
pub fn work(vehicle: &str, date: Day, km: i64) -> CreateMaintenance {
    CreateMaintenance {
        files: Vec::new(),
        id: None,
        vehicle: vehicle.to_owned(),
        date,
        kind: MaintenanceKind::Oil,
        description: "Oil and filter".to_owned(),
        cost: cents(9000),
        odometer_km: Km::whole(km),
        provider: None,
        next_date: None,
        next_odometer_km: None,
        every_months: None,
        every_days: None,
        every_km: None,
        recurrence_basis: Basis::Floating,
        lead_days: None,
        lead_km: None,
        notes: None,
        confirmed: false,
        typed_odometer: None,
        force: false,
    }
}

/// A toll of 12.50.
pub fn expense(vehicle: &str, date: Day) -> CreateExpense {
    CreateExpense {
        files: Vec::new(),
        id: None,
        vehicle: vehicle.to_owned(),
        date,
        category: ExpenseCategory::Toll,
        amount: cents(1250),
        description: "Motorway".to_owned(),
        recurrence: None,
        next_due: None,
        recurrence_basis: Basis::Fixed,
        lead_days: None,
        tax_deductible: false,
        notes: None,
        payment_of: None,
        pays_due: None,
    }
}
