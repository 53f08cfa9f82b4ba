//! Random days of an office and its drivers. Whatever happens between two pulls, a copy that is kept up
//! to date by pulls is what a fresh snapshot says, down to the last byte; the digests agree; and every
//! entity is what its own endpoint answers this very person.

use chrono::{DateTime, TimeDelta, Utc};
use furgo::clock::Clock;
use furgo_shared::{
    access::Role,
    api,
    change::Change,
    exceptions::ResolveException,
    field::FieldCommand,
    packages::{ListPackages, PackageStatus, PatchPackage, StepPackages, StepReason},
    refuels::{ListRefuels, PatchRefuel},
    routes::{CreateRoute, ListRoutes, PatchRoute, RouteStatus, StepRoute},
    sync::EntityKind,
    text::wire_name,
    trash::ListTrash,
    units::Km,
    users::PatchUser,
    validate::Empty,
    vehicles::PatchVehicle,
};
use support::{Client, TestApp};

use crate::{
    day::{given_depot, given_packages, given_vehicle, route, step, today},
    facts::listed,
    histories::refuel,
    random_days::Dice,
    sync_phone::{Phone, stepped},
};

const VANS: [&str; 3] = ["van-1", "van-2", "van-3"];
const ACTIONS: u32 = 150;

struct World {
    app: TestApp,
    admin: Client,
    office: Client,
    drivers: Vec<Client>,
}

impl World {
    async fn new() -> Self {
        let noon: DateTime<Utc> = "2026-11-30T09:00:00Z".parse().unwrap();
        let app = TestApp::start_by(Clock::stopped_at(noon)).await;
        given_depot(&app).await;
        let (admin, office) = (app.admin().await, app.dispatcher("dora").await);
        for van in VANS {
            given_vehicle(&office, van).await;
        }
        given_packages(&office, 12).await;
        let also_drives = PatchUser { also_drives: Change::Set(true), ..PatchUser::default() };
        admin.ok(&api::PATCH_USER, [&office.id().to_string()], &also_drives).await;
        let drivers = vec![app.driver("ana").await, app.driver("ben").await, office.clone()];
        assert_eq!(drivers[0].user().role, Role::Driver);
        Self { app, admin, office, drivers }
    }

    fn driver<'w>(&'w self, dice: &mut Dice) -> &'w Client {
        &self.drivers[dice.below(self.drivers.len())]
    }

    async fn a_package(&self, dice: &mut Dice) -> furgo_shared::id::PackageId {
        let all = ListPackages { limit: Some(100), ..ListPackages::default() };
        let all = self.office.ok(&api::LIST_PACKAGES, [], &all).await.items;
        all[dice.below(all.len())].id
    }

    async fn a_route(&self, dice: &mut Dice) -> Option<furgo_shared::routes::RouteRowView> {
        let all = ListRoutes { limit: Some(100), ..ListRoutes::default() };
        let mut all = self.office.ok(&api::LIST_ROUTES, [], &all).await.items;
        (!all.is_empty()).then(|| all.swap_remove(dice.below(all.len())))
    }

    /// Something that somebody may do, or may not.
    async fn act(&self, dice: &mut Dice) {
        match dice.below(16) {
            0 | 1 => self.plan(dice).await,
            2 | 3 => self.drive(dice).await,
            4 | 5 => self.bring(dice).await,
            6 => self.give(dice).await,
            7 => self.correct(dice).await,
            8 | 9 => self.move_route(dice).await,
            10 | 11 => self.fuel(dice).await,
            12 => self.vans_and_names(dice).await,
            13 => self.tell(dice).await,
            14 => self.settle(dice).await,
            _ => self.trash(dice).await,
        }
    }

    async fn plan(&self, dice: &mut Dice) {
        let date = today(&self.app) + TimeDelta::days(i64::try_from(dice.below(5)).unwrap());
        let packages = vec![self.a_package(dice).await];
        let request = CreateRoute {
            vehicle: (dice.below(2) == 0).then(|| VANS[dice.below(3)].to_owned()),
            ..route(self.driver(dice).id(), date, packages)
        };
        drop(self.office.call(&api::CREATE_ROUTE, [], &request).await);
    }

    async fn drive(&self, dice: &mut Dice) {
        let Some(route) = self.a_route(dice).await else { return };
        let status = [RouteStatus::InProgress, RouteStatus::Completed, RouteStatus::Cancelled];
        let step = StepRoute { confirm: true, ..StepRoute::to(status[dice.below(3)]) };
        drop(self.office.call(&api::STEP_ROUTE, [&route.id.to_string()], &step).await);
    }

    async fn bring(&self, dice: &mut Dice) {
        let status =
            [PackageStatus::Delivered, PackageStatus::Undelivered, PackageStatus::InTransit];
        let step = StepPackages {
            reason: Some(StepReason::RecipientAbsent),
            ..step(self.a_package(dice).await, status[dice.below(3)])
        };
        drop(self.driver(dice).call(&api::STEP_PACKAGES, [], &step).await);
    }

    /// Another phone brings what was done before the office planned otherwise.
    async fn tell(&self, dice: &mut Dice) {
        let statuses = [PackageStatus::Delivered, PackageStatus::InTransit];
        let command = match (dice.below(2), self.a_route(dice).await) {
            (0, Some(route)) => {
                let step = StepRoute { confirm: true, ..StepRoute::to(RouteStatus::InProgress) };
                FieldCommand::StepRoute { route_id: route.id, step }
            }
            _ => stepped(step(self.a_package(dice).await, statuses[dice.below(2)])),
        };
        Phone::of(self.driver(dice)).send(&self.app, command).await;
    }

    /// The office decides, of what it is asked.
    async fn settle(&self, dice: &mut Dice) {
        let open = listed(&self.office, false).await;
        let Some(told) = (!open.is_empty()).then(|| &open[dice.below(open.len())]) else { return };
        let how = ResolveException { how: told.resolutions[dice.below(told.resolutions.len())] };
        self.office.ok(&api::RESOLVE_EXCEPTION, [&told.id.to_string()], &how).await;
    }

    async fn give(&self, dice: &mut Dice) {
        let package = self.a_package(dice).await;
        let step = match dice.below(3) {
            0 => step(package, PackageStatus::Pending),
            _ => StepPackages {
                assigned_to: Some(self.driver(dice).id()),
                ..step(package, PackageStatus::Assigned)
            },
        };
        drop(self.office.call(&api::STEP_PACKAGES, [], &step).await);
    }

    async fn correct(&self, dice: &mut Dice) {
        let id = self.a_package(dice).await.to_string();
        let description = Change::Set(Some(format!("box {}", dice.below(1_000))));
        let patch = PatchPackage { description, ..PatchPackage::default() };
        drop(self.office.call(&api::PATCH_PACKAGE, [&id], &patch).await);
    }

    async fn move_route(&self, dice: &mut Dice) {
        let Some(route) = self.a_route(dice).await else { return };
        let patch = match dice.below(3) {
            0 => PatchRoute {
                driver_id: Change::Set(Some(self.driver(dice).id())),
                ..PatchRoute::default()
            },
            1 => PatchRoute {
                vehicle: Change::Set(Some(VANS[dice.below(3)].to_owned())),
                ..PatchRoute::default()
            },
            _ => PatchRoute {
                notes: Change::Set(Some(format!("gate {}", dice.below(100)))),
                ..PatchRoute::default()
            },
        };
        drop(self.office.call(&api::PATCH_ROUTE, [&route.id.to_string()], &patch).await);
    }

    async fn fuel(&self, dice: &mut Dice) {
        let all = self.office.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await.page.items;
        let (van, date) = (VANS[dice.below(3)], today(&self.app));
        match (all.is_empty(), dice.below(4)) {
            (false, 0) => {
                let id = all[dice.below(all.len())].id.to_string();
                drop(self.office.call(&api::DELETE_REFUEL, [&id], &Empty {}).await);
            }
            (false, 1) => {
                let id = all[dice.below(all.len())].id.to_string();
                let vehicle = Change::Set(van.to_owned());
                let patch = PatchRefuel { vehicle, ..PatchRefuel::default() };
                drop(self.office.call(&api::PATCH_REFUEL, [&id], &patch).await);
            }
            (_, 2) => {
                let logged = CreateRoute {
                    distance_km: Some(Km::whole(9)),
                    driver_id: Some(self.driver(dice).id()),
                    ..CreateRoute::logged(van, date)
                };
                drop(self.office.call(&api::CREATE_ROUTE, [], &logged).await);
            }
            _ => drop(self.office.call(&api::CREATE_REFUEL, [], &refuel(van, date)).await),
        }
    }

    async fn vans_and_names(&self, dice: &mut Dice) {
        match dice.below(3) {
            0 => {
                let driver_ids =
                    self.drivers.iter().map(Client::id).filter(|_| dice.below(2) == 0).collect();
                let patch =
                    PatchVehicle { driver_ids: Change::Set(driver_ids), ..PatchVehicle::default() };
                drop(self.office.call(&api::PATCH_VEHICLE, [VANS[dice.below(3)]], &patch).await);
            }
            1 => {
                let notes = Change::Set(Some(format!("scratch {}", dice.below(100))));
                let patch = PatchVehicle { notes, ..PatchVehicle::default() };
                drop(self.office.call(&api::PATCH_VEHICLE, [VANS[dice.below(3)]], &patch).await);
            }
            _ => {
                let id = self.driver(dice).id().to_string();
                let name = Change::Set(format!("somebody {}", dice.below(1_000)));
                let patch = PatchUser { name, ..PatchUser::default() };
                drop(self.admin.call(&api::PATCH_USER, [&id], &patch).await);
            }
        }
    }

    async fn trash(&self, dice: &mut Dice) {
        let trash = self.office.ok(&api::LIST_TRASH, [], &ListTrash::default()).await.items;
        match dice.below(3) {
            0 if !trash.is_empty() => {
                let item = &trash[dice.below(trash.len())];
                let (kind, id) = (wire_name(&item.kind), item.id.to_string());
                drop(self.office.call(&api::RESTORE, [&kind, &id], &Empty {}).await);
            }
            1 => {
                let Some(route) = self.a_route(dice).await else { return };
                drop(
                    self.office.call(&api::DELETE_ROUTE, [&route.id.to_string()], &Empty {}).await,
                );
            }
            _ => {
                let id = self.a_package(dice).await.to_string();
                drop(self.office.call(&api::DELETE_PACKAGE, [&id], &Empty {}).await);
            }
        }
    }
}

/// Whether a phone has what its own endpoints say.
async fn shows_what_it_may(phone: &Phone) {
    for ((kind, id), (_, data)) in &phone.copy {
        let path = match kind {
            EntityKind::Route => format!("/api/routes/{id}"),
            EntityKind::Package => format!("/api/packages/{id}"),
            EntityKind::Vehicle => format!("/api/vehicles/{id}"),
            EntityKind::Hints => format!("/api/vehicles/{id}/hints"),
            EntityKind::Settings => "/api/settings".to_owned(),
            EntityKind::Me => "/api/auth/me".to_owned(),
            EntityKind::Person => continue,
        };
        let reply = phone.client.raw("GET", &path, None).await;
        assert_eq!(reply.status, 200, "{kind:?} {id}: {}", reply.text());
        assert_eq!(&reply.json::<serde_json::Value>(), data, "{kind:?} {id}");
    }
}

#[derive(Debug, Default)]
struct Counts {
    pulls: u32,
    anew: u32,
    put: u32,
    parted: u32,
}

async fn a_random_day(seed: u64, counts: &mut Counts) {
    let (world, mut dice) = (World::new().await, Dice(seed));
    let mut phones: Vec<Phone> = world.drivers.iter().map(Phone::of).collect();
    for phone in &mut phones {
        phone.snapshot().await;
    }
    for action in 0..ACTIONS {
        world.act(&mut dice).await;
        if dice.below(4) != 0 && action + 1 < ACTIONS {
            continue;
        }
        for phone in &mut phones {
            let limit = [None, Some(1), Some(3)][dice.below(3)];
            match phone.pull(limit).await {
                Some(told) => {
                    let put = told.iter().filter(|change| change.data.is_some()).count();
                    counts.put += u32::try_from(put).unwrap();
                    counts.parted += u32::try_from(told.len() - put).unwrap();
                    counts.pulls += 1;
                }
                None => {
                    phone.snapshot().await;
                    counts.anew += 1;
                }
            }
            let mut anew = phone.clone();
            anew.snapshot().await;
            for (key, (v, data)) in &anew.copy {
                let has = phone.copy.get(key);
                assert_eq!(has, Some(&(*v, data.clone())), "seed {seed}, action {action}: {key:?}");
            }
            for key in phone.copy.keys() {
                assert!(
                    anew.copy.contains_key(key),
                    "seed {seed}, action {action}: {key:?} stayed"
                );
            }
            let digest = phone.digest().await;
            assert_eq!((digest.as_of, digest.digests), (phone.as_of, phone.own_digest()));
            shows_what_it_may(phone).await;
        }
    }
}

#[actix_web::test]
async fn pulls_lead_to_what_a_snapshot_says() {
    let mut counts = Counts::default();
    for seed in [1, 22, 333] {
        a_random_day(seed, &mut counts).await;
    }
    let Counts { pulls, anew, put, parted } = counts;
    assert!(pulls > 200 && anew > 10 && put > 150 && parted > 50, "{counts:?}");
}
