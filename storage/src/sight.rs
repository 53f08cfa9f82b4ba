//! Who may see a record, as a fact of the record: so it can be compared before and after a write,
//! without asking everybody.
//!
//! What belongs to another record is seen by whoever sees that one, its ground: a refuel by whoever
//! sees the vehicle. What depends on the time of day is no sight; views leave it out.

use furgo_ground::{Person, Viewer};
use furgo_shared::{access::Role, id::UserId};
use uuid::Uuid;

use super::{
    engine::Space,
    error::Result,
    record::{Record, decode},
};

/// Looks up bytes.
pub(super) type Look<'l> = dyn Fn(Space, &[u8]) -> Result<Option<Vec<u8>>> + 'l;

/// Who may see a record. The program itself sees everything, but for what belongs to a record that
/// is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    viewers: Viewers,
    ground: Option<Ground>,
}

impl Sight {
    /// Only the program itself, and whoever is added.
    pub fn nobody() -> Self {
        Self::default()
    }

    /// Everybody of these roles.
    pub fn of(roles: &[Role]) -> Self {
        Self { viewers: Viewers { roles: Roles::of(roles), ..Viewers::default() }, ground: None }
    }

    /// Whoever is signed in.
    pub fn everybody() -> Self {
        Self::of(&Role::ALL)
    }

    /// Admins and dispatchers.
    pub fn office() -> Self {
        Self::of(&[Role::Admin, Role::Dispatcher])
    }

    /// Whoever sees another record. Where that is missing or in the trash, so is this one.
    pub fn with<R: Record>(ground: impl Into<Uuid>) -> Self {
        Self::nobody().or_with::<R>(ground)
    }

    /// Also whoever sees another record.
    pub fn or_with<R: Record>(self, ground: impl Into<Uuid>) -> Self {
        let sight = |bytes: &[u8]| {
            let ground: R = decode(bytes)?;
            Ok(ground.meta().deleted.is_none().then(|| ground.sight()))
        };
        Self { ground: Some(Ground { table: R::TABLE, id: ground.into(), sight }), ..self }
    }

    /// Also these people, as long as they are drivers.
    pub fn or_drivers(mut self, drivers: impl IntoIterator<Item = UserId>) -> Self {
        self.viewers.drivers.extend(drivers);
        self
    }

    /// Also this person, whatever their role.
    pub fn or_person(mut self, person: UserId) -> Self {
        self.viewers.people.push(person);
        self
    }

    /// Whether a viewer is among them.
    pub(super) fn shows_to(&self, viewer: &Viewer, look: &Look<'_>) -> Result<bool> {
        let is_seen = match viewer {
            Viewer::Stranger => return Ok(false),
            Viewer::System => self.ground.is_none() || !self.viewers.is_empty(),
            Viewer::Person(person) => self.viewers.has(person),
        };
        match &self.ground {
            Some(ground) if !is_seen => match ground.sight(look)? {
                Some(sight) => sight.shows_to(viewer, look),
                None => Ok(false),
            },
            _ => Ok(is_seen),
        }
    }

    /// All of them, those who see the ground included.
    pub(super) fn viewers(self, look: &Look<'_>) -> Result<Viewers> {
        let ground = self.ground.map(|ground| ground.sight(look)).transpose()?.flatten();
        match ground {
            Some(sight) => Ok(self.viewers.or(sight.viewers(look)?)),
            None => Ok(self.viewers),
        }
    }
}

/// The record that another one belongs to.
#[derive(Clone, Copy, Debug)]
struct Ground {
    table: Space,
    id: Uuid,
    /// None of one in the trash.
    sight: fn(&[u8]) -> Result<Option<Sight>>,
}

impl Ground {
    fn sight(&self, look: &Look<'_>) -> Result<Option<Sight>> {
        look(self.table, self.id.as_bytes())?.map_or(Ok(None), |bytes| (self.sight)(&bytes))
    }
}

impl PartialEq for Ground {
    fn eq(&self, other: &Self) -> bool {
        (self.table, self.id) == (other.table, other.id)
    }
}

impl Eq for Ground {}

/// A set of people: everybody of some roles, and some by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewers {
    pub(super) roles: Roles,
    /// As long as they are drivers.
    pub(super) drivers: Vec<UserId>,
    /// Whatever their role.
    pub(super) people: Vec<UserId>,
}

impl Viewers {
    /// Whether somebody is among them.
    pub fn has(&self, person: &Person) -> bool {
        self.roles.has(person.role)
            || (person.role == Role::Driver && self.drivers.contains(&person.id))
            || self.people.contains(&person.id)
    }

    /// Nobody.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn or(mut self, other: Self) -> Self {
        self.roles.0 |= other.roles.0;
        self.drivers.extend(other.drivers);
        self.people.extend(other.people);
        self
    }

    /// Those who are not among others.
    pub(super) fn but(&self, others: &Self) -> Self {
        let roles = Roles(self.roles.0 & !others.roles.0);
        let (mut drivers, mut people) = (self.drivers.clone(), self.people.clone());
        drivers.retain(|id| !others.drivers.contains(id) && !others.roles.has(Role::Driver));
        people.retain(|id| !others.people.contains(id));
        Self { roles, drivers, people }
    }
}

/// A set of roles, a bit for each. The bits are part of the file's format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(pub(super) u8);

impl Roles {
    pub(super) fn of(roles: &[Role]) -> Self {
        Self(roles.iter().fold(0, |bits, role| bits | bit(*role)))
    }

    fn has(self, role: Role) -> bool {
        self.0 & bit(role) != 0
    }
}

pub(super) fn bit(role: Role) -> u8 {
    match role {
        Role::Admin => 1,
        Role::Dispatcher => 2,
        Role::Driver => 4,
        Role::Viewer => 8,
    }
}
