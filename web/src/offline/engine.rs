//! Runs a person's phone: reads its store, asks the server, writes what follows, and tells the app.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use furgo_phone::{
    Copy, Entry, Meta, NewClient, Next, Pause, Phone, State, Write, pause_ms,
    reads::{Local, Reader},
};
use furgo_shared::{
    field::FieldCommand,
    files::FileDigest,
    id::{ClientId, UserId},
    sync::{EntityKind, MutationResult},
};
use gloo_timers::callback::Timeout;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use yew::{Callback, platform::spawn_local};

use super::{
    answers::Kept,
    person, prefetch,
    store::Store,
    talk::{self, Answer},
};
use crate::{
    api::ApiError,
    format,
    platform::{
        clock,
        database::{self, StoreError},
        document,
        files::Content,
        windows::{Channel, Going, alone},
    },
};

/// A field command with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    pub id: Uuid,
    pub command: FieldCommand,
    /// Why the server refused it; `None` when it took it.
    pub refused: Option<ApiError>,
}

/// A file to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    pub sha256: FileDigest,
    pub length: u64,
    pub content: Content,
}

/// What the app is told when something has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// What waits, was refused, or is not shown by the copy.
    pub entries: Rc<Vec<Entry>>,
    /// What was settled since the last news.
    pub settled: Vec<Settled>,
    /// The copy has changed.
    pub is_copied: bool,
    /// The last attempt found nobody who could decide.
    pub is_cut_off: bool,
    /// The store refuses: what is entered lives as long as the page.
    pub is_kept: bool,
    /// Entries that waited here and were lost with the store.
    pub lost: usize,
    pub pause: Option<Pause>,
    /// Why the server refuses whole pushes.
    pub trouble: Option<ApiError>,
}

type Listener = Callback<Result<String, ApiError>>;

/// A phone that runs.
pub struct Engine {
    pub user: UserId,
    /// None where the browser refuses to store anything.
    store: RefCell<Option<Rc<Store>>>,
    phone: RefCell<Phone>,
    /// Only where nothing is stored.
    journal: RefCell<Vec<Entry>>,
    copy: RefCell<Copy>,
    answers: RefCell<HashMap<String, Kept>>,
    listeners: RefCell<HashMap<Uuid, Listener>>,
    /// Entries that were settled since the page began.
    settled: Cell<usize>,
    /// Of these, those that the copy does not show yet, with their number.
    unshown: RefCell<Vec<(Uuid, usize)>>,
    /// Entries that waited here and were lost with the store.
    lost: Cell<usize>,
    failed: Cell<u32>,
    trouble: RefCell<Option<ApiError>>,
    /// Something may have changed on the server.
    poked: Cell<bool>,
    /// The copy has not been compared since it last changed.
    unproven: Cell<bool>,
    is_running: Cell<bool>,
    again: Cell<bool>,
    has_left: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    channel: RefCell<Option<Channel>>,
    going: RefCell<Option<Going>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("user", &self.user).finish_non_exhaustive()
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Engine>>> = RefCell::default();
    static ON_NEWS: RefCell<Callback<Option<News>>> = RefCell::default();
}

/// The phone of whoever is signed in, if they drive.
pub fn current() -> Option<Rc<Engine>> {
    CURRENT.with_borrow(Clone::clone)
}

/// One thing of the copy.
pub fn entity<T: DeserializeOwned>(kind: EntityKind, id: Uuid) -> Option<T> {
    let engine = current()?;
    let copy = engine.copy.borrow();
    read(&copy.get(kind, id)?.data)
}

/// All of a kind in the copy.
pub fn entities<T: DeserializeOwned>(kind: EntityKind) -> Vec<T> {
    let Some(engine) = current() else { return Vec::new() };
    let copy = engine.copy.borrow();
    let all = copy.all(kind).map(|(_, entity)| entity.data.clone());
    all.filter_map(|data| read(&data)).collect()
}

fn read<T: DeserializeOwned>(data: &serde_json::Value) -> Option<T> {
    serde_json::from_str(&data.to_string()).ok()
}

/// Who wants to be told; `None` when somebody left.
pub fn on_news(told: Callback<Option<News>>) {
    ON_NEWS.set(told);
}

/// Somebody who drives is there: reads what this phone has of them. Their phone goes on if it runs
/// already.
pub async fn enter(user: UserId) -> Rc<Engine> {
    if let Some(engine) = current().filter(|engine| engine.user == user) {
        return engine;
    }
    leave();
    let engine = Rc::new(Engine::new(user));
    engine.open().await;
    engine.listen();
    CURRENT.set(Some(engine.clone()));
    engine.tell(true);
    engine
}

/// Nobody is there any more. What waits stays in the store, under the name of its person.
pub fn leave() {
    if let Some(engine) = CURRENT.take() {
        engine.has_left.set(true);
        engine.timer.take();
        engine.channel.take();
        engine.going.take();
        if let Some(store) = engine.store.take() {
            store.close();
        }
        ON_NEWS.with_borrow(Clone::clone).emit(None);
    }
}

impl Engine {
    fn new(user: UserId) -> Self {
        let meta = Meta::new(ClientId(clock::new_id()), user);
        Self {
            user,
            store: RefCell::default(),
            phone: RefCell::new(Phone::new(meta, Vec::new())),
            journal: RefCell::default(),
            copy: RefCell::default(),
            answers: RefCell::default(),
            listeners: RefCell::default(),
            settled: Cell::new(0),
            unshown: RefCell::default(),
            lost: Cell::new(0),
            failed: Cell::new(0),
            trouble: RefCell::default(),
            poked: Cell::new(true),
            unproven: Cell::new(true),
            is_running: Cell::new(false),
            again: Cell::new(false),
            has_left: Cell::new(false),
            timer: RefCell::default(),
            channel: RefCell::default(),
            going: RefCell::default(),
        }
    }

    async fn open(&self) {
        self.load().await;
        // What cannot be forgotten now is forgotten the next time.
        let begin =
            |phone: &mut Phone, journal: Vec<Entry>| ((), phone.begin(&journal, clock::now()));
        self.change(true, begin).await.unwrap_or_default();
    }

    async fn load(&self) {
        // Without a store everything works as long as the page is open, and the app says so.
        let Ok(store) = Store::open(self.user).await else { return };
        let store = Rc::new(store);
        if let Ok(loaded) = store.load().await {
            let answers = loaded.answers.into_iter().map(|kept| (kept.url.clone(), kept));
            *self.answers.borrow_mut() = answers.collect();
            *self.copy.borrow_mut() = loaded.copy;
            match loaded.phone {
                Some(phone) => *self.phone.borrow_mut() = phone,
                // The browser made room, or somebody did.
                None => self.lost.set(person::witnessed(self.user)),
            }
            *self.store.borrow_mut() = Some(store);
            database::ask_to_keep();
        }
        let taken: Vec<Uuid> = {
            let phone = self.phone.borrow();
            let taken = |entry: &&Entry| {
                matches!(entry.state, State::Taken { .. }) && entry.on_the_day().is_some()
            };
            phone.entries.iter().filter(taken).map(|entry| entry.id).collect()
        };
        self.settled.set(taken.len());
        *self.unshown.borrow_mut() = taken.into_iter().zip(0..).collect();
    }

    fn listen(self: &Rc<Self>) {
        let engine = Rc::downgrade(self);
        let onheard = move |told: String| {
            let Some(engine) = engine.upgrade().filter(|engine| !engine.has_left.get()) else {
                return;
            };
            if told == LEFT {
                return document::reload();
            }
            for result in serde_json::from_str::<Vec<MutationResult>>(&told).unwrap_or_default() {
                engine.hand_over(&result);
            }
            spawn_local(async move {
                engine.reload().await;
                if !engine.phone.borrow().waiting().is_empty() {
                    engine.go();
                }
            });
        };
        let engine = Rc::downgrade(self);
        let ongoing = move || {
            // A page that the browser keeps would hold up those that come after it.
            if let Some(engine) = engine.upgrade() {
                engine.has_left.set(true);
                if let Some(store) = engine.store.take() {
                    store.close();
                }
            }
        };
        *self.going.borrow_mut() = Some(Going::new(ongoing));
        *self.channel.borrow_mut() = Some(Channel::new(&format!("furgo:{}", self.user), onheard));
    }

    /// Something of the copy that a start needs.
    pub fn view<T: DeserializeOwned>(&self, kind: EntityKind) -> Option<T> {
        let copy = self.copy.borrow();
        let (_, entity) = copy.all(kind).next()?;
        read(&entity.data)
    }

    /// Whether the copy may be shown now.
    pub fn may_show(&self) -> bool {
        self.phone.borrow().meta.may_show(clock::now())
    }

    /// What waits here.
    pub fn waiting(&self) -> usize {
        self.phone.borrow().waiting().len()
    }

    /// Writes something down, then sends it. The listener hears how it ends, if the page lives to
    /// see it.
    pub fn append(self: &Rc<Self>, id: Uuid, command: FieldCommand, listener: Listener) {
        self.listeners.borrow_mut().insert(id, listener);
        let (engine, now) = (self.clone(), clock::now());
        let command = command.dated(now);
        spawn_local(async move {
            for attempt in 0..3 {
                let command = command.clone();
                let change = |phone: &mut Phone, _| ((), phone.append(id, command, now));
                match engine.change(false, change).await {
                    Ok(()) => break,
                    Err(StoreError::Full) if attempt == 0 => engine.make_room().await,
                    // The last way: it lives in this page, which says so.
                    Err(_) => *engine.store.borrow_mut() = None,
                }
            }
            engine.go();
        });
    }

    /// What was entered comes before what can be read again.
    async fn make_room(&self) {
        let store = self.store.borrow().clone();
        self.answers.borrow_mut().clear();
        if let Some(store) = store {
            // If this fails too, the next attempt says so.
            store.clear_answers().await.unwrap_or_default();
        }
    }

    /// Throws away what waits.
    pub fn discard(self: &Rc<Self>, id: Uuid) {
        self.change_apart(move |phone| phone.discard(id));
    }

    /// The refusal was read.
    pub fn put_away(self: &Rc<Self>, id: Uuid) {
        self.change_apart(move |phone| phone.put_away(id));
    }

    /// The same person is there again.
    pub fn resume(self: &Rc<Self>) {
        let id = NewClient(ClientId(clock::new_id()));
        self.change_apart(move |phone| phone.resume(id));
    }

    /// The person has read that something is gone.
    pub fn admit(&self) {
        self.lost.set(0);
        self.tell(false);
    }

    fn change_apart(self: &Rc<Self>, change: impl FnOnce(&mut Phone) -> Vec<Write> + 'static) {
        let engine = self.clone();
        spawn_local(async move {
            // What was not written has not happened, and is still on the screen.
            engine.change(false, |phone, _| ((), change(phone))).await.unwrap_or_default();
            engine.poke();
        });
    }

    /// Something may have changed, or the connection may be back: asks without waiting any longer.
    pub fn poke(self: &Rc<Self>) {
        self.poked.set(true);
        self.go();
    }

    fn go(self: &Rc<Self>) {
        if self.is_running.replace(true) {
            self.again.set(true);
            return;
        }
        self.timer.take();
        let engine = self.clone();
        spawn_local(async move {
            let running = engine.clone();
            // Another window that is at it tells us what came of it.
            alone(&format!("furgo-sync:{}", engine.user), async move {
                running.reload().await;
                running.run().await;
            })
            .await;
            engine.is_running.set(false);
            if engine.again.replace(false) {
                engine.go();
            }
        });
    }

    async fn run(self: &Rc<Self>) {
        while !self.has_left.get() {
            let (poked, unproven) = (self.poked.get(), self.unproven.get());
            let next = self.phone.borrow().next(clock::now(), poked, unproven);
            let done = match next {
                Next::Nothing => return,
                Next::BringBack => {
                    self.change(true, |phone, journal| ((), phone.bring_back(journal))).await
                }
                Next::Fork => {
                    let id = NewClient(ClientId(clock::new_id()));
                    self.change(false, |phone, _| ((), phone.fork(id))).await
                }
                Next::Push(_) | Next::Snapshot(_) | Next::Pull(_) | Next::Digest(_) => {
                    match &next {
                        Next::Pull(_) | Next::Snapshot(_) => self.poked.set(false),
                        Next::Digest(_) => self.unproven.set(false),
                        _ => {}
                    }
                    match talk::ask(next).await {
                        Ok(answer) => self.take(answer).await,
                        Err(error) if self.is_heeded(&error).await => Ok(()),
                        Err(error) => return self.try_later(Some(error)),
                    }
                }
            };
            if done.is_err() {
                return self.try_later(None);
            }
        }
    }

    async fn take(self: &Rc<Self>, answer: Answer) -> Result<(), StoreError> {
        let was_cut_off = self.failed.replace(0) > 0 || self.trouble.take().is_some();
        let now = clock::now();
        match answer {
            Answer::Pushed(view) => {
                self.change(false, |phone, _| ((), phone.pushed(&view, now))).await?;
                view.results.iter().for_each(|result| self.hand_over(result));
                if let Some(channel) = &*self.channel.borrow() {
                    channel.tell(&serde_json::to_string(&view.results).unwrap_or_default());
                }
                self.poked.set(true);
            }
            Answer::Snapshot(view) => {
                self.change(false, |phone, _| ((), phone.snapshot(&view, now))).await?;
                self.unproven.set(true);
                prefetch::start();
            }
            Answer::Pulled(asked, view) => {
                self.change(false, |phone, _| ((), phone.pulled(&asked, &view, now))).await?;
                if !view.changes.is_empty() {
                    self.unproven.set(true);
                }
                if view.more {
                    self.poked.set(true);
                }
            }
            Answer::Digest(view) => {
                let copy = self.copy.borrow().clone();
                self.change(false, |phone, _| phone.compared(&view, &copy)).await?;
            }
            Answer::Nothing => {}
        }
        if was_cut_off {
            self.tell(false);
        }
        Ok(())
    }

    /// Whether the phone can do something about it at once.
    async fn is_heeded(&self, error: &ApiError) -> bool {
        let ApiError::Problem(problem) = error else { return false };
        let refused = |phone: &mut Phone, _| {
            let writes = phone.refused(problem);
            (!writes.is_empty(), writes)
        };
        self.change(false, refused).await.unwrap_or(false)
    }

    fn try_later(self: &Rc<Self>, trouble: Option<ApiError>) {
        self.failed.set(self.failed.get() + 1);
        *self.trouble.borrow_mut() = trouble.filter(|trouble| *trouble != ApiError::Offline);
        self.poked.set(true);
        self.tell(false);
        let engine = Rc::downgrade(self);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 1000"
        )]
        let random = (clock::random() * 1000.0) as u32;
        let timer = Timeout::new(pause_ms(self.failed.get(), random, None), move || {
            if let Some(engine) = engine.upgrade() {
                engine.go();
            }
        });
        *self.timer.borrow_mut() = Some(timer);
    }

    fn hand_over(&self, result: &MutationResult) {
        let listener = self.listeners.borrow_mut().remove(&result.id);
        if let Some(listener) = listener {
            listener.emit(match &result.problem {
                Some(problem) => Err(ApiError::Problem(Box::new(problem.clone()))),
                None => Ok(result.answer.as_ref().map(ToString::to_string).unwrap_or_default()),
            });
        }
    }

    async fn change<T>(
        &self,
        with_journal: bool,
        change: impl FnOnce(&mut Phone, Vec<Entry>) -> (T, Vec<Write>),
    ) -> Result<T, StoreError> {
        let (store, fresh) = (self.store.borrow().clone(), self.phone.borrow().meta.clone());
        let (done, phone, writes) = match store {
            Some(store) => store.change(fresh, with_journal, change).await?,
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

    fn keep_journal(&self, writes: &[Write]) {
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

    fn adopt(&self, phone: Phone, writes: &[Write]) {
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
    async fn reload(&self) {
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

    fn turn_to(&self, phone: Phone, is_copied: bool) {
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

    fn tell(&self, is_copied: bool) {
        self.tell_settled(Vec::new(), is_copied);
    }

    fn tell_settled(&self, settled: Vec<Settled>, is_copied: bool) {
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

    /// What may not be shown any more goes from everywhere.
    fn forget_answers(&self) {
        let is_empty = std::mem::take(&mut *self.answers.borrow_mut()).is_empty();
        let store = self.store.borrow().clone();
        if let Some(store) = store.filter(|_| !is_empty) {
            spawn_local(async move { store.clear_answers().await.unwrap_or_default() });
        }
    }

    /// See [`super::answer`].
    pub fn answer(&self, url: &str) -> Option<(Kept, usize)> {
        let (phone, copy) = (self.phone.borrow(), self.copy.borrow());
        let copied_at = phone.meta.copied_at.filter(|_| phone.meta.may_show(clock::now()))?;
        let reader = Reader {
            copy: &copy,
            user_id: self.user,
            today: format::today(),
            day_of: &format::day_of,
        };
        let kept = || self.answers.borrow().get(url).cloned().map(|kept| (kept, 0));
        let of_copy = |value: serde_json::Value| {
            #[allow(clippy::cast_precision_loss, reason = "milliseconds fit for 285,000 years")]
            let at_ms = copied_at.timestamp_millis() as f64;
            let unshown = self.unshown.borrow();
            let settled = unshown.iter().map(|(_, number)| *number).min();
            let kept = Kept { url: url.to_owned(), body: value.to_string(), at_ms };
            (kept, settled.unwrap_or(self.settled.get()))
        };
        match reader.answer(url) {
            Some(Local::Whole(value)) => Some(of_copy(value)),
            Some(Local::Part(value)) => kept().or_else(|| Some(of_copy(value))),
            None => kept(),
        }
    }

    /// Keeps an answer in memory; the URLs that had to make way.
    pub fn remember_answer(&self, kept: Kept, answers_max: usize) -> Vec<String> {
        let mut answers = self.answers.borrow_mut();
        answers.insert(kept.url.clone(), kept);
        let mut surplus = Vec::new();
        while answers.len() > answers_max {
            let oldest = answers.values().min_by(|a, b| a.at_ms.total_cmp(&b.at_ms));
            let oldest = oldest.map(|kept| kept.url.clone()).unwrap_or_default();
            answers.remove(&oldest);
            surplus.push(oldest);
        }
        surplus
    }

    /// Writes an answer down. A full store costs nothing else: the answer can be read again.
    pub async fn store_answer(&self, kept: Kept, surplus: Vec<String>) {
        let store = self.store.borrow().clone();
        if let Some(store) = store.filter(|_| !self.has_left.get()) {
            store.keep_answer(&kept).await.unwrap_or_default();
            if !surplus.is_empty() {
                store.drop_answers(&surplus).await.unwrap_or_default();
            }
        }
    }

    /// Keeps a file until the server has it. What cannot be kept is sent all the same, as long as the
    /// page lives.
    pub async fn keep_file(&self, sha256: FileDigest, content: &Content, length: u64) {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return };
        if let Some(bytes) = content.part(0, length).await {
            store.keep_file(&sha256.to_string(), &bytes.to_vec()).await.unwrap_or_default();
        }
    }

    /// The server has it, or will never take it.
    pub async fn drop_file(&self, sha256: FileDigest) {
        let store = self.store.borrow().clone();
        if let Some(store) = store {
            store.drop_file(&sha256.to_string()).await.unwrap_or_default();
        }
    }

    /// Files that the server did not have when the page was closed.
    pub async fn kept_files(&self) -> Vec<Outgoing> {
        let store = self.store.borrow().clone();
        let Some(store) = store else { return Vec::new() };
        let mut files = Vec::new();
        for name in store.files().await.unwrap_or_default() {
            let bytes = store.file(&name).await.ok().flatten();
            if let (Ok(sha256), Some(bytes)) = (name.parse(), bytes)
                && let Some(content) = Content::of(&bytes)
            {
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                files.push(Outgoing { sha256, length, content });
            }
        }
        files
    }

    /// The other windows of this person have to go as well.
    pub fn tell_leaving(&self) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.tell(LEFT);
        }
    }
}

/// What a window tells the others when its person signs out.
const LEFT: &str = "left";
