//! What is typed into the form of a package, and the requests that come of it.

use furgo_shared::{
    change::Change,
    id::PackageId,
    packages::{Address, CreatePackage, PackageView, PatchPackage, TimeWindow},
    settings::parse_hour,
    text::Locale,
    time::{Day, Timestamp},
    validate::{FieldCode, FieldErrors, Validate},
};

use crate::{
    format::{self, filled, parse_fixed, parse_point, parse_whole, shown_fixed, shown_point},
    platform::clock,
};

/// The fields as texts. Day and hours are the fleet's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Only of a new package: the same one however often it is sent.
    id: Option<PackageId>,
    pub reference: String,
    pub recipient_name: String,
    pub recipient_phone: String,
    pub recipient_email: String,
    /// None is the fleet's.
    pub locale: Option<Locale>,
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub country: String,
    pub coordinates: String,
    pub day: String,
    pub from: String,
    pub to: String,
    pub weight_kg: String,
    pub service_min: String,
    pub description: String,
    pub access_note: String,
}

impl Draft {
    /// An empty form; most packages of a fleet stay in one country.
    pub fn new(country: &str) -> Self {
        Self {
            id: Some(PackageId(clock::new_id())),
            country: country.to_owned(),
            ..Self::default()
        }
    }

    /// The next one of a pile: the same town and day.
    pub fn next(&self) -> Self {
        Self {
            postal_code: self.postal_code.clone(),
            city: self.city.clone(),
            day: self.day.clone(),
            ..Self::new(&self.country)
        }
    }

    /// A record to edit. The window's day stands for both, because the form has one.
    pub fn of(package: &PackageView) -> Self {
        let address = &package.address;
        let window = package.time_window;
        let day = window.map(|window| format::day_of(window.from)).or(package.estimated_delivery);
        let point = address.latitude.zip(address.longitude);
        Self {
            id: None,
            reference: package.reference.clone().unwrap_or_default(),
            recipient_name: package.recipient_name.clone(),
            recipient_phone: package.recipient_phone.clone().unwrap_or_default(),
            recipient_email: package.recipient_email.clone().unwrap_or_default(),
            locale: package.locale,
            street: address.street.clone(),
            postal_code: address.postal_code.clone(),
            city: address.city.clone(),
            country: address.country.clone(),
            coordinates: point
                .map(|(latitude, longitude)| {
                    shown_point(furgo_shared::geo::Point { latitude, longitude })
                })
                .unwrap_or_default(),
            day: day.map(|day| day.to_string()).unwrap_or_default(),
            from: window.map(|window| format::clock(window.from).to_string()).unwrap_or_default(),
            to: window.map(|window| format::clock(window.to).to_string()).unwrap_or_default(),
            weight_kg: package.weight_kg.map(shown_fixed).unwrap_or_default(),
            service_min: package.service_min.map(|minutes| minutes.to_string()).unwrap_or_default(),
            description: package.description.clone().unwrap_or_default(),
            access_note: package.access_note.clone().unwrap_or_default(),
        }
    }

    /// The request for a new package, or what is wrong with it.
    pub fn request(&self) -> Result<CreatePackage, FieldErrors> {
        let mut errors = FieldErrors::default();
        let day = self.day(&mut errors);
        let request = CreatePackage {
            id: self.id,
            reference: filled(&self.reference),
            recipient_name: self.recipient_name.trim().to_owned(),
            recipient_email: filled(&self.recipient_email),
            recipient_phone: filled(&self.recipient_phone),
            address: self.address(&mut errors),
            weight_kg: parse_fixed("weight_kg", &self.weight_kg, &mut errors),
            description: filled(&self.description),
            access_note: filled(&self.access_note),
            estimated_delivery: day,
            time_window: self.window(day, &mut errors),
            service_min: parse_whole("service_min", &self.service_min, &mut errors),
            locale: self.locale,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed from the form as it was opened, or what is wrong with it. Both sides pass
    /// through the form, so what it cannot show (a window without its day) stays as it is.
    pub fn patch(&self, opened: &PackageView) -> Result<PatchPackage, FieldErrors> {
        let after = self.request()?;
        let before = Self::of(opened).request().unwrap_or_else(|_| after.clone());
        Ok(PatchPackage {
            reference: Change::between(&opened.reference, &after.reference),
            recipient_name: Change::between(&opened.recipient_name, &after.recipient_name),
            recipient_email: Change::between(&opened.recipient_email, &after.recipient_email),
            recipient_phone: Change::between(&opened.recipient_phone, &after.recipient_phone),
            address: Change::between(&opened.address, &after.address),
            weight_kg: Change::between(&opened.weight_kg, &after.weight_kg),
            description: Change::between(&opened.description, &after.description),
            access_note: Change::between(&opened.access_note, &after.access_note),
            estimated_delivery: Change::between(
                &before.estimated_delivery,
                &after.estimated_delivery,
            ),
            time_window: Change::between(&before.time_window, &after.time_window),
            service_min: Change::between(&opened.service_min, &after.service_min),
            locale: Change::between(&opened.locale, &after.locale),
        })
    }

    fn address(&self, errors: &mut FieldErrors) -> Address {
        let point = parse_point("address.coordinates", &self.coordinates, errors);
        Address {
            street: self.street.trim().to_owned(),
            city: self.city.trim().to_owned(),
            postal_code: self.postal_code.trim().to_owned(),
            country: self.country.trim().to_owned(),
            latitude: point.map(|point| point.latitude),
            longitude: point.map(|point| point.longitude),
        }
    }

    pub(super) fn day(&self, errors: &mut FieldErrors) -> Option<Day> {
        let day = self.day.trim();
        let parsed = day.parse::<Day>().ok();
        errors.require(
            "estimated_delivery",
            day.is_empty() || parsed.is_some(),
            FieldCode::Invalid,
        );
        parsed
    }

    /// Both hours or none, and then a day to go with them.
    pub(super) fn window(&self, day: Option<Day>, errors: &mut FieldErrors) -> Option<TimeWindow> {
        if self.from.is_empty() && self.to.is_empty() {
            return None;
        }
        errors.require("estimated_delivery", day.is_some(), FieldCode::Required);
        let from = hour("window_from", &self.from, day, errors);
        let to = hour("time_window", &self.to, day, errors);
        Some(TimeWindow { from: from?, to: to? })
    }
}

fn hour(field: &str, text: &str, day: Option<Day>, errors: &mut FieldErrors) -> Option<Timestamp> {
    errors.require(field, !text.is_empty(), FieldCode::Required);
    let parsed = parse_hour(text);
    errors.require(field, parsed.is_some(), FieldCode::Invalid);
    let (hour, minute) = parsed?;
    format::instant(day?, hour, minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            recipient_name: "Ane".to_owned(),
            street: "Kale Nagusia 1".to_owned(),
            postal_code: "20140".to_owned(),
            city: "Andoain".to_owned(),
            day: "2026-11-23".to_owned(),
            ..Draft::new("ES")
        }
    }

    #[test]
    fn hours_need_a_day_and_each_other() {
        let errors = Draft { day: String::new(), from: "09:00".to_owned(), ..draft() }
            .request()
            .expect_err("half a window");
        assert_eq!(errors.of("estimated_delivery"), Some(FieldCode::Required));
        assert_eq!(errors.of("time_window"), Some(FieldCode::Required));
        let backwards = Draft { from: "12:00".to_owned(), to: "09:00".to_owned(), ..draft() };
        assert_eq!(
            backwards.request().expect_err("backwards").of("time_window"),
            Some(FieldCode::Invalid)
        );
    }

    #[test]
    fn a_window_is_on_its_day() {
        let request = Draft { from: "09:00".to_owned(), to: "12:30".to_owned(), ..draft() }
            .request()
            .expect("a window");
        let window =
            request.time_window.map(|window| (window.from.to_rfc3339(), window.to.to_rfc3339()));
        assert_eq!(
            window,
            Some(("2026-11-23T09:00:00+00:00".to_owned(), "2026-11-23T12:30:00+00:00".to_owned()))
        );
    }

    #[test]
    fn the_next_package_keeps_town_and_day_and_nothing_of_the_person() {
        let next =
            Draft { coordinates: "43, -2".to_owned(), weight_kg: "3".to_owned(), ..draft() }.next();
        assert_eq!(
            (
                next.city.as_str(),
                next.postal_code.as_str(),
                next.country.as_str(),
                next.day.as_str()
            ),
            ("Andoain", "20140", "ES", "2026-11-23")
        );
        assert_eq!(
            (next.recipient_name, next.street, next.coordinates, next.weight_kg),
            Default::default()
        );
        assert_ne!(next.id, draft().id);
    }

    #[test]
    fn a_place_on_the_map_is_one_field() {
        let request = Draft { coordinates: "43.219, -2.02".to_owned(), ..draft() }
            .request()
            .expect("a place");
        assert_eq!(
            (request.address.latitude, request.address.longitude),
            (Some(43.219), Some(-2.02))
        );
        let errors = Draft { coordinates: "43.219".to_owned(), ..draft() }
            .request()
            .expect_err("half a place");
        assert_eq!(errors.of("address.coordinates"), Some(FieldCode::Invalid));
    }
}
