//! Changes the phone, in its store and in memory, and tells the app.

use std::rc::Rc;

use furgo_phone::{Copy, Entry, Phone, State, Write};
use uuid::Uuid;
use yew::platform::spawn_local;

use super::{Engine, News, ON_NEWS, Settled};
use crate::{
    api::ApiError,
    offline::{
        person,
        store::{Change, Changed},
    },
    platform::{clock, database::StoreError},
};

/// How long a browser may take to write something down.
const WRITE_MS: u32 = 8_000;

/// Something that somebody does with the outbox.
type Step = Box<dyn FnMut(&mut Phone) -> Vec<Write>>;

impl Engine {
    pub(super) fn change_apart(self: &Rc<Self>, mut change: Step) {
        let engine = self.clone();
        spawn_local(async move {
            // What was not written has not happened, and is still on the screen.
            engine.change(false, &mut |phone, _| change(phone)).await.unwrap_or_default();
            engine.poke();
        });
    }

    /// Whether it changed anything.
    pub(super) async fn change(
        &self,
        with_journal: bool,
        change: &mut Change<'_>,
    ) -> Result<bool, StoreError> {
        if self.has_left.get() {
            return Err(StoreError::Refused);
        }
        let (store, fresh) = (self.store.borrow().clone(), self.phone.borrow().meta.clone());
        let changed = match &store {
            Some(store) => {
                let changing = store.change(fresh, with_journal, change);
                // A browser that says nothing has written nothing that could be relied on.
                clock::within(WRITE_MS, changing).await.ok_or(StoreError::Refused)??
            }
            None => {
                let (before, journal) = (self.phone.borrow().clone(), self.journal.take());
                let mut after = before.clone();
                let writes = change(&mut after, journal.clone());
                *self.journal.borrow_mut() = journal;
                self.keep_journal(&writes);
                Changed { before, after, writes }
            }
        };
        let Changed { before, after, writes } = changed;
        // What was written stays written; whoever is here now is told nothing of it.
        if !writes.is_empty() && !self.has_left.get() {
            let is_behind = {
                let known = self.phone.borrow();
                (&known.meta.cursor, known.meta.as_of) != (&before.meta.cursor, before.meta.as_of)
            };
            self.adopt(after, &writes);
            if is_behind {
                // Another window's changes are in the store, and not in this window's copy.
                self.read_copy().await;
            }
        }
        Ok(!writes.is_empty())
    }

    async fn read_copy(&self) {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return };
        if let Ok(loaded) = store.load().await
            && let Some(phone) = loaded.phone
        {
            *self.copy.borrow_mut() = loaded.copy;
            self.turn_to(phone, true);
        }
    }

    pub(super) fn keep_journal(&self, writes: &[Write]) {
        let mut journal = self.journal.borrow_mut();
        for write in writes {
            match write {
                Write::Journal(entry) => journal.push((**entry).clone()),
                Write::JournalGone(id) => journal.retain(|entry| entry.id != *id),
                Write::Meta(_)
                | Write::Entry(_)
                | Write::EntryGone(_)
                | Write::Entity(..)
                | Write::EntityGone(..)
                | Write::CopyGone => {}
            }
        }
    }

    pub(super) fn adopt(&self, phone: Phone, writes: &[Write]) {
        let mut is_copied = false;
        if phone.meta.copied_at.is_none() {
            self.forget_answers();
        }
        {
            let mut copy = self.copy.borrow_mut();
            for write in writes {
                is_copied |=
                    matches!(write, Write::Entity(..) | Write::EntityGone(..) | Write::CopyGone);
                match write {
                    Write::Entity(kind, id, entity) => copy.put(*kind, *id, entity.clone()),
                    Write::EntityGone(kind, id) => copy.remove(*kind, *id),
                    Write::CopyGone => *copy = Copy::default(),
                    Write::Meta(_)
                    | Write::Entry(_)
                    | Write::EntryGone(_)
                    | Write::Journal(_)
                    | Write::JournalGone(_) => {}
                }
            }
        }
        self.turn_to(phone, is_copied);
        if let Some(channel) = &*self.channel.borrow() {
            channel.tell("[]");
        }
    }

    /// Reads what another window may have written.
    pub(super) async fn reload(&self) {
        let (store, known) = (self.store.borrow().clone(), self.phone.borrow().meta.clone());
        let Some(store) = store else { return };
        if let Ok(Some((phone, copy))) = store.look(&known).await
            && !self.has_left.get()
            && phone != *self.phone.borrow()
        {
            let is_copied = copy.is_some();
            if let Some(copy) = copy {
                *self.copy.borrow_mut() = copy;
            }
            self.turn_to(phone, is_copied);
        }
    }

    pub(super) fn turn_to(&self, phone: Phone, is_copied: bool) {
        let before = self.phone.replace(phone);
        let settled = {
            let phone = self.phone.borrow();
            let now = |id: Uuid| phone.entries.iter().find(|entry| entry.id == id);
            let over = before.waiting().into_iter().filter_map(|entry| {
                let after = now(entry.id);
                if after.is_some_and(Entry::is_waiting) {
                    return None;
                }
                settled(entry, after.map(|after| &after.state))
            });
            over.collect()
        };
        self.tell_settled(settled, is_copied);
    }

    pub(super) fn tell(&self, is_copied: bool) {
        self.tell_settled(Vec::new(), is_copied);
    }

    pub(super) fn tell_settled(&self, settled: Vec<Settled>, is_copied: bool) {
        if self.has_left.get() {
            return;
        }
        let phone = self.phone.borrow();
        let news = News {
            entries: Rc::new(phone.entries.clone()),
            settled,
            is_copied,
            is_cut_off: self.failed.get() > 0,
            is_kept: self.store.borrow().is_some(),
            lost: self.lost.get(),
            pause: phone.meta.pause,
            trouble: self.trouble.borrow().clone(),
        };
        // Without a store nobody knows what waits in it, and what waits here is kept nowhere.
        match news.is_kept {
            true if self.lost.get() == 0 => person::witness(self.user, phone.waiting().len()),
            true => {}
            false => person::note_unkept(self.user, phone.waiting().len()),
        }
        drop(phone);
        ON_NEWS.with_borrow(Clone::clone).emit(Some(news));
    }
}

/// What came of an entry, if the day shows it in advance.
pub(super) fn settled(entry: &Entry, now: Option<&State>) -> Option<Settled> {
    let (id, command) = (entry.id, entry.on_the_day()?);
    let (refused, server_seq) = match now {
        Some(State::Refused { problem, .. }) => (Some(ApiError::Problem(problem.clone())), None),
        Some(State::Taken { server_seq, .. }) => (None, Some(*server_seq)),
        Some(State::Waiting | State::TooLate { .. }) | None => (None, None),
    };
    Some(Settled { id, command, refused, server_seq })
}
