//! What the catalogue holds of a package: by what lists filter and order, in a few bytes, and the
//! words that it is found by.

use chrono::{DateTime, Datelike as _, Utc};
use furgo_shared::{id::UserId, packages::PackageStatus, time::Day};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{PackageRecord, listing::SortBy, store::status_byte};
use crate::{
    error::Result,
    storage::{
        Catalogue, Key, StorageError,
        catalogue::{Entry, Words, fold},
    },
};

/// Table: packages.catalogue
/// Key:   see [`crate::storage::catalogue`]
/// Value: as there
pub const CATALOGUE: Catalogue<PackageRecord> = Catalogue::new("packages.catalogue");

/// So much of a name orders a list; names that agree so far stand in the order of entry.
const NAME_BYTES: usize = 48;
/// So much of it lies among the facts: enough to tell of most packages that they are on another page.
const NAME_BEGIN_BYTES: usize = 8;
/// Of a driver's id: enough to tell a hundred thousand people apart.
const DRIVER_BYTES: usize = 5;
/// Of a city's digest: enough to tell a million apart.
const CITY_BYTES: usize = 6;

/// Comes behind every day.
const NO_ESTIMATE: [u8; 4] = u32::MAX.to_be_bytes();

/// A driver as in the facts.
pub type Driver = [u8; DRIVER_BYTES];
/// A city as in the facts.
pub type City = [u8; CITY_BYTES];

/// A package's facts as bytes. Part of the file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts<'f> {
    status: u8,
    /// The end of the driver's id, which is random; zeros without a driver.
    driver: &'f Driver,
    city: &'f City,
    /// As in a key.
    created: &'f [u8; 8],
    /// As in a key; the largest without an estimate, which comes last.
    estimate: &'f [u8; 4],
    name_begin: &'f [u8; NAME_BEGIN_BYTES],
}

impl<'f> Facts<'f> {
    /// `None` when these are no facts of a package.
    pub fn read(bytes: &'f [u8]) -> Option<Self> {
        let (status, bytes) = bytes.split_first()?;
        let (driver, bytes) = bytes.split_first_chunk()?;
        let (city, bytes) = bytes.split_first_chunk()?;
        let (created, bytes) = bytes.split_first_chunk()?;
        let (estimate, bytes) = bytes.split_first_chunk()?;
        let name_begin = bytes.try_into().ok()?;
        Some(Self { status: *status, driver, city, created, estimate, name_begin })
    }

    /// Whether it stands at one of these, all when there are none.
    pub fn is_at(&self, statuses: &[PackageStatus]) -> bool {
        statuses.is_empty() || statuses.iter().any(|status| status_byte(*status) == self.status)
    }

    /// Where it stands.
    pub fn status(&self) -> Option<PackageStatus> {
        PackageStatus::ALL.into_iter().find(|status| status_byte(*status) == self.status)
    }

    /// Whether it is this driver's.
    pub fn is_of(&self, driver: &Driver) -> bool {
        self.driver == driver
    }

    /// Whether it goes to this city.
    pub fn goes_to(&self, city: &City) -> bool {
        self.city == city
    }

    /// Whether it was entered then, `until` excluded.
    pub fn is_entered(&self, from: Option<&[u8; 8]>, until: Option<&[u8; 8]>) -> bool {
        from.is_none_or(|from| self.created >= from)
            && until.is_none_or(|until| self.created < until)
    }

    /// Whether it is estimated for one of these days, both included; `None` without an estimate.
    pub fn is_due(&self, from: Option<Day>, to: Option<Day>) -> Option<bool> {
        (*self.estimate != NO_ESTIMATE).then(|| {
            from.is_none_or(|from| *self.estimate >= day(from))
                && to.is_none_or(|to| *self.estimate <= day(to))
        })
    }

    /// With what its place in a list begins.
    pub fn place_begin(&self, sort: SortBy) -> &[u8] {
        match sort {
            SortBy::Creation => self.created,
            SortBy::EstimatedDelivery => self.estimate,
            SortBy::Recipient => self.name_begin,
        }
    }

    /// Its place in a list. The name is only asked for where it orders.
    ///
    /// # Errors
    /// When the name cannot be read.
    pub fn place<'n>(
        &self,
        sort: SortBy,
        id: Uuid,
        name: impl FnOnce() -> std::result::Result<&'n [u8], StorageError>,
    ) -> Result<Place> {
        let mut first = [0; NAME_BYTES];
        match sort {
            SortBy::Creation => copy(self.created, &mut first),
            SortBy::EstimatedDelivery => copy(self.estimate, &mut first),
            SortBy::Recipient => copy(name()?, &mut first),
        }
        Ok((first, *self.created, id))
    }
}

/// What orders a list, as it is compared.
pub type Place = ([u8; NAME_BYTES], [u8; 8], Uuid);

fn copy(from: &[u8], to: &mut [u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// A driver as in the facts.
pub fn driver(driver: UserId) -> Driver {
    driver.0.as_bytes().last_chunk().copied().unwrap_or_default()
}

/// A city as in the facts: spelled with or without accents and capitals.
pub fn city(city: &str) -> City {
    let digest = Sha256::digest(fold(city.trim()).as_bytes());
    digest.first_chunk().copied().unwrap_or_default()
}

/// A time as in the facts.
pub fn instant(time: DateTime<Utc>) -> [u8; 8] {
    Key::new().instant(time).as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A day as in the facts.
fn day(day: Day) -> [u8; 4] {
    (day.num_days_from_ce().cast_unsigned() ^ (1 << 31)).to_be_bytes()
}

/// Of a package.
pub(super) fn entry(package: &PackageRecord) -> Entry {
    let address = &package.address;
    let mut facts = vec![status_byte(package.status)];
    facts.extend(package.assigned_to.map_or([0; DRIVER_BYTES], driver));
    facts.extend(city(&address.city));
    facts.extend(instant(package.meta.created_at));
    facts.extend(package.estimated_delivery.map_or(NO_ESTIMATE, day));
    let mut title = vec![0; NAME_BYTES];
    copy(fold(&package.recipient_name).as_bytes(), &mut title);
    facts.extend(title.iter().take(NAME_BEGIN_BYTES));

    let mut words = Words::default();
    for text in [&package.recipient_name, &address.street, &address.city, &address.postal_code] {
        words.add_text(text);
    }
    words.add_code(&package.tracking_code);
    // As it is written, with its dashes, or as a reader of barcodes may give it, without.
    if let Some(reference) = &package.reference {
        words.add_text(reference);
    }
    for code in [&package.reference, &package.recipient_phone].into_iter().flatten() {
        words.add_code(code);
    }
    Entry { facts, title, words }
}
