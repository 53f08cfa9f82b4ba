//! How packages are found.

use furgo_shared::{
    access::Role,
    geo::Point,
    id::UserId,
    packages::{Address, PackageStatus},
};
use uuid::Uuid;

use super::{
    PackageRecord,
    facts::{self, CATALOGUE},
};
use crate::{
    auth::{Person, Viewer},
    error::Result,
    hex::fingerprint,
    storage::{
        Index, IndexEntries, Key, Reads, Unique,
        engine::{Order, Space},
    },
};

/// Table: packages
/// Key:   package
/// Value: JSON of a package
pub const PACKAGES: Space = Space("packages");
/// Table: packages.by_creation
/// Key:   created_at ‖ package
/// Value: ()
pub const BY_CREATION: Index<PackageRecord> = Index::new("packages.by_creation");
/// Table: packages.by_status
/// Key:   status ‖ created_at ‖ package
/// Value: ()
pub const BY_STATUS: Index<PackageRecord> = Index::new("packages.by_status");
/// Table: packages.by_driver
/// Key:   driver ‖ created_at ‖ package
/// Value: ()
pub const BY_DRIVER: Index<PackageRecord> = Index::new("packages.by_driver");
/// Table: packages.by_driver_and_status
/// Key:   driver ‖ status ‖ created_at ‖ package
/// Value: ()
pub const BY_DRIVER_AND_STATUS: Index<PackageRecord> = Index::new("packages.by_driver_and_status");
/// Table: packages.by_place
/// Key:   postal code or city, in small letters ‖ created_at ‖ package   # only packages with coordinates
/// Value: ()
pub const BY_PLACE: Index<PackageRecord> = Index::new("packages.by_place");
/// Table: packages.by_code
/// Key:   tracking code
/// Value: package
pub const BY_CODE: Unique<PackageRecord> = Unique::new("packages.by_code", "tracking_code");
/// Table: packages.by_token
/// Key:   SHA-256 of the tracking token   # looking it up takes as long for a wrong one
/// Value: package
pub const BY_TOKEN: Unique<PackageRecord> = Unique::new("packages.by_token", "tracking_token");
/// Table: packages.by_reference
/// Key:   the sender's reference   # only packages that have one
/// Value: package
pub const BY_REFERENCE: Unique<PackageRecord> = Unique::new("packages.by_reference", "reference");

/// Neighbours that say where a place without coordinates is.
const NEIGHBOURS_MAX: usize = 25;

pub(super) fn index(package: &PackageRecord, entries: &mut IndexEntries) {
    let created = Key::new().instant(package.meta.created_at);
    let status = of_status(package.status);
    entries.add(BY_CREATION, package.id, Key::new(), created.clone());
    entries.add(BY_STATUS, package.id, status.clone(), created.clone());
    if let Some(driver) = package.assigned_to {
        let driver = Key::new().id(driver);
        entries.add(BY_DRIVER, package.id, driver.clone(), created.clone());
        entries.add(BY_DRIVER_AND_STATUS, package.id, driver.then(&status), created.clone());
    }
    // Also at 0/0, which is no place: records of earlier versions are indexed as they were.
    if package.address.latitude.is_some() && package.address.longitude.is_some() {
        for place in places(&package.address) {
            entries.add(BY_PLACE, package.id, place, created.clone());
        }
    }
    entries.catalogue(CATALOGUE, facts::entry(package));
    entries.add_unique(BY_CODE, Key::new().text(&package.tracking_code));
    entries.add_unique(BY_TOKEN, token_key(&package.tracking_token));
    if let Some(reference) = &package.reference {
        entries.add_unique(BY_REFERENCE, Key::new().text(reference));
    }
}

pub(super) fn of_status(status: PackageStatus) -> Key {
    Key::new().byte(status_byte(status))
}

/// Part of the file's format.
pub(super) fn status_byte(status: PackageStatus) -> u8 {
    match status {
        PackageStatus::Pending => 1,
        PackageStatus::Assigned => 2,
        PackageStatus::InTransit => 3,
        PackageStatus::Delivered => 4,
        PackageStatus::Undelivered => 5,
        PackageStatus::Failed => 6,
    }
}

fn token_key(token: &str) -> Key {
    Key::new().text(&fingerprint(token.as_bytes()))
}

/// The narrower place first.
fn places(address: &Address) -> [Key; 2] {
    let key = |kind, text: &str| Key::new().byte(kind).text(&text.trim().to_lowercase());
    [key(1, &address.postal_code), key(2, &address.city)]
}

/// Whether a new package may have this code.
pub fn is_code_free(tx: &impl Reads, code: &str) -> Result<bool> {
    Ok(tx.bytes(BY_CODE.space, Key::new().text(code).as_bytes())?.is_none())
}

/// The package that a tracking token opens, whoever holds it: the token is the permission.
pub fn by_token(tx: &impl Reads, token: &str) -> Result<Option<PackageRecord>> {
    let id = tx.bytes(BY_TOKEN.space, token_key(token).as_bytes())?;
    match id.and_then(|bytes| Uuid::from_slice(&bytes).ok()) {
        Some(id) => tx.find_unseen(id),
        None => Ok(None),
    }
}

/// Where packages to about the same place go, on average.
pub fn point_near(tx: &impl Reads, address: &Address) -> Result<Option<Point>> {
    for place in places(address) {
        let known = tx.collect(BY_PLACE, &place, Order::Descending, NEIGHBOURS_MAX)?;
        let points: Vec<Point> = known.iter().filter_map(PackageRecord::point).collect();
        if let Some(mean) = Point::mean(&points) {
            return Ok(Some(mean));
        }
    }
    Ok(None)
}

/// How many packages stand at a status, as far as the viewer may see.
pub fn count(tx: &impl Reads, driver: Option<UserId>, status: PackageStatus) -> Result<u64> {
    let status = of_status(status);
    match driver {
        Some(driver) => tx.count(BY_DRIVER_AND_STATUS, &Key::new().id(driver).then(&status)),
        None => tx.count(BY_STATUS, &status),
    }
}

/// The viewer, if they see their own packages only.
pub fn own_only(tx: &impl Reads) -> Option<UserId> {
    match tx.viewer() {
        Viewer::Person(Person { role: Role::Driver | Role::Viewer, id, .. }) => Some(*id),
        Viewer::Person(_) | Viewer::System | Viewer::Stranger => None,
    }
}

/// All packages that are assigned to the viewer, finished ones included, oldest first.
pub fn of_viewer(tx: &impl Reads) -> Result<Vec<PackageRecord>> {
    let Some(person) = tx.viewer().user_id() else { return Ok(Vec::new()) };
    tx.collect(BY_DRIVER, &Key::new().id(person), Order::Ascending, usize::MAX)
}

/// A driver's packages at a status, oldest first.
pub fn of_driver(
    tx: &impl Reads,
    driver: UserId,
    status: PackageStatus,
) -> Result<Vec<PackageRecord>> {
    let group = Key::new().id(driver).byte(status_byte(status));
    tx.collect(BY_DRIVER_AND_STATUS, &group, Order::Ascending, usize::MAX)
}
