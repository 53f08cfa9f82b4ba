//! The queue as a pure state: what is waiting, what is next, how long to pause.

use std::{collections::VecDeque, rc::Rc};

use uuid::Uuid;
use yew::Reducible;

use crate::api::Request;

/// One write. Its id is the Idempotency-Key of every attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub id: Uuid,
    pub request: Request,
}

/// What happens to the queue.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Append(Command),
    /// The server answered; `applied` unless it refused.
    Answered {
        id: Uuid,
        applied: bool,
    },
    /// Nobody answered.
    Unanswered {
        id: Uuid,
    },
    /// The server no longer knows us: everything waits for a sign-in.
    Locked {
        id: Uuid,
    },
    /// The same person signed in again.
    Unlocked,
    /// The connection may be back: do not wait any longer.
    Revive,
    /// Somebody signed out.
    Clear,
}

/// Commands in the order of their making.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    commands: VecDeque<Command>,
    /// Attempts of the first command that nobody answered.
    attempts: u32,
    /// Waiting for a sign-in.
    locked: bool,
    /// Attempts that have ended, however they ended.
    turns: u32,
    /// Grows with every applied write: what is on the screen may have changed.
    revision: u32,
}

/// The first pause after a failure.
const PAUSE_FIRST_MS: u32 = 1_000;
/// The longest pause: somebody may be looking at the screen.
const PAUSE_MAX_MS: u32 = 30_000;

impl Queue {
    /// The command to send now.
    pub fn first(&self) -> Option<&Command> {
        self.commands.front().filter(|_| !self.locked)
    }

    /// Attempts that have ended.
    pub fn turns(&self) -> u32 {
        self.turns
    }

    /// All commands without an answer.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        self.commands.iter()
    }

    /// Commands without an answer.
    pub fn len(&self) -> usize {
        self.commands.len()
    }

    /// Everything is answered.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// The last attempt found nobody.
    pub fn is_cut_off(&self) -> bool {
        self.attempts > 0
    }

    /// Attempts of the first command that nobody answered.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    fn is_first(&self, id: Uuid) -> bool {
        self.commands.front().is_some_and(|first| first.id == id)
    }

    /// Grows with every applied write and every new sign-in.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Milliseconds before the next attempt: doubling, spread by `random` in 0..1 so that many
    /// phones do not come back in the same instant.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the maximum"
    )]
    pub fn pause_ms(&self, random: f64) -> u32 {
        if self.attempts == 0 {
            return 0;
        }
        let doubled =
            PAUSE_FIRST_MS.saturating_mul(1 << (self.attempts - 1).min(16)).min(PAUSE_MAX_MS);
        (f64::from(doubled) * (0.5 + random / 2.0)) as u32
    }
}

impl Reducible for Queue {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut queue = (*self).clone();
        match event {
            Event::Append(command) => queue.commands.push_back(command),
            Event::Answered { id, applied } => {
                queue.turns += 1;
                queue.commands.retain(|command| command.id != id);
                queue.attempts = 0;
                queue.revision += u32::from(applied);
            }
            Event::Unanswered { id } => {
                queue.turns += 1;
                queue.attempts += u32::from(queue.is_first(id));
            }
            Event::Locked { id } => {
                queue.turns += 1;
                queue.locked = queue.is_first(id);
            }
            Event::Unlocked => {
                queue.locked = false;
                queue.attempts = 0;
                queue.revision += 1;
            }
            Event::Revive => queue.attempts = queue.attempts.min(1),
            Event::Clear => {
                queue = Self { revision: queue.revision, turns: queue.turns, ..Self::default() }
            }
        }
        Rc::new(queue)
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{api, validate::Empty};

    use super::*;

    fn command(number: u128) -> Command {
        let request = Request::write(&api::REACTIVATE_VEHICLE, &["van"], &Empty {});
        Command { id: Uuid::from_u128(number), request }
    }

    fn after(events: impl IntoIterator<Item = Event>) -> Rc<Queue> {
        events.into_iter().fold(Rc::new(Queue::default()), Reducible::reduce)
    }

    #[test]
    fn commands_are_sent_in_the_order_of_their_making() {
        let id = |number| Uuid::from_u128(number);
        let queue = after([
            Event::Append(command(1)),
            Event::Append(command(2)),
            Event::Unanswered { id: id(1) },
        ]);
        assert_eq!(queue.first().map(|first| first.id), Some(id(1)));
        let queue = queue.reduce(Event::Answered { id: id(1), applied: true });
        assert_eq!((queue.first().map(|first| first.id), queue.len()), (Some(id(2)), 1));
    }

    #[test]
    fn only_applied_writes_change_what_is_shown() {
        let id = Uuid::from_u128(1);
        let refused = after([Event::Append(command(1)), Event::Answered { id, applied: false }]);
        let applied = after([Event::Append(command(1)), Event::Answered { id, applied: true }]);
        assert_eq!((refused.revision(), applied.revision()), (0, 1));
        assert!(refused.is_empty() && applied.is_empty());
    }

    #[test]
    fn pauses_grow_up_to_a_limit_and_end_with_an_answer() {
        let id = Uuid::from_u128(1);
        let mut queue = after([Event::Append(command(1))]);
        assert_eq!(queue.pause_ms(1.0), 0);
        let mut pauses = Vec::new();
        for _ in 0..40 {
            queue = queue.reduce(Event::Unanswered { id });
            pauses.push(queue.pause_ms(1.0));
        }
        assert_eq!(&pauses[..6], [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
        assert_eq!(pauses.last(), Some(&30_000));
        assert!(queue.is_cut_off() && queue.pause_ms(0.0) == 15_000);
        assert!(!queue.reduce(Event::Answered { id, applied: true }).is_cut_off());
    }

    #[test]
    fn a_session_that_ended_keeps_what_is_waiting() {
        let id = Uuid::from_u128(1);
        let locked = after([Event::Append(command(1)), Event::Locked { id }]);
        assert_eq!((locked.first(), locked.len()), (None, 1));
        let unlocked = locked.reduce(Event::Unlocked);
        assert_eq!((unlocked.first().map(|first| first.id), unlocked.revision()), (Some(id), 1));
    }

    #[test]
    fn signing_out_empties_the_queue() {
        let queue = after([Event::Append(command(1)), Event::Append(command(2)), Event::Clear]);
        assert!(queue.is_empty());
    }
}
