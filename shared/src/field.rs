//! Field commands: every write that a phone may make without a network. They are kept on the phone,
//! sent later and in order, and understood by every later version of the server.
//!
//! A kind's name ends with its version. A request may get a new field that may be left out; anything
//! else is a new version beside the old one, which is turned into the new one where it is read. What
//! was ever shipped stays an example in `fixtures/field_commands`, and a test reads them all.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    access::Permission,
    api::{self, Endpoint, Method},
    expenses::{CreateExpense, PayExpense},
    files::AddFile,
    id::{ExpenseId, RouteId},
    maintenance::CreateMaintenance,
    packages::StepPackages,
    readings::CreateReading,
    refuels::CreateRefuel,
    routes::{CreateRoute, RecordArrival, ReorderStops, StepRoute},
    time::Timestamp,
};

/// One such write with all that it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "args")]
pub enum FieldCommand {
    /// Starts or completes a route.
    #[serde(rename = "route.step.1")]
    StepRoute { route_id: RouteId, step: StepRoute },
    /// Says what became of packages.
    #[serde(rename = "packages.step.1")]
    StepPackages(StepPackages),
    #[serde(rename = "stop.arrive.1")]
    RecordArrival(RecordArrival),
    /// Puts the stops that are left into another order.
    #[serde(rename = "stops.reorder.1")]
    ReorderStops(ReorderStops),
    /// A journey without stops that is over.
    #[serde(rename = "route.log.1")]
    LogRoute(Box<CreateRoute>),
    #[serde(rename = "refuel.create.1")]
    CreateRefuel(Box<CreateRefuel>),
    #[serde(rename = "maintenance.create.1")]
    CreateMaintenance(Box<CreateMaintenance>),
    #[serde(rename = "expense.create.1")]
    CreateExpense(Box<CreateExpense>),
    /// Pays a recurring expense.
    #[serde(rename = "expense.pay.1")]
    PayExpense { expense_id: ExpenseId, pay: PayExpense },
    #[serde(rename = "reading.create.1")]
    CreateReading(Box<CreateReading>),
}

/// A command as the request that brings it to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRequest {
    pub method: Method,
    pub path: String,
    pub body: String,
}

impl FieldRequest {
    /// The endpoint decides which body it takes.
    fn to<P: Permission, Req: Serialize, Res>(
        endpoint: &Endpoint<P, Req, Res>,
        args: &[Uuid],
        body: &Req,
    ) -> Self {
        let args: Vec<String> = args.iter().map(Uuid::to_string).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        Self {
            method: endpoint.method,
            path: endpoint.path_with(&args),
            // Requests are plain structs with text keys; those always encode.
            body: serde_json::to_string(body).unwrap_or_default(),
        }
    }
}

impl FieldCommand {
    /// How it is brought over HTTP.
    pub fn request(&self) -> FieldRequest {
        match self {
            Self::StepRoute { route_id, step } => {
                FieldRequest::to(&api::STEP_ROUTE, &[route_id.0], step)
            }
            Self::StepPackages(step) => FieldRequest::to(&api::STEP_PACKAGES, &[], step),
            Self::RecordArrival(arrival) => FieldRequest::to(&api::RECORD_ARRIVAL, &[], arrival),
            Self::ReorderStops(order) => FieldRequest::to(&api::REORDER_STOPS, &[], order),
            Self::LogRoute(route) => FieldRequest::to(&api::CREATE_ROUTE, &[], route),
            Self::CreateRefuel(refuel) => FieldRequest::to(&api::CREATE_REFUEL, &[], refuel),
            Self::CreateMaintenance(work) => FieldRequest::to(&api::CREATE_MAINTENANCE, &[], work),
            Self::CreateExpense(expense) => FieldRequest::to(&api::CREATE_EXPENSE, &[], expense),
            Self::PayExpense { expense_id, pay } => {
                FieldRequest::to(&api::PAY_EXPENSE, &[expense_id.0], pay)
            }
            Self::CreateReading(reading) => FieldRequest::to(&api::CREATE_READING, &[], reading),
        }
    }

    /// With the time of its making, where it says none: it may be sent hours later.
    pub fn dated(mut self, now: Timestamp) -> Self {
        let occurred_at = match &mut self {
            Self::StepRoute { step, .. } => &mut step.occurred_at,
            Self::StepPackages(step) => &mut step.occurred_at,
            Self::RecordArrival(arrival) => &mut arrival.occurred_at,
            Self::ReorderStops(_)
            | Self::LogRoute(_)
            | Self::CreateRefuel(_)
            | Self::CreateMaintenance(_)
            | Self::CreateExpense(_)
            | Self::PayExpense { .. }
            | Self::CreateReading(_) => return self,
        };
        occurred_at.get_or_insert(now);
        self
    }

    /// The files that it names. They follow it, and it is carried out without waiting for them.
    pub fn files(&self) -> &[AddFile] {
        match self {
            Self::CreateRefuel(refuel) => &refuel.files,
            Self::CreateMaintenance(work) => &work.files,
            Self::CreateExpense(expense) => &expense.files,
            Self::StepRoute { .. }
            | Self::StepPackages(_)
            | Self::RecordArrival(_)
            | Self::ReorderStops(_)
            | Self::LogRoute(_)
            | Self::PayExpense { .. }
            | Self::CreateReading(_) => &[],
        }
    }

    /// The record that comes into being by it, if the phone gave it an id.
    pub fn creates(&self) -> Option<Uuid> {
        match self {
            Self::LogRoute(route) => route.id.map(Uuid::from),
            Self::CreateRefuel(refuel) => refuel.id.map(Uuid::from),
            Self::CreateMaintenance(work) => work.id.map(Uuid::from),
            Self::CreateExpense(expense) => expense.id.map(Uuid::from),
            Self::PayExpense { pay, .. } => pay.id.map(Uuid::from),
            Self::CreateReading(reading) => reading.id.map(Uuid::from),
            Self::StepRoute { .. }
            | Self::StepPackages(_)
            | Self::RecordArrival(_)
            | Self::ReorderStops(_) => None,
        }
    }
}

/// Whether an answer with this status ends a command. Everything else is as good as no answer: the
/// command is brought again, as it is, until somebody takes or refuses it.
pub const fn is_final(status: u16) -> bool {
    match status {
        408 | 425 | 429 => false,
        _ => status < 500,
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use serde_json::Value;

    use super::*;

    /// Every kind that was ever shipped, with examples as phones keep them.
    fn fixtures() -> Vec<(String, Vec<Value>)> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/field_commands");
        let files = fs::read_dir(folder).expect("the folder is there");
        let read = |path: std::path::PathBuf| {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
            let text = fs::read_to_string(&path).expect("a fixture can be read");
            (name.unwrap_or_default(), serde_json::from_str(&text).expect("it is JSON"))
        };
        files.map(|file| read(file.expect("it can be listed").path())).collect()
    }

    #[test]
    fn every_command_that_was_ever_shipped_is_understood() {
        for (kind, examples) in fixtures() {
            assert!(!examples.is_empty(), "{kind}");
            for example in examples {
                assert_eq!(example["kind"], Value::from(kind.clone()));
                let command: FieldCommand = serde_json::from_value(example.clone())
                    .unwrap_or_else(|error| panic!("{kind}: {error}"));
                assert_eq!(serde_json::to_value(&command).expect("it encodes"), example);
                let request = command.request();
                assert!(request.path.starts_with("/api/") && request.body.starts_with('{'));
            }
        }
    }

    #[test]
    fn every_kind_has_an_example() {
        let unknown = serde_json::json!({ "kind": "?", "args": {} });
        let error = serde_json::from_value::<FieldCommand>(unknown).expect_err("no such kind");
        let told = error.to_string();
        // serde lists the kinds between back quotes.
        let kinds: BTreeSet<_> =
            told.split('`').skip(1).step_by(2).filter(|kind| *kind != "?").collect();
        let fixtures = fixtures();
        let examples: BTreeSet<_> = fixtures.iter().map(|(kind, _)| kind.as_str()).collect();
        assert!(kinds.len() >= 9 && kinds.is_subset(&examples), "{kinds:?} {examples:?}");
    }

    #[test]
    fn only_a_refusal_ends_a_command() {
        for (status, ends) in [
            (200, true),
            (201, true),
            (204, true),
            (400, true),
            (404, true),
            (409, true),
            (412, true),
            (408, false),
            (425, false),
            (429, false),
            (500, false),
            (502, false),
            (503, false),
            (507, false),
        ] {
            assert_eq!(is_final(status), ends, "{status}");
        }
    }
}
