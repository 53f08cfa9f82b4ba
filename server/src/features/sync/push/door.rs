//! The door by which a field command comes in that was given without a network: the same operations
//! as by HTTP, with the permissions of the same endpoints, each in one transaction with the client's
//! next number.

use furgo_shared::{
    access::{Permission, SignedIn},
    api::{self, Endpoint},
    exceptions::ExceptionKind,
    field::FieldCommand,
    id::ClientId,
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
    /// When it was done, by the phone's clock and by a right one.
    pub claim: Claim,
    pub occurred_at: Timestamp,
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
        let told = Told::of(&command);
        match command {
            FieldCommand::StepRoute { route_id, step } => {
                self.write(&api::STEP_ROUTE, told, step, move |tx, step, door| {
                    routes::facts::take(tx, route_id, &step, door)
                })
                .await
            }
            FieldCommand::StepPackages(step) => {
                self.write(&api::STEP_PACKAGES, told, step, move |tx, step, door| {
                    packages::steps::step(tx, step, &ways, door)
                })
                .await
            }
            FieldCommand::RecordArrival(arrival) => {
                self.write(&api::RECORD_ARRIVAL, told, arrival, |tx, arrival, door| {
                    routes::facts::arrive(tx, &arrival, door)
                })
                .await
            }
            // A delivery route is planned, which takes the office.
            FieldCommand::LogRoute(route) if route.kind != RouteKind::Logged => {
                Err(Error::field("kind", FieldCode::Invalid))
            }
            FieldCommand::LogRoute(route) => {
                self.write(&api::CREATE_ROUTE, told, *route, |tx, route, door| {
                    routes::logged::create(tx, &route, door)
                })
                .await
            }
            FieldCommand::CreateRefuel(refuel) => {
                self.write(&api::CREATE_REFUEL, told, *refuel, refuels::editing::create).await
            }
            FieldCommand::CreateMaintenance(work) => {
                self.write(&api::CREATE_MAINTENANCE, told, *work, maintenance::editing::create)
                    .await
            }
            FieldCommand::CreateExpense(expense) => {
                self.write(&api::CREATE_EXPENSE, told, *expense, expenses::editing::create).await
            }
            FieldCommand::PayExpense { expense_id, pay } => {
                self.write(&api::PAY_EXPENSE, told, pay, move |tx, pay, _| {
                    expenses::paying::pay(tx, expense_id, pay, None)
                })
                .await
            }
            FieldCommand::CreateReading(reading) => {
                self.write(&api::CREATE_READING, told, *reading, readings::take).await
            }
        }
    }

    /// The endpoint says which permission the operation needs. What the push itself found odd is laid
    /// before the office beside what the operation did.
    async fn write<P, Req, Res, View, F>(
        self,
        endpoint: &Endpoint<P, Req, Res>,
        told: Told,
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
        let Self { app, permit, client, request: id, claim, occurred_at, result, fingerprint } =
            self;
        let user = person(permit.viewer())?.id;
        let once = Once {
            key: Some(result.id.to_string()),
            fingerprint,
            success: endpoint.success,
            cause: Cause::request(permit.viewer(), endpoint.name, id),
        };
        let permit = permit.branch::<P>()?;
        let answer = app.db.write(permit, once, move |tx| {
            let mut door = Door::pushed(claim, occurred_at);
            for kind in &result.exceptions {
                told.raise(tx, &mut door, *kind, occurred_at)?;
            }
            let view = write(tx, request, &mut door)?;
            clients::take(tx, client, user, &result.with(door.noted()))?;
            Ok(view)
        });
        Ok(answer.await?.is_replayed())
    }
}

/// What a command is about.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    about: About,
    status: Option<PackageStatus>,
    route_status: Option<RouteStatus>,
}

impl Told {
    fn of(command: &FieldCommand) -> Self {
        let mut told = Self::default();
        match command {
            FieldCommand::StepRoute { route_id, step } => {
                (told.about.route_id, told.route_status) = (Some(*route_id), Some(step.status));
            }
            FieldCommand::StepPackages(step) => {
                told.about.package_id = step.ids().first().copied();
                told.status = Some(step.new_status);
            }
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
