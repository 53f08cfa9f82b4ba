//! The door by which a field command comes in that was given without a network: the same operations
//! as by HTTP, with the permissions of the same endpoints, each in one transaction with the client's
//! next number.

use furgo_shared::{
    access::{Permission, SignedIn},
    api::{self, Endpoint},
    field::FieldCommand,
    id::ClientId,
    routes::RouteKind,
    sync::MutationResult,
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
        auth::operations::person, expenses::operations as expenses,
        maintenance::operations as maintenance, packages::operations as packages,
        readings::operations as readings, refuels::operations as refuels,
        routes::operations as routes,
    },
    hex::fingerprint,
    storage::{Cause, WriteTx, clients, outcome::Once},
};

/// One command at the door.
#[derive(Debug)]
pub struct Door<'p> {
    pub app: &'p App,
    /// On whose behalf.
    pub permit: &'p Permit<SignedIn>,
    pub client: ClientId,
    /// `X-Request-Id` of the push.
    pub request: Option<Uuid>,
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

impl Door<'_> {
    /// Carries a command out. Whether it had been carried out before, over HTTP.
    pub async fn carry_out(self, command: FieldCommand) -> Result<bool> {
        let ways = self.app.roads.ways();
        match command {
            FieldCommand::StepRoute { route_id, step } => {
                self.write(&api::STEP_ROUTE, step, move |tx, step| {
                    routes::steps::step(tx, route_id, &step, None)
                })
                .await
            }
            FieldCommand::StepPackages(step) => {
                self.write(&api::STEP_PACKAGES, step, move |tx, step| {
                    packages::steps::step(tx, step, &ways)
                })
                .await
            }
            FieldCommand::RecordArrival(arrival) => {
                self.write(&api::RECORD_ARRIVAL, arrival, |tx, arrival| {
                    routes::stops::record_arrival(tx, &arrival)
                })
                .await
            }
            // A delivery route is planned, which takes the office.
            FieldCommand::LogRoute(route) if route.kind != RouteKind::Logged => {
                Err(Error::field("kind", FieldCode::Invalid))
            }
            FieldCommand::LogRoute(route) => {
                self.write(&api::CREATE_ROUTE, *route, |tx, route| {
                    routes::logged::create(tx, &route)
                })
                .await
            }
            FieldCommand::CreateRefuel(refuel) => {
                self.write(&api::CREATE_REFUEL, *refuel, refuels::editing::create).await
            }
            FieldCommand::CreateMaintenance(work) => {
                self.write(&api::CREATE_MAINTENANCE, *work, maintenance::editing::create).await
            }
            FieldCommand::CreateExpense(expense) => {
                self.write(&api::CREATE_EXPENSE, *expense, expenses::editing::create).await
            }
            FieldCommand::PayExpense { expense_id, pay } => {
                self.write(&api::PAY_EXPENSE, pay, move |tx, pay| {
                    expenses::paying::pay(tx, expense_id, pay, None)
                })
                .await
            }
            FieldCommand::CreateReading(reading) => {
                self.write(&api::CREATE_READING, *reading, readings::create).await
            }
        }
    }

    /// The endpoint says which permission the operation needs.
    async fn write<P, Req, Res, F>(
        self,
        endpoint: &Endpoint<P, Req, Res>,
        request: Req,
        write: F,
    ) -> Result<bool>
    where
        P: Permission + Send + Sync,
        Req: Validate + Send + 'static,
        Res: Versioned + Serialize + Send + 'static,
        F: FnOnce(&mut WriteTx<'_, P>, Req) -> Result<Res> + Send + 'static,
    {
        request.check().map_err(Error::Fields)?;
        let Self { app, permit, client, request: id, result, fingerprint } = self;
        let user = person(permit.viewer())?.id;
        let once = Once {
            key: Some(result.id.to_string()),
            fingerprint,
            success: endpoint.success,
            cause: Cause::request(permit.viewer(), endpoint.name, id),
        };
        let permit = permit.branch::<P>()?;
        let answer = app.db.write(permit, once, move |tx| {
            let view = write(tx, request)?;
            clients::take(tx, client, user, &result)?;
            Ok(view)
        });
        Ok(answer.await?.is_replayed())
    }
}
