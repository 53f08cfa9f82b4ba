//! Who writes, and why: handed to storage with every write, and kept with every change.

use furgo_shared::id::{SessionId, UserId};
use uuid::Uuid;

use crate::Viewer;

/// Who writes. Ids only: a name would outlive its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Somebody who is signed in, and by which session or token.
    Person { user: UserId, session: SessionId },
    /// Somebody who is not: signing in, using a link.
    Stranger,
    /// The program by itself.
    Job,
    /// Whoever has a shell on the machine.
    Command,
}

/// Who writes, what for, and in which request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    pub by: Author,
    /// The endpoint's name in the table, the job's or the command's.
    pub name: &'static str,
    /// `X-Request-Id` of the answer.
    pub request: Option<Uuid>,
}

impl Cause {
    /// A request to an endpoint.
    pub fn request(viewer: &Viewer, endpoint: &'static str, request: Option<Uuid>) -> Self {
        let by = match viewer {
            Viewer::Person(person) => Author::Person { user: person.id, session: person.session },
            Viewer::Stranger => Author::Stranger,
            Viewer::System => Author::Job,
        };
        Self { by, name: endpoint, request }
    }

    /// Something that the program does by itself.
    pub fn job(name: &'static str) -> Self {
        Self { by: Author::Job, name, request: None }
    }

    /// A command of the command line.
    pub fn command(name: &'static str) -> Self {
        Self { by: Author::Command, name, request: None }
    }
}
