//! On whose behalf something is read or written.

use furgo_shared::{
    access::Role,
    id::{SessionId, UserId},
};
use uuid::Uuid;

/// Somebody who is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: UserId,
    pub role: Role,
    pub session: SessionId,
}

impl Person {
    /// An admin or a dispatcher.
    pub fn is_office(&self) -> bool {
        matches!(self.role, Role::Admin | Role::Dispatcher)
    }
}

/// On whose behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    Person(Person),
    /// Nobody is signed in.
    Stranger,
    /// The program itself: signing in, jobs, the command line.
    System,
}

impl Viewer {
    /// The person's id; nil for nobody in particular.
    pub fn id(&self) -> Uuid {
        self.user_id().map_or_else(Uuid::nil, Uuid::from)
    }

    /// The person's id, if it is a person.
    pub fn user_id(&self) -> Option<UserId> {
        match self {
            Self::Person(person) => Some(person.id),
            Self::Stranger | Self::System => None,
        }
    }

    /// The person's role, if it is a person.
    pub fn role(&self) -> Option<Role> {
        match self {
            Self::Person(person) => Some(person.role),
            Self::Stranger | Self::System => None,
        }
    }

    /// The program itself, an admin or a dispatcher: sees every vehicle, package and route.
    pub fn is_office(&self) -> bool {
        match self {
            Self::System => true,
            Self::Person(person) => person.is_office(),
            Self::Stranger => false,
        }
    }

    /// The program itself or an admin.
    pub fn is_admin(&self) -> bool {
        matches!(self, Self::System | Self::Person(Person { role: Role::Admin, .. }))
    }
}
