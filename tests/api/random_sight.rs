//! Random comings and goings: vans change drivers, packages and routes change hands, records move
//! between vans and are deleted, people change their role, leave and come back. After every request
//! everybody is asked what they see; whoever saw something before and does not any more finds it in
//! a row of the change log, and no row says so of anybody who sees it. And whoever is sent a version
//! again is sent the same stored part, whatever has become of names, odometers and packages.

use std::collections::BTreeMap;

use furgo::{
    features,
    storage::{change_log::Change, check::check},
};
use furgo_shared::{
    access::{Permission, Role},
    api::{self, Endpoint},
    change::Change as Field,
    expenses::{ExpenseView, ListExpenses},
    id::{UserId, VehicleId},
    maintenance::{ListMaintenance, MaintenanceView},
    packages::{ListPackages, PackageStatus, PackageView, StepPackages},
    readings::{ListReadings, ReadingView},
    refuels::{ListRefuels, PatchRefuel, RefuelView},
    routes::{CreateRoute, ListRoutes, PatchRoute, RouteKind, RouteView},
    text::wire_name,
    trash::ListTrash,
    units::Km,
    users::{PatchUser, SetRole},
    validate::Empty,
    vehicles::{ListVehicles, PatchVehicle, VehicleView},
};
use serde::Serialize;
use serde_json::Value;
use support::{Client, Reply, TestApp, email_of};
use uuid::Uuid;

use crate::{
    calendar::{enter_expense, enter_work},
    change_log::{as_person, changes_after, last_change},
    day::{given_depot, given_packages, given_vehicle, route, step, today},
    histories::{expense, refuel, work},
    odometers::{given_reading, reading},
    random_days::Dice,
};

const ACTIONS: u32 = 120;
const VANS: [&str; 2] = ["van-1", "van-2"];
/// Who may change their role and leave.
const PEOPLE: [&str; 4] = ["vera", "ana", "ben", "carla"];

type Record = (&'static str, Uuid);

/// What somebody sees, and the vehicle that each belongs to.
type Seen = BTreeMap<Record, Option<VehicleId>>;

/// The stored parts that readers have been sent, by reader and role, record and version.
type StoredParts = BTreeMap<(UserId, Option<Role>, Record, u64), Value>;

struct Somebody {
    client: Client,
    /// None while they may not sign in.
    role: Option<Role>,
    sees: Seen,
}

struct World {
    app: TestApp,
    admin: Client,
    office: Client,
    people: Vec<Somebody>,
    stored: StoredParts,
}

/// What an endpoint lists; nothing where one may not ask.
async fn items<P: Permission, Req: Serialize, Res>(
    client: &Client,
    endpoint: &Endpoint<P, Req, Res>,
    query: Req,
) -> Vec<Value> {
    let reply = client.call(endpoint, [], &query).await;
    match reply.status {
        200 => reply.json::<Value>()["items"].as_array().unwrap().clone(),
        _ => Vec::new(),
    }
}

/// The stored part of a view.
fn stored_part(table: &str, view: Value) -> Value {
    fn json(stored: &impl Serialize) -> Value {
        serde_json::to_value(stored).unwrap()
    }
    match table {
        "vehicles" => json(&serde_json::from_value::<VehicleView>(view).unwrap().stored),
        "refuels" => json(&serde_json::from_value::<RefuelView>(view).unwrap().stored),
        "packages" => json(&serde_json::from_value::<PackageView>(view).unwrap().stored),
        "maintenance" => json(&serde_json::from_value::<MaintenanceView>(view).unwrap().stored),
        "expenses" => json(&serde_json::from_value::<ExpenseView>(view).unwrap().stored),
        "readings" => json(&serde_json::from_value::<ReadingView>(view).unwrap().stored),
        _ => {
            let route: RouteView = serde_json::from_value(view).unwrap();
            let stops: Vec<_> = route.stops.iter().map(|stop| &stop.stored).collect();
            json(&(&route.stored, stops))
        }
    }
}

/// Everything that one is shown. Who has been sent a version before is sent the same stored part.
async fn seen_by(client: &Client, role: Option<Role>, stored: &mut StoredParts) -> Seen {
    let (mut seen, limit) = (Seen::new(), Some(100));
    let vehicles = ListVehicles { limit, ..ListVehicles::default() };
    let refuels = ListRefuels { limit, ..ListRefuels::default() };
    let routes = ListRoutes { limit, ..ListRoutes::default() };
    let packages = ListPackages { limit, ..ListPackages::default() };
    let maintenance = ListMaintenance { limit, ..ListMaintenance::default() };
    let expenses = ListExpenses { limit, ..ListExpenses::default() };
    let readings = ListReadings { limit, ..ListReadings::default() };
    let lists = [
        ("maintenance", items(client, &api::LIST_MAINTENANCE, maintenance).await),
        ("expenses", items(client, &api::LIST_EXPENSES, expenses).await),
        ("readings", items(client, &api::LIST_READINGS, readings).await),
        ("vehicles", items(client, &api::LIST_VEHICLES, vehicles).await),
        ("refuels", items(client, &api::LIST_REFUELS, refuels).await),
        ("routes", items(client, &api::LIST_ROUTES, routes).await),
        ("packages", items(client, &api::LIST_PACKAGES, packages).await),
    ];
    for (table, list) in lists {
        for item in list {
            let id = item["id"].as_str().unwrap().parse().unwrap();
            let vehicle = item.get("vehicle_id").and_then(|id| id.as_str()?.parse().ok());
            assert!(seen.insert((table, id), vehicle).is_none());
            let version = item["version"].as_u64().unwrap();
            let view = match table {
                "routes" => {
                    let reply = client.call(&api::GET_ROUTE, [&id.to_string()], &Empty {}).await;
                    reply.json()
                }
                _ => item,
            };
            let now = stored_part(table, view);
            let before = stored.entry((client.id(), role, (table, id), version));
            assert_eq!(*before.or_insert_with(|| now.clone()), now, "{table} at {version}");
        }
    }
    seen
}

impl World {
    async fn new() -> Self {
        let app = TestApp::start().await;
        given_depot(&app).await;
        let (admin, office) = (app.admin().await, app.dispatcher("dora").await);
        for van in VANS {
            given_vehicle(&office, van).await;
            enter_work(&office, work(van, today(&app), 1_500)).await;
            enter_expense(&office, expense(van, today(&app))).await;
            given_reading(&office, &reading(van, today(&app), 1_600)).await;
        }
        given_packages(&office, 6).await;
        let mut people = Vec::new();
        for name in PEOPLE {
            let role = if name == "vera" { Role::Viewer } else { Role::Driver };
            let client = app.person(name, role).await;
            people.push(Somebody { client, role: Some(role), sees: Seen::new() });
        }
        for client in [admin.clone(), office.clone()] {
            let role = Some(client.user().role);
            people.push(Somebody { client, role, sees: Seen::new() });
        }
        let mut world = Self { app, admin, office, people, stored: StoredParts::new() };
        world.look().await;
        world
    }

    async fn look(&mut self) {
        for somebody in &mut self.people {
            somebody.sees = match somebody.role {
                Some(_) => seen_by(&somebody.client, somebody.role, &mut self.stored).await,
                None => Seen::new(),
            };
        }
    }

    fn drivers(&self) -> Vec<UserId> {
        let drivers = self.people.iter().filter(|each| each.role == Some(Role::Driver));
        drivers.map(|each| each.client.id()).collect()
    }

    /// Something of this kind that the office sees.
    fn any(&self, dice: &mut Dice, table: &str) -> Option<String> {
        let all = self.people.last().unwrap().sees.keys();
        let ids: Vec<_> = all.filter(|(of, _)| *of == table).map(|(_, id)| *id).collect();
        (!ids.is_empty()).then(|| ids[dice.below(ids.len())].to_string())
    }

    async fn vans_change_drivers(&self, dice: &mut Dice) -> Reply {
        let drivers = self.drivers().into_iter().filter(|_| dice.below(2) == 0).collect();
        let patch = PatchVehicle { driver_ids: Field::Set(drivers), ..PatchVehicle::default() };
        self.office.call(&api::PATCH_VEHICLE, [VANS[dice.below(2)]], &patch).await
    }

    async fn packages_change_hands(&self, dice: &mut Dice) -> Option<Reply> {
        let id = self.any(dice, "packages")?.parse().unwrap();
        let drivers = self.drivers();
        let request = match dice.below(4) {
            0 => step(id, PackageStatus::Pending),
            1 => return Some(self.plan(dice, id).await),
            _ if drivers.is_empty() => return None,
            _ => StepPackages {
                assigned_to: Some(drivers[dice.below(drivers.len())]),
                ..step(id, PackageStatus::Assigned)
            },
        };
        if dice.below(12) == 0 {
            let id = id.to_string();
            return Some(self.office.call(&api::DELETE_PACKAGE, [&id], &Empty {}).await);
        }
        Some(self.office.call(&api::STEP_PACKAGES, [], &request).await)
    }

    async fn plan(&self, dice: &mut Dice, package: furgo_shared::id::PackageId) -> Reply {
        let drivers = self.drivers();
        let driver = drivers.get(dice.below(3)).copied().unwrap_or(self.office.id());
        let request = route(driver, today(&self.app), vec![package]);
        self.office.call(&api::CREATE_ROUTE, [], &request).await
    }

    async fn refuels_move(&self, dice: &mut Dice) -> Reply {
        let van = VANS[dice.below(2)];
        match (self.any(dice, "refuels"), dice.below(4)) {
            (None, _) | (_, 0 | 1) => {
                self.office.call(&api::CREATE_REFUEL, [], &refuel(van, today(&self.app))).await
            }
            (Some(id), 2) => self.office.call(&api::DELETE_REFUEL, [&id], &Empty {}).await,
            (Some(id), _) => {
                let vehicle = Field::Set(van.to_owned());
                let patch = PatchRefuel { vehicle, ..PatchRefuel::default() };
                self.office.call(&api::PATCH_REFUEL, [&id], &patch).await
            }
        }
    }

    async fn routes_move(&self, dice: &mut Dice) -> Reply {
        let (drivers, van) = (self.drivers(), VANS[dice.below(2)]);
        let driver = drivers.get(dice.below(4)).copied();
        match (self.any(dice, "routes"), dice.below(4)) {
            (None, _) | (_, 0) => {
                let logged = CreateRoute {
                    distance_km: Some(Km::whole(9)),
                    driver_id: driver,
                    ..CreateRoute::logged(van, today(&self.app))
                };
                assert_eq!(logged.kind, RouteKind::Logged);
                self.office.call(&api::CREATE_ROUTE, [], &logged).await
            }
            (Some(id), 1) => self.office.call(&api::DELETE_ROUTE, [&id], &Empty {}).await,
            (Some(id), _) => {
                let (driver_id, vehicle) = (Field::Set(driver), Field::Set(Some(van.to_owned())));
                let patch = match dice.below(2) {
                    0 => PatchRoute { driver_id, ..PatchRoute::default() },
                    _ => PatchRoute { vehicle, ..PatchRoute::default() },
                };
                self.office.call(&api::PATCH_ROUTE, [&id], &patch).await
            }
        }
    }

    async fn something_comes_back(&self, dice: &mut Dice) {
        let trash = self.office.ok(&api::LIST_TRASH, [], &ListTrash::default()).await.items;
        if !trash.is_empty() {
            let item = &trash[dice.below(trash.len())];
            let (kind, id) = (wire_name(&item.kind), item.id.to_string());
            drop(self.office.call(&api::RESTORE, [&kind, &id], &Empty {}).await);
        }
    }

    /// What comes of it for the person is settled by whoever looks next.
    async fn people_come_and_go(&mut self, dice: &mut Dice) -> Reply {
        let chosen = dice.below(PEOPLE.len());
        let id = self.people[chosen].client.id().to_string();
        let reply = match (self.people[chosen].role, dice.below(3)) {
            (None, _) => self.admin.call(&api::REACTIVATE_USER, [&id], &Empty {}).await,
            // Names of people are part of no stored record.
            (Some(_), 2) => {
                let name = Field::Set(format!("{} {}", PEOPLE[chosen], dice.below(1_000)));
                let patch = PatchUser { name, ..PatchUser::default() };
                self.admin.call(&api::PATCH_USER, [&id], &patch).await
            }
            (Some(_), 0) => self.admin.call(&api::DEACTIVATE_USER, [&id], &Empty {}).await,
            (Some(_), _) => {
                let role = SetRole::to(Role::ALL[dice.below(4)]);
                self.admin.call(&api::SET_ROLE, [&id], &role).await
            }
        };
        assert!(reply.status < 300, "{}", reply.text());
        reply
    }

    /// As what everybody may sign in now.
    async fn settle_roles(&mut self) {
        for (name, somebody) in PEOPLE.iter().zip(&mut self.people) {
            let id = somebody.client.id().to_string();
            let user = self.admin.ok(&api::GET_USER, [&id], &Empty {}).await;
            if user.is_active && somebody.role.is_none() {
                somebody.client = self.app.sign_in(&email_of(name)).await;
            }
            somebody.role = user.is_active.then_some(user.role);
        }
    }

    async fn act(&mut self, dice: &mut Dice) {
        match dice.below(15) {
            0..=2 => drop(self.vans_change_drivers(dice).await),
            3..=5 => drop(self.packages_change_hands(dice).await),
            6..=7 => drop(self.refuels_move(dice).await),
            8..=10 => drop(self.routes_move(dice).await),
            11..=12 => self.something_comes_back(dice).await,
            _ => drop(self.people_come_and_go(dice).await),
        }
    }
}

/// Whether a row says that somebody lost (or gained) a record, by itself or by its vehicle.
fn says(
    rows: &[Change],
    (table, id): Record,
    vehicle: Option<VehicleId>,
    is_said: impl Fn(&Change) -> bool,
) -> bool {
    let vehicle = vehicle.map(Uuid::from);
    rows.iter().any(|row| {
        let is_itself = row.table == table && row.id == id;
        let is_ground = row.table == "vehicles" && Some(row.id) == vehicle;
        (is_itself || is_ground) && is_said(row)
    })
}

#[derive(Default)]
struct Counts {
    lost: u32,
    gained: u32,
    stood: u32,
}

/// Compares what one has lost and gained with what the rows say.
fn compare(rows: &[Change], before: &Somebody, after: &Somebody, counts: &mut Counts) {
    let stood = rows.iter().filter(|row| row.id == Uuid::from(before.client.id()));
    let stood: Vec<Role> = stood.filter_map(|row| row.stood_as).collect();
    if before.role != after.role {
        assert_eq!(stood, before.role.into_iter().collect::<Vec<_>>());
        counts.stood += 1;
        return;
    }
    assert_eq!(stood, []);
    let Some(role) = before.role else { return };
    let person = as_person(&before.client, role);
    for (record, vehicle) in before.sees.iter().filter(|(id, _)| !after.sees.contains_key(*id)) {
        assert!(
            says(rows, *record, *vehicle, |row| row.lost.has(&person)),
            "{role:?} lost {record:?}: {rows:#?}"
        );
        counts.lost += 1;
    }
    for (record, vehicle) in after.sees.iter().filter(|(id, _)| !before.sees.contains_key(*id)) {
        let is_said = |row: &Change| row.gained.has(&person) || row.version == 1;
        assert!(says(rows, *record, *vehicle, is_said), "{role:?} gained {record:?}: {rows:#?}");
        counts.gained += 1;
    }
    let tables =
        ["vehicles", "refuels", "routes", "packages", "maintenance", "expenses", "readings"];
    for row in rows {
        let Some(table) = tables.into_iter().find(|table| *table == row.table) else { continue };
        let (saw, sees) =
            (before.sees.contains_key(&(table, row.id)), after.sees.contains_key(&(table, row.id)));
        // What went to and fro within one write is told both ways.
        if row.lost.has(&person) && !row.gained.has(&person) {
            let comes_back =
                rows.iter().any(|other| other.id == row.id && other.gained.has(&person));
            assert!(comes_back || (saw && !sees), "{role:?} did not lose {row:#?}");
        }
    }
}

#[actix_web::test]
async fn every_loss_of_sight_is_in_a_row_of_the_log() {
    let mut counts = Counts::default();
    for seed in [3, 14, 15] {
        let (mut world, mut dice) = (World::new().await, Dice(seed));
        for _ in 0..ACTIONS {
            let last = last_change(&world.app);
            let before: Vec<Somebody> = world
                .people
                .iter()
                .map(|each| Somebody {
                    client: each.client.clone(),
                    role: each.role,
                    sees: each.sees.clone(),
                })
                .collect();
            world.act(&mut dice).await;
            let rows: Vec<_> =
                changes_after(&world.app, last).into_iter().map(|(_, row)| row).collect();
            world.settle_roles().await;
            world.look().await;
            for (before, after) in before.iter().zip(&world.people) {
                compare(&rows, before, after, &mut counts);
            }
        }
        let view = world.app.app.db.engine().view().unwrap();
        let report = check(&*view, &features::schema()).unwrap();
        assert!(report.is_good(), "{report}");
    }
    let Counts { lost, gained, stood } = counts;
    assert!(
        lost > 100 && gained > 100 && stood > 15,
        "{lost} lost, {gained} gained, {stood} stood"
    );
}
