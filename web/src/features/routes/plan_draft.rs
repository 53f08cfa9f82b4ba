//! What is typed and ticked while a route is planned, and the request that it makes.

use std::collections::BTreeSet;

use furgo_shared::{
    geo::Depot,
    id::{PackageId, UserId},
    routes::CreateRoute,
    settings::parse_hour,
    time::{Day, Timestamp},
    validate::{FieldCode, FieldErrors, Validate},
};

use crate::format;

/// The plan as it stands on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanDraft {
    pub driver_id: String,
    pub date: String,
    /// `HH:MM` on the fleet's clocks.
    pub departure: String,
    /// Alias, or empty.
    pub vehicle: String,
    pub notes: String,
    pub return_to_depot: bool,
    pub chosen: BTreeSet<PackageId>,
}

impl PlanDraft {
    /// The driver, once one is chosen.
    pub fn driver(&self) -> Option<UserId> {
        self.driver_id.parse().ok()
    }

    /// The hour of departure is over.
    pub fn leaves_too_late(&self, now: Timestamp) -> bool {
        let date = self.date.parse::<Day>().ok();
        let hour = parse_hour(&self.departure);
        let at =
            date.zip(hour).and_then(|(date, (hour, minute))| format::instant(date, hour, minute));
        at.is_some_and(|at| at < now)
    }

    /// The request for these packages: those that are ticked and that the driver can take.
    pub fn request(
        &self,
        package_ids: Vec<PackageId>,
        depot: Option<&Depot>,
    ) -> Result<CreateRoute, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require("driver_id", self.driver().is_some(), FieldCode::Required);
        let date = self.date.parse::<Day>().ok();
        errors.require("date", date.is_some(), FieldCode::Required);
        let hour = parse_hour(&self.departure);
        errors.require("depart_at", hour.is_some(), FieldCode::Required);
        let (Some(driver_id), Some(date), Some((hour, minute))) = (self.driver(), date, hour)
        else {
            errors.require("package_ids", !package_ids.is_empty(), FieldCode::Required);
            return Err(errors);
        };
        let request = CreateRoute {
            vehicle: Some(self.vehicle.clone()).filter(|vehicle| !vehicle.is_empty()),
            depart_at: format::instant(date, hour, minute),
            depot: depot.cloned(),
            return_to_depot: self.return_to_depot,
            notes: Some(self.notes.trim().to_owned()).filter(|notes| !notes.is_empty()),
            ..CreateRoute::delivery(driver_id, date, package_ids)
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn draft() -> PlanDraft {
        PlanDraft {
            driver_id: Uuid::from_u128(7).to_string(),
            date: "2026-11-22".to_owned(),
            departure: "08:30".to_owned(),
            ..PlanDraft::default()
        }
    }

    #[test]
    fn a_plan_needs_a_driver_a_day_and_packages() {
        let errors =
            PlanDraft::default().request(Vec::new(), None).expect_err("nothing is filled in");
        for field in ["driver_id", "date", "depart_at", "package_ids"] {
            assert_eq!(errors.of(field), Some(FieldCode::Required), "{field}");
        }
    }

    #[test]
    fn a_departure_that_is_over_is_noticed() {
        let now = |text: &str| text.parse().unwrap_or_default();
        assert!(!draft().leaves_too_late(now("2026-11-22T08:30:00Z")));
        assert!(draft().leaves_too_late(now("2026-11-22T08:31:00Z")));
        assert!(!PlanDraft::default().leaves_too_late(now("2026-11-22T08:31:00Z")));
    }

    #[test]
    fn the_departure_is_an_instant_of_the_routes_day() {
        let request = draft()
            .request(vec![PackageId(Uuid::from_u128(1))], None)
            .expect("everything is filled in");
        assert_eq!(
            request.depart_at.map(|at| at.to_rfc3339()).as_deref(),
            Some("2026-11-22T08:30:00+00:00")
        );
        assert_eq!((request.vehicle, request.notes), (None, None));
    }
}
