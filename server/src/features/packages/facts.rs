//! What the catalogue holds of a package: by what lists filter and order, in a few bytes, and the
//! words that it is found by.

use chrono::{DateTime, Datelike as _, Utc};
use furgo_shared::{id::UserId, packages::PackageStatus};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{PackageRecord, listing::SortBy, store::status_byte};
use crate::storage::{
    Catalogue, Key,
    catalogue::{Entry, Words, fold},
};

/// Table: packages.catalogue
/// Key:   see [`crate::storage::catalogue`]
/// Value: as there
pub const CATALOGUE: Catalogue<PackageRecord> = Catalogue::new("packages.catalogue");

/// So much of a name orders a list; names that agree so far stand in the order of entry.
const NAME_BYTES: usize = 32;

/// A package's facts as bytes. Part of the file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts<'f> {
    status: u8,
    /// The half of the driver's id that is random; zeros without a driver.
    driver: &'f [u8; 8],
    /// Of the city's digest.
    city: &'f [u8; 8],
    /// As in a key.
    created: &'f [u8; 8],
    /// As in a key; the largest without an estimate, which comes last.
    estimate: &'f [u8; 4],
    name: &'f [u8; NAME_BYTES],
}

impl<'f> Facts<'f> {
    /// `None` when these are no facts of a package.
    pub fn read(bytes: &'f [u8]) -> Option<Self> {
        let (status, bytes) = bytes.split_first()?;
        let (driver, bytes) = bytes.split_first_chunk()?;
        let (city, bytes) = bytes.split_first_chunk()?;
        let (created, bytes) = bytes.split_first_chunk()?;
        let (estimate, bytes) = bytes.split_first_chunk()?;
        let name = bytes.try_into().ok()?;
        Some(Self { status: *status, driver, city, created, estimate, name })
    }

    /// Whether it stands at one of these, all when there are none.
    pub fn is_at(&self, statuses: &[PackageStatus]) -> bool {
        statuses.is_empty() || statuses.iter().any(|status| status_byte(*status) == self.status)
    }

    /// Whether it is this driver's.
    pub fn is_of(&self, driver: &[u8; 8]) -> bool {
        self.driver == driver
    }

    /// Whether it goes to this city.
    pub fn goes_to(&self, city: &[u8; 8]) -> bool {
        self.city == city
    }

    /// Whether it was entered then, `until` excluded.
    pub fn is_entered(&self, from: Option<&[u8; 8]>, until: Option<&[u8; 8]>) -> bool {
        from.is_none_or(|from| self.created >= from)
            && until.is_none_or(|until| self.created < until)
    }

    /// Its place in a list.
    pub fn place(&self, sort: SortBy, id: Uuid) -> Place {
        let mut first = [0; NAME_BYTES];
        match sort {
            SortBy::Creation => {}
            SortBy::EstimatedDelivery => copy(self.estimate, &mut first),
            SortBy::Recipient => first = *self.name,
        }
        (first, *self.created, id)
    }
}

/// What orders a list, as it is compared.
pub type Place = ([u8; NAME_BYTES], [u8; 8], Uuid);

fn copy(from: &[u8], to: &mut [u8]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
}

/// A driver as in the facts.
pub fn driver(driver: UserId) -> [u8; 8] {
    driver.0.as_bytes().last_chunk().copied().unwrap_or_default()
}

/// A city as in the facts: spelled with or without accents and capitals.
pub fn city(city: &str) -> [u8; 8] {
    let digest = Sha256::digest(fold(city.trim()).as_bytes());
    digest.first_chunk().copied().unwrap_or_default()
}

/// A time as in the facts.
pub fn instant(time: DateTime<Utc>) -> [u8; 8] {
    Key::new().instant(time).as_bytes().first_chunk().copied().unwrap_or_default()
}

/// Of a package.
pub(super) fn entry(package: &PackageRecord) -> Entry {
    let address = &package.address;
    let mut facts = vec![status_byte(package.status)];
    facts.extend(package.assigned_to.map_or([0; 8], driver));
    facts.extend(city(&address.city));
    facts.extend(instant(package.meta.created_at));
    let day = package.estimated_delivery.map(|day| day.num_days_from_ce());
    facts.extend(day.map_or(u32::MAX, |day| day.cast_unsigned() ^ (1 << 31)).to_be_bytes());
    let mut name = [0; NAME_BYTES];
    copy(fold(&package.recipient_name).as_bytes(), &mut name);
    facts.extend(name);

    let mut words = Words::default();
    for text in [&package.recipient_name, &address.street, &address.city, &address.postal_code] {
        words.add_text(text);
    }
    words.add_code(&package.tracking_code);
    if let Some(phone) = &package.recipient_phone {
        words.add_code(phone);
    }
    Entry { facts, words }
}
