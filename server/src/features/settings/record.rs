//! The fleet's settings as stored: one record.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use furgo_shared::{
    measures::Units,
    money::Currency,
    settings::{FileRules, MailChoices, OFFLINE_UNTIL_H, Settings, SettingsView, UNDO_MINUTES},
    text::Locale,
    time::Timestamp,
    tls::Transport,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store::SETTINGS;
use crate::storage::{IndexEntries, Meta, Record, Sight, engine::Space};

/// The id of the only record.
pub const SETTINGS_ID: Uuid = Uuid::from_u128(1);

/// What the admin set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettingsRecord {
    pub settings: Settings,
    /// Time zones that the fleet had before, oldest first: what happened then keeps its day.
    #[serde(default)]
    pub earlier_zones: Vec<EarlierZone>,
    pub meta: Meta,
}

/// A time zone that the fleet had until it moved to another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierZone {
    /// Excluded.
    pub until: Timestamp,
    /// IANA name.
    pub time_zone: String,
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
            depot_address: None,
            registration_open: false,
            undo_minutes: UNDO_MINUTES,
            offline_until_h: OFFLINE_UNTIL_H,
            mails: MailChoices::default(),
            files: FileRules::default(),
        };
        Self { settings, earlier_zones: Vec::new(), meta: Meta::new(now) }
    }

    /// The fleet's time zone.
    pub fn zone(&self) -> Tz {
        named(&self.settings.time_zone)
    }

    /// The time zone that the fleet had at an instant.
    fn zone_at(&self, instant: DateTime<Utc>) -> Tz {
        let earlier = self.earlier_zones.iter().find(|earlier| instant < earlier.until);
        earlier.map_or_else(|| self.zone(), |earlier| named(&earlier.time_zone))
    }

    /// The fleet's day that an instant belongs to, by the time zone that the fleet had then.
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        self.local(instant).date()
    }

    /// What the fleet's clocks show then.
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        // Not by `with_timezone`, which panics within a day of the calendar's ends.
        let utc = instant.naive_utc();
        let offset = self.zone_at(instant).offset_from_utc_datetime(&utc).fix();
        utc.checked_add_offset(offset).unwrap_or(utc)
    }

    /// The stretches of time, oldest first, whose instants belong to the days from `from` to `to`,
    /// both included; `None` is since, or until, ever. An end is excluded. Mostly it is one; after
    /// a move to the west some hours of a day come again.
    pub fn spans_of(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Vec<InstantSpan> {
        let ends = self.earlier_zones.iter().map(|earlier| Some(earlier.until));
        let zones = self.earlier_zones.iter().map(|earlier| named(&earlier.time_zone));
        let mut begin = None;
        let mut spans: Vec<InstantSpan> = Vec::new();
        for (end, zone) in ends.chain([None]).zip(zones.chain([self.zone()])) {
            let first = from.map(|day| instant_in(zone, midnight(day)));
            let last = to.and_then(|to| to.succ_opt()).map(|day| instant_in(zone, midnight(day)));
            let span = InstantSpan {
                from: first.into_iter().chain(begin).max(),
                until: last.into_iter().chain(end).min(),
            };
            begin = end;
            if span.from.zip(span.until).is_some_and(|(from, until)| from >= until) {
                continue;
            }
            match spans.last_mut().filter(|before| before.until == span.from) {
                Some(before) => before.until = span.until,
                None => spans.push(span),
            }
        }
        spans
    }

    /// The first instant of a day of the time zone that the fleet has now.
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.instant_of(midnight(day))
    }

    /// Moves to another time zone. What happened until now keeps its day.
    pub fn move_to(&mut self, settings: Settings, now: DateTime<Utc>) {
        let before = std::mem::replace(&mut self.settings, settings);
        if before.time_zone != self.settings.time_zone {
            self.earlier_zones.push(EarlierZone { until: now, time_zone: before.time_zone });
        }
    }

    /// The instant of a local time. Of a time that the clocks skip, the one an hour later; of
    /// one that they repeat, the first.
    pub fn instant_of(&self, local: NaiveDateTime) -> DateTime<Utc> {
        instant_in(self.zone(), local)
    }

    /// As everybody who is signed in sees them.
    pub fn to_view(&self, transport: Transport) -> SettingsView {
        SettingsView {
            settings: self.settings.clone(),
            insecure_http: transport == Transport::Insecure,
            version: self.meta.version,
        }
    }
}

/// Instants from one to another; `None` is since, or until, ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstantSpan {
    pub from: Option<DateTime<Utc>>,
    /// Excluded.
    pub until: Option<DateTime<Utc>>,
}

impl InstantSpan {
    /// Whether an instant is in it.
    pub fn contains(&self, instant: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= instant)
            && self.until.is_none_or(|until| instant < until)
    }
}

/// Only valid names are stored; UTC is for a name that a newer zone database dropped.
fn named(time_zone: &str) -> Tz {
    time_zone.parse().unwrap_or(Tz::UTC)
}

fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(chrono::NaiveTime::MIN)
}

fn instant_in(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    let found = |local: NaiveDateTime| zone.from_local_datetime(&local).earliest();
    found(local)
        .or_else(|| found(local + chrono::TimeDelta::hours(1)))
        .map_or_else(|| local.and_utc(), |instant| instant.with_timezone(&Utc))
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

    fn sight(&self) -> Sight {
        Sight::everybody()
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
    fn the_past_keeps_its_days_when_the_fleet_moves() {
        let mut settings = SettingsRecord::initial(DateTime::UNIX_EPOCH);
        let day = |number| NaiveDate::from_ymd_opt(2026, 11, number).unwrap();
        let utc = |text: &str| at(text).and_utc();
        let zone = |settings: &SettingsRecord, name: &str| Settings {
            time_zone: name.to_owned(),
            ..settings.settings.clone()
        };
        let span = |from: &str, until: &str| InstantSpan {
            from: Some(utc(from)),
            until: Some(utc(until)),
        };
        let before = settings.clone();
        // At six in the morning of the 23rd it is the 22nd in Honolulu once more.
        settings.move_to(zone(&before, "Pacific/Honolulu"), utc("2026-11-23T05:00:00"));
        settings.move_to(zone(&settings, "Pacific/Honolulu"), utc("2026-11-23T05:30:00"));
        assert_eq!(settings.earlier_zones.len(), 1, "the same zone is no move");
        for (text, number) in [
            ("2026-11-22T22:59:59", 22),
            ("2026-11-22T23:00:00", 23),
            ("2026-11-23T04:59:59", 23),
            ("2026-11-23T05:00:00", 22),
            ("2026-11-23T10:00:00", 23),
        ] {
            assert_eq!(settings.day_of(utc(text)), day(number), "{text}");
        }
        assert_eq!(
            settings.spans_of(Some(day(22)), Some(day(22))),
            [
                span("2026-11-21T23:00:00", "2026-11-22T23:00:00"),
                span("2026-11-23T05:00:00", "2026-11-23T10:00:00"),
            ]
        );
        let both = settings.spans_of(Some(day(22)), Some(day(23)));
        assert_eq!(both, [span("2026-11-21T23:00:00", "2026-11-24T10:00:00")]);
        assert_eq!(settings.spans_of(None, None), [InstantSpan { from: None, until: None }]);
        for hours in 0..96 {
            let instant = utc("2026-11-21T00:30:00") + chrono::TimeDelta::hours(hours);
            for number in 20..26 {
                let spans = settings.spans_of(Some(day(number)), Some(day(number)));
                let is_in = spans.iter().any(|span| span.contains(instant));
                assert_eq!(is_in, settings.day_of(instant) == day(number), "{instant} {number}");
            }
        }
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
