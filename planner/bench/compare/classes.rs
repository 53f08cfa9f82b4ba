//! Kinds of instances, so that gaps are only averaged over what is alike.

use furgo_planner_bench::Instance;
use serde::{Deserialize, Serialize};

/// What restricts the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Class {
    OneVanWindows,
    OneVan,
    Capacity,
    NarrowWindows,
    WideWindows,
}

impl Class {
    pub const ALL: [Self; 5] =
        [Self::OneVanWindows, Self::OneVan, Self::Capacity, Self::NarrowWindows, Self::WideWindows];

    /// The word for `--classes`.
    pub fn word(self) -> &'static str {
        match self {
            Self::OneVanWindows => "tsptw",
            Self::OneVan => "tsp",
            Self::Capacity => "capacity",
            Self::NarrowWindows => "narrow",
            Self::WideWindows => "wide",
        }
    }

    /// What a table calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::OneVanWindows => "one van, windows",
            Self::OneVan => "one van",
            Self::Capacity => "capacity",
            Self::NarrowWindows => "narrow windows",
            Self::WideWindows => "wide windows",
        }
    }

    /// The class of an instance. Solomon's naming is followed: a 1 after the letters means short
    /// routes, a 2 long ones. Elsewhere windows are wide from a quarter of the day on.
    pub fn of(instance: &Instance) -> Self {
        match (instance.vehicles, instance.has_windows()) {
            (1, true) => Self::OneVanWindows,
            (1, false) => Self::OneVan,
            (_, false) => Self::Capacity,
            (_, true) => solomon(&instance.name).unwrap_or_else(|| by_width(instance)),
        }
    }
}

fn solomon(name: &str) -> Option<Class> {
    let rest = ["RC", "R", "C"].iter().find_map(|letters| name.strip_prefix(letters))?;
    match rest.chars().next() {
        Some('1') => Some(Class::NarrowWindows),
        Some('2') => Some(Class::WideWindows),
        _ => None,
    }
}

fn by_width(instance: &Instance) -> Class {
    let day = instance.close[0] - instance.open[0];
    let widths = (1..instance.size).map(|place| instance.close[place] - instance.open[place]);
    let mean = widths.map(|width| width.clamp(0, day)).sum::<i64>() / (instance.size as i64 - 1);
    if mean * 4 < day { Class::NarrowWindows } else { Class::WideWindows }
}

/// How many stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    Day,
    Fleet,
    Large,
}

impl Band {
    /// What a table calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Day => "to 150",
            Self::Fleet => "151–600",
            Self::Large => "from 601",
        }
    }

    /// The band of an instance with so many places.
    pub fn of(places: usize) -> Self {
        match places {
            0..=151 => Self::Day,
            152..=601 => Self::Fleet,
            _ => Self::Large,
        }
    }
}

/// A row of the table: what is alike in kind and size.
pub type Group = (Class, Band);

#[cfg(test)]
mod tests {
    use super::*;

    fn instance(name: &str, vehicles: usize, close: i64) -> Instance {
        let (name, size) = (name.to_owned(), 3);
        let close = vec![1_000, close, close];
        Instance { name, size, vehicles, open: vec![0; 3], close, ..Instance::default() }
    }

    #[test]
    fn a_class_follows_from_vehicles_windows_and_solomons_names() {
        let never = 30 * 86_400;
        let cases = [
            (instance("n20", 1, 100), Class::OneVanWindows),
            (instance("kroA", 1, never), Class::OneVan),
            (instance("X-n101", 9, never), Class::Capacity),
            (instance("RC1_10_3", 9, 900), Class::NarrowWindows),
            (instance("C204", 9, 100), Class::WideWindows),
            (instance("town", 9, 100), Class::NarrowWindows),
            (instance("Rural", 9, 600), Class::WideWindows),
        ];
        for (instance, class) in cases {
            assert_eq!(Class::of(&instance), class, "{}", instance.name);
        }
    }

    #[test]
    fn the_depot_does_not_count_as_a_stop() {
        assert_eq!(Band::of(151), Band::Day);
        assert_eq!(Band::of(152), Band::Fleet);
        assert_eq!(Band::of(602), Band::Large);
    }
}
