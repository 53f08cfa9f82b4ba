//! The demo fleet's people at work: each does what they may, at the time the story says.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use furgo_shared::{
    access::{
        DriveRoutes, EditPackages, EditVehicles, ManageSettings, PlanRoutes, Role,
        StepPackages as MayStep,
    },
    geo::Depot,
    id::{PackageId, RouteId, SessionId, UserId},
    money::Currency,
    packages::{CreatePackage, StepPackages},
    routes::{AddPackages, CreateRoute, RouteKind, RouteStatus, RouteView, StepRoute},
    settings::Settings,
    text::Locale,
    time::Day,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use uuid::Uuid;

use super::{cast, garage::Author, town};
use crate::{
    app::App,
    auth::{Permit, Person, System, permit_for_demo},
    error::{Error, Result},
    features::{
        door::Door,
        packages::operations::{editing, steps},
        routes::{
            RouteRecord,
            operations::{creating, drafting, onto, reading, steps as route_steps},
            planning,
        },
        settings::{self, SettingsRecord},
        users::{self, AccountState, PasswordHash, UserRecord},
        vehicles,
    },
    storage::{Meta, Reads, WriteTx, outcome::Once},
};

/// Any number: the same story every time.
const SEED: u64 = 20_400;
/// How far back the story begins.
const STORY_DAYS: i64 = 548;

/// The fleet, and chance with a fixed seed.
#[derive(Debug)]
pub struct Stage {
    pub app: App,
    pub chance: StdRng,
    /// When the story ends: now.
    pub end: DateTime<Utc>,
    pub settings: SettingsRecord,
    office: Person,
    dispatcher: Person,
    /// Those who do nothing else.
    pub drivers: Vec<UserId>,
    packages_entered: usize,
}

/// A driver with the vehicle that they usually take.
#[derive(Clone, Copy, Debug)]
pub struct Crew {
    pub driver: UserId,
    pub vehicle: &'static str,
}

impl Stage {
    /// Settings, people and vehicles, as of the day the story begins. In a fleet that is there
    /// already, it is told by that one's time zone.
    pub async fn set(app: &App, own: Option<SettingsRecord>) -> Result<Self> {
        let end = app.clock.now();
        app.clock.set(end - TimeDelta::days(STORY_DAYS));
        let hash = app
            .gate
            .passwords
            .accept("password", furgo_shared::auth::Password(cast::PASSWORD.to_owned()), Vec::new())
            .await?;
        written(
            app.db
                .write(Permit::for_job(), Once::by_command("demo"), move |tx| {
                    own.into_iter().try_for_each(|own| tx.put(own).map(drop))?;
                    hire(tx, &hash)
                })
                .await,
        )?;
        let (drivers, settings) = app.db.read(&Permit::for_job(), |tx| {
            Ok((users::store::active(tx, Role::Driver)?, settings::store::current(tx)?))
        })?;
        let office = person(app, "admin")?;
        let dispatcher = person(app, "dispatcher")?;
        let chance = StdRng::seed_from_u64(SEED);
        let drivers = drivers.into_iter().map(|driver| driver.id).collect();
        let mut stage = Self {
            app: app.clone(),
            chance,
            end,
            settings,
            office,
            dispatcher,
            drivers,
            packages_entered: 0,
        };
        stage.furnish().await?;
        Ok(stage)
    }

    /// Depot, name and vehicles.
    async fn furnish(&mut self) -> Result<()> {
        let depot = Depot {
            latitude: 43.1294,
            longitude: -2.0578,
            address: Some("Apatta Erreka industrialdea 14, Ibarra".to_owned()),
        };
        let wanted = Settings {
            fleet_name: "Tolosaldea Banaketak".to_owned(),
            currency: Currency::EUR,
            locale: town::LANGUAGE,
            depot: Some(depot),
            ..self.settings.settings.clone()
        };
        let sharing = [self.drivers.as_slice(), &[self.dispatcher.id]].concat();
        let vehicles = cast::vehicles(&self.drivers, &sharing, self.end.date_naive());
        let permit = self.office_permit::<ManageSettings>();
        written(
            self.app
                .db
                .write(permit, Once::by_command("demo"), move |tx| {
                    settings::operations::replace(tx, wanted, None).map(drop)
                })
                .await,
        )?;
        self.settings = self.app.db.read(&Permit::for_job(), |tx| settings::store::current(tx))?;
        let permit = self.office_permit::<EditVehicles>();
        written(
            self.app
                .db
                .write(permit, Once::by_command("demo"), move |tx| {
                    vehicles
                        .into_iter()
                        .try_for_each(|vehicle| vehicles::operations::create(tx, vehicle).map(drop))
                })
                .await,
        )
    }

    /// Goes to a moment of the story.
    pub fn at(&self, moment: DateTime<Utc>) {
        self.app.clock.set(moment);
    }

    /// The office enters packages, due on a day.
    pub async fn enter_packages(
        &mut self,
        count: usize,
        due: Option<Day>,
    ) -> Result<Vec<PackageId>> {
        let requests: Vec<_> = (0..count).map(|_| self.package(due)).collect();
        let ids: Vec<_> = requests.iter().filter_map(|request| request.id).collect();
        self.enter(requests).await?;
        Ok(ids)
    }

    /// The office enters one with particulars of its own.
    pub async fn enter_package(
        &mut self,
        due: Option<Day>,
        particulars: impl FnOnce(&mut CreatePackage),
    ) -> Result<PackageId> {
        let mut request = self.package(due);
        particulars(&mut request);
        let id = request.id.ok_or_else(|| Error::Internal("packages have ids".to_owned()))?;
        self.enter(vec![request]).await?;
        Ok(id)
    }

    async fn enter(&self, requests: Vec<CreatePackage>) -> Result<()> {
        let permit = self.office_permit::<EditPackages>();
        let enter = move |tx: &mut WriteTx<'_, EditPackages>| {
            requests.into_iter().try_for_each(|request| editing::create(tx, request).map(drop))
        };
        written(self.app.db.write(permit, Once::by_command("demo"), enter).await)
    }

    fn package(&mut self, due: Option<Day>) -> CreatePackage {
        self.packages_entered += 1;
        let recipient_name = town::name(&mut self.chance);
        let millis = u64::try_from(self.app.clock.now().timestamp_millis()).unwrap_or(0);
        CreatePackage {
            id: Some(
                uuid::Builder::from_unix_timestamp_millis(millis, &self.chance.random())
                    .into_uuid()
                    .into(),
            ),
            // Most of what comes from shops; somebody at the counter has none.
            reference: (!self.packages_entered.is_multiple_of(3))
                .then(|| format!("ESK-{:05}", 40_000 + self.packages_entered)),
            recipient_email: Some(town::email(&recipient_name, self.packages_entered)),
            recipient_phone: Some(format!(
                "+34 943 {:03} {:03}",
                self.chance.random_range(0..1000),
                self.chance.random_range(0..1000)
            )),
            recipient_name,
            address: town::address(&mut self.chance),
            weight_kg: Some(furgo_shared::units::Kg::from_units(
                self.chance.random_range(2..160) * 100,
            )),
            description: town::note(&mut self.chance),
            access_note: town::access(self.packages_entered),
            estimated_delivery: due,
            time_window: None,
            service_min: None,
            // Not everybody here is written to in Basque.
            locale: self.packages_entered.is_multiple_of(4).then_some(Locale::Es),
        }
    }

    /// The office plans a route.
    pub async fn plan(
        &self,
        crew: Crew,
        date: Day,
        depart_at: DateTime<Utc>,
        package_ids: Vec<PackageId>,
    ) -> Result<RouteView> {
        let millis = u64::try_from(self.app.clock.now().timestamp_millis()).unwrap_or(0);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid();
        let id = RouteId(id);
        let request = CreateRoute {
            id: Some(id),
            kind: RouteKind::Delivery,
            driver_id: Some(crew.driver),
            date,
            package_ids,
            vehicle: Some(crew.vehicle.to_owned()),
            depart_at: Some(depart_at),
            depot: None,
            return_to_depot: true,
            notes: None,
            distance_km: None,
            end_odometer_km: None,
            typed_distance: None,
            typed_odometer: None,
            force: false,
        };
        let permit = self.office_permit::<PlanRoutes>();
        let draft = self.app.db.read(&permit, |tx| drafting::draft(tx, &request))?;
        let (roads, now) = (Arc::clone(&self.app.roads), self.app.clock.now());
        let planned =
            planning::plan(&self.app.planning.desk, crew.driver, draft.route, roads, now).await;
        let planned = planned.map(|plan| (plan, draft.seen));
        written(
            self.app
                .db
                .write(permit, Once::by_command("demo"), move |tx| {
                    creating::create(tx, &request, planned).map(drop)
                })
                .await,
        )?;
        self.app.db.read(&self.office_permit::<PlanRoutes>(), |tx| reading::read(tx, id))
    }

    /// The office puts a package onto a route that has left.
    pub async fn add(&self, route: RouteId, package: PackageId) -> Result<()> {
        let (permit, request) =
            (self.office_permit::<PlanRoutes>(), AddPackages::best(vec![package]));
        let joining =
            self.app.db.read(&permit, |tx| onto::draft_adding(tx, route, &request, None))?;
        let (roads, now) = (Arc::clone(&self.app.roads), self.app.clock.now());
        let placed =
            planning::place(&self.app.planning.desk, self.office.id, joining, roads, now).await;
        let add = move |tx: &mut WriteTx<'_, PlanRoutes>| {
            onto::add(tx, route, &request, placed).map(drop)
        };
        written(self.app.db.write(permit, Once::by_command("demo"), add).await)
    }

    /// When a route is planned to be over.
    pub fn ends_at(&self, route: RouteId) -> Result<DateTime<Utc>> {
        let permit = self.office_permit::<PlanRoutes>();
        let route = self.app.db.read(&permit, |tx| tx.require::<RouteRecord>(route))?;
        Ok(route.hours().to)
    }

    /// A driver starts or completes a route.
    pub async fn step_route(&self, crew: Crew, id: RouteId, status: RouteStatus) -> Result<()> {
        let request = StepRoute::to(status);
        let permit = driver_permit::<DriveRoutes>(crew);
        written(
            self.app
                .db
                .write(permit, Once::by_command("demo"), move |tx| {
                    route_steps::step(tx, id, &request, None).map(drop)
                })
                .await,
        )
    }

    /// A driver says what became of a package.
    pub async fn step_package(&self, crew: Crew, request: StepPackages) -> Result<()> {
        self.step(driver_permit(crew), request).await
    }

    /// The office gives packages to a driver without a route.
    pub async fn assign(&self, request: StepPackages) -> Result<()> {
        self.step(self.office_permit(), request).await
    }

    async fn step(&self, permit: Permit<MayStep>, request: StepPackages) -> Result<()> {
        let ways = self.app.roads.ways();
        let step = move |tx: &mut WriteTx<'_, MayStep>| {
            steps::step(tx, request, &ways, &mut Door::Asked).map(drop)
        };
        written(self.app.db.write(permit, Once::by_command("demo"), step).await)
    }

    /// The dispatcher, who also drives, with the vehicle that is there for everybody.
    pub fn dispatcher_on_the_road(&self) -> Crew {
        Crew { driver: self.dispatcher.id, vehicle: "Rifter" }
    }

    fn office_permit<P>(&self) -> Permit<P> {
        permit_for_demo(self.office)
    }

    /// For whoever keeps the vehicles' records.
    pub fn permit_of<P>(&self, author: Author) -> Permit<P> {
        let driver = match author {
            Author::Dispatcher => None,
            Author::Driver(position) => self.drivers.get(position).copied(),
        };
        permit_for_demo(driver.map_or(self.dispatcher, of_driver))
    }
}

/// Somebody of the cast.
fn person(app: &App, user: &str) -> Result<Person> {
    let found = app
        .db
        .read(&Permit::for_job(), |tx| users::store::find_by_email(tx, &cast::email(user)))?;
    let found = found.ok_or_else(|| Error::Internal(format!("the demo's {user} is not there")))?;
    Ok(Person { id: found.id, role: found.role, session: SessionId(Uuid::nil()) })
}

fn of_driver(id: UserId) -> Person {
    Person { id, role: Role::Driver, session: SessionId(Uuid::nil()) }
}

fn hire(tx: &mut WriteTx<'_, System>, password: &PasswordHash) -> Result<()> {
    for (name, role, user) in cast::PEOPLE {
        tx.put(UserRecord {
            id: tx.new_id().into(),
            name: name.to_owned(),
            email: cast::email(user),
            role,
            also_drives: cast::also_drives(user),
            drove_until: None,
            state: AccountState::Active,
            locale: town::LOCALE,
            units: cast::units(user),
            password: Some(password.clone()),
            password_changed_at: None,
            meta: Meta::new(tx.now()),
        })?;
    }
    Ok(())
}

pub fn driver_permit<P>(crew: Crew) -> Permit<P> {
    permit_for_demo(of_driver(crew.driver))
}

/// Only whether it went well matters to the story.
pub fn written<T>(answer: Result<crate::http::Answer<T>>) -> Result<()> {
    answer.map(drop)
}
