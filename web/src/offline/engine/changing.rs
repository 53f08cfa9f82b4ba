//! Changes the phone, in its store and in memory, and tells the app.

use std::rc::Rc;

use furgo_phone::{Copy, Entry, Phone, State, Write};
use uuid::Uuid;
use yew::platform::spawn_local;

use super::{Engine, News, ON_NEWS, Settled};
use crate::{
    api::ApiError,
    offline::person,
    platform::{clock, database::StoreError},
};

/// How long a browser may take to write something down.
const WRITE_MS: u32 = 8_000;

impl Engine {
    pub(super) fn change_apart(
        self: &Rc<Self>,
        change: impl FnOnce(&mut Phone) -> Vec<Write> + 'static,
    ) {
        let engine = self.clone();
        spawn_local(async move {
            // What was not written has not happened, and is still on the screen.
            engine.change(false, |phone, _| ((), change(phone))).await.unwrap_or_default();
            engine.poke();
        });
    }

    pub(super) async fn change<T>(
        &self,
        with_journal: bool,
        change: impl FnOnce(&mut Phone, Vec<Entry>) -> (T, Vec<Write>),
    ) -> Result<T, StoreError> {
        let (store, fresh) = (self.store.borrow().clone(), self.phone.borrow().meta.clone());
        let (done, phone, writes) = match store {
            Some(store) => {
                let changing = store.change(fresh, with_journal, change);
                // A browser that says nothing has written nothing that could be relied on.
                clock::within(WRITE_MS, changing).await.ok_or(StoreError::Refused)??
            }
            None => {
                let (mut phone, journal) = (self.phone.borrow().clone(), self.journal.take());
                let (done, writes) = change(&mut phone, journal.clone());
                *self.journal.borrow_mut() = journal;
                self.keep_journal(&writes);
                (done, phone, writes)
            }
        };
        if !writes.is_empty() {
            self.adopt(phone, &writes);
        }
        Ok(done)
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
        let store = self.store.borrow().clone();
        let Some(store) = store else { return };
        if let Ok(loaded) = store.load().await
            && let Some(phone) = loaded.phone
            && phone != *self.phone.borrow()
        {
            *self.copy.borrow_mut() = loaded.copy;
            self.turn_to(phone, true);
        }
    }

    pub(super) fn turn_to(&self, phone: Phone, is_copied: bool) {
        let before = self.phone.replace(phone);
        let mut settled = Vec::new();
        {
            let (phone, mut unshown) = (self.phone.borrow(), self.unshown.borrow_mut());
            let now = |id: Uuid| phone.entries.iter().find(|entry| entry.id == id);
            for entry in before.waiting() {
                let after = now(entry.id);
                if after.is_some_and(Entry::is_waiting) {
                    continue;
                }
                // The day alone shows in advance what comes of it.
                let Some(command) = entry.on_the_day() else { continue };
                let refused = match after.map(|after| &after.state) {
                    Some(State::Refused { problem, .. }) => {
                        Some(ApiError::Problem(problem.clone()))
                    }
                    Some(State::Taken { .. }) => {
                        unshown.push((entry.id, self.settled.get()));
                        None
                    }
                    Some(State::Waiting) | None => None,
                };
                settled.push(Settled { id: entry.id, command, refused });
                self.settled.set(self.settled.get() + 1);
            }
            unshown.retain(|(id, _)| now(*id).is_some());
        }
        self.tell_settled(settled, is_copied);
    }

    pub(super) fn tell(&self, is_copied: bool) {
        self.tell_settled(Vec::new(), is_copied);
    }

    pub(super) fn tell_settled(&self, settled: Vec<Settled>, is_copied: bool) {
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
        if self.lost.get() == 0 {
            person::witness(self.user, phone.waiting().len());
        }
        drop(phone);
        ON_NEWS.with_borrow(Clone::clone).emit(Some(news));
    }
}
