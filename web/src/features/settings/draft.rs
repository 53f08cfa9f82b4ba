//! What is typed into the settings' form, and the request that comes of it.

use furgo_shared::{
    geo::Depot,
    measures::Units,
    money::Currency,
    settings::{FileRules, MailChoices, Settings},
    text::Locale,
    validate::{FieldCode, FieldErrors, Validate},
};

use crate::format::{filled, parse_point, parse_whole, shown_point};

/// The fields as texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub fleet_name: String,
    pub time_zone: String,
    pub locale: Locale,
    pub address: String,
    pub coordinates: String,
    pub service_min: String,
    pub undo_minutes: String,
    pub offline_until_h: String,
    pub departure: String,
    pub currency: Currency,
    pub units: Units,
    pub registration_open: bool,
    pub mails: MailChoices,
    /// Set in a card of their own.
    pub files: FileRules,
}

impl Draft {
    /// Settings to edit.
    pub fn of(settings: &Settings) -> Self {
        let depot = settings.depot.as_ref();
        Self {
            fleet_name: settings.fleet_name.clone(),
            time_zone: settings.time_zone.clone(),
            locale: settings.locale,
            address: depot
                .and_then(|depot| depot.address.clone())
                .or_else(|| settings.depot_address.clone())
                .unwrap_or_default(),
            coordinates: depot.map(|depot| shown_point(depot.point())).unwrap_or_default(),
            service_min: settings.service_min.to_string(),
            undo_minutes: settings.undo_minutes.to_string(),
            offline_until_h: settings.offline_until_h.to_string(),
            departure: settings.departure.clone(),
            currency: settings.currency,
            units: settings.units,
            registration_open: settings.registration_open,
            mails: settings.mails,
            files: settings.files,
        }
    }

    /// The settings as typed, or what is wrong with them.
    pub fn request(&self) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require("service_min", !self.service_min.trim().is_empty(), FieldCode::Required);
        errors.require("undo_minutes", !self.undo_minutes.trim().is_empty(), FieldCode::Required);
        let hours = self.offline_until_h.trim();
        errors.require("offline_until_h", !hours.is_empty(), FieldCode::Required);
        let depot = self.depot(&mut errors);
        let depot_address = filled(&self.address).filter(|_| depot.is_none());
        let settings = Settings {
            fleet_name: self.fleet_name.trim().to_owned(),
            time_zone: self.time_zone.trim().to_owned(),
            locale: self.locale,
            depot,
            depot_address,
            service_min: parse_whole("service_min", &self.service_min, &mut errors)
                .unwrap_or_default(),
            undo_minutes: parse_whole("undo_minutes", &self.undo_minutes, &mut errors)
                .unwrap_or_default(),
            offline_until_h: parse_whole("offline_until_h", hours, &mut errors).unwrap_or_default(),
            departure: self.departure.clone(),
            currency: self.currency,
            units: self.units,
            registration_open: self.registration_open,
            mails: self.mails,
            files: self.files,
        };
        settings.validate(&mut errors);
        if errors.is_empty() { Ok(settings) } else { Err(errors) }
    }

    /// An address alone is no depot yet: routes are computed from its position.
    fn depot(&self, errors: &mut FieldErrors) -> Option<Depot> {
        let point = parse_point("depot.coordinates", &self.coordinates, errors)?;
        let address = filled(&self.address);
        Some(Depot { latitude: point.latitude, longitude: point.longitude, address })
    }
}

/// What was changed from `before` to `after`, on top of `latest`.
pub fn merged(before: &Settings, after: Settings, latest: &Settings) -> Settings {
    fn pick<T: PartialEq + Clone>(before: &T, after: T, latest: &T) -> T {
        if *before == after { latest.clone() } else { after }
    }
    Settings {
        fleet_name: pick(&before.fleet_name, after.fleet_name, &latest.fleet_name),
        time_zone: pick(&before.time_zone, after.time_zone, &latest.time_zone),
        locale: pick(&before.locale, after.locale, &latest.locale),
        depot: pick(&before.depot, after.depot, &latest.depot),
        depot_address: pick(&before.depot_address, after.depot_address, &latest.depot_address),
        service_min: pick(&before.service_min, after.service_min, &latest.service_min),
        undo_minutes: pick(&before.undo_minutes, after.undo_minutes, &latest.undo_minutes),
        offline_until_h: pick(
            &before.offline_until_h,
            after.offline_until_h,
            &latest.offline_until_h,
        ),
        departure: pick(&before.departure, after.departure, &latest.departure),
        currency: pick(&before.currency, after.currency, &latest.currency),
        units: pick(&before.units, after.units, &latest.units),
        registration_open: pick(
            &before.registration_open,
            after.registration_open,
            &latest.registration_open,
        ),
        mails: pick(&before.mails, after.mails, &latest.mails),
        files: pick(&before.files, after.files, &latest.files),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            fleet_name: "Oria".to_owned(),
            time_zone: "Europe/Madrid".to_owned(),
            locale: Locale::Eu,
            depot: Some(Depot {
                latitude: 43.2,
                longitude: -2.03,
                address: Some("Kale Nagusia 1".to_owned()),
            }),
            depot_address: None,
            service_min: 4,
            undo_minutes: 10,
            offline_until_h: 72,
            departure: "08:30".to_owned(),
            currency: Currency::EUR,
            units: Units::default(),
            registration_open: false,
            mails: MailChoices::default(),
            files: FileRules::default(),
        }
    }

    #[test]
    fn an_untouched_form_changes_nothing() {
        assert_eq!(Draft::of(&settings()).request(), Ok(settings()));
    }

    #[test]
    fn an_address_alone_waits_for_its_position() {
        let draft = Draft { coordinates: String::new(), ..Draft::of(&settings()) };
        let saved = draft.request().expect("an address is enough");
        assert_eq!((&saved.depot, saved.depot_address.as_deref()), (&None, Some("Kale Nagusia 1")));
        let again = Draft { coordinates: "43.2, -2.03".to_owned(), ..Draft::of(&saved) };
        assert_eq!(again.request(), Ok(settings()), "its position makes it a depot");
        let none = Draft { address: String::new(), ..draft };
        let none = none.request().expect("no depot either");
        assert_eq!((none.depot, none.depot_address), (None, None));
    }

    #[test]
    fn two_people_keep_what_each_of_them_changed() {
        let mine = Settings { service_min: 6, ..settings() };
        let theirs =
            Settings { fleet_name: "Oria Banaketa".to_owned(), service_min: 5, ..settings() };
        let both = merged(&settings(), mine, &theirs);
        assert_eq!((both.fleet_name.as_str(), both.service_min), ("Oria Banaketa", 6));
    }
}
