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
    /// The longitude of the antimeridian; its other name is the same below zero.
    pub(crate) const HALF_TURN_E7: i32 = 1_800_000_000;

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
        self.lat_e7.unsigned_abs() <= 900_000_000
            && self.lon_e7.unsigned_abs() <= Self::HALF_TURN_E7.unsigned_abs()
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
        let east = self.east_e7(other) as f64 / UNITS_PER_DEGREE;
        (east * metres_per_degree * self.lat().to_radians().cos(), north)
    }

    /// How far east `other` lies the shorter way around the earth, in ten millionths of a degree.
    fn east_e7(self, other: Self) -> i64 {
        let difference = i64::from(other.lon_e7) - i64::from(self.lon_e7);
        on_circle_e7(difference)
    }

    /// The same latitude, so far to the east.
    fn moved_east(self, east_e7: i64) -> Self {
        let lon_e7 = on_circle_e7(i64::from(self.lon_e7) + east_e7);
        Self { lon_e7: lon_e7 as i32, ..self }
    }

    /// The direction from here to there in degrees clockwise from north, 0 to 360.
    pub fn bearing_degrees(self, other: Self) -> f64 {
        let (east, north) = self.offset_m(other);
        east.atan2(north).to_degrees().rem_euclid(360.0)
    }

    /// The point at `share` (0 to 1) of the straight line to `other`.
    pub fn towards(self, other: Self, share: f64) -> Self {
        let (from, to) = (f64::from(self.lat_e7), f64::from(other.lat_e7));
        let lat_e7 = (from + (to - from) * share).round() as i32;
        let east_e7 = (self.east_e7(other) as f64 * share).round() as i64;
        Self { lat_e7, ..self.moved_east(east_e7) }
    }
}

/// A longitude, or the difference of two, as one from -180 to 180 degrees. Both names of the
/// antimeridian stay what they are.
fn on_circle_e7(lon_e7: i64) -> i64 {
    let half = i64::from(Place::HALF_TURN_E7);
    match lon_e7.abs() <= half {
        true => lon_e7,
        false => (lon_e7 + half).rem_euclid(2 * half) - half,
    }
}

/// The smallest rectangle around some places. It may lie across the antimeridian; then its western
/// longitude is above its eastern one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub south_west: Place,
    pub north_east: Place,
}

/// Degrees of longitude that are looked at one by one for the side of the earth without places.
const STRIPS: usize = 360;

impl Bounds {
    /// `None` around nothing. Takes time linear in the places.
    pub fn around(places: impl IntoIterator<Item = Place, IntoIter: Clone>) -> Option<Self> {
        let places = places.into_iter();
        let first = places.clone().next()?;
        let origin = Self::origin(places.clone());
        let start = (first.lat_e7, first.lat_e7, i64::MAX, i64::MIN);
        let (south, north, west, east) = places.fold(start, |(south, north, west, east), place| {
            let far_e7 = east_of(origin, place);
            (south.min(place.lat_e7), north.max(place.lat_e7), west.min(far_e7), east.max(far_e7))
        });
        let corner = |lat_e7, far_e7: i64| {
            let lon_e7 = on_circle_e7(i64::from(origin) + far_e7) as i32;
            Place { lat_e7, lon_e7 }
        };
        Some(Self { south_west: corner(south, west), north_east: corner(north, east) })
    }

    /// The longitude east of the widest side of the earth without places: from there on they are
    /// counted eastwards.
    fn origin(places: impl Iterator<Item = Place>) -> i32 {
        let mut is_taken = [false; STRIPS];
        let strip_e7 = UNITS_PER_DEGREE as i64;
        let half = i64::from(Place::HALF_TURN_E7);
        for place in places {
            let strip = (i64::from(place.lon_e7) + half) / strip_e7;
            is_taken[strip as usize % STRIPS] = true;
        }
        // Twice around, because the empty side may lie across the antimeridian.
        let (mut widest, mut after, mut width) = (0, 0, 0);
        for strip in 0..2 * STRIPS {
            width = if is_taken[strip % STRIPS] { 0 } else { width + 1 };
            if width > widest {
                (widest, after) = (width, (strip + 1) % STRIPS);
            }
        }
        (after as i64 * strip_e7 - half) as i32
    }

    /// How far the rectangle reaches to the east, in ten millionths of a degree.
    fn width_e7(&self) -> i64 {
        east_of(self.south_west.lon_e7, self.north_east)
    }

    /// The point in the middle between west and east, and between south and north.
    pub(crate) fn middle(&self) -> Place {
        let lat_e7 = self.south_west.lat_e7.midpoint(self.north_east.lat_e7);
        Place { lat_e7, ..self.south_west.moved_east(self.width_e7() / 2) }
    }

    /// Metres from west to east, at the middle latitude, and from south to north.
    pub(crate) fn extent_m(&self) -> (f64, f64) {
        let (east, north) =
            self.position_m(Place { lat_e7: self.north_east.lat_e7, ..self.middle() });
        (east.max(0.0) * 2.0, north.max(0.0))
    }

    /// Metres to the east and to the north of the south-western corner. The scale is that of the
    /// middle latitude.
    pub(crate) fn position_m(&self, place: Place) -> (f64, f64) {
        let middle = self.middle();
        let metres_per_degree = EARTH_RADIUS_M.to_radians();
        let east_e7 = middle.east_e7(place) + self.width_e7() / 2;
        let east = east_e7 as f64 / UNITS_PER_DEGREE * middle.lat().to_radians().cos();
        (east * metres_per_degree, self.south_west.offset_m(place).1)
    }

    /// The nearest point that lies within.
    pub fn clamp(&self, place: Place) -> Place {
        let (low, high) = (self.south_west.lat_e7, self.north_east.lat_e7);
        let half = self.width_e7() / 2;
        let middle = self.middle();
        let east_e7 = middle.east_e7(place);
        let moved = match (-half..=self.width_e7() - half).contains(&east_e7) {
            true => place,
            false => middle.moved_east(east_e7.clamp(-half, self.width_e7() - half)),
        };
        Place { lat_e7: place.lat_e7.clamp(low, high.max(low)), ..moved }
    }
}

/// How far east of a longitude a place lies, never westwards, in ten millionths of a degree.
fn east_of(lon_e7: i32, place: Place) -> i64 {
    (i64::from(place.lon_e7) - i64::from(lon_e7)).rem_euclid(2 * i64::from(Place::HALF_TURN_E7))
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
    fn the_antimeridian_is_no_border() {
        let (west, east) = (place(-17.0, 179.99), place(-17.0, -179.99));
        let metres = west.offset_m(east).0;
        assert!((metres - west.distance_m(east)).abs() < 1.0, "{metres}");
        assert!((west.bearing_degrees(east) - 90.0).abs() < 0.1);
        assert!((east.bearing_degrees(west) - 270.0).abs() < 0.1);
        assert_eq!(west.towards(east, 0.75), place(-17.0, -179.995));
        assert_eq!(east.towards(west, 0.75), place(-17.0, 179.995));
        assert_eq!(west.towards(east, 1.0), east);
    }

    #[test]
    fn a_rectangle_lies_around_its_places_also_across_the_antimeridian() {
        let around = |lons: &[f64]| {
            let bounds = Bounds::around(lons.iter().map(|lon| place(10.0, *lon))).expect("places");
            (bounds.south_west.lon(), bounds.north_east.lon())
        };
        assert_eq!(around(&[1.0, 3.0, 2.0]), (1.0, 3.0));
        assert_eq!(around(&[-170.0, 170.0]), (170.0, -170.0));
        assert_eq!(around(&[179.5, -179.5, 178.0]), (178.0, -179.5));
        assert_eq!(around(&[180.0, 179.0]), (179.0, 180.0));
        assert_eq!(around(&[-180.0, -179.0]), (-180.0, -179.0));
        assert_eq!(around(&[-180.0, -179.5, 179.5, 180.0]), (179.5, -179.5));
        assert_eq!(around(&[5.0]), (5.0, 5.0));
        let across = Bounds { south_west: place(0.0, 179.0), north_east: place(1.0, -179.0) };
        for (lon, clamped) in
            [(180.0, 180.0), (-180.0, -180.0), (178.0, 179.0), (-178.0, -179.0), (-179.5, -179.5)]
        {
            assert_eq!(across.clamp(place(0.5, lon)), place(0.5, clamped), "{lon}");
        }
        assert_eq!(across.clamp(place(2.0, -179.5)), place(1.0, -179.5));
    }

    #[test]
    fn what_is_not_on_earth_is_no_place() {
        assert_eq!(Place::from_degrees(90.1, 0.0), None);
        assert_eq!(Place::from_degrees(f64::NAN, 0.0), None);
        assert_eq!(Place::from_e7(0, 1_800_000_001), None);
    }
}
