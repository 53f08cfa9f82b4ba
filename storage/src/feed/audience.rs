//! Who listens, and sets of them.

use furgo_ground::Person;

/// Listeners at a time, of all people together.
pub const LISTENERS_MAX: usize = 256;
/// Of these, places that only the office takes: whoever plans the day must hear of it when the
/// drivers' screens have taken all others.
pub const LISTENERS_OF_OFFICE: usize = 20;
const WORD_BITS: usize = 64;

/// A set of listeners, a bit for each place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Audience([u64; LISTENERS_MAX / WORD_BITS]);

impl Audience {
    /// Whether the listener in this place belongs to it.
    pub fn has(&self, slot: usize) -> bool {
        self.0.get(slot / WORD_BITS).is_some_and(|word| word & bit(slot) != 0)
    }

    /// Both together.
    pub fn with(mut self, other: Self) -> Self {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
        self
    }

    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn set(&mut self, slot: usize, belongs: bool) {
        if let Some(word) = self.0.get_mut(slot / WORD_BITS) {
            *word = if belongs { *word | bit(slot) } else { *word & !bit(slot) };
        }
    }
}

const fn bit(slot: usize) -> u64 {
    1 << (slot % WORD_BITS)
}

/// Everybody who listens, by person: what one window of somebody may know, the others may too.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    people: Vec<(Person, Audience)>,
    taken: Audience,
    /// Counts who came: news that were judged before somebody came say nothing of them.
    came: u64,
}

impl Roll {
    /// Nobody listens.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whoever listens.
    pub fn people(&self) -> impl Iterator<Item = (Person, Audience)> {
        self.people.iter().copied()
    }

    /// How many have come until now.
    pub fn as_of(&self) -> u64 {
        self.came
    }

    /// Gives a place, and the count that includes it; `None` when all are taken.
    pub fn enter(&mut self, person: Person) -> Option<(usize, u64)> {
        let kept = if person.is_office() { 0 } else { LISTENERS_OF_OFFICE };
        let slot = (0..LISTENERS_MAX - kept).find(|slot| !self.taken.has(*slot))?;
        self.taken.set(slot, true);
        self.came += 1;
        match self.people.iter_mut().find(|(known, _)| *known == person) {
            Some((_, audience)) => audience.set(slot, true),
            None => {
                let mut audience = Audience::default();
                audience.set(slot, true);
                self.people.push((person, audience));
            }
        }
        Some((slot, self.came))
    }

    /// Takes a place back.
    pub fn leave(&mut self, person: Person, slot: usize) {
        self.taken.set(slot, false);
        for (known, audience) in &mut self.people {
            if *known == person {
                audience.set(slot, false);
            }
        }
        self.people.retain(|(_, audience)| !audience.is_empty());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use furgo_shared::{
        access::Role,
        id::{SessionId, UserId},
    };
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> Person {
        Person {
            id: UserId(Uuid::from_u128(number)),
            role: Role::Dispatcher,
            session: SessionId(Uuid::from_u128(number)),
        }
    }

    #[test]
    fn some_places_are_the_office_s() {
        let mut roll = Roll::default();
        let driver = Person { role: Role::Driver, ..person(1) };
        let places = (0..LISTENERS_MAX).filter(|_| roll.enter(driver).is_some()).count();
        assert_eq!(places, LISTENERS_MAX - LISTENERS_OF_OFFICE);
        assert!((0..LISTENERS_OF_OFFICE).all(|_| roll.enter(person(2)).is_some()));
        assert_eq!(roll.enter(person(2)), None);
    }

    #[test]
    fn a_place_is_free_again_when_its_listener_has_left() {
        let mut roll = Roll::default();
        let places: Vec<_> =
            (0..LISTENERS_MAX).map(|n| roll.enter(person(n as u128 % 3)).unwrap().0).collect();
        assert_eq!(roll.enter(person(9)), None);
        assert_eq!(roll.people().count(), 3);
        let all = roll.people().fold(Audience::default(), |all, (_, some)| all.with(some));
        assert!(places.iter().all(|slot| all.has(*slot)));

        roll.leave(person(0), places[0]);
        assert_eq!(roll.enter(person(9)), Some((places[0], LISTENERS_MAX as u64 + 1)));
        let (_, of_nine) = roll.people().find(|(known, _)| *known == person(9)).unwrap();
        assert!(of_nine.has(places[0]) && !of_nine.has(places[3]));
        for (number, slot) in places.iter().enumerate().skip(1) {
            roll.leave(person(number as u128 % 3), *slot);
        }
        roll.leave(person(9), places[0]);
        assert!(roll.is_empty());
    }
}
