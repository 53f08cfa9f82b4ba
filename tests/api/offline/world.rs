//! A fleet whose drivers have no signal most of the time, and an office that changes its mind.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::TimeDelta;
use furgo::{
    auth::keys::Keys,
    clock::Clock,
    storage::{backup::begin_history, engine::MemoryEngine},
};
use furgo_shared::{
    access::Role,
    api,
    field::FieldCommand,
    id::{PackageId, RefuelId, RouteId},
    packages::{PackageStatus, PatchPackage, StepPackages, StepReason},
    refuels::{CreateRefuel, ListRefuels},
    routes::{MoveStop, RecordArrival, ReorderStops, RouteStatus, RouteView, StepRoute},
    sync::{AskSnapshot, SnapshotView},
    units::Quantity,
    users::SetRole,
    validate::Empty,
};
use support::{Client, TestApp};
use uuid::Uuid;

use super::{
    phone::{Fate, SimPhone},
    sabotage::Sabotage,
};
use crate::{
    day::{given_depot, given_packages, given_vehicle, log, route, step, today},
    histories::refuel,
    random_days::Dice,
};

pub const PHONES: usize = 5;
const PACKAGES_EACH: usize = 6;

/// What a driver meant by an entry.
#[derive(Clone, Debug)]
pub enum Intent {
    /// So many litres.
    Refuel(Quantity),
    /// A step of a package, with the entry's id as its note.
    Step,
    Other,
}

pub struct World {
    pub app: TestApp,
    engine: Arc<MemoryEngine>,
    keys: Keys,
    clock: Clock,
    backup: MemoryEngine,
    pub office: Client,
    admin: Client,
    pub phones: Vec<SimPhone>,
    routes: Vec<RouteId>,
    packages: Vec<PackageId>,
    pub intended: BTreeMap<Uuid, Intent>,
    /// What was lost with a phone's store, and told.
    pub evicted: BTreeSet<Uuid>,
    pub discarded: BTreeSet<Uuid>,
    /// What phones without a store any more had brought: an older backup may lack it for ever.
    orphaned: BTreeSet<Uuid>,
    late: Vec<(usize, furgo_shared::sync::Push)>,
    made: u128,
}

impl World {
    pub async fn new(dice: &mut Dice, sabotage: Sabotage) -> Self {
        let (engine, keys) = (Arc::new(MemoryEngine::default()), Keys::ephemeral());
        let now = "2026-10-20T08:00:00Z".parse().unwrap();
        let clock = Clock::stopped_at(now);
        let app = TestApp::of_engine(engine.clone(), keys.clone(), clock.clone());
        given_depot(&app).await;
        // In browsers: a token would end in the middle of the day.
        let dora = app.active("dora", Role::Dispatcher).await;
        let (office, admin) = (app.browser(&dora.email).await, app.admin().await);
        let mut world = Self {
            backup: engine.copied(),
            app,
            engine,
            keys,
            clock,
            office,
            admin,
            phones: Vec::new(),
            routes: Vec::new(),
            packages: Vec::new(),
            intended: BTreeMap::new(),
            evicted: BTreeSet::new(),
            discarded: BTreeSet::new(),
            orphaned: BTreeSet::new(),
            late: Vec::new(),
            made: 0,
        };
        world.fill(dice, sabotage).await;
        world.backup = world.engine.copied();
        world
    }

    async fn fill(&mut self, dice: &mut Dice, sabotage: Sabotage) {
        let count = PHONES * PACKAGES_EACH;
        let packages = given_packages(&self.office, u32::try_from(count).unwrap()).await;
        self.packages = packages.iter().map(|package| package.id).collect();
        for number in 0..PHONES {
            let driver = self.app.active(&format!("driver{number}"), Role::Driver).await;
            let driver = self.app.browser(&driver.email).await;
            let alias = format!("van{number}");
            given_vehicle(&self.office, &alias).await;
            let own = self.packages[number * PACKAGES_EACH..][..PACKAGES_EACH].to_vec();
            let mut request = route(driver.id(), today(&self.app), own);
            request.vehicle = Some(alias);
            let planned: RouteView = self.office.ok(&api::CREATE_ROUTE, [], &request).await;
            self.routes.push(planned.id);
            let skew =
                TimeDelta::minutes(i64::try_from(dice.below(2 * 26 * 60)).unwrap() - 26 * 60);
            let id = self.id();
            self.phones.push(SimPhone::new(driver, skew, sabotage, id));
        }
    }

    /// Ids that come again with the same seed.
    fn id(&mut self) -> u128 {
        self.made += 1;
        0x0199_0000_0000_7000_8000_0000_0000_0000 + self.made
    }

    /// One thing happens somewhere.
    pub async fn turn(&mut self, dice: &mut Dice, at: usize) {
        let who = dice.below(self.phones.len());
        match dice.below(1000) {
            0..5 => {
                let lost = {
                    let (taken, refused) = self.phones[who].settled();
                    self.orphaned.extend(taken.into_iter().chain(refused));
                    let id = self.id();
                    self.phones[who].is_evicted(id)
                };
                // What was brought and not answered may have come all the same.
                self.orphaned.extend(&lost);
                self.evicted.extend(lost);
            }
            5..7 => {
                let twin = self.phones[who].clone();
                self.phones.push(twin);
            }
            7..15 => self.backup = self.engine.copied(),
            15..18 => self.restore(),
            18..28 => self.change_role(dice, who).await,
            28..78 => self.phones[who].is_killed(),
            78..178 => self.change_plans(dice).await,
            178..198 => {
                let waiting: Vec<Uuid> =
                    self.phones[who].phone().waiting().iter().map(|entry| entry.id).collect();
                if let Some(id) = waiting.first().copied() {
                    self.phones[who].discard(id);
                    self.discarded.insert(id);
                }
            }
            198..208 => {
                self.clock.advance(TimeDelta::minutes(i64::try_from(dice.below(40)).unwrap()))
            }
            208..400 if !self.late.is_empty() => {
                let (phone, push) = self.late.remove(dice.below(self.late.len()));
                self.phones[phone].arrives_late(&self.app, &push).await;
            }
            _ => {
                let fate = Fate::rolled(dice);
                if let Some(push) = self.phones[who].exchange(&self.app, fate).await
                    && dice.below(2) == 0
                {
                    self.late.push((who, push));
                }
            }
        }
        if at.is_multiple_of(3) {
            self.enter(dice, who).await;
        }
    }

    async fn enter(&mut self, dice: &mut Dice, who: usize) {
        let id = Uuid::from_u128(self.id());
        let (command, intent) = self.said(dice, who, id);
        // Killed before it was written down: nobody saw that it was done.
        if dice.below(40) == 0 {
            return self.phones[who].is_killed();
        }
        self.phones[who].enter(id, command, &self.app);
        self.intended.insert(id, intent);
    }

    fn said(&mut self, dice: &mut Dice, who: usize, id: Uuid) -> (FieldCommand, Intent) {
        let phone = who % PHONES;
        let now = Some(self.phones[who].now(&self.app));
        match dice.below(10) {
            0..=3 => {
                let litres = Quantity::whole(i64::try_from(5 + dice.below(40)).unwrap());
                let request = CreateRefuel {
                    id: Some(RefuelId(id)),
                    quantity: litres,
                    ..refuel(&format!("van{phone}"), today(&self.app))
                };
                (FieldCommand::CreateRefuel(Box::new(request)), Intent::Refuel(litres))
            }
            4..=7 => {
                let package = self.packages[phone * PACKAGES_EACH + dice.below(PACKAGES_EACH)];
                let to = [
                    PackageStatus::Delivered,
                    PackageStatus::Undelivered,
                    PackageStatus::InTransit,
                ][dice.below(3)];
                let request = StepPackages {
                    reason: (to == PackageStatus::Undelivered)
                        .then_some(StepReason::RecipientAbsent),
                    note: Some(id.to_string()),
                    occurred_at: now,
                    ..step(package, to)
                };
                (FieldCommand::StepPackages(request), Intent::Step)
            }
            8 => {
                let status = [RouteStatus::InProgress, RouteStatus::Completed][dice.below(2)];
                let step = StepRoute { confirm: true, occurred_at: now, ..StepRoute::to(status) };
                let route_id = self.routes[phone];
                (FieldCommand::StepRoute { route_id, step }, Intent::Other)
            }
            _ if dice.below(2) == 0 => {
                // Of a copy that may be old.
                let route_id = self.routes[phone];
                let mut stop_ids = self.phones[who].stops_of(route_id);
                let turns = dice.below(stop_ids.len().max(1));
                stop_ids.rotate_left(turns);
                (FieldCommand::ReorderStops(ReorderStops { route_id, stop_ids }), Intent::Other)
            }
            _ => {
                let stop_id = furgo_shared::id::StopId(Uuid::from_u128(self.id()));
                let arrival = RecordArrival { stop_id, occurred_at: now };
                (FieldCommand::RecordArrival(arrival), Intent::Other)
            }
        }
    }

    fn restore(&mut self) {
        let engine = Arc::new(self.backup.copied());
        begin_history(&*engine).unwrap();
        self.engine = engine.clone();
        self.app = TestApp::of_engine(engine, self.keys.clone(), self.clock.clone());
        let app = &self.app;
        self.office = self.office.at(app);
        self.admin = self.admin.at(app);
        // The program that is restored has forgotten the pushes that were under way with the other.
        self.late.clear();
    }

    async fn change_role(&self, dice: &mut Dice, who: usize) {
        let role = [Role::Driver, Role::Viewer][dice.below(2)];
        self.give_role(who, role).await;
    }

    async fn give_role(&self, who: usize, role: Role) {
        let id = self.phones[who].person.id().to_string();
        let request = SetRole { role, also_drives: None };
        // Whoever has open routes keeps the role.
        self.admin.call(&api::SET_ROLE, [&id], &request).await;
    }

    /// The office does something, sensible or not.
    async fn change_plans(&self, dice: &mut Dice) {
        let route = self.routes[dice.below(self.routes.len())];
        let other = self.routes[dice.below(self.routes.len())];
        let package = self.packages[dice.below(self.packages.len())];
        match dice.below(5) {
            0 => {
                let id = route.to_string();
                let status = [RouteStatus::Cancelled, RouteStatus::InProgress][dice.below(2)];
                let request = StepRoute { confirm: true, ..StepRoute::to(status) };
                self.office.call(&api::STEP_ROUTE, [&id], &request).await;
            }
            1 => {
                let driver = self.phones[dice.below(PHONES)].person.id();
                let to = [PackageStatus::Assigned, PackageStatus::Pending, PackageStatus::Failed]
                    [dice.below(3)];
                let request = StepPackages {
                    assigned_to: (to == PackageStatus::Assigned).then_some(driver),
                    reason: Some(StepReason::Other),
                    note: Some("the office".to_owned()),
                    ..step(package, to)
                };
                self.office.call(&api::STEP_PACKAGES, [], &request).await;
            }
            2 => {
                let (id, package) = (route.to_string(), package.to_string());
                self.office.call(&api::REMOVE_PACKAGE, [&id, &package], &Empty {}).await;
            }
            3 => {
                let found =
                    self.office.call(&api::GET_ROUTE, [&route.to_string()], &Empty {}).await;
                let stops =
                    if found.status == 200 { found.json::<RouteView>().stops } else { return };
                let Some(stop) = stops.first() else { return };
                let request = MoveStop {
                    stop_id: stop.id,
                    to_route_id: other,
                    to_version: None,
                    position: None,
                    force: true,
                    note: Some("closer".to_owned()),
                };
                self.office.call(&api::MOVE_STOP, [], &request).await;
            }
            _ => {
                let description = format!("parcel {}", dice.below(1000));
                let description = furgo_shared::change::Change::Set(Some(description));
                let request = PatchPackage { description, ..PatchPackage::default() };
                self.office.call(&api::PATCH_PACKAGE, [&package.to_string()], &request).await;
            }
        }
    }

    /// The signal is back everywhere and stays.
    pub async fn heal(&mut self) -> Result<(), String> {
        self.late.clear();
        for who in 0..PHONES {
            self.give_role(who, Role::Driver).await;
        }
        for _round in 0..3 {
            for who in 0..self.phones.len() {
                self.phones[who].poke();
                let mut exchanges = 0;
                while !self.phones[who].is_content(&self.app) {
                    exchanges += 1;
                    if exchanges > 100 {
                        return Err(format!("phone {who} never comes to rest"));
                    }
                    self.phones[who].exchange(&self.app, Fate::Arrives).await;
                }
            }
        }
        Ok(())
    }

    /// What must hold when everything has been said.
    pub async fn judge(&self) -> Result<(), String> {
        self.nothing_is_lost()?;
        self.nothing_is_doubled().await?;
        self.copies_agree().await
    }

    fn nothing_is_lost(&self) -> Result<(), String> {
        let mut known = BTreeSet::new();
        for phone in &self.phones {
            if let Some(waits) = phone.phone().waiting().first() {
                return Err(format!("{} still waits", waits.id));
            }
            let (taken, refused) = phone.settled();
            known.extend(taken.into_iter().chain(refused));
        }
        let accounted = |id: &Uuid| {
            known.contains(id)
                || self.evicted.contains(id)
                || self.discarded.contains(id)
                || self.orphaned.contains(id)
        };
        match self.intended.keys().find(|id| !accounted(id)) {
            Some(id) => Err(format!("{id} is lost: {:?}", self.intended[id])),
            None => Ok(()),
        }
    }

    async fn nothing_is_doubled(&self) -> Result<(), String> {
        let mut taken = BTreeSet::new();
        for phone in &self.phones {
            taken.extend(phone.settled().0);
        }
        let query = ListRefuels { limit: Some(100), ..ListRefuels::default() };
        let mut found = BTreeMap::new();
        for page in 1.. {
            let query = ListRefuels { page: Some(page), ..query.clone() };
            let rows = self.office.ok(&api::LIST_REFUELS, [], &query).await.page.items;
            if rows.is_empty() {
                break;
            }
            found.extend(rows.into_iter().map(|row| (row.id.0, row.quantity)));
        }
        for (id, litres) in &found {
            match self.intended.get(id) {
                Some(Intent::Refuel(meant)) if meant == litres => {}
                _ => return Err(format!("nobody meant the refuel {id} of {litres:?}")),
            }
        }
        for (id, intent) in &self.intended {
            let is_there = match intent {
                Intent::Refuel(_) => found.contains_key(id),
                Intent::Step | Intent::Other => continue,
            };
            if taken.contains(id) && !self.discarded.contains(id) && !is_there {
                return Err(format!("the refuel {id} was taken and is not there"));
            }
        }
        for package in &self.packages {
            let mut notes = BTreeSet::new();
            for row in log(&self.office, *package).await {
                let of_phone = row.note.and_then(|note| note.parse::<Uuid>().ok());
                if let Some(id) = of_phone
                    && !notes.insert(id)
                {
                    return Err(format!("the step {id} was taken twice"));
                }
            }
        }
        Ok(())
    }

    async fn copies_agree(&self) -> Result<(), String> {
        for (who, phone) in self.phones.iter().enumerate() {
            let ask = AskSnapshot {
                client_id: phone.phone().meta.client_id,
                user_id: None,
                heals: false,
            };
            let reply = phone.person.at(&self.app).call(&api::SNAPSHOT, [], &ask).await;
            if reply.status != 200 {
                return Err(format!("phone {who}: {}", reply.text()));
            }
            let view: SnapshotView = reply.json();
            let wanted: BTreeMap<_, _> =
                view.entities.iter().map(|each| ((each.t, each.id), each.v)).collect();
            let kept: BTreeMap<_, _> =
                phone.disk.copy.iter().map(|(key, entity)| (*key, entity.v)).collect();
            if wanted != kept {
                return Err(format!("phone {who}'s copy differs"));
            }
        }
        Ok(())
    }
}
