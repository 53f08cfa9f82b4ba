//! What a plan was computed from, to be compared with what is there when it is written.

use furgo_shared::{
    id::{PackageId, RouteId, VehicleId},
    problem::ErrorCode,
};

use crate::{
    error::{Error, Result},
    features::{
        packages::PackageRecord,
        routes::RouteRecord,
        settings::{self, SettingsRecord},
        vehicles::VehicleRecord,
    },
    storage::{Reads, Record},
};

/// The versions that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    packages: Vec<(PackageId, u64)>,
    vehicles: Vec<(VehicleId, u64)>,
    /// Those that are planned anew.
    routes: Vec<(RouteId, u64)>,
    settings: u64,
}

impl Seen {
    /// Of what a plan is about to be computed from.
    pub fn of<'v>(
        settings: &SettingsRecord,
        packages: &[PackageRecord],
        vehicles: impl IntoIterator<Item = &'v VehicleRecord>,
    ) -> Self {
        let package = |package: &PackageRecord| (package.id, package.meta.version);
        let vehicle = |vehicle: &VehicleRecord| (vehicle.id, vehicle.meta.version);
        Self {
            packages: packages.iter().map(package).collect(),
            vehicles: vehicles.into_iter().map(vehicle).collect(),
            routes: Vec::new(),
            settings: settings.meta().version,
        }
    }

    /// And of routes that are planned anew.
    pub fn and_routes<'r>(self, routes: impl IntoIterator<Item = &'r RouteRecord>) -> Self {
        let route = |route: &RouteRecord| (route.id, route.meta.version);
        Self { routes: routes.into_iter().map(route).collect(), ..self }
    }

    /// Settings and packages, if nothing has changed since.
    ///
    /// # Errors
    /// `ChangedMeanwhile`.
    pub fn unchanged(&self, tx: &impl Reads) -> Result<(SettingsRecord, Vec<PackageRecord>)> {
        let settings = settings::store::current(tx)?;
        let (mut packages, mut vehicles, mut routes) = (Vec::new(), Vec::new(), Vec::new());
        for (id, _) in &self.packages {
            packages.extend(tx.find::<PackageRecord>(*id)?);
        }
        for (id, _) in &self.vehicles {
            vehicles.extend(tx.find::<VehicleRecord>(*id)?);
        }
        for (id, _) in &self.routes {
            routes.extend(tx.find::<RouteRecord>(*id)?);
        }
        match Self::of(&settings, &packages, &vehicles).and_routes(&routes) == *self {
            true => Ok((settings, packages)),
            false => Err(Error::Code(ErrorCode::ChangedMeanwhile)),
        }
    }
}
