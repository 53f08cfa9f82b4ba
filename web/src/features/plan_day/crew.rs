//! Who can drive on a day, with which van and between which hours: what is chosen, and what is
//! proposed until somebody chooses.

use std::collections::{BTreeMap, BTreeSet};

use furgo_shared::{
    id::{RouteId, UserId, VehicleId},
    routes::{RouteKind, RouteRowView},
    time::Day,
    users::DriverView,
    vehicles::VehicleView,
};
use serde::{Deserialize, Serialize};

/// How somebody works on the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    pub works: bool,
    /// Alias, or empty.
    pub vehicle: String,
    /// `HH:MM` on the fleet's clocks, or empty.
    pub start: String,
    /// As `start`.
    pub end: String,
}

/// A driver of the fleet on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub driver: DriverView,
    /// The open route that they have on that day already: no second one is planned.
    pub busy: Option<RouteId>,
    pub shift: Shift,
}

impl Member {
    /// Takes part in the plan.
    pub fn works(&self) -> bool {
        self.busy.is_none() && self.shift.works
    }
}

/// What the fleet has on the day.
#[derive(Clone, Copy, Debug)]
pub struct Fleet<'a> {
    pub drivers: &'a [DriverView],
    pub vehicles: &'a [VehicleView],
    pub routes: &'a [RouteRowView],
    /// The usual hour, `HH:MM`.
    pub departure: &'a str,
}

impl Fleet<'_> {
    /// Everybody on the day, with what was chosen for them (`touched`) or else is proposed: whoever
    /// has a van of their own that is free drives it. Where nobody has one, everybody drives.
    pub fn crew(&self, day: Option<Day>, touched: &BTreeMap<UserId, Shift>) -> Vec<Member> {
        let busy = |id: UserId| {
            self.open(day).find(|route| route.driver_id == Some(id)).map(|route| route.id)
        };
        let chosen = touched.values().filter(|shift| shift.works).map(|shift| &*shift.vehicle);
        let mut taken: BTreeSet<&str> = chosen.chain(self.vans_out(day)).collect();
        let nobody_has_a_van = !self.drivers.iter().any(|driver| self.own(driver.id).count() > 0);
        let mut crew = Vec::new();
        for driver in self.drivers {
            let busy = busy(driver.id);
            let van = self.own(driver.id).find(|van| busy.is_none() && !taken.contains(*van));
            let shift = touched.get(&driver.id).cloned().unwrap_or_else(|| {
                taken.extend(van);
                Shift {
                    works: van.is_some() || nobody_has_a_van,
                    vehicle: van.unwrap_or_default().to_owned(),
                    start: self.departure.to_owned(),
                    end: String::new(),
                }
            });
            crew.push(Member { driver: driver.clone(), busy, shift });
        }
        crew
    }

    /// The van that somebody gets who comes along after all: one of their own that nobody drives.
    pub fn free_van(&self, driver: UserId, day: Option<Day>, crew: &[Member]) -> String {
        let driven: BTreeSet<&str> = crew
            .iter()
            .filter(|member| member.works() && member.driver.id != driver)
            .map(|member| &*member.shift.vehicle)
            .chain(self.vans_out(day))
            .collect();
        self.own(driver).find(|van| !driven.contains(van)).unwrap_or_default().to_owned()
    }

    fn open(&self, day: Option<Day>) -> impl Iterator<Item = &RouteRowView> {
        self.routes.iter().filter(move |route| {
            Some(route.date) == day && route.kind == RouteKind::Delivery && route.status.is_open()
        })
    }

    fn vans_out(&self, day: Option<Day>) -> impl Iterator<Item = &str> {
        let out: BTreeSet<VehicleId> =
            self.open(day).filter_map(|route| route.vehicle_id).collect();
        self.vehicles
            .iter()
            .filter(move |vehicle| out.contains(&vehicle.id))
            .map(|vehicle| &*vehicle.alias)
    }

    fn own(&self, driver: UserId) -> impl Iterator<Item = &str> {
        self.vehicles
            .iter()
            .filter(move |vehicle| vehicle.driver_ids.contains(&driver))
            .map(|vehicle| &*vehicle.alias)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use furgo_shared::{routes::RouteStatus, units::Km, vehicles::StoredVehicle};
    use uuid::Uuid;

    use super::*;
    use crate::features::entries::test_vehicle;

    pub fn driver(number: u128) -> DriverView {
        DriverView {
            id: UserId(Uuid::from_u128(number)),
            name: format!("Driver {number}"),
            is_activated: true,
        }
    }

    pub fn van(alias: &str, drivers: &[u128]) -> VehicleView {
        let id = alias.bytes().fold(0_u128, |sum, byte| sum * 256 + u128::from(byte));
        VehicleView {
            stored: StoredVehicle {
                id: VehicleId(Uuid::from_u128(id)),
                alias: alias.to_owned(),
                driver_ids: drivers.iter().map(|id| UserId(Uuid::from_u128(*id))).collect(),
                ..test_vehicle::vehicle(0).stored
            },
            ..test_vehicle::vehicle(0)
        }
    }

    fn route(driver: u128, vehicle: &VehicleView, status: RouteStatus) -> RouteRowView {
        RouteRowView {
            id: RouteId(Uuid::from_u128(90)),
            kind: RouteKind::Delivery,
            date: day(),
            vehicle_id: Some(vehicle.id),
            vehicle: Some(vehicle.alias.clone()),
            driver_id: Some(UserId(Uuid::from_u128(driver))),
            driver_name: None,
            status,
            distance_km: Some(Km::ZERO),
            planned: Default::default(),
            depart_at: None,
            ends_at: None,
            delay_min: None,
            late_stops: 0,
            stop_count: 1,
            stops_done: 0,
            stops_failed: 0,
            started_at: None,
            completed_at: None,
            version: 1,
        }
    }

    fn day() -> Day {
        "2026-11-23".parse().expect("a day of the calendar")
    }

    fn shown(crew: &[Member]) -> Vec<(bool, &str)> {
        crew.iter().map(|member| (member.works(), &*member.shift.vehicle)).collect()
    }

    #[test]
    fn whoever_has_a_free_van_drives_it_and_no_van_goes_twice() {
        let (drivers, vehicles) =
            ([driver(1), driver(2), driver(3)], [van("a", &[1, 2]), van("b", &[2])]);
        let fleet =
            Fleet { drivers: &drivers, vehicles: &vehicles, routes: &[], departure: "08:00" };
        let crew = fleet.crew(Some(day()), &BTreeMap::new());
        assert_eq!(shown(&crew), [(true, "a"), (true, "b"), (false, "")]);
        assert_eq!(crew[0].shift.start, "08:00");
    }

    #[test]
    fn without_vans_of_their_own_everybody_drives() {
        let (drivers, vehicles) = ([driver(1), driver(2)], [van("a", &[])]);
        let fleet = Fleet { drivers: &drivers, vehicles: &vehicles, routes: &[], departure: "" };
        assert_eq!(shown(&fleet.crew(None, &BTreeMap::new())), [(true, ""), (true, "")]);
    }

    #[test]
    fn whoever_has_an_open_route_is_busy_and_so_is_the_van() {
        let (drivers, vehicles) = ([driver(1), driver(2)], [van("a", &[1, 2])]);
        let routes = [route(1, &vehicles[0], RouteStatus::Planned)];
        let fleet =
            Fleet { drivers: &drivers, vehicles: &vehicles, routes: &routes, departure: "" };
        let crew = fleet.crew(Some(day()), &BTreeMap::new());
        assert_eq!(crew[0].busy, Some(routes[0].id));
        assert_eq!(shown(&crew), [(false, ""), (false, "")]);
        let other_day = fleet.crew(day().succ_opt(), &BTreeMap::new());
        assert_eq!(shown(&other_day), [(true, "a"), (false, "")]);
        let over = [route(1, &vehicles[0], RouteStatus::Completed)];
        let crew = Fleet { routes: &over, ..fleet }.crew(Some(day()), &BTreeMap::new());
        assert_eq!(shown(&crew), [(true, "a"), (false, "")]);
    }

    #[test]
    fn what_was_chosen_stays_and_takes_its_van_from_the_others() {
        let (drivers, vehicles) = ([driver(1), driver(2)], [van("a", &[1]), van("b", &[2])]);
        let fleet = Fleet { drivers: &drivers, vehicles: &vehicles, routes: &[], departure: "" };
        let chosen = Shift { works: true, vehicle: "a".to_owned(), ..Shift::default() };
        let crew = fleet.crew(None, &BTreeMap::from([(drivers[1].id, chosen)]));
        assert_eq!(shown(&crew), [(false, ""), (true, "a")]);
        assert_eq!(fleet.free_van(drivers[1].id, None, &crew), "b");
        assert_eq!(fleet.free_van(drivers[0].id, None, &crew), "");
    }
}
