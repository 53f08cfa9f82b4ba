//! Runs a person's phone: reads its store, asks the server, writes what follows, and tells the app.

mod changing;
mod keeping;
mod running;

pub use running::{Exchange, bring_exchange, exchange, has_exchange};

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use furgo_phone::{Copy, Entry, Meta, NewClient, Pause, Phone, State};
use furgo_shared::{
    field::FieldCommand,
    files::FileDigest,
    id::{ClientId, UserId},
    sync::{EntityKind, MutationResult},
};
use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use serde::de::DeserializeOwned;
use uuid::Uuid;
use yew::{Callback, platform::spawn_local};

use super::{
    answers::Kept,
    person,
    store::{Loaded, Store},
};
use crate::{
    api::ApiError,
    platform::{
        clock,
        database::{self, StoreError},
        document,
        files::Content,
        windows::{Channel, Going},
    },
};

/// A field command with what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    pub id: Uuid,
    pub command: FieldCommand,
    /// Why the server refused it; `None` when it took it.
    pub refused: Option<ApiError>,
    /// A copy that reaches as far shows its effect; `None` where there is no copy.
    pub server_seq: Option<u64>,
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
    pub(super) store: RefCell<Option<Rc<Store>>>,
    pub(super) phone: RefCell<Phone>,
    /// Only where nothing is stored.
    pub(super) journal: RefCell<Vec<Entry>>,
    pub(super) copy: RefCell<Copy>,
    pub(super) answers: RefCell<HashMap<String, Kept>>,
    pub(super) listeners: RefCell<HashMap<Uuid, Listener>>,
    /// Entries that waited here and were lost with the store.
    pub(super) lost: Cell<usize>,
    pub(super) failed: Cell<u32>,
    pub(super) trouble: RefCell<Option<ApiError>>,
    /// Something may have changed on the server.
    pub(super) poked: Cell<bool>,
    /// The copy has not been compared since it last changed.
    pub(super) unproven: Cell<bool>,
    pub(super) is_running: Cell<bool>,
    pub(super) again: Cell<bool>,
    /// How often another window was at it.
    pub(super) shut_out: Cell<u32>,
    pub(super) has_left: Cell<bool>,
    pub(super) timer: RefCell<Option<Timeout>>,
    pub(super) channel: RefCell<Option<Channel>>,
    pub(super) going: RefCell<Option<Going>>,
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

/// The phone of whoever is signed in and drives. One of somebody who drove sends what waits, and
/// nothing else.
pub fn driving() -> Option<Rc<Engine>> {
    current().filter(|engine| !engine.phone.borrow().meta.sends_only)
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

/// How long a browser may take to open its database and read what is in it.
const OPEN_MS: u32 = 1_500;
const OPENINGS_MAX: usize = 8;
/// Between two tries, where the browser refuses at once.
const OPEN_PAUSE_MS: u32 = 150;

/// The store with what is in it, unless the browser refuses. WebKit sometimes forgets a page that asks
/// while the one before it is still going; asked again, it answers.
async fn opened(user: UserId) -> Option<(Store, Loaded)> {
    let open = || async {
        let store = Store::open(user).await?;
        let loaded = store.load().await?;
        Ok::<_, StoreError>((store, loaded))
    };
    for _opening in 0..OPENINGS_MAX {
        match clock::within(OPEN_MS, open()).await {
            Some(Ok(opened)) => return Some(opened),
            Some(Err(_)) => TimeoutFuture::new(OPEN_PAUSE_MS).await,
            None => {}
        }
    }
    None
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
    let taken = engine.open().await;
    if let Some(other) = current() {
        // Two asked at once: the first one stays.
        if let Some(store) = engine.store.take() {
            store.close();
        }
        return other;
    }
    engine.listen();
    CURRENT.set(Some(engine.clone()));
    engine.tell_settled(taken, true);
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
            lost: Cell::new(0),
            failed: Cell::new(0),
            trouble: RefCell::default(),
            poked: Cell::new(true),
            unproven: Cell::new(true),
            is_running: Cell::new(false),
            again: Cell::new(false),
            shut_out: Cell::new(0),
            has_left: Cell::new(false),
            timer: RefCell::default(),
            channel: RefCell::default(),
            going: RefCell::default(),
        }
    }

    /// What was taken before and is not shown by the copy.
    async fn open(&self) -> Vec<Settled> {
        // Without a store everything works as long as the page is open, and the app says so.
        if let Some((store, loaded)) = opened(self.user).await {
            let answers = loaded.answers.into_iter().map(|kept| (kept.url.clone(), kept));
            *self.answers.borrow_mut() = answers.collect();
            *self.copy.borrow_mut() = loaded.copy;
            // The browser may have made room, and what no store kept went with its page.
            let gone = if loaded.phone.is_none() { person::witnessed(self.user) } else { 0 };
            self.lost.set(gone + person::unkept(self.user));
            if let Some(phone) = loaded.phone {
                *self.phone.borrow_mut() = phone;
            }
            *self.store.borrow_mut() = Some(Rc::new(store));
            database::ask_to_keep();
        }
        // What cannot be forgotten now is forgotten the next time.
        let mut begin =
            |phone: &mut Phone, journal: Vec<Entry>| phone.begin(&journal, clock::now());
        self.change(true, &mut begin).await.unwrap_or_default();
        let phone = self.phone.borrow();
        let taken = |entry: &&Entry| matches!(entry.state, State::Taken { .. });
        let taken = phone.entries.iter().filter(taken);
        taken.filter_map(|entry| changing::settled(entry, Some(&entry.state))).collect()
    }

    /// Tries a store that failed once more from the beginning. Whether there is one.
    pub(super) async fn reopen(&self) -> bool {
        if let Some(store) = self.store.take() {
            store.close();
        }
        let opened = if self.has_left.get() { None } else { opened(self.user).await };
        let is_open = opened.is_some();
        *self.store.borrow_mut() = opened.map(|(store, _)| Rc::new(store));
        is_open
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
            engine.shut_out.set(0);
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

    /// Writes something down, then sends it. The listener hears how it ends, if the page lives to
    /// see it.
    pub fn append(self: &Rc<Self>, id: Uuid, command: FieldCommand, listener: Listener) {
        self.listeners.borrow_mut().insert(id, listener);
        let (engine, now) = (self.clone(), clock::now());
        let command = command.dated(now);
        spawn_local(async move {
            for attempt in 0..APPENDS_MAX {
                let mut append = |phone: &mut Phone, _| phone.append(id, command.clone(), now);
                match engine.change(false, &mut append).await {
                    Ok(_) => break,
                    Err(_) if engine.has_left.get() => return,
                    Err(StoreError::Full) if attempt == 0 => engine.make_room().await,
                    Err(_) if attempt + 2 < APPENDS_MAX && engine.reopen().await => {}
                    // The last way: it lives in this page, which says so.
                    Err(_) => *engine.store.borrow_mut() = None,
                }
            }
            engine.go();
        });
    }

    /// Throws away what waits.
    pub fn discard(self: &Rc<Self>, id: Uuid) {
        let other = NewClient(ClientId(clock::new_id()));
        self.change_apart(Box::new(move |phone| {
            let mut writes = phone.discard(id);
            if phone.meta.pause == Some(Pause::Revoked) {
                // With the last of it gone, this is a new device.
                writes.extend(phone.resume(other));
            }
            writes
        }));
    }

    /// The person does not drive any more, or does again.
    pub fn send_only(self: &Rc<Self>, is_so: bool) {
        self.change_apart(Box::new(move |phone| phone.send_only(is_so)));
    }

    /// The refusal was read.
    pub fn put_away(self: &Rc<Self>, id: Uuid) {
        self.change_apart(Box::new(move |phone| phone.put_away(id)));
    }

    /// The same person is there again.
    pub fn resume(self: &Rc<Self>) {
        let id = NewClient(ClientId(clock::new_id()));
        self.change_apart(Box::new(move |phone| phone.resume(id)));
    }

    /// The person has read that something is gone.
    pub fn admit(&self) {
        self.lost.set(0);
        person::note_unkept(self.user, 0);
        self.tell(false);
    }

    /// The other windows of this person have to go as well.
    pub fn tell_leaving(&self) {
        if let Some(channel) = &*self.channel.borrow() {
            channel.tell(LEFT);
        }
    }
}

/// Tries of writing something down: with room made, with the store opened anew, and without it.
const APPENDS_MAX: usize = 4;

/// What a window tells the others when its person signs out.
const LEFT: &str = "left";
