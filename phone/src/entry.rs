//! One thing that was entered on the phone.

use furgo_shared::{
    exceptions::ExceptionKind,
    field::FieldCommand,
    id::{ClientId, RouteId},
    problem::Problem,
    routes::StepRoute,
    sync::Mutation,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// See the module. It is written down before the screen says that it is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose count its number belongs to.
    pub client_id: ClientId,
    pub seq: u64,
    /// The same for ever, whoever brings it.
    pub id: Uuid,
    /// By the phone's clock.
    pub occurred_at: Timestamp,
    pub kind: String,
    #[serde(default)]
    pub args: serde_json::Value,
    pub state: State,
    /// What it was before its author threw it away, which may have been too late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<(String, serde_json::Value)>,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum State {
    /// The server has not said anything about it.
    Waiting,
    /// The server has it. A copy that reaches `server_seq` shows it.
    Taken {
        server_seq: u64,
        #[serde(default)]
        exceptions: Vec<ExceptionKind>,
        at: Timestamp,
    },
    /// The server refused it, and its author has not put it away.
    Refused { problem: Box<Problem>, at: Timestamp },
    /// The server had it before its author threw it away, and they have not read that.
    TooLate { at: Timestamp },
}

impl Entry {
    pub(crate) fn new(client_id: ClientId, mutation: Mutation) -> Self {
        let Mutation { seq, id, occurred_at, kind, args } = mutation;
        Self { client_id, seq, id, occurred_at, kind, args, state: State::Waiting, was: None }
    }

    /// As it is sent.
    pub fn mutation(&self) -> Mutation {
        Mutation {
            seq: self.seq,
            id: self.id,
            occurred_at: self.occurred_at,
            kind: self.kind.clone(),
            args: self.args.clone(),
        }
    }

    /// What it says, if the day shows that in advance: all else is read when somebody looks at it.
    pub fn on_the_day(&self) -> Option<FieldCommand> {
        #[derive(Deserialize)]
        struct OfRoute {
            route_id: RouteId,
            step: StepRoute,
        }
        let args = self.args.to_string();
        match self.kind.as_str() {
            "packages.step.1" => serde_json::from_str(&args).ok().map(FieldCommand::StepPackages),
            "stops.reorder.1" => serde_json::from_str(&args).ok().map(FieldCommand::ReorderStops),
            "stop.arrive.1" => serde_json::from_str(&args).ok().map(FieldCommand::RecordArrival),
            "route.step.1" => {
                let OfRoute { route_id, step } = serde_json::from_str(&args).ok()?;
                Some(FieldCommand::StepRoute { route_id, step })
            }
            _ => None,
        }
    }

    /// The record that comes into being by it, if it does.
    pub fn creates(&self) -> Option<&str> {
        self.args.get("pay").unwrap_or(&self.args).get("id")?.as_str()
    }

    /// The server has not said anything about it.
    pub fn is_waiting(&self) -> bool {
        self.state == State::Waiting
    }

    /// The server has said something about it that its author has not read.
    pub fn is_unread(&self) -> bool {
        matches!(self.state, State::Refused { .. } | State::TooLate { .. })
    }

    /// When the server spoke; `None` while it waits.
    pub fn settled_at(&self) -> Option<Timestamp> {
        match &self.state {
            State::Waiting => None,
            State::Taken { at, .. } | State::Refused { at, .. } | State::TooLate { at } => {
                Some(*at)
            }
        }
    }
}
