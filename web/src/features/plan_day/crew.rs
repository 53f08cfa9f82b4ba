//! Who can drive on a day: onto which of their routes more may go, and which rounds they drive
//! besides, each with a van and hours. What is chosen, and what is proposed until somebody chooses.

use std::collections::{BTreeMap, BTreeSet};

use furgo_shared::{
    id::{RouteId, UserId, VehicleId},
    routes::{RouteKind, RouteRowView, RouteStatus},
    time::{Day, Timestamp},
    users::DriverView,
    vehicles::VehicleView,
};
use serde::{Deserialize, Serialize};

use crate::format;

/// A round: a new route.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// Alias, or empty.
    pub vehicle: String,
    /// `HH:MM` on the fleet's clocks, or empty.
    pub start: String,
    /// As `start`; what is not later than that is of the next day.
    pub end: String,
}

/// What somebody does on the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Work {
    /// Planned routes that more may go onto, and until when: `HH:MM`, or empty.
    pub onto: BTreeMap<RouteId, String>,
    pub rounds: Vec<Round>,
}

/// A driver of the fleet on the day.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub driver: DriverView,
    /// The open routes that they have on that day already, earliest first.
    pub open: Vec<RouteRowView>,
    pub work: Work,
}

/// A row of the request: where packages may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row<'m> {
    /// A route that is there, and until when.
    Onto(&'m RouteRowView, &'m str),
    /// Which round of the driver.
    Round(usize, &'m Round),
}

/// Whether more may go onto a route by planning the day.
pub fn takes_more(route: &RouteRowView) -> bool {
    route.status == RouteStatus::Planned
}

impl Member {
    /// Takes part in the plan.
    pub fn works(&self) -> bool {
        self.rows().next().is_some()
    }

    /// In the order of the request.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let open = self.open.iter().filter(|route| takes_more(route));
        let onto = open.filter_map(|route| {
            self.work.onto.get(&route.id).map(|end| Row::Onto(route, end.as_str()))
        });
        let rounds = self.work.rounds.iter().enumerate();
        onto.chain(rounds.map(|(at, round)| Row::Round(at, round)))
    }

    /// When they are back from the routes that they have.
    pub fn back_at(&self) -> Option<Timestamp> {
        self.open.iter().filter_map(|route| route.ends_at).max()
    }

    /// A round behind everything that they do already, with the van that they have then.
    pub fn next_round(&self, van: String) -> Round {
        let back = self.back_at().map(|at| format::clock(full_minutes(at)).to_string());
        match (self.work.rounds.last(), self.open.last()) {
            (Some(last), _) => {
                Round { vehicle: last.vehicle.clone(), start: last.end.clone(), end: String::new() }
            }
            (None, Some(last)) => Round {
                vehicle: last.vehicle.clone().unwrap_or_default(),
                start: back.unwrap_or_default(),
                end: String::new(),
            },
            (None, None) => Round { vehicle: van, ..Round::default() },
        }
    }
}

/// The next minute that is a multiple of five: nobody leaves at a second.
fn full_minutes(at: Timestamp) -> Timestamp {
    let over = at.timestamp().rem_euclid(300);
    match over {
        0 => at,
        over => at + chrono::TimeDelta::seconds(300 - over),
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
    /// has no route yet and a van of their own that is free drives it. Where nobody has one,
    /// everybody drives.
    pub fn crew(&self, day: Option<Day>, touched: &BTreeMap<UserId, Work>) -> Vec<Member> {
        let chosen = touched.values().flat_map(|work| &work.rounds).map(|round| &*round.vehicle);
        let mut taken: BTreeSet<&str> = chosen.chain(self.vans_out(day)).collect();
        let nobody_has_a_van = !self.drivers.iter().any(|driver| self.own(driver.id).count() > 0);
        let mut crew = Vec::new();
        for driver in self.drivers {
            let mut open: Vec<RouteRowView> = self
                .open(day)
                .filter(|route| route.driver_id == Some(driver.id))
                .cloned()
                .collect();
            open.sort_by_key(|route| (route.depart_at, route.id));
            let is_free = open.is_empty();
            let van = self.own(driver.id).find(|van| is_free && !taken.contains(*van));
            let work = touched.get(&driver.id).cloned().unwrap_or_else(|| {
                taken.extend(van);
                let works = van.is_some() || (nobody_has_a_van && is_free);
                let rounds = works.then(|| self.first_round(van.unwrap_or_default().to_owned()));
                Work { rounds: rounds.into_iter().collect(), ..Work::default() }
            });
            crew.push(Member { driver: driver.clone(), open, work });
        }
        crew
    }

    /// The usual day with a van.
    pub fn first_round(&self, vehicle: String) -> Round {
        Round { vehicle, start: self.departure.to_owned(), end: String::new() }
    }

    /// The van that somebody gets who comes along after all: one of their own that nobody drives.
    pub fn free_van(&self, driver: UserId, day: Option<Day>, crew: &[Member]) -> String {
        let driven: BTreeSet<&str> = crew
            .iter()
            .filter(|member| member.driver.id != driver)
            .flat_map(|member| &member.work.rounds)
            .map(|round| &*round.vehicle)
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
    use furgo_shared::{units::Km, vehicles::StoredVehicle};
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

    pub fn route(driver: u128, vehicle: &VehicleView, status: RouteStatus) -> RouteRowView {
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
            depart_at: "2026-11-23T08:00:00Z".parse().ok(),
            ends_at: "2026-11-23T11:37:20Z".parse().ok(),
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
        crew.iter()
            .map(|member| {
                let round = member.work.rounds.first();
                (member.works(), round.map_or("", |round| &*round.vehicle))
            })
            .collect()
    }

    #[test]
    fn whoever_has_a_free_van_drives_it_and_no_van_goes_twice() {
        let (drivers, vehicles) =
            ([driver(1), driver(2), driver(3)], [van("a", &[1, 2]), van("b", &[2])]);
        let fleet =
            Fleet { drivers: &drivers, vehicles: &vehicles, routes: &[], departure: "08:00" };
        let crew = fleet.crew(Some(day()), &BTreeMap::new());
        assert_eq!(shown(&crew), [(true, "a"), (true, "b"), (false, "")]);
        assert_eq!(crew[0].work.rounds[0].start, "08:00");
    }

    #[test]
    fn without_vans_of_their_own_everybody_drives() {
        let (drivers, vehicles) = ([driver(1), driver(2)], [van("a", &[])]);
        let fleet = Fleet { drivers: &drivers, vehicles: &vehicles, routes: &[], departure: "" };
        assert_eq!(shown(&fleet.crew(None, &BTreeMap::new())), [(true, ""), (true, "")]);
    }

    #[test]
    fn whoever_has_an_open_route_is_not_proposed_and_neither_is_the_van() {
        let (drivers, vehicles) = ([driver(1), driver(2)], [van("a", &[1, 2])]);
        let routes = [route(1, &vehicles[0], RouteStatus::Planned)];
        let fleet =
            Fleet { drivers: &drivers, vehicles: &vehicles, routes: &routes, departure: "" };
        let crew = fleet.crew(Some(day()), &BTreeMap::new());
        assert_eq!((&*crew[0].open, crew[1].open.len()), (&routes[..], 0));
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
        let round = Round { vehicle: "a".to_owned(), ..Round::default() };
        let chosen = Work { rounds: vec![round], ..Work::default() };
        let crew = fleet.crew(None, &BTreeMap::from([(drivers[1].id, chosen)]));
        assert_eq!(shown(&crew), [(false, ""), (true, "a")]);
        assert_eq!(fleet.free_van(drivers[1].id, None, &crew), "b");
        assert_eq!(fleet.free_van(drivers[0].id, None, &crew), "");
    }

    #[test]
    fn rows_are_first_routes_that_take_more_and_then_rounds() {
        let (drivers, vehicles) = ([driver(1)], [van("a", &[1])]);
        let planned = route(1, &vehicles[0], RouteStatus::Planned);
        let running = RouteRowView {
            id: RouteId(Uuid::from_u128(91)),
            ..route(1, &vehicles[0], RouteStatus::InProgress)
        };
        let routes = [planned.clone(), running.clone()];
        let fleet =
            Fleet { drivers: &drivers, vehicles: &vehicles, routes: &routes, departure: "08:00" };
        let work = Work {
            onto: [(planned.id, "13:00".to_owned()), (running.id, String::new())].into(),
            rounds: vec![Round::default()],
        };
        let crew = fleet.crew(Some(day()), &BTreeMap::from([(drivers[0].id, work)]));
        let rows: Vec<_> = crew[0].rows().collect();
        assert_eq!(rows, [Row::Onto(&planned, "13:00"), Row::Round(0, &Round::default())]);
    }

    #[test]
    fn a_further_round_begins_when_the_one_before_is_over_with_its_van() {
        let (drivers, vehicles) = ([driver(1)], [van("a", &[1])]);
        let routes = [route(1, &vehicles[0], RouteStatus::Planned)];
        let fleet =
            Fleet { drivers: &drivers, vehicles: &vehicles, routes: &routes, departure: "" };
        let mut crew = fleet.crew(Some(day()), &BTreeMap::new());
        let round = |start: &str| Round {
            vehicle: "a".to_owned(),
            start: start.to_owned(),
            end: String::new(),
        };
        assert_eq!(crew[0].next_round(String::new()), round("11:40"), "nobody leaves at a second");
        crew[0].work.rounds = vec![Round { end: "15:00".to_owned(), ..round("11:40") }];
        assert_eq!(crew[0].next_round(String::new()), round("15:00"));
        crew[0].open.clear();
        crew[0].work.rounds.clear();
        assert_eq!(crew[0].next_round("b".to_owned()).vehicle, "b");
    }
}
