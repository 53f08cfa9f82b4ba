//! What is typed into the form of a route that is over, and the requests that come of it.

use furgo_shared::{
    change::Change,
    id::{RouteId, UserId},
    routes::{CreateRoute, PatchRoute, RouteView},
    time::Day,
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::VehicleView,
};

use crate::{
    features::entries::{
        measured::{parse_distance, shown_distance},
        parse_day,
    },
    format::filled,
    session::Measures,
};

/// The fields as texts. Distances are in the viewer's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct LoggedDraft {
    pub date: String,
    pub distance: String,
    pub end_odometer: String,
    pub driver_id: Option<UserId>,
    pub notes: String,
    pub force: bool,
}

impl LoggedDraft {
    /// A route of today.
    pub fn new(today: Day) -> Self {
        Self {
            date: today.to_string(),
            distance: String::new(),
            end_odometer: String::new(),
            driver_id: None,
            notes: String::new(),
            force: false,
        }
    }

    /// A record to correct.
    pub fn of(route: &RouteView, measures: Measures) -> Self {
        let unit = measures.units.distance;
        let end = route.end_odometer_km.map(|km| shown_distance(km, route.typed_odometer, unit));
        let driven = route.distance_km.map(|km| shown_distance(km, route.typed_distance, unit));
        Self {
            date: route.date.to_string(),
            distance: driven.unwrap_or_default(),
            end_odometer: end.unwrap_or_default(),
            driver_id: route.driver_id,
            notes: route.notes.clone().unwrap_or_default(),
            force: false,
        }
    }

    /// The day, if its field holds one.
    pub fn day(&self) -> Option<Day> {
        self.date.trim().parse().ok()
    }

    /// The request for a route that is over, or what is wrong with it.
    pub fn request(
        &self,
        id: RouteId,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateRoute, FieldErrors> {
        let (mut errors, unit) = (FieldErrors::default(), measures.units.distance);
        let date = parse_day("date", &self.date, &mut errors);
        let distance = parse_distance("distance_km", &self.distance, unit, &mut errors);
        let end = parse_distance("end_odometer_km", &self.end_odometer, unit, &mut errors);
        errors.require("date", date.is_some(), FieldCode::Required);
        let Some(date) = date else { return Err(errors) };
        let request = CreateRoute {
            id: Some(id),
            driver_id: self.driver_id,
            distance_km: distance.map(|(km, _)| km),
            end_odometer_km: end.map(|(km, _)| km),
            typed_distance: distance.and_then(|(_, typed)| typed),
            typed_odometer: end.and_then(|(_, typed)| typed),
            force: self.force,
            notes: filled(&self.notes),
            ..CreateRoute::logged(&vehicle.id.to_string(), date)
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }

    /// What changed since the form was opened on `before`, or what is wrong with it. Distances that
    /// nobody touched stay as they are stored.
    pub fn patch(
        &self,
        before: &RouteView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchRoute, FieldErrors> {
        let (after, start) =
            (self.request(before.id, vehicle, measures)?, Self::of(before, measures));
        let drove = after.distance_km.filter(|_| self.distance != start.distance);
        let read = self.end_odometer != start.end_odometer;
        Ok(PatchRoute {
            vehicle: Change::between(&before.vehicle_id.map(|id| id.to_string()), &after.vehicle),
            notes: Change::between(&before.notes, &after.notes),
            date: Change::between(&before.date, &after.date),
            driver_id: Change::between(&before.driver_id, &after.driver_id),
            distance_km: drove.map_or(Change::Keep, Change::Set),
            end_odometer_km: if read { Change::Set(after.end_odometer_km) } else { Change::Keep },
            typed_distance: drove.map_or(Change::Keep, |_| Change::Set(after.typed_distance)),
            typed_odometer: if read { Change::Set(after.typed_odometer) } else { Change::Keep },
            force: self.force,
            ..PatchRoute::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::units::Km;
    use uuid::Uuid;

    use super::*;
    use crate::features::entries::test_vehicle::{AMERICAN, METRIC, day, vehicle};

    #[test]
    fn a_distance_or_a_reading_is_enough() {
        let id = RouteId(Uuid::nil());
        for (distance, end, fine) in
            [("42,5", "", true), ("", "118240", true), ("42", "118240", true), ("", "", false)]
        {
            let draft = LoggedDraft {
                distance: distance.to_owned(),
                end_odometer: end.to_owned(),
                ..LoggedDraft::new(day("2026-03-01"))
            };
            let request = draft.request(id, &vehicle(1), METRIC);
            assert_eq!(request.is_ok(), fine, "{distance} {end}");
            if let Err(errors) = request {
                assert_eq!(errors.of("distance_km"), Some(FieldCode::Required));
            }
        }
    }

    #[test]
    fn miles_are_sent_as_typed_and_as_kilometres() {
        let draft =
            LoggedDraft { distance: "10".to_owned(), ..LoggedDraft::new(day("2026-03-01")) };
        let request = draft.request(RouteId(Uuid::nil()), &vehicle(1), AMERICAN).expect("fine");
        assert_eq!(request.distance_km, Some(Km::from_units(161)));
        assert!(request.typed_distance.is_some() && request.typed_odometer.is_none());
    }
}
