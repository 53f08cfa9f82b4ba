//! The fleet's settings as stored: one record.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use furgo_shared::{
    measures::Units,
    money::Currency,
    settings::{Settings, SettingsView},
    text::Locale,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::SETTINGS;
use crate::{
    auth::Viewer,
    error::Result,
    storage::{IndexEntries, Meta, Reads, Record, engine::Space},
};

/// The id of the only record.
pub const SETTINGS_ID: Uuid = Uuid::from_u128(1);

/// What the admin set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettingsRecord {
    pub settings: Settings,
    pub meta: Meta,
}

impl SettingsRecord {
    /// Before anybody set anything. Version 0, so that a first write may insist on it.
    pub fn initial(now: DateTime<Utc>) -> Self {
        let settings = Settings {
            fleet_name: "Furgo".to_owned(),
            time_zone: Tz::Europe__Madrid.name().to_owned(),
            locale: Locale::default(),
            depot: None,
            service_min: 3,
            departure: "08:00".to_owned(),
            currency: Currency::EUR,
            units: Units::default(),
            registration_open: false,
        };
        Self { settings, meta: Meta::new(now) }
    }

    /// The fleet's time zone.
    pub fn zone(&self) -> Tz {
        // Only valid names are stored; UTC is for a name that a newer zone database dropped.
        self.settings.time_zone.parse().unwrap_or(Tz::UTC)
    }

    /// The fleet's day that an instant belongs to.
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        // Not by `with_timezone`, which panics within a day of the calendar's ends.
        let utc = instant.naive_utc();
        let offset = self.zone().offset_from_utc_datetime(&utc).fix();
        utc.checked_add_offset(offset).unwrap_or(utc).date()
    }

    /// The first instant of a day.
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.instant_of(day.and_time(chrono::NaiveTime::MIN))
    }

    /// The instant of a local time. Of a time that the clocks skip, the one an hour later; of
    /// one that they repeat, the first.
    pub fn instant_of(&self, local: NaiveDateTime) -> DateTime<Utc> {
        let zone = self.zone();
        let found = |local: NaiveDateTime| zone.from_local_datetime(&local).earliest();
        found(local)
            .or_else(|| found(local + chrono::TimeDelta::hours(1)))
            .map_or_else(|| local.and_utc(), |instant| instant.with_timezone(&Utc))
    }

    /// As everybody who is signed in sees them.
    pub fn to_view(&self) -> SettingsView {
        SettingsView { settings: self.settings.clone(), version: self.meta.version }
    }
}

impl Record for SettingsRecord {
    const TABLE: Space = SETTINGS;
    const INDEXES: &'static [Space] = &[];

    fn id(&self) -> Uuid {
        SETTINGS_ID
    }

    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn meta_mut(&mut self) -> &mut Meta {
        &mut self.meta
    }

    fn index(&self, _: &mut IndexEntries) {}

    fn visible_to<T: Reads>(&self, tx: &T) -> Result<bool> {
        Ok(*tx.viewer() != Viewer::Stranger)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_the_fleets_own() {
        let settings = SettingsRecord::initial(DateTime::UNIX_EPOCH);
        let late = at("2026-11-22T23:30:00").and_utc();
        assert_eq!(settings.day_of(late), NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(settings.day_of(DateTime::<Utc>::MAX_UTC), NaiveDate::MAX);
        assert_eq!(settings.day_of(DateTime::<Utc>::MIN_UTC), NaiveDate::MIN);
    }

    #[test]
    fn a_skipped_hour_and_a_repeated_one_have_an_instant() {
        let settings = SettingsRecord::initial(DateTime::UNIX_EPOCH);
        assert_eq!(
            settings.instant_of(at("2026-03-29T02:30:00")),
            at("2026-03-29T01:30:00").and_utc()
        );
        assert_eq!(
            settings.instant_of(at("2026-10-25T02:30:00")),
            at("2026-10-25T00:30:00").and_utc()
        );
        assert_eq!(
            settings.instant_of(at("2026-11-22T08:00:00")),
            at("2026-11-22T07:00:00").and_utc()
        );
    }
}
