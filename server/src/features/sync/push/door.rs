//! The door by which a field command comes in that was given without a network: the same operations
//! as by HTTP, with the permissions of the same endpoints, each in one transaction with the client's
//! next number.

use furgo_shared::{
    access::{Permission, SignedIn},
    api::{self, Endpoint},
    exceptions::ExceptionKind,
    field::FieldCommand,
    id::{ClientId, VehicleId},
    packages::PackageStatus,
    routes::{RouteKind, RouteStatus},
    sync::MutationResult,
    time::Timestamp,
    validate::{FieldCode, Validate},
    view::Versioned,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    app::App,
    auth::Permit,
    error::{Error, Result},
    features::{
        auth::operations::person,
        door::{Claim, Door},
        exceptions::{self, About, Raised, Side},
        expenses::operations as expenses,
        maintenance::operations as maintenance,
        packages::operations as packages,
        readings::operations as readings,
        refuels::operations as refuels,
        routes::operations as routes,
        vehicles::VehicleRecord,
    },
    hex::fingerprint,
    storage::{Cause, Reads, WriteTx, clients, outcome::Once},
};

/// One command at the door.
#[derive(Debug)]
pub struct Caller<'p> {
    pub app: &'p App,
    /// On whose behalf.
    pub permit: &'p Permit<SignedIn>,
    pub client: ClientId,
    /// `X-Request-Id` of the push.
    pub request: Option<Uuid>,
    pub found: Found,
    /// What is remembered if it goes well.
    pub result: MutationResult,
    /// Of the request that brings the same command over HTTP.
    pub fingerprint: String,
}

/// That by which the same command is known when it is brought over HTTP.
pub fn fingerprint_of(command: &FieldCommand) -> String {
    let request = command.request();
    fingerprint(
        format!("{} {}\n\n{}", request.method.name(), request.path, request.body).as_bytes(),
    )
}

impl Caller<'_> {
    /// Carries a command out. Whether it had been carried out before, over HTTP.
    pub async fn carry_out(self, command: FieldCommand) -> Result<bool> {
        let ways = self.app.roads.ways();
        match command {
            FieldCommand::StepRoute { route_id, step } => {
                self.write(&api::STEP_ROUTE, step, move |tx, step, door| {
                    routes::facts::take(tx, route_id, &step, door)
                })
                .await
            }
            FieldCommand::StepPackages(step) => {
                self.write(&api::STEP_PACKAGES, step, move |tx, step, door| {
                    packages::steps::step(tx, step, &ways, door)
                })
                .await
            }
            FieldCommand::RecordArrival(arrival) => {
                self.write(&api::RECORD_ARRIVAL, arrival, |tx, arrival, door| {
                    routes::facts::arrive(tx, &arrival, door)
                })
                .await
            }
            FieldCommand::ReorderStops(order) => {
                self.write(&api::REORDER_STOPS, order, move |tx, order, door| {
                    routes::stops::reorder(tx, &order, None, &ways, door)
                })
                .await
            }
            // A delivery route is planned, which takes the office.
            FieldCommand::LogRoute(route) if route.kind != RouteKind::Logged => {
                Err(Error::field("kind", FieldCode::Invalid))
            }
            FieldCommand::LogRoute(route) => {
                self.write(&api::CREATE_ROUTE, *route, |tx, route, door| {
                    let view = routes::logged::create(tx, &route, door)?;
                    match view.vehicle_id {
                        Some(vehicle) => seen(tx, vehicle, view),
                        None => Ok(Some(view)),
                    }
                })
                .await
            }
            FieldCommand::CreateRefuel(refuel) => {
                self.write(&api::CREATE_REFUEL, *refuel, |tx, refuel, door| {
                    let view = refuels::editing::create(tx, refuel, door)?;
                    seen(tx, view.vehicle_id, view)
                })
                .await
            }
            FieldCommand::CreateMaintenance(work) => {
                self.write(&api::CREATE_MAINTENANCE, *work, |tx, work, door| {
                    let view = maintenance::editing::create(tx, work, door)?;
                    seen(tx, view.vehicle_id, view)
                })
                .await
            }
            FieldCommand::CreateExpense(expense) => {
                self.write(&api::CREATE_EXPENSE, *expense, |tx, expense, door| {
                    let view = expenses::editing::create(tx, expense, door)?;
                    seen(tx, view.vehicle_id, view)
                })
                .await
            }
            FieldCommand::PayExpense { expense_id, pay } => {
                self.write(&api::PAY_EXPENSE, pay, move |tx, pay, door| {
                    let view = expenses::paying::pay(tx, expense_id, pay, None, door)?;
                    seen(tx, view.expense.vehicle_id, view)
                })
                .await
            }
            FieldCommand::CreateReading(reading) => {
                self.write(
                    &api::CREATE_READING,
                    *reading,
                    |tx, reading, door| match readings::take(tx, reading, door)? {
                        Some(view) => seen(tx, view.vehicle_id, view),
                        None => Ok(None),
                    },
                )
                .await
            }
        }
    }

    /// The endpoint says which permission the operation needs.
    async fn write<P, Req, Res, View, F>(
        self,
        endpoint: &Endpoint<P, Req, Res>,
        request: Req,
        write: F,
    ) -> Result<bool>
    where
        P: Permission + Send + Sync,
        Req: Validate + Send + 'static,
        View: Versioned + Serialize + Send + 'static,
        F: FnOnce(&mut WriteTx<'_, P>, Req, &mut Door) -> Result<View> + Send + 'static,
    {
        request.check().map_err(Error::Fields)?;
        let Self { app, permit, client, request: id, found, result, fingerprint } = self;
        let user = person(permit.viewer())?.id;
        let once = Once {
            key: Some(result.id.to_string()),
            fingerprint,
            success: endpoint.success,
            cause: Cause::request(permit.viewer(), endpoint.name, id),
        };
        let permit = permit.branch::<P>()?;
        let answer = app.db.write(permit, once, move |tx| {
            let mut door = found.lay_before(tx, &result.exceptions)?;
            let view = write(tx, request, &mut door)?;
            clients::take(tx, client, user, &result.with(door.noted()))?;
            Ok(view)
        });
        Ok(answer.await?.is_replayed())
    }
}

/// What is told of an entry: all that follows from its vehicle's records, or nothing to whoever does
/// not see the vehicle any more.
fn seen<V>(tx: &impl Reads, vehicle: VehicleId, view: V) -> Result<Option<V>> {
    Ok(tx.find::<VehicleRecord>(vehicle)?.map(|_| view))
}

/// What the push itself knows of a mutation, besides what its operation finds.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// When it was done, by the phone's clock and by a right one.
    pub claim: Claim,
    pub occurred_at: Timestamp,
    /// Whoever did it drives no more.
    pub has_left: bool,
    pub told: Told,
}

impl Found {
    /// Lays before the office what the push itself found odd, in the transaction that takes the number;
    /// answers with the door by which the command comes in.
    pub fn lay_before<P>(
        &self,
        tx: &mut WriteTx<'_, P>,
        exceptions: &[ExceptionKind],
    ) -> Result<Door> {
        let mut door = Door::pushed(self.claim, self.occurred_at, self.has_left);
        for kind in exceptions {
            self.told.raise(tx, &mut door, *kind, self.occurred_at)?;
        }
        Ok(door)
    }
}

/// What a command is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Told {
    about: About,
    status: Option<PackageStatus>,
    route_status: Option<RouteStatus>,
}

impl Told {
    /// By the command alone.
    pub fn of(command: &FieldCommand) -> Self {
        let mut told = Self::default();
        match command {
            FieldCommand::StepRoute { route_id, step } => {
                (told.about.route_id, told.route_status) = (Some(*route_id), Some(step.status));
            }
            FieldCommand::StepPackages(step) => {
                told.about.package_id = step.ids().first().copied();
                told.status = Some(step.new_status);
            }
            FieldCommand::ReorderStops(order) => told.about.route_id = Some(order.route_id),
            // The entry has its id only once it is written.
            FieldCommand::RecordArrival(_)
            | FieldCommand::LogRoute(_)
            | FieldCommand::CreateRefuel(_)
            | FieldCommand::CreateMaintenance(_)
            | FieldCommand::CreateExpense(_)
            | FieldCommand::PayExpense { .. }
            | FieldCommand::CreateReading(_) => {}
        }
        told
    }

    fn raise<P>(
        self,
        tx: &mut WriteTx<'_, P>,
        door: &mut Door,
        kind: ExceptionKind,
        at: Timestamp,
    ) -> Result<()> {
        let by = tx.viewer().user_id();
        let Self { about, status, route_status } = self;
        let fact = Side { status, route_status, driver_id: by, ..Side::at(at, by) };
        exceptions::raise(tx, door, Raised { kind, about, fact, plan: None, held: None })
    }
}
