//! Today, as far as the viewer may see: the whole fleet, or a driver's own work.

use furgo_shared::{
    access::Role,
    dashboard::{DashboardView, MonthView, PackageCounts},
    id::UserId,
    packages::PackageStatus,
    routes::RouteRowView,
    time::Day,
    units::Km,
};
use uuid::Uuid;

use crate::{
    auth::{Person, Viewer},
    error::Result,
    features::{
        attention, figures,
        logs::store::{self as log, Event},
        packages::{self, PackageRecord},
        routes, settings, vehicles,
    },
    storage::{
        Measure, Reads,
        summary::{FLEET, Month},
    },
};

/// Today at a glance.
pub fn today(tx: &impl Reads) -> Result<DashboardView> {
    let settings = settings::store::current(tx)?;
    let date = settings.day_of(tx.now());
    let driver = match tx.viewer() {
        Viewer::Person(Person { role: Role::Driver, id, .. }) => Some(*id),
        Viewer::Person(_) | Viewer::System | Viewer::Stranger => None,
    };
    Ok(DashboardView {
        date,
        packages: packages(tx, driver, date)?,
        routes: routes(tx, date)?,
        vehicles_active: vehicles::store::count_active(tx)?,
        month: month(tx, driver, date)?,
        has_depot: settings.settings.depot.is_some(),
        exceptions: attention::count_open(tx)?,
        health: figures::health::of_fleet(tx)?,
    })
}

/// Numbers name nobody, so viewers get the fleet's too.
fn packages(tx: &impl Reads, driver: Option<UserId>, date: Day) -> Result<PackageCounts> {
    let count = |status| packages::store::count(tx, driver, status);
    let happened = |status| match driver {
        None => log::count(tx, date, Event::Became(status)),
        Some(_) => log::count_where(tx, date, Event::Became(status), |package| {
            Ok(tx.find::<PackageRecord>(package)?.is_some())
        }),
    };
    Ok(PackageCounts {
        pending: count(PackageStatus::Pending)?,
        assigned: count(PackageStatus::Assigned)?,
        in_transit: count(PackageStatus::InTransit)?,
        undelivered: count(PackageStatus::Undelivered)?,
        delivered_today: happened(PackageStatus::Delivered)?,
        failed_today: happened(PackageStatus::Failed)?,
    })
}

/// Today's routes and older ones that nobody has closed, the oldest first.
fn routes(tx: &impl Reads, date: Day) -> Result<Vec<RouteRowView>> {
    let mut found = routes::store::open(tx)?;
    found.retain(|route| route.date < date);
    found.extend(routes::store::on(tx, date)?);
    found.sort_by_key(|route| (route.date, route.depart_at, route.id));
    found.iter().map(|route| routes::view::row(tx, route)).collect()
}

/// This month. The fleet's kilometres are those of its report; a driver's are those of the routes
/// that they drove.
fn month(tx: &impl Reads, driver: Option<UserId>, date: Day) -> Result<MonthView> {
    let (subject, month) = (driver.map_or(FLEET, Uuid::from), Month::of(date));
    let (first, last) = (month.first_day(), month.last_day());
    let sums = tx.sums(subject, Some(first), Some(last))?;
    let count = |measure| u64::try_from(sums.get(measure)).unwrap_or(0);
    let distance_m = match driver {
        Some(_) => sums.get(Measure::DistanceM),
        None => figures::report::driven(tx, first, last)?.unwrap_or(0),
    };
    Ok(MonthView {
        month: month.to_string(),
        distance_km: Km::from_metres(distance_m),
        delivered: count(Measure::Delivered),
        routes_completed: count(Measure::RoutesCompleted),
    })
}
