//! When a van really comes: the plan of a route, moved on by what has happened since. Pure, so that
//! office, phone, recipient and API say the same; the phone computes it without a network from what it
//! has.
//!
//! The van drives as long between two stops as was planned, stays at each as long as was planned, and
//! waits for a window that has not opened. What it sets out from is the last thing that is known: that
//! it stands at a stop, that it left one, that it left the depot; else its departure. What has not
//! happened yet does not happen before now.

use chrono::TimeDelta;

use super::{RouteLegs, RouteStatus, RouteView, StoredRoute, StoredStop};
use crate::{id::StopId, packages::TimeWindow, time::Timestamp};

/// A route, as far as times depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveRoute {
    pub status: RouteStatus,
    pub departs_at: Option<Timestamp>,
    pub started_at: Option<Timestamp>,
}

/// A stop, as far as times depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LiveStop {
    /// Of the plan; `None` while nobody knows where it is.
    pub planned: Option<Timestamp>,
    /// Seconds of driving from the stop before it, if the plan kept them.
    pub travel_s: Option<u32>,
    pub service_s: u32,
    pub window: Option<TimeWindow>,
    pub arrived_at: Option<Timestamp>,
    pub left_at: Option<Timestamp>,
    /// Nothing is to be done there any more.
    pub is_done: bool,
}

impl LiveStop {
    fn stay(&self) -> TimeDelta {
        TimeDelta::seconds(i64::from(self.service_s))
    }

    /// A van that is early waits for the window to open.
    fn begins(&self, at: Timestamp) -> Timestamp {
        self.window.map_or(at, |window| at.max(window.from))
    }

    /// Minutes behind the end of the recipient's window at this instant; begun ones count.
    pub fn late_min(&self, at: Timestamp) -> u32 {
        self.window.map_or(0, |window| minutes(at - window.to))
    }
}

impl From<&StoredStop> for LiveStop {
    fn from(stop: &StoredStop) -> Self {
        Self {
            planned: stop.estimated_arrival,
            travel_s: stop.travel_s,
            service_s: stop.service_s,
            window: stop.window,
            arrived_at: stop.actual_arrival,
            left_at: stop.departed_at,
            is_done: stop.outcome.is_some(),
        }
    }
}

impl From<&StoredRoute> for LiveRoute {
    fn from(route: &StoredRoute) -> Self {
        Self { status: route.status, departs_at: route.depart_at, started_at: route.started_at }
    }
}

/// What is expected of an open route now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Of each stop in its order; `None` where the van has been, or nobody knows where it is.
    pub arrivals: Vec<Option<Timestamp>>,
    /// By how many minutes the next stop comes later than planned; below zero is earlier.
    pub delay_min: Option<i32>,
    /// Stops that come behind the end of their window.
    pub late_stops: u32,
}

/// Whole minutes of a span that has begun; none below zero.
fn minutes(span: TimeDelta) -> u32 {
    u32::try_from((span.num_seconds().max(0) + 59) / 60).unwrap_or(u32::MAX)
}

/// When the van comes to the stops that are still to be done, in the order that they stand in.
pub fn expected(route: LiveRoute, stops: &[LiveStop], now: Timestamp) -> Expected {
    if !route.status.is_open() {
        return Expected { arrivals: vec![None; stops.len()], ..Expected::default() };
    }
    let mut free_at = sets_out(route, stops, now);
    // Where the plan has the van before a stop, for plans that did not keep how long it drives.
    let mut planned_from = route.departs_at;
    let (mut expected, mut is_first) = (Expected::default(), true);
    let stands = standing(stops);
    for (place, stop) in stops.iter().enumerate() {
        let drive = match (stop.travel_s, stop.planned.zip(planned_from)) {
            (Some(seconds), _) => TimeDelta::seconds(i64::from(seconds)),
            (None, Some((at, from))) => (at - from).max(TimeDelta::zero()),
            (None, None) => TimeDelta::zero(),
        };
        planned_from = stop.planned.map(|at| stop.begins(at) + stop.stay()).or(planned_from);
        if stop.is_done || Some(place) == stands {
            expected.arrivals.push(None);
            continue;
        }
        let at = stop.begins(free_at.map_or(now, |free_at| free_at + drive).max(now));
        free_at = Some(at + stop.stay());
        let at = stop.planned.map(|_| at);
        expected.arrivals.push(at);
        if let Some((at, planned)) = at.zip(stop.planned) {
            if std::mem::take(&mut is_first) {
                expected.delay_min = i32::try_from((at - stop.begins(planned)).num_minutes()).ok();
            }
            expected.late_stops += u32::from(stop.late_min(at) > 0);
        }
    }
    expected
}

/// The place of the stop to be done where the driver has arrived and has not been elsewhere since:
/// whoever said so at the wrong door drives on, and is expected there again.
pub fn standing(stops: &[LiveStop]) -> Option<usize> {
    let left = stops.iter().filter_map(|stop| stop.left_at).max();
    let arrived = stops.iter().enumerate().filter_map(|(place, stop)| {
        let at = stop.arrived_at.filter(|_| !stop.is_done && stop.left_at.is_none())?;
        left.is_none_or(|left| at >= left).then_some((place, at))
    });
    arrived.max_by_key(|(_, at)| *at).map(|(place, _)| place)
}

/// From where the van drives on, and when, as planning sees it: from the stop where it stands or that it
/// left last, `None` from the depot; nothing is planned into the past.
pub fn drives_on(
    route: LiveRoute,
    stops: &[LiveStop],
    now: Timestamp,
) -> (Option<usize>, Timestamp) {
    if route.status != RouteStatus::InProgress {
        return (None, route.departs_at.unwrap_or(now));
    }
    let standing = standing(stops).and_then(|place| Some((place, stops.get(place)?)));
    if let Some((place, stop)) = standing {
        return (Some(place), (stop.arrived_at.unwrap_or(now) + stop.stay()).max(now));
    }
    let left = stops.iter().enumerate().filter_map(|(place, stop)| Some((stop.left_at?, place)));
    (left.max().map(|(_, place)| place), now)
}

/// When the van can drive on.
fn sets_out(route: LiveRoute, stops: &[LiveStop], now: Timestamp) -> Option<Timestamp> {
    if let Some(stop) = standing(stops).and_then(|place| stops.get(place)) {
        return stop.arrived_at.map(|at| (at + stop.stay()).max(now));
    }
    let left = stops.iter().filter_map(|stop| stop.left_at).max();
    match left.or(route.started_at) {
        Some(at) => Some(at),
        None => route.departs_at.map(|at| at.max(now)),
    }
}

impl RouteView {
    /// Plans the stops that are to be driven to in the order that they stand in, by these legs. When and
    /// where the van is free then; `None` where no way leads on, and the rest stays as it was.
    pub fn retime(
        &mut self,
        legs: &RouteLegs,
        now: Timestamp,
    ) -> Option<(Timestamp, Option<StopId>)> {
        let stops: Vec<LiveStop> = self.stops.iter().map(|stop| (&stop.stored).into()).collect();
        let (from, mut at) = drives_on((&self.stored).into(), &stops, now);
        let mut place = from.and_then(|from| self.stops.get(from)).map(|stop| stop.id);
        let stands = standing(&stops);
        for ((number, stop), live) in self.stops.iter_mut().enumerate().zip(&stops) {
            if live.is_done || Some(number) == stands {
                continue;
            }
            let (drive_s, _) = legs.leg(place, Some(stop.id))?;
            at += TimeDelta::seconds(i64::from(drive_s));
            stop.stored.travel_s = Some(drive_s);
            stop.stored.estimated_arrival = stop.is_located.then_some(at);
            at = live.begins(at) + live.stay();
            place = Some(stop.id);
        }
        Some((at, place))
    }

    /// Says of each stop when the van is expected there, and how late the route is.
    pub fn expect(&mut self, now: Timestamp) {
        let stops: Vec<LiveStop> = self.stops.iter().map(|stop| (&stop.stored).into()).collect();
        let expected = expected((&self.stored).into(), &stops, now);
        for ((stop, live), at) in self.stops.iter_mut().zip(&stops).zip(expected.arrivals) {
            stop.expected_arrival = at;
            stop.late_min = at.map(|at| live.late_min(at)).filter(|late| *late > 0);
        }
        (self.delay_min, self.late_stops) = (expected.delay_min, expected.late_stops);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use chrono::{TimeZone as _, Utc};

    use super::*;

    fn at(hour: u32, minute: u32) -> Timestamp {
        Utc.with_ymd_and_hms(2026, 11, 30, hour, minute, 0).unwrap()
    }

    /// Ten minutes of driving before it, five of staying.
    fn stop(planned: Timestamp) -> LiveStop {
        LiveStop {
            planned: Some(planned),
            travel_s: Some(600),
            service_s: 300,
            window: None,
            arrived_at: None,
            left_at: None,
            is_done: false,
        }
    }

    fn day() -> (LiveRoute, [LiveStop; 3]) {
        let route = LiveRoute {
            status: RouteStatus::Planned,
            departs_at: Some(at(8, 0)),
            started_at: None,
        };
        (route, [stop(at(8, 10)), stop(at(8, 25)), stop(at(8, 40))])
    }

    fn running(started_at: Timestamp) -> (LiveRoute, [LiveStop; 3]) {
        let (route, stops) = day();
        let started_at = Some(started_at);
        (LiveRoute { status: RouteStatus::InProgress, started_at, ..route }, stops)
    }

    #[track_caller]
    fn comes(route: LiveRoute, stops: &[LiveStop], now: Timestamp, wanted: &[(u32, u32)]) {
        let arrivals = expected(route, stops, now).arrivals;
        let wanted: Vec<_> = wanted.iter().map(|(hour, minute)| at(*hour, *minute)).collect();
        assert_eq!(arrivals.into_iter().flatten().collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_plan_holds_until_it_is_late() {
        let (route, stops) = day();
        comes(route, &stops, at(7, 0), &[(8, 10), (8, 25), (8, 40)]);
        assert_eq!(expected(route, &stops, at(7, 0)).delay_min, Some(0));
        // It should have left half an hour ago.
        comes(route, &stops, at(8, 30), &[(8, 40), (8, 55), (9, 10)]);
        assert_eq!(expected(route, &stops, at(8, 30)).delay_min, Some(30));
    }

    #[test]
    fn what_happens_moves_what_follows() {
        let (route, mut stops) = running(at(8, 5));
        comes(route, &stops, at(8, 6), &[(8, 15), (8, 30), (8, 45)]);
        // It is not there yet.
        comes(route, &stops, at(8, 20), &[(8, 20), (8, 35), (8, 50)]);
        stops[0].arrived_at = Some(at(8, 20));
        comes(route, &stops, at(8, 21), &[(8, 35), (8, 50)]);
        // It takes longer there.
        comes(route, &stops, at(8, 30), &[(8, 40), (8, 55)]);
        (stops[0].left_at, stops[0].is_done) = (Some(at(8, 31)), true);
        comes(route, &stops, at(8, 32), &[(8, 41), (8, 56)]);
        assert_eq!(expected(route, &stops, at(8, 32)).delay_min, Some(16));
    }

    #[test]
    fn an_arrival_at_the_wrong_door_does_not_hold_the_van_there() {
        let (route, mut stops) = running(at(8, 0));
        stops[0].arrived_at = Some(at(8, 10));
        (stops[1].arrived_at, stops[1].left_at) = (Some(at(8, 20)), Some(at(8, 25)));
        stops[1].is_done = true;
        comes(route, &stops, at(8, 26), &[(8, 35), (8, 50)]);
    }

    #[test]
    fn a_van_that_is_early_waits_for_a_window_and_loses_its_lead() {
        let (route, mut stops) = running(at(7, 50));
        stops[1].window = Some(TimeWindow { from: at(8, 20), to: at(8, 30) });
        comes(route, &stops, at(7, 51), &[(8, 0), (8, 20), (8, 35)]);
        assert_eq!(expected(route, &stops, at(7, 51)).delay_min, Some(-10));
        // The plan waits there too: then it is no delay.
        (stops[0].arrived_at, stops[0].left_at) = (Some(at(8, 10)), Some(at(8, 15)));
        stops[0].is_done = true;
        stops[1].window = Some(TimeWindow { from: at(9, 0), to: at(9, 30) });
        comes(route, &stops, at(8, 15), &[(9, 0), (9, 15)]);
        assert_eq!(expected(route, &stops, at(8, 15)).delay_min, Some(0));
        let (route, mut stops) = running(at(7, 50));
        stops[1].window = Some(TimeWindow { from: at(8, 20), to: at(8, 30) });
        // Too late for the window, it is said by how much.
        let late = expected(route, &stops, at(8, 25));
        assert_eq!((late.arrivals[1], late.late_stops), (Some(at(8, 40)), 1));
        assert_eq!(stops[1].late_min(at(8, 40)), 10);
        assert_eq!(stops[1].late_min(at(8, 30)), 0);
    }

    #[test]
    fn plans_that_kept_no_driving_times_tell_them_by_their_arrivals() {
        let (route, mut stops) = running(at(8, 30));
        stops.iter_mut().for_each(|stop| stop.travel_s = None);
        comes(route, &stops, at(8, 31), &[(8, 40), (8, 55), (9, 10)]);
    }

    #[test]
    fn nothing_is_expected_of_a_route_that_is_over_or_of_a_place_that_nobody_knows() {
        let (route, mut stops) = running(at(8, 0));
        stops[1].planned = None;
        comes(route, &stops, at(8, 1), &[(8, 10), (8, 40)]);
        let over = LiveRoute { status: RouteStatus::Completed, ..route };
        comes(over, &stops, at(8, 1), &[]);
        assert_eq!(expected(over, &stops, at(8, 1)).arrivals.len(), 3);
    }
}
