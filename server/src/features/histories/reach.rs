//! Whose records a question is about: the fleet's, one vehicle's, or those of a driver's own
//! vehicles. A vehicle that is not there, or not the viewer's to see, has none.

use furgo_shared::{
    access::Role,
    id::{UserId, VehicleId},
    time::Day,
};
use uuid::Uuid;

use super::{parts::Part, scope};
use crate::{
    auth::{Person, Viewer},
    error::Result,
    features::vehicles::{self, VehicleRecord},
    storage::{Key, Reads, Sums, engine::Order, summary::FLEET},
};

/// More vehicles than any driver has.
const OWN_VEHICLES_MAX: usize = 10_000;

/// Whose records are read, as far as the viewer may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All that there are.
    Fleet,
    /// Those of these vehicles, perhaps of none.
    Vehicles(Vec<VehicleId>),
}

impl Reach {
    /// Of the vehicle that is named, by alias or id, or of all that the viewer may see.
    pub fn of(tx: &impl Reads, vehicle: Option<&str>) -> Result<Self> {
        if let Some(alias) = vehicle {
            let found = vehicles::store::find(tx, alias)?;
            return Ok(Self::Vehicles(found.iter().map(|vehicle| vehicle.id).collect()));
        }
        match tx.viewer() {
            Viewer::Person(Person { role: Role::Driver, id, .. }) => {
                Ok(Self::Vehicles(own_vehicles(tx, *id)?))
            }
            Viewer::Person(_) | Viewer::System => Ok(Self::Fleet),
            Viewer::Stranger => Ok(Self::Vehicles(Vec::new())),
        }
    }

    /// Whether the viewer sees the whole fleet.
    pub fn is_fleet(tx: &impl Reads) -> bool {
        match tx.viewer() {
            Viewer::Person(person) => person.role != Role::Driver,
            Viewer::System => true,
            Viewer::Stranger => false,
        }
    }

    /// The groups of an index "by scope", with one part or with all.
    pub fn groups<P: Part>(&self, part: Option<P>) -> Vec<Key> {
        match self {
            Self::Fleet => vec![scope(None, part)],
            Self::Vehicles(ids) => ids.iter().map(|id| scope(Some(*id), part)).collect(),
        }
    }

    /// The sums from `from` to `to`, both included, from the kept ones: no record is read.
    pub fn sums(&self, tx: &impl Reads, from: Option<Day>, to: Option<Day>) -> Result<Sums> {
        let mut together = Sums::default();
        for subject in self.subjects() {
            together.add_all(&tx.sums(subject, from, to)?);
        }
        Ok(together)
    }

    /// The subjects that sums are kept of.
    pub fn subjects(&self) -> Vec<Uuid> {
        match self {
            Self::Fleet => vec![FLEET],
            Self::Vehicles(ids) => ids.iter().map(|id| Uuid::from(*id)).collect(),
        }
    }
}

fn own_vehicles(tx: &impl Reads, driver: UserId) -> Result<Vec<VehicleId>> {
    let group = Key::new().id(driver);
    let own: Vec<VehicleRecord> =
        tx.collect(vehicles::store::BY_DRIVER, &group, Order::Ascending, OWN_VEHICLES_MAX)?;
    Ok(own.iter().map(|vehicle| vehicle.id).collect())
}
