//! How vehicles are found.

use furgo_shared::{
    access::Role,
    id::UserId,
    page::{Page, PageRequest, Sort, parse_sort},
    problem::ErrorCode,
    vehicles::{ListVehicles, VEHICLE_SORTS},
};
use uuid::Uuid;

use super::{VehicleRecord, odometer};
use crate::{
    auth::{Person, Viewer},
    error::{Error, Result},
    storage::{
        Index, IndexEntries, Key, Reads, Unique,
        engine::{Order, Space},
    },
};

/// Table: vehicles
/// Key:   vehicle
/// Value: JSON of a vehicle
pub const VEHICLES: Space = Space("vehicles");
/// Table: vehicles.by_standing
/// Key:   all, active or inactive ‖ alias in small letters ‖ vehicle   # each vehicle stands in two groups
/// Value: ()
pub const BY_STANDING: Index<VehicleRecord> = Index::new("vehicles.by_standing");
/// Table: vehicles.by_driver
/// Key:   driver ‖ alias in small letters ‖ vehicle
/// Value: ()
pub const BY_DRIVER: Index<VehicleRecord> = Index::new("vehicles.by_driver");
/// Table: vehicles.by_alias
/// Key:   alias in small letters
/// Value: vehicle
pub const BY_ALIAS: Unique<VehicleRecord> = Unique::new("vehicles.by_alias", "alias");

/// More vehicles than any fleet this program is for has.
const VEHICLES_MAX: usize = 10_000;

pub(super) fn index(vehicle: &VehicleRecord, entries: &mut IndexEntries) {
    let alias = alias_key(&vehicle.alias);
    entries.add(BY_STANDING, vehicle.id, standing(None), alias.clone());
    entries.add(BY_STANDING, vehicle.id, standing(Some(vehicle.is_active)), alias.clone());
    for driver in &vehicle.driver_ids {
        entries.add(BY_DRIVER, vehicle.id, Key::new().id(*driver), alias.clone());
    }
    entries.add_unique(BY_ALIAS, alias);
}

fn standing(is_active: Option<bool>) -> Key {
    Key::new().byte(match is_active {
        None => 0,
        Some(true) => 1,
        Some(false) => 2,
    })
}

/// Aliases that differ in case only are the same.
fn alias_key(alias: &str) -> Key {
    Key::new().text(&alias.to_lowercase())
}

/// The vehicle with this alias or id. No alias is as long as an id, so they cannot be confused.
pub fn find(tx: &impl Reads, alias_or_id: &str) -> Result<Option<VehicleRecord>> {
    match alias_or_id.parse::<Uuid>() {
        Ok(id) => tx.find(id),
        Err(_not_an_id) => tx.find_by(BY_ALIAS, alias_key(alias_or_id.trim())),
    }
}

/// The vehicle with this alias or id, whoever asks.
pub fn find_unseen(tx: &impl Reads, alias_or_id: &str) -> Result<Option<VehicleRecord>> {
    if let Ok(id) = alias_or_id.parse::<Uuid>() {
        return tx.find_unseen(id);
    }
    let id = tx.bytes(BY_ALIAS.space, alias_key(alias_or_id.trim()).as_bytes())?;
    match id.and_then(|bytes| Uuid::from_slice(&bytes).ok()) {
        Some(id) => tx.find_unseen(id),
        None => Ok(None),
    }
}

/// The vehicle with this alias or id; absent or not the viewer's to see is `NotFound`.
pub fn require(tx: &impl Reads, alias_or_id: &str) -> Result<VehicleRecord> {
    find(tx, alias_or_id)?.ok_or(Error::Code(ErrorCode::NotFound))
}

/// How many vehicles are active, as far as the viewer may see.
pub fn count_active(tx: &impl Reads) -> Result<u64> {
    match driver(tx) {
        None => tx.count(BY_STANDING, &standing(Some(true))),
        Some(driver) => {
            let own = tx.collect(BY_DRIVER, &of_driver(driver), Order::Ascending, VEHICLES_MAX)?;
            Ok(own.iter().filter(|vehicle: &&VehicleRecord| vehicle.is_active).map(|_| 1).sum())
        }
    }
}

/// Every vehicle that the viewer may see, active or not, by alias.
pub fn all(tx: &impl Reads) -> Result<Vec<VehicleRecord>> {
    let (index, group) = match driver(tx) {
        Some(driver) => (BY_DRIVER, of_driver(driver)),
        None => (BY_STANDING, standing(None)),
    };
    tx.collect(index, &group, Order::Ascending, VEHICLES_MAX)
}

/// The vehicles that a person is given, as far as the viewer may see, by alias.
pub fn given_to(tx: &impl Reads, driver: UserId) -> Result<Vec<VehicleRecord>> {
    tx.collect(BY_DRIVER, &of_driver(driver), Order::Ascending, VEHICLES_MAX)
}

fn driver(tx: &impl Reads) -> Option<UserId> {
    match tx.viewer() {
        Viewer::Person(Person { role: Role::Driver, id, .. }) => Some(*id),
        Viewer::Person(_) | Viewer::System | Viewer::Stranger => None,
    }
}

fn of_driver(driver: UserId) -> Key {
    Key::new().id(driver)
}

/// One page of vehicles.
pub fn list(tx: &impl Reads, query: &ListVehicles) -> Result<Page<VehicleRecord>> {
    let page = PageRequest::new(query.page, query.limit);
    let sort = parse_sort(query.sort.as_deref(), VEHICLE_SORTS)
        .unwrap_or(Sort { field: "alias", descending: false });
    let order = if sort.descending { Order::Descending } else { Order::Ascending };
    let (index, group) = match driver(tx) {
        Some(driver) => (BY_DRIVER, of_driver(driver)),
        None => (BY_STANDING, standing(query.is_active)),
    };
    let is_whole_group = query.q.is_none() && (query.is_active.is_none() || driver(tx).is_none());
    match sort.field {
        "alias" if is_whole_group => tx.list(index, &group, order, page),
        "alias" => tx.list_where(index, &group, order, page, |vehicle| matches(vehicle, query)),
        field => {
            let mut found = tx.collect(index, &group, Order::Ascending, VEHICLES_MAX)?;
            found.retain(|vehicle| matches(vehicle, query));
            let found =
                found.into_iter().map(|vehicle| Ok((order_of(tx, field, &vehicle)?, vehicle)));
            let mut found = found.collect::<Result<Vec<_>>>()?;
            found.sort_by_key(|(order, vehicle)| (*order, vehicle.id));
            if sort.descending {
                found.reverse();
            }
            Ok(Page::cut(found.into_iter().map(|(_, vehicle)| vehicle).collect(), page))
        }
    }
}

fn order_of(tx: &impl Reads, field: &str, vehicle: &VehicleRecord) -> Result<i64> {
    match field {
        "odometer_km" => odometer::odometer_m(tx, vehicle),
        _ => Ok(vehicle.meta.created_at.timestamp_micros()),
    }
}

fn matches(vehicle: &VehicleRecord, query: &ListVehicles) -> bool {
    let wanted = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let contains = |text: &str| text.to_lowercase().contains(&wanted);
    query.is_active.is_none_or(|is_active| vehicle.is_active == is_active)
        && (contains(&vehicle.alias)
            || contains(&vehicle.make)
            || contains(&vehicle.model)
            || vehicle.plate.as_deref().is_some_and(contains))
}
