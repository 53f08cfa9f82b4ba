//! Which presses count: those of something that has stood where the finger came down for a while.
//! A second tap, meant for the first thing, must not hit what has taken its place.

use std::collections::BTreeMap;

/// How long something must have stood where it is pressed.
pub const STEADY_MS: u32 = 1_000;

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Frame {
    /// The same rectangle, that much further right and down.
    pub fn moved(self, (right, down): (f64, f64)) -> Self {
        Self {
            left: self.left + right,
            top: self.top + down,
            right: self.right + right,
            bottom: self.bottom + down,
        }
    }

    fn holds(self, (x, y): (f64, f64)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
}

/// Where something stands. Scrolling moves it on the screen and not on the page; what sticks to the
/// screen moves on the page. Only what moves on both has moved by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is about.
    pub about: String,
    pub on_screen: Frame,
    pub on_page: Frame,
}

/// A finger that came down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finger {
    pub at_ms: f64,
    pub on_screen: (f64, f64),
    pub on_page: (f64, f64),
}

/// What stood where, for as far back as a press asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Each place with the moment since when it is known, oldest first.
    known: BTreeMap<String, Vec<(f64, Place)>>,
    finger: Option<Finger>,
}

impl Standing {
    /// Notes where things stand now; what is not among them is gone.
    pub fn look(&mut self, places: Vec<Place>, now_ms: f64) {
        let mut known = std::mem::take(&mut self.known);
        for place in places {
            let mut trail = known.remove(&place.about).unwrap_or_default();
            if trail.last().is_none_or(|(_, last)| *last != place) {
                trail.push((now_ms, place.clone()));
            }
            let reached = now_ms - f64::from(STEADY_MS);
            let passed = trail.iter().filter(|(since, _)| *since <= reached).count();
            trail.drain(..passed.saturating_sub(1));
            self.known.insert(place.about, trail);
        }
    }

    /// Notes a finger that came down.
    pub fn touch(&mut self, finger: Finger) {
        self.finger = Some(finger);
    }

    /// Whether a press of this counts. A key has no place: there it is enough that the thing itself
    /// has been there.
    pub fn counts(&self, about: &str, by_finger: bool, now_ms: f64) -> bool {
        let Some(trail) = self.known.get(about) else { return false };
        let finger = self.finger.filter(|_| by_finger);
        let pressed_ms = finger.map_or(now_ms, |finger| finger.at_ms);
        let was_there =
            trail.first().is_some_and(|(since, _)| pressed_ms - since >= f64::from(STEADY_MS));
        let was_here = |finger: Finger| {
            trail.iter().all(|(_, place)| place.on_screen.holds(finger.on_screen))
                || trail.iter().all(|(_, place)| place.on_page.holds(finger.on_page))
        };
        was_there && finger.is_none_or(was_here)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bar of the given stop, 100 high, whose upper edge stands there.
    fn bar(about: &str, top: f64, scrolled: f64) -> Place {
        let on_screen = Frame { left: 0.0, top, right: 390.0, bottom: top + 100.0 };
        Place { about: about.to_owned(), on_screen, on_page: on_screen.moved((0.0, scrolled)) }
    }

    fn finger(at_ms: f64, y: f64, scrolled: f64) -> Finger {
        Finger { at_ms, on_screen: (200.0, y), on_page: (200.0, y + scrolled) }
    }

    struct Case {
        what: &'static str,
        /// When the page was looked at, and where its one bar stood.
        looks: Vec<(f64, Place)>,
        finger: Finger,
        counts: bool,
    }

    #[test]
    fn only_a_press_of_what_stood_there_counts() {
        let stop = |about, top| bar(about, top, 0.0);
        let cases = [
            Case {
                what: "it stood there for a second",
                looks: vec![(0.0, stop("a", 700.0))],
                finger: finger(1_000.0, 750.0, 0.0),
                counts: true,
            },
            Case {
                what: "it came a moment ago",
                looks: vec![(0.0, stop("a", 700.0))],
                finger: finger(999.0, 750.0, 0.0),
                counts: false,
            },
            Case {
                what: "a second tap after 600 ms meets the next stop",
                looks: vec![(0.0, stop("b", 700.0)), (5_000.0, stop("a", 700.0))],
                finger: finger(5_600.0, 750.0, 0.0),
                counts: false,
            },
            Case {
                what: "a second tap after 250 ms meets what jumped by 59 pixels",
                looks: vec![(0.0, stop("a", 641.0)), (5_000.0, stop("a", 700.0))],
                finger: finger(5_250.0, 750.0, 0.0),
                counts: false,
            },
            Case {
                what: "it jumped, and the finger is where it was before and after",
                looks: vec![(0.0, stop("a", 641.0)), (5_000.0, stop("a", 700.0))],
                finger: finger(5_250.0, 720.0, 0.0),
                counts: true,
            },
            Case {
                what: "a second after the jump it stands there",
                looks: vec![(0.0, stop("a", 641.0)), (5_000.0, stop("a", 700.0))],
                finger: finger(6_000.0, 750.0, 0.0),
                counts: true,
            },
            Case {
                what: "the driver scrolled",
                looks: vec![(0.0, bar("a", 700.0, 0.0)), (5_000.0, bar("a", 300.0, 400.0))],
                finger: finger(5_010.0, 350.0, 400.0),
                counts: true,
            },
            Case {
                what: "it sticks to the screen while the page scrolls",
                looks: vec![(0.0, bar("a", 700.0, 0.0)), (5_000.0, bar("a", 700.0, 400.0))],
                finger: finger(5_010.0, 750.0, 400.0),
                counts: true,
            },
        ];
        for Case { what, looks, finger, counts } in cases {
            let mut standing = Standing::default();
            for (at_ms, place) in looks {
                standing.look(vec![place], at_ms);
            }
            standing.look(standing.places(), finger.at_ms);
            standing.touch(finger);
            assert_eq!(standing.counts("a", true, finger.at_ms + 90.0), counts, "{what}");
        }
    }

    #[test]
    fn what_went_and_came_back_begins_anew() {
        let mut standing = Standing::default();
        standing.look(vec![bar("a", 700.0, 0.0)], 0.0);
        standing.look(Vec::new(), 5_000.0);
        standing.look(vec![bar("a", 700.0, 0.0)], 5_100.0);
        standing.touch(finger(5_200.0, 750.0, 0.0));
        assert!(!standing.counts("a", true, 5_200.0));
    }

    #[test]
    fn a_held_key_does_not_run_through_the_stops() {
        let mut standing = Standing::default();
        standing.touch(finger(0.0, 750.0, 0.0));
        standing.look(vec![bar("a", 700.0, 0.0)], 4_000.0);
        assert!(!standing.counts("a", false, 4_030.0));
        assert!(standing.counts("a", false, 5_000.0));
        assert!(!standing.counts("b", false, 5_000.0), "nothing is known of it");
    }

    #[test]
    fn no_more_is_kept_than_a_press_asks_for() {
        let mut standing = Standing::default();
        for step in 0..1_000 {
            let at = f64::from(step) * 10.0;
            standing.look(vec![bar("a", at, 0.0)], at);
        }
        assert!(standing.known["a"].len() <= 102, "{}", standing.known["a"].len());
    }

    impl Standing {
        fn places(&self) -> Vec<Place> {
            self.known.values().filter_map(|trail| Some(trail.last()?.1.clone())).collect()
        }
    }
}
