//! What the server's answers change.

use furgo_shared::{
    problem::{ErrorCode, Problem},
    sync::{
        DigestView, Ending, EntityChange, MutationResult, Op, PulledView, PushedView, SnapshotView,
    },
    time::Timestamp,
};
use uuid::Uuid;

use crate::{Copy, Entity, Entry, Pause, Phone, State, Write};

impl Phone {
    /// An answer to a push.
    pub fn pushed(&mut self, view: &PushedView, now: Timestamp) -> Vec<Write> {
        let mut writes = Vec::new();
        for result in &view.results {
            let client_id = self.meta.client_id;
            let is_it = |entry: &&mut Entry| {
                entry.client_id == client_id && entry.seq == result.seq && entry.id == result.id
            };
            if let Some(entry) = self.entries.iter_mut().find(is_it) {
                entry.state = state_after(result, now);
                restore(entry, result, now);
                writes.push(Write::Entry(Box::new(entry.clone())));
            }
        }
        self.meta.push_max = furgo_shared::sync::MUTATIONS_MAX;
        self.meet(view.epoch, view.last_seq);
        // What the author threw away is nobody's news.
        let discarded =
            |entry: &Entry| !entry.is_waiting() && entry.kind == furgo_shared::sync::DISCARDED;
        writes.extend(self.retire(discarded));
        writes.push(self.meta_now());
        writes
    }

    /// A push, a pull or another question of the phone was refused as a whole. Nothing that waits is
    /// touched by it.
    #[allow(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else is said, it is said of the request, and asked again"
    )]
    pub fn refused(&mut self, problem: &Problem) -> Vec<Write> {
        let meta = &mut self.meta;
        match problem.code {
            ErrorCode::NotSignedIn | ErrorCode::OtherPerson => {
                meta.pause = Some(Pause::SignedOut);
            }
            ErrorCode::DeviceRevoked => {
                meta.pause = Some(Pause::Revoked);
                return self.forget();
            }
            ErrorCode::ClientStateForked => meta.is_forked = true,
            ErrorCode::CursorExpired => meta.cursor = None,
            ErrorCode::BodyTooLarge if meta.push_max > 1 => {
                meta.push_max = (meta.push_max / 2).max(1)
            }
            ErrorCode::SequenceGap => {
                let expected = problem.expected_seq.unwrap_or(meta.next_seq);
                self.server_is_at(expected.saturating_sub(1));
                if !self.meta.is_behind && !self.meta.is_forked {
                    // A number is missing here. Without one to fill in, asking again changes nothing.
                    return self.fill_holes(expected);
                }
            }
            _ => return Vec::new(),
        }
        vec![self.meta_now()]
    }

    /// A snapshot: in place of all that was there.
    pub fn snapshot(&mut self, view: &SnapshotView, now: Timestamp) -> Vec<Write> {
        let mut writes = vec![Write::CopyGone];
        writes.extend(view.entities.iter().filter_map(write_of));
        self.meta.offline_until_h = view.offline_until_h;
        self.meta.heals = false;
        writes.extend(self.reaches(view.cursor.clone(), view.as_of, now));
        if self.meta.epoch != Some(view.epoch) {
            // Numbers of the other log say nothing of this one.
            writes.extend(self.retire(|entry| matches!(entry.state, State::Taken { .. })));
        }
        self.continues(view.epoch, view.last_seq);
        writes.push(self.meta_now());
        writes
    }

    /// An answer to a pull with the cursor `asked`. One that another window has overtaken says
    /// nothing any more.
    pub fn pulled(&mut self, asked: &str, view: &PulledView, now: Timestamp) -> Vec<Write> {
        if self.meta.cursor.as_deref() != Some(asked) {
            return Vec::new();
        }
        let mut writes: Vec<Write> = view.changes.iter().filter_map(write_of).collect();
        writes.extend(self.reaches(view.cursor.clone(), view.as_of, now));
        self.meet(view.epoch, view.last_seq);
        writes.push(self.meta_now());
        writes
    }

    /// A digest. Whether copy and server agree; `None` when they cannot be compared, because
    /// something waits or one of them is ahead.
    pub fn compared(&mut self, view: &DigestView, copy: &Copy) -> (Option<bool>, Vec<Write>) {
        let is_comparable = self.waiting().is_empty()
            && self.meta.cursor.is_some()
            && self.meta.epoch == Some(view.epoch)
            && self.meta.as_of == view.as_of;
        if !is_comparable {
            return (None, Vec::new());
        }
        if copy.digests() == view.digests {
            return (Some(true), Vec::new());
        }
        (self.meta.cursor, self.meta.heals) = (None, true);
        (Some(false), vec![self.meta_now()])
    }

    /// Forgets the copy: it may not be shown any more. What waits stays.
    pub fn forget(&mut self) -> Vec<Write> {
        (self.meta.cursor, self.meta.as_of, self.meta.copied_at) = (None, 0, None);
        vec![Write::CopyGone, self.meta_now()]
    }

    /// The copy reaches further: what it shows now needs no preview any more.
    fn reaches(&mut self, cursor: String, as_of: u64, now: Timestamp) -> Vec<Write> {
        (self.meta.cursor, self.meta.as_of) = (Some(cursor), as_of);
        self.meta.copied_at = Some(now);
        let is_shown = |entry: &Entry| match &entry.state {
            State::Taken { server_seq, .. } => *server_seq <= as_of,
            State::Waiting | State::Refused { .. } | State::TooLate { .. } => false,
        };
        self.retire(is_shown)
    }

    /// Compares what the server knows of this phone with what the phone knows.
    fn meet(&mut self, epoch: Uuid, last_seq: u64) {
        if self.meta.epoch.is_some_and(|known| known != epoch) {
            // Numbers of another log say nothing of this one.
            (self.meta.cursor, self.meta.as_of) = (None, 0);
        }
        self.continues(epoch, last_seq);
    }

    /// The server goes on with this history. Where that is another than before, it may lack whatever the
    /// journal has, also what was counted under an earlier id of this phone.
    fn continues(&mut self, epoch: Uuid, last_seq: u64) {
        if self.meta.epoch.replace(epoch).is_some_and(|known| known != epoch) {
            self.meta.is_behind = true;
        }
        self.server_is_at(last_seq);
    }

    fn server_is_at(&mut self, last_seq: u64) {
        if last_seq >= self.meta.next_seq {
            self.meta.is_forked = true;
        } else {
            self.meta.is_behind |= last_seq < self.meta.last_seq;
            self.meta.last_seq = last_seq;
        }
    }
}

fn state_after(result: &MutationResult, at: Timestamp) -> State {
    let ending = match result.outcome {
        Ending::Duplicate => result.first.unwrap_or(Ending::Applied),
        Ending::Applied | Ending::AppliedWithException | Ending::Rejected => result.outcome,
    };
    match (ending, &result.problem) {
        (Ending::Rejected, Some(problem)) => {
            State::Refused { problem: Box::new(problem.clone()), at }
        }
        _ => {
            let exceptions = result.exceptions.clone();
            State::Taken { server_seq: result.server_seq, exceptions, at }
        }
    }
}

/// What its author threw away, and the server has all the same, is what it was. Of what was thrown away
/// in time nothing is kept.
fn restore(entry: &mut Entry, result: &MutationResult, at: Timestamp) {
    // Of what a server has forgotten it says only that it was taken.
    let is_known = result.outcome != Ending::Duplicate || result.first.is_some();
    let has_effect = is_known && !result.discarded && matches!(entry.state, State::Taken { .. });
    if let Some((kind, args)) = entry.was.take()
        && has_effect
    {
        (entry.kind, entry.args, entry.state) = (kind, args, State::TooLate { at });
    }
}

fn write_of(change: &EntityChange) -> Option<Write> {
    Some(match (change.op, &change.data) {
        (Op::Put, Some(data)) => {
            let entity = Entity { v: change.v, data: data.clone() };
            Write::Entity(change.t, change.id, entity)
        }
        (Op::Del | Op::Evict, _) => Write::EntityGone(change.t, change.id),
        // A newer server may leave out what this version does not need.
        (Op::Put, None) => return None,
    })
}
