//! Which ways a vehicle may use, in which direction, and how fast.
//!
//! The meaning of keys and values is the OpenStreetMap wiki's
//! (<https://wiki.openstreetmap.org/wiki/Key:access>, `Key:oneway`, `Key:maxspeed`,
//! `Key:barrier`); the speeds are free-flow speeds, near those that OSRM's profiles use.
//!
//! Deliberately absent: rules that hold at certain hours, limits of height and weight, tolls,
//! traffic.

mod access;
mod barrier;
mod direction;
mod speed;

pub use access::Access;
pub use barrier::{passable, signal};
pub use direction::Direction;

use crate::{pbf::Tags, rules::Rules};

/// What drives. Its number stands in files, so it never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VehicleKind {
    /// A car or a van of up to 3.5 t.
    Van,
    /// A bicycle that carries a load.
    CargoBike,
}

impl VehicleKind {
    pub const ALL: [Self; 2] = [Self::Van, Self::CargoBike];

    /// The number in files.
    pub fn code(self) -> u32 {
        match self {
            Self::Van => 0,
            Self::CargoBike => 1,
        }
    }

    pub fn from_code(code: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Van => "van",
            Self::CargoBike => "cargo-bike",
        }
    }

    /// The word in sentences.
    pub fn spoken(self) -> &'static str {
        match self {
            Self::Van => "van",
            Self::CargoBike => "cargo bike",
        }
    }
}

/// How a way may be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passage {
    /// Speed along the way in km/h; `None` where it is closed in this direction.
    pub forward_kmh: Option<f64>,
    /// Speed against the way's direction.
    pub backward_kmh: Option<f64>,
    /// In each direction: only those may use it who have business there.
    pub ends_only: [bool; 2],
    pub surroundings: Surroundings,
    /// How long a ferry takes, where it says so, in seconds.
    pub crossing_s: Option<u32>,
}

/// What a driver sees of a way beside its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    pub is_ferry: bool,
    pub is_roundabout: bool,
    /// Nobody can stop there, so no place is taken to lie at it.
    pub no_stopping: bool,
    /// A pedestrian street, where vans deliver at certain hours.
    pub is_pedestrian: bool,
}

/// How a vehicle may use a way with these tags; `None` when it may not.
pub fn passage(rules: &Rules, tags: &Tags<'_>) -> Option<Passage> {
    let kind = rules.kind;
    if tags.is("area", "yes") || tags.is("impassable", "yes") {
        return None;
    }
    let is_ferry = tags.is("route", "ferry");
    let class = match is_ferry {
        true => "ferry",
        false => tags.get("highway")?,
    };
    let base_kmh = speed::of_class(kind, class, tags)?;
    let directions = direction::of(kind, class, tags)?;
    let access = |may_drive: bool, direction| match may_drive {
        true => access::along(rules, class, tags, direction),
        false => Access::Closed,
    };
    let access = [
        access(directions.forward, Direction::Forward),
        access(directions.backward, Direction::Backward),
    ];
    if access == [Access::Closed; 2] {
        return None;
    }
    let [forward, backward] = access.map(|access| access != Access::Closed);
    Some(Passage {
        forward_kmh: forward.then(|| speed::along(kind, base_kmh, tags, Direction::Forward)),
        backward_kmh: backward.then(|| speed::along(kind, base_kmh, tags, Direction::Backward)),
        ends_only: access.map(|access| access == Access::EndsOnly),
        surroundings: Surroundings {
            is_ferry,
            is_roundabout: direction::is_roundabout(tags),
            no_stopping: is_ferry || matches!(class, "motorway" | "motorway_link"),
            is_pedestrian: kind == VehicleKind::Van && class == "pedestrian",
        },
        crossing_s: is_ferry.then(|| tags.get("duration").and_then(speed::duration_s)).flatten(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn van(pairs: &[(&'static str, &'static str)]) -> Option<Passage> {
        passage(&VehicleKind::Van.into(), &pairs.iter().copied().collect())
    }

    fn bike(pairs: &[(&'static str, &'static str)]) -> Option<Passage> {
        passage(&VehicleKind::CargoBike.into(), &pairs.iter().copied().collect())
    }

    fn directions(passage: Option<Passage>) -> (bool, bool) {
        let passage = passage.expect("it may be used");
        (passage.forward_kmh.is_some(), passage.backward_kmh.is_some())
    }

    #[test]
    fn one_ways_bind_by_vehicle() {
        let street = ("highway", "residential");
        assert_eq!(directions(van(&[street])), (true, true));
        assert_eq!(directions(van(&[street, ("oneway", "yes")])), (true, false));
        assert_eq!(directions(van(&[street, ("oneway", "-1")])), (false, true));
        assert_eq!(directions(van(&[street, ("junction", "roundabout")])), (true, false));
        assert_eq!(directions(van(&[("highway", "motorway")])), (true, false));
        assert_eq!(directions(van(&[("highway", "motorway"), ("oneway", "no")])), (true, true));
        assert_eq!(van(&[street, ("oneway", "reversible")]), None);
        let contraflow = [street, ("oneway", "yes"), ("oneway:bicycle", "no")];
        assert_eq!(directions(van(&contraflow)), (true, false));
        assert_eq!(directions(bike(&contraflow)), (true, true));
        let van_only = [street, ("oneway", "yes"), ("oneway:motor_vehicle", "no")];
        assert_eq!(directions(van(&van_only)), (true, true));
    }

    #[test]
    fn the_most_special_access_tag_decides() {
        let street = ("highway", "unclassified");
        for (key, value) in
            [("access", "no"), ("access", "agricultural;forestry"), ("motor_vehicle", "no")]
        {
            assert_eq!(van(&[street, (key, value)]), None, "{key}={value}");
        }
        assert!(van(&[street, ("access", "no"), ("motor_vehicle", "yes")]).is_some());
        assert!(van(&[street, ("access", "no"), ("goods", "delivery")]).is_some());
        assert!(van(&[street, ("bicycle", "no")]).is_some());
        assert_eq!(bike(&[street, ("bicycle", "no")]), None);
        assert_eq!(van(&[("highway", "pedestrian")]), None);
        assert!(van(&[("highway", "pedestrian"), ("motor_vehicle", "delivery")]).is_some());
        assert_eq!(van(&[("highway", "track")]), None);
        assert!(van(&[("highway", "track"), ("motor_vehicle", "yes")]).is_some());
        for footway in ["footway", "steps", "proposed", "construction", "cycleway"] {
            assert_eq!(van(&[("highway", footway)]), None, "{footway}");
        }
        assert!(bike(&[("highway", "cycleway")]).is_some());
        assert_eq!(bike(&[("highway", "motorway")]), None);
    }

    #[test]
    fn what_is_said_of_one_direction_binds_that_direction() {
        let street = ("highway", "residential");
        for key in ["access", "vehicle", "motor_vehicle", "motorcar", "goods"] {
            let forward: &'static str = format!("{key}:forward").leak();
            let backward: &'static str = format!("{key}:backward").leak();
            assert_eq!(directions(van(&[street, (forward, "no")])), (false, true), "{key}");
            assert_eq!(directions(van(&[street, (backward, "no")])), (true, false), "{key}");
            let one = van(&[street, (key, "no"), (forward, "yes")]);
            assert_eq!(directions(one), (true, false), "{key}");
            let ends = van(&[street, (backward, "destination")]);
            assert_eq!(directions(ends), (true, true), "{key}");
            assert_eq!(ends.map(|passage| passage.ends_only), Some([false, true]), "{key}");
        }
        // A one-way into a street that is closed in that direction can't be driven at all.
        assert_eq!(van(&[street, ("oneway", "yes"), ("motor_vehicle:forward", "no")]), None);
        // The more special key decides, whichever of them names a direction.
        let goods = [street, ("vehicle:forward", "no"), ("goods", "yes")];
        assert_eq!(directions(van(&goods)), (true, true));
        let bus_lane = [street, ("motor_vehicle", "yes"), ("access:backward", "no")];
        assert_eq!(directions(van(&bus_lane)), (true, true));
        assert_eq!(directions(bike(&[street, ("motor_vehicle:forward", "no")])), (true, true));
        assert_eq!(directions(bike(&[street, ("bicycle:backward", "no")])), (true, false));
        assert_eq!(directions(bike(&[street, ("vehicle:backward", "no")])), (true, false));
        let against = [street, ("oneway", "yes"), ("oneway:vehicle", "-1")];
        assert_eq!(directions(van(&against)), (false, true));
        assert_eq!(directions(bike(&against)), (false, true));
    }

    #[test]
    fn residents_streets_are_for_those_with_business_there() {
        let street = ("highway", "residential");
        let ends = |pairs: &[_]| van(pairs).map(|passage| passage.ends_only);
        for value in ["destination", "private", "delivery", "customers", "permit", "residents"] {
            assert_eq!(ends(&[street, ("access", value)]), Some([true; 2]), "{value}");
            assert_eq!(ends(&[street, ("motor_vehicle", value)]), Some([true; 2]), "{value}");
        }
        assert_eq!(ends(&[street, ("access", "agricultural;destination")]), Some([true; 2]));
        assert_eq!(ends(&[street, ("access", "private;yes")]), Some([false; 2]));
        assert_eq!(ends(&[street, ("access", "private"), ("vehicle", "yes")]), Some([false; 2]));
        assert_eq!(ends(&[street, ("access", "permissive")]), Some([false; 2]));
        assert_eq!(ends(&[("highway", "track"), ("access", "private")]), Some([true; 2]));
    }

    #[test]
    fn pedestrian_streets_open_by_their_signs_or_by_the_setting() {
        let street = ("highway", "pedestrian");
        let late = Rules { pedestrian_until: Some(11 * 60), ..VehicleKind::Van.into() };
        let with = |pairs: &[(&'static str, &'static str)]| {
            passage(&late, &pairs.iter().copied().collect())
        };
        assert_eq!(van(&[street]), None);
        let open = with(&[street]).expect("open for delivery");
        assert_eq!((open.ends_only, open.surroundings.is_pedestrian), ([true; 2], true));
        assert_eq!(with(&[street, ("motor_vehicle", "no")]), None);
        assert_eq!(with(&[street, ("oneway", "yes")]).map(|way| way.backward_kmh), Some(None));
        assert_eq!(with(&[("highway", "footway")]), None);
        assert_eq!(with(&[street, ("motor_vehicle", "yes")]).unwrap().ends_only, [false; 2]);
    }

    #[test]
    fn bollards_that_sink_and_locks_let_those_through_who_have_business_there() {
        let point = |pairs: &[(&'static str, &'static str)]| {
            passable(VehicleKind::Van, &pairs.iter().copied().collect())
        };
        let bollard = ("barrier", "bollard");
        assert_eq!(point(&[("highway", "crossing")]), Access::Open);
        assert_eq!(point(&[bollard]), Access::Closed);
        assert_eq!(point(&[bollard, ("bollard", "removable")]), Access::Closed);
        assert_eq!(point(&[bollard, ("bollard", "rising")]), Access::EndsOnly);
        assert_eq!(point(&[("barrier", "rising_bollard")]), Access::EndsOnly);
        assert_eq!(point(&[bollard, ("bollard", "rising"), ("access", "yes")]), Access::Open);
        assert_eq!(point(&[bollard, ("bollard", "rising"), ("access", "no")]), Access::Closed);
        assert_eq!(point(&[("barrier", "gate")]), Access::Open);
        assert_eq!(point(&[("barrier", "gate"), ("locked", "yes")]), Access::EndsOnly);
        assert_eq!(point(&[("barrier", "gate"), ("access", "private")]), Access::EndsOnly);
        assert_eq!(point(&[("barrier", "gate"), ("motor_vehicle", "no")]), Access::Closed);
        assert_eq!(point(&[("barrier", "toll_booth"), ("access", "customers")]), Access::Open);
        assert_eq!(point(&[("barrier", "toll_booth"), ("access", "no")]), Access::Closed);
    }

    #[test]
    fn speeds_follow_signs_and_surfaces() {
        let kmh = |pairs: &[_]| van(pairs).and_then(|passage| passage.forward_kmh).unwrap();
        let road = ("highway", "secondary");
        assert_eq!(kmh(&[road, ("maxspeed", "50")]), 40.0);
        assert!((kmh(&[road, ("maxspeed", "30 mph")]) - 38.624).abs() < 0.01);
        assert_eq!(kmh(&[road, ("maxspeed", "walk")]), 5.0);
        assert_eq!(kmh(&[road, ("maxspeed", "0")]), kmh(&[road]));
        assert_eq!(kmh(&[road, ("maxspeed", "nonsense")]), kmh(&[road]));
        assert!(kmh(&[road, ("surface", "cobblestone")]) < kmh(&[road]));
        let by_direction = [road, ("maxspeed", "80"), ("maxspeed:backward", "50")];
        assert_eq!(van(&by_direction).unwrap().backward_kmh, Some(40.0));
        assert_eq!(kmh(&by_direction), 64.0);
        assert!(kmh(&[("highway", "service")]) < kmh(&[("highway", "residential")]));
        assert!(kmh(&[("highway", "residential")]) < kmh(&[("highway", "primary")]));
    }

    #[test]
    fn ferries_carry_vans_and_say_how_long_they_take() {
        let ferry = van(&[("route", "ferry"), ("duration", "00:25")]).expect("a ferry");
        assert_eq!(ferry.crossing_s, Some(1500));
        assert!(ferry.surroundings.is_ferry && ferry.surroundings.no_stopping);
        assert_eq!(van(&[("route", "ferry"), ("motor_vehicle", "no")]), None);
        let ends = |value| van(&[("route", "ferry"), ("access", value)]).map(|way| way.ends_only);
        assert_eq!(ends("customers"), Some([false; 2]), "it leads on");
        assert_eq!(ends("private"), Some([true; 2]));
        assert_eq!(van(&[("route", "ferry"), ("foot", "yes"), ("motorcar", "no")]), None);
    }
}
