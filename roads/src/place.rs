//! Points on the earth.

/// The mean radius of the earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Ten millionths of a degree: about a centimetre, and OpenStreetMap's own unit.
const UNITS_PER_DEGREE: f64 = 1e7;

/// A point in WGS 84, to a centimetre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Latitude in ten millionths of a degree.
    pub lat_e7: i32,
    /// Longitude in ten millionths of a degree.
    pub lon_e7: i32,
}

impl Place {
    /// From degrees; `None` when they are no place on earth.
    pub fn from_degrees(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then(|| Self {
            lat_e7: (lat * UNITS_PER_DEGREE).round() as i32,
            lon_e7: (lon * UNITS_PER_DEGREE).round() as i32,
        })
    }

    /// From OpenStreetMap's units; `None` when they are no place on earth.
    pub fn from_e7(lat_e7: i64, lon_e7: i64) -> Option<Self> {
        let place =
            Self { lat_e7: i32::try_from(lat_e7).ok()?, lon_e7: i32::try_from(lon_e7).ok()? };
        place.is_on_earth().then_some(place)
    }

    pub fn is_on_earth(self) -> bool {
        self.lat_e7.unsigned_abs() <= 900_000_000 && self.lon_e7.unsigned_abs() <= 1_800_000_000
    }

    /// Latitude in degrees, north positive.
    pub fn lat(self) -> f64 {
        f64::from(self.lat_e7) / UNITS_PER_DEGREE
    }

    /// Longitude in degrees, east positive.
    pub fn lon(self) -> f64 {
        f64::from(self.lon_e7) / UNITS_PER_DEGREE
    }

    /// The great-circle distance in metres, by the haversine formula (stable for short distances:
    /// R. W. Sinnott, Virtues of the Haversine, Sky and Telescope 68(2), 1984).
    pub fn distance_m(self, other: Self) -> f64 {
        let (lat_a, lat_b) = (self.lat().to_radians(), other.lat().to_radians());
        let half_lat = (lat_b - lat_a) / 2.0;
        let half_lon = (other.lon() - self.lon()).to_radians() / 2.0;
        let square = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
        2.0 * EARTH_RADIUS_M * square.clamp(0.0, 1.0).sqrt().asin()
    }

    /// Metres to the east and to the north of `self`, on the plane that touches the earth there.
    pub fn offset_m(self, other: Self) -> (f64, f64) {
        let metres_per_degree = EARTH_RADIUS_M.to_radians();
        let north = (other.lat() - self.lat()) * metres_per_degree;
        let east = (other.lon() - self.lon()) * metres_per_degree * self.lat().to_radians().cos();
        (east, north)
    }

    /// The direction from here to there in degrees clockwise from north, 0 to 360.
    pub fn bearing_degrees(self, other: Self) -> f64 {
        let (east, north) = self.offset_m(other);
        east.atan2(north).to_degrees().rem_euclid(360.0)
    }

    /// The point at `share` (0 to 1) of the straight line to `other`.
    pub fn towards(self, other: Self, share: f64) -> Self {
        let between = |from: i32, to: i32| {
            (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as i32
        };
        Self {
            lat_e7: between(self.lat_e7, other.lat_e7),
            lon_e7: between(self.lon_e7, other.lon_e7),
        }
    }
}

/// The smallest rectangle around some places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub south_west: Place,
    pub north_east: Place,
}

impl Bounds {
    /// `None` around nothing.
    pub fn around(places: impl IntoIterator<Item = Place>) -> Option<Self> {
        let mut places = places.into_iter();
        let first = places.next()?;
        let start = Self { south_west: first, north_east: first };
        Some(places.fold(start, |bounds, place| Self {
            south_west: Place {
                lat_e7: bounds.south_west.lat_e7.min(place.lat_e7),
                lon_e7: bounds.south_west.lon_e7.min(place.lon_e7),
            },
            north_east: Place {
                lat_e7: bounds.north_east.lat_e7.max(place.lat_e7),
                lon_e7: bounds.north_east.lon_e7.max(place.lon_e7),
            },
        }))
    }

    /// The nearest point that lies within.
    pub fn clamp(&self, place: Place) -> Place {
        let (low, high) = (self.south_west, self.north_east);
        Place {
            lat_e7: place.lat_e7.clamp(low.lat_e7, high.lat_e7.max(low.lat_e7)),
            lon_e7: place.lon_e7.clamp(low.lon_e7, high.lon_e7.max(low.lon_e7)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lat: f64, lon: f64) -> Place {
        Place::from_degrees(lat, lon).expect("on earth")
    }

    #[test]
    fn a_minute_of_latitude_is_a_nautical_mile() {
        let metres = place(43.0, -2.0).distance_m(place(43.0 + 1.0 / 60.0, -2.0));
        assert!((metres - 1853.2).abs() < 1.0, "{metres}");
    }

    #[test]
    fn bearings_go_clockwise_from_north() {
        let here = place(43.0, -2.0);
        for (lat, lon, degrees) in
            [(43.1, -2.0, 0.0), (43.0, -1.9, 90.0), (42.9, -2.0, 180.0), (43.0, -2.1, 270.0)]
        {
            assert!((here.bearing_degrees(place(lat, lon)) - degrees).abs() < 0.1);
        }
    }

    #[test]
    fn what_is_not_on_earth_is_no_place() {
        assert_eq!(Place::from_degrees(90.1, 0.0), None);
        assert_eq!(Place::from_degrees(f64::NAN, 0.0), None);
        assert_eq!(Place::from_e7(0, 1_800_000_001), None);
    }
}
