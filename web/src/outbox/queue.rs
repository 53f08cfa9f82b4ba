//! The queue as a pure state: what is waiting, what is next, how long to pause, and what came of it.

use std::{collections::VecDeque, rc::Rc};

use furgo_phone::Entry;
use furgo_shared::{field::FieldCommand, files::FileDigest};
use uuid::Uuid;
use yew::Reducible;

use crate::{
    api::{ApiError, Request},
    cache::Shows,
    offline::{News, Outgoing, Settled},
};

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// By somebody on the way: in the order of its making, whatever becomes of other writes.
    Field(FieldCommand),
    /// By a form of the office.
    Office(Request),
    /// A photo or a paper of a record that was written before.
    File(Outgoing),
}

impl Work {
    /// Which lane it waits in.
    pub fn lane(&self) -> LaneName {
        match self {
            Self::Field(_) => LaneName::Field,
            Self::Office(_) => LaneName::Office,
            Self::File(_) => LaneName::Files,
        }
    }
}

/// One write. Its id is the Idempotency-Key of every attempt.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub id: Uuid,
    pub work: Work,
}

impl Command {
    /// How it is sent, unless it is a file.
    pub fn request(&self) -> Option<Request> {
        let request = match &self.work {
            Work::Field(command) => {
                let request = command.request();
                Request {
                    method: request.method,
                    url: request.path,
                    body: Some(request.body),
                    once: None,
                    if_match: None,
                }
            }
            Work::Office(request) => request.clone(),
            Work::File(_) => return None,
        };
        Some(Request { once: Some(self.id), ..request })
    }

    /// It writes about the record with this id.
    fn is_about(&self, id: &str) -> bool {
        matches!(&self.work, Work::Office(request) if request.url.contains(id))
    }
}

/// A delivery never waits for a form, and neither waits for a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneName {
    Field,
    Office,
    Files,
}

impl LaneName {
    /// All.
    pub const ALL: [Self; 3] = [Self::Field, Self::Office, Self::Files];
}

/// What happens to the queue.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Append(Command),
    /// The server took or refused it.
    Answered {
        id: Uuid,
        refused: Option<ApiError>,
    },
    /// Nobody answered, or nobody who could decide.
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
    /// What the phone of whoever drives has to say; nothing where nobody drives.
    Phone(Option<News>),
    /// Somebody signed out.
    Clear,
}

/// Commands in the order of their making, one under way at any time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    commands: VecDeque<Command>,
    /// Attempts of the first command that nobody answered.
    attempts: u32,
    /// Attempts that have ended, however they ended.
    turns: u32,
    /// Commands that were applied since the screen was last told to ask again.
    untold: usize,
}

/// What waits on the phone of somebody who drives, in its own store.
#[derive(Clone, Debug, PartialEq)]
pub struct OnPhone {
    pub news: News,
    waiting: Vec<Uuid>,
    /// What the day shows of it in advance.
    on_the_day: Vec<FieldCommand>,
    /// Ids of the records that come into being by it.
    creates: Vec<String>,
}

impl OnPhone {
    fn of(news: News) -> Self {
        let waiting = || news.entries.iter().filter(|entry| entry.is_waiting());
        Self {
            waiting: waiting().map(|entry| entry.id).collect(),
            on_the_day: waiting().filter_map(Entry::on_the_day).collect(),
            creates: waiting().filter_map(|entry| entry.creates().map(str::to_owned)).collect(),
            news,
        }
    }
}

/// All lanes, and what came of the field commands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Queue {
    /// In place of the field lane, for whoever drives.
    phone: Option<OnPhone>,
    field: Lane,
    office: Lane,
    files: Lane,
    /// Waiting for a sign-in.
    locked: bool,
    /// Grows when writes were applied: what is on the screen may have changed.
    revision: u32,
    journal: VecDeque<Settled>,
    /// Field commands that were ever settled, of which the journal holds the last ones.
    settled: usize,
}

/// The first pause after a failure.
const PAUSE_FIRST_MS: u32 = 1_000;
/// The longest pause: somebody may be looking at the screen.
const PAUSE_MAX_MS: u32 = 30_000;
/// More than a day's route can have waiting at once.
const JOURNAL_MAX: usize = 500;

impl Lane {
    /// Attempts that have ended.
    pub fn turns(&self) -> u32 {
        self.turns
    }

    /// Attempts of the first command that nobody answered.
    pub fn attempts(&self) -> u32 {
        self.attempts
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

    fn is_first(&self, id: Uuid) -> bool {
        self.commands.front().is_some_and(|first| first.id == id)
    }

    /// Files need no order: one that nobody decides about lets the others pass.
    fn go_round(&mut self, name: LaneName) {
        if name == LaneName::Files && !self.commands.is_empty() {
            self.commands.rotate_left(1);
        }
    }

    fn find(&self, id: Uuid) -> Option<&Command> {
        self.commands.iter().find(|command| command.id == id)
    }
}

impl Queue {
    /// One of the lanes.
    pub fn lane(&self, name: LaneName) -> &Lane {
        match name {
            LaneName::Field => &self.field,
            LaneName::Office => &self.office,
            LaneName::Files => &self.files,
        }
    }

    fn lane_mut(&mut self, name: LaneName) -> &mut Lane {
        match name {
            LaneName::Field => &mut self.field,
            LaneName::Office => &mut self.office,
            LaneName::Files => &mut self.files,
        }
    }

    /// Where a command waits.
    fn lane_of(&self, id: Uuid) -> Option<LaneName> {
        LaneName::ALL.into_iter().find(|name| self.lane(*name).find(id).is_some())
    }

    /// The command of a lane to send now. A write about a record waits until that has been entered.
    pub fn first(&self, name: LaneName) -> Option<&Command> {
        let is_free = |first: &&Command| !self.creates().any(|id| first.is_about(&id));
        self.lane(name).commands.front().filter(|_| !self.locked).filter(is_free)
    }

    /// Field commands without an answer.
    pub fn field(&self) -> impl Iterator<Item = &FieldCommand> {
        self.in_lane().chain(self.phone.iter().flat_map(|phone| &phone.on_the_day))
    }

    fn in_lane(&self) -> impl Iterator<Item = &FieldCommand> {
        self.field.commands.iter().filter_map(|command| match &command.work {
            Work::Field(command) => Some(command),
            Work::Office(_) | Work::File(_) => None,
        })
    }

    /// Ids of the records that wait to come into being.
    fn creates(&self) -> impl Iterator<Item = String> {
        let in_lane = self.in_lane().filter_map(FieldCommand::creates).map(|id| id.to_string());
        in_lane.chain(self.phone.iter().flat_map(|phone| phone.creates.iter().cloned()))
    }

    fn on_phone(&self) -> impl Iterator<Item = &Uuid> {
        self.phone.iter().flat_map(|phone| &phone.waiting)
    }

    /// What the phone said last, of whoever drives.
    pub fn phone(&self) -> Option<&News> {
        self.phone.as_ref().map(|phone| &phone.news)
    }

    /// Whether a file with these bytes waits already.
    pub fn has_file(&self, sha256: FileDigest) -> bool {
        let is_it =
            |command: &Command| matches!(&command.work, Work::File(file) if file.sha256 == sha256);
        self.files.commands.iter().any(is_it)
    }

    /// Commands without an answer.
    pub fn pending(&self) -> usize {
        let in_lanes: usize =
            LaneName::ALL.into_iter().map(|name| self.lane(name).commands.len()).sum();
        in_lanes + self.on_phone().count()
    }

    /// Writes without an answer that live as long as the page: not those in a phone's store.
    pub fn unkept(&self) -> usize {
        let kept = match self.phone().is_some_and(|news| news.is_kept) {
            true => self.on_phone().count() + self.files.commands.len(),
            false => 0,
        };
        self.pending() - kept
    }

    /// What whoever leaves leaves behind: writes without an answer, and answers that nobody has read.
    pub fn left_behind(&self) -> usize {
        let unread = |news: &News| news.entries.iter().filter(|entry| entry.is_unread()).count();
        let unread = self.phone().map_or(0, unread);
        self.pending() + unread
    }

    /// The last attempt of some lane found nobody.
    pub fn is_cut_off(&self) -> bool {
        LaneName::ALL.into_iter().any(|name| self.lane(name).attempts > 0)
            || self.phone().is_some_and(|news| news.is_cut_off)
    }

    /// The last attempt of this command's lane found nobody.
    pub fn is_held_up(&self, id: Uuid) -> bool {
        let is_on_phone = || self.on_phone().any(|waits| *waits == id);
        match self.lane_of(id) {
            Some(name) => self.lane(name).attempts > 0,
            None => self.phone().is_some_and(|news| news.is_cut_off) && is_on_phone(),
        }
    }

    /// This command is in the phone's store: whatever happens to the page, it is sent.
    pub fn is_kept(&self, id: Uuid) -> bool {
        let is_on_phone = || self.on_phone().any(|waits| *waits == id);
        self.phone().is_some_and(|news| news.is_kept) && is_on_phone()
    }

    /// Grows with applied writes and every new sign-in. Those that drain one behind the other are told
    /// together: what is shown meanwhile comes from the journal.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// How many field commands have been settled so far.
    pub fn settled(&self) -> usize {
        self.settled
    }

    /// What came of the field commands that an answer does not show, as far as it is still known.
    pub fn unshown(&self, shows: Shows) -> impl Iterator<Item = &Settled> {
        let first = match shows {
            Shows::Settled(seen) => {
                self.journal.len().saturating_sub(self.settled.saturating_sub(seen))
            }
            Shows::AsOf(_) => 0,
        };
        self.journal.iter().skip(first).filter(move |settled| match shows {
            Shows::Settled(_) => true,
            Shows::AsOf(reached) => settled.server_seq.is_some_and(|seq| seq > reached),
        })
    }

    fn settle(&mut self, id: Uuid, refused: Option<ApiError>) {
        let Some(name) = self.lane_of(id) else { return };
        let lane = self.lane_mut(name);
        lane.untold += usize::from(refused.is_none());
        let command = lane.find(id).cloned();
        lane.commands.retain(|command| command.id != id);
        lane.attempts = 0;
        if let Some(Command { work: Work::Field(command), .. }) = command {
            self.note(Settled { id, command, refused, server_seq: None });
        }
        let lane = self.lane(name);
        let is_drained = lane.commands.is_empty() || name == LaneName::Office;
        // Before the journal forgets any of them.
        if is_drained || lane.untold >= JOURNAL_MAX / 2 {
            self.tell(name);
        }
    }

    fn note(&mut self, settled: Settled) {
        self.journal.push_back(settled);
        self.settled += 1;
        if self.journal.len() > JOURNAL_MAX {
            self.journal.pop_front();
        }
    }

    /// What the phone says. The screen asks again when what was sent is all taken, and when the copy
    /// has changed.
    fn turn_to(&mut self, mut news: News) {
        let settled = std::mem::take(&mut news.settled);
        let (is_first, is_settled) = (self.phone.is_none(), !settled.is_empty());
        settled.into_iter().for_each(|settled| self.note(settled));
        let phone = OnPhone::of(news);
        let is_drained = is_settled && phone.waiting.is_empty();
        self.revision += u32::from(is_drained || (phone.news.is_copied && !is_first));
        self.phone = Some(phone);
    }

    /// The screen is to ask again, if anything was applied since it last did.
    fn tell(&mut self, name: LaneName) {
        let untold = std::mem::take(&mut self.lane_mut(name).untold);
        self.revision += u32::from(untold > 0);
    }
}

impl Reducible for Queue {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        let mut queue = (*self).clone();
        if let Event::Answered { id, .. } | Event::Unanswered { id } | Event::Locked { id } = &event
        {
            // Nobody knows the lane of one that was forgotten meanwhile: all look again.
            let of = queue.lane_of(*id);
            for name in LaneName::ALL {
                let is_about = of.is_none_or(|of| of == name);
                queue.lane_mut(name).turns += u32::from(is_about);
            }
        }
        match event {
            Event::Append(command) => {
                queue.lane_mut(command.work.lane()).commands.push_back(command);
            }
            Event::Answered { id, refused } => queue.settle(id, refused),
            Event::Unanswered { id } => {
                for name in LaneName::ALL {
                    let lane = queue.lane_mut(name);
                    if lane.is_first(id) {
                        lane.attempts += 1;
                        lane.go_round(name);
                        // Nobody knows when the rest will go.
                        queue.tell(name);
                    }
                }
            }
            Event::Locked { id } => {
                queue.locked = LaneName::ALL.into_iter().any(|name| queue.lane(name).is_first(id));
            }
            Event::Unlocked => {
                queue.locked = false;
                queue.revision += 1;
                LaneName::ALL.into_iter().for_each(|name| queue.lane_mut(name).attempts = 0);
            }
            Event::Revive => {
                for name in LaneName::ALL {
                    let lane = queue.lane_mut(name);
                    lane.attempts = lane.attempts.min(1);
                }
            }
            Event::Phone(Some(news)) => queue.turn_to(news),
            Event::Phone(None) => {
                queue.phone = None;
                queue.journal.clear();
            }
            Event::Clear => {
                let lane = |lane: &Lane| Lane { turns: lane.turns, ..Lane::default() };
                queue = Self {
                    field: lane(&queue.field),
                    office: lane(&queue.office),
                    files: lane(&queue.files),
                    revision: queue.revision,
                    settled: queue.settled,
                    ..Self::default()
                };
            }
        }
        Rc::new(queue)
    }
}

#[cfg(test)]
mod tests;
