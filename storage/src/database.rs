//! The typed door: a permit goes in, an answer comes out.

use std::{
    marker::PhantomData,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, Utc};
use furgo_ground::{Clock, Error, Permit, Result, Viewer};
use furgo_shared::{problem::ErrorCode, view::Versioned};
use tokio::sync::{oneshot, watch};

use super::{
    answer::Answer,
    apart::Apart,
    blobs::BLOBS,
    change_log,
    engine::{Command, Engine, Health, KeyRange, Overlay, Space, View, WriteSet},
    error::{Result as StorageResult, StorageError},
    feed::{Feed, Told},
    key::Key,
    outcome::{self, Once, Outcome, REMEMBERED, Shown},
    reads::Reads,
    record::meta_of,
    schema::{OUTCOMES, OUTCOMES_BY_AGE, Schema},
    transaction::{ReadTx, WriteTx},
    writer::{Writer, WriterLimits},
};

/// The open data file.
#[derive(Debug)]
pub struct Database {
    engine: Arc<dyn Engine>,
    writer: Writer,
    clock: Clock,
    schema: Arc<Schema>,
    feed: Arc<Feed>,
    /// Of all kinds of records.
    tables: Arc<[Space]>,
    apart: Apart,
    copying: Apart,
    following: Apart,
    /// Writes since the start that came to the disk, and that did not.
    tally: Arc<[AtomicU64; 2]>,
    /// Whose writes give workers something to do.
    waking: Arc<[Space]>,
    /// Counts the commits that did.
    bell: Arc<watch::Sender<u64>>,
}

impl Database {
    /// Over an open engine.
    ///
    /// # Errors
    /// When the writing thread cannot be started.
    pub fn new(engine: Arc<dyn Engine>, schema: Schema, clock: Clock) -> std::io::Result<Self> {
        Self::with_limits(engine, schema, clock, WriterLimits::default())
    }

    /// Over an open engine, with other limits than the usual ones.
    ///
    /// # Errors
    /// When the writing thread cannot be started, or the log cannot be read.
    pub fn with_limits(
        engine: Arc<dyn Engine>,
        schema: Schema,
        clock: Clock,
        limits: WriterLimits,
    ) -> std::io::Result<Self> {
        let latest = engine.view().and_then(|view| change_log::latest(&*view));
        if let Some(latest) = latest.map_err(std::io::Error::other)? {
            clock.has_been(latest);
        }
        let writer = Writer::start(Arc::clone(&engine), limits)?;
        let feed = Arc::new(Feed::new(&schema));
        let tables = schema.records.iter().map(|kind| kind.table).collect();
        let waking = schema.waking.clone().into();
        Ok(Self {
            engine,
            writer,
            clock,
            schema: Arc::new(schema),
            feed,
            tables,
            apart: Apart::default(),
            copying: Apart::with_room(1, 1),
            following: Apart::for_many(),
            tally: Arc::default(),
            waking,
            bell: Arc::new(watch::Sender::new(0)),
        })
    }

    /// Reads one moment. Never waits for writes.
    pub fn read<P, T>(
        &self,
        permit: &Permit<P>,
        read: impl FnOnce(&ReadTx<'_, P>) -> Result<T>,
    ) -> Result<T> {
        read(&ReadTx::new(self.engine.view()?, permit.viewer().clone(), self.clock.moment()))
    }

    /// The same for a read that is not bounded by a page, apart from the threads of requests.
    ///
    /// # Errors
    /// `Unavailable` when too many wait; else that of the read.
    pub async fn read_apart<P, T, F>(&self, permit: Permit<P>, read: F) -> Result<T>
    where
        P: Send + 'static,
        T: Send + 'static,
        F: FnOnce(&ReadTx<'_, P>) -> Result<T> + Send + 'static,
    {
        self.read_in(&self.apart, permit, read).await
    }

    /// As [`Database::read_apart`], for short reads that many ask for in the same moment: a change of the
    /// office sends every phone to fetch it.
    ///
    /// # Errors
    /// As there.
    pub async fn read_following<P, T, F>(&self, permit: Permit<P>, read: F) -> Result<T>
    where
        P: Send + 'static,
        T: Send + 'static,
        F: FnOnce(&ReadTx<'_, P>) -> Result<T> + Send + 'static,
    {
        self.read_in(&self.following, permit, read).await
    }

    async fn read_in<P, T, F>(&self, room: &Apart, permit: Permit<P>, read: F) -> Result<T>
    where
        P: Send + 'static,
        T: Send + 'static,
        F: FnOnce(&ReadTx<'_, P>) -> Result<T> + Send + 'static,
    {
        let (engine, clock) = (Arc::clone(&self.engine), self.clock.clone());
        let read = move || read(&ReadTx::new(engine.view()?, permit.into_viewer(), clock.moment()));
        room.run(read).await
    }

    /// Room for reads that take long, apart from the threads of requests.
    pub fn reading(&self) -> &Apart {
        &self.apart
    }

    /// Room for one copy of everything at a time, and one that waits.
    pub fn copying(&self) -> &Apart {
        &self.copying
    }

    /// Writes in one transaction and answers when it is on disk. With an Idempotency-Key the
    /// answer is remembered in the same transaction, and a repeated request gets it again.
    pub async fn write<P, T, F>(&self, permit: Permit<P>, once: Once, write: F) -> Result<Answer<T>>
    where
        P: Send + 'static,
        T: Versioned + Send + 'static,
        F: FnOnce(&mut WriteTx<'_, P>) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.writer.submit(Box::new(Write {
            viewer: permit.into_viewer(),
            once,
            clock: self.clock.clone(),
            feed: Arc::clone(&self.feed),
            tables: Arc::clone(&self.tables),
            schema: Arc::clone(&self.schema),
            told: Vec::new(),
            wakes: Wakes {
                tables: Arc::clone(&self.waking),
                bell: Arc::clone(&self.bell),
                rings: false,
            },
            tally: Arc::clone(&self.tally),
            write: Some(write),
            answer: None,
            reply,
            types: PhantomData::<fn(P) -> T>,
        }));
        answer.await.unwrap_or(Err(Error::Storage(StorageError::Closed)))
    }

    /// The answer that was given to a write of the viewer's with this Idempotency-Key, as long as it
    /// is remembered and what it shows is there.
    ///
    /// # Errors
    /// When storage fails.
    pub fn remembered<P>(&self, permit: &Permit<P>, key: &str) -> Result<Option<Vec<u8>>> {
        self.read(permit, |tx| {
            let key = Key::new().id(tx.viewer().id()).text(key).into_bytes();
            let Some(outcome) = remembered(tx, &key)? else { return Ok(None) };
            let is_there = fate(tx, &self.tables, &outcome)? == Fate::There;
            Ok(is_there.then_some(outcome.body))
        })
    }

    /// The engine's state.
    pub fn health(&self) -> Health {
        self.engine.health()
    }

    /// Whether a write would be accepted now: the engine is well, the file is still where it was
    /// and its disk has room.
    pub fn takes_writes(&self) -> bool {
        self.engine.health() == Health::Good && self.engine.check_home().is_ok()
    }

    /// The engine, for backup and check.
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.engine
    }

    /// What the file is made of.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The clock that transactions are stamped with.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Tells what is committed.
    pub fn feed(&self) -> &Arc<Feed> {
        &self.feed
    }

    /// How many writes since the start came to an end, and how many storage failed.
    pub fn writes(&self) -> (u64, u64) {
        let [written, failed] = &*self.tally;
        (written.load(Ordering::Relaxed), failed.load(Ordering::Relaxed))
    }

    /// Rings after each commit that gave workers something to do.
    pub fn bell(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    /// Waits until the data can be neither written nor opened anew, and says why. The server
    /// ends then (exit code 74), for its supervisor to start it again.
    pub async fn lost(&self) -> String {
        self.writer.lost().await
    }

    /// Changes data below the records: for retention and the like, which are nobody's request.
    pub(super) async fn maintain<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Overlay<'_>) -> StorageResult<T> + Send + 'static,
    ) -> StorageResult<T> {
        let (reply, answer) = oneshot::channel();
        let feed = Arc::clone(&self.feed);
        let (change, told) = (Some(change), Vec::new());
        self.writer.submit(Box::new(Maintenance { change, feed, told, answer: None, reply }));
        answer.await.unwrap_or(Err(StorageError::Closed))
    }

    /// Writes what is queued and lets go of the engine, which stays open.
    pub fn close(self) -> Arc<dyn Engine> {
        self.writer.stop();
        self.engine
    }
}

/// A closure as a command.
struct Write<P, T, F> {
    viewer: Viewer,
    once: Once,
    clock: Clock,
    feed: Arc<Feed>,
    tables: Arc<[Space]>,
    schema: Arc<Schema>,
    /// Once it is on disk.
    told: Vec<Told>,
    wakes: Wakes,
    tally: Arc<[AtomicU64; 2]>,
    write: Option<F>,
    answer: Option<Result<Answer<T>>>,
    reply: oneshot::Sender<Result<Answer<T>>>,
    types: PhantomData<fn(P) -> T>,
}

impl<P, T, F> Command for Write<P, T, F>
where
    P: Send + 'static,
    T: Versioned + Send + 'static,
    F: FnOnce(&mut WriteTx<'_, P>) -> Result<T> + Send + 'static,
{
    fn run(&mut self, view: &dyn View) -> StorageResult<Option<WriteSet>> {
        let Some(write) = self.write.take() else { return Ok(None) };
        let (viewer, schema) = (self.viewer.clone(), Arc::clone(&self.schema));
        let mut tx = WriteTx::<P>::new(view, viewer, self.once.cause, self.clock.moment(), schema);
        match answer(&mut tx, &self.tables, &self.once, write) {
            Ok(answer) => {
                self.answer = Some(Ok(answer));
                self.told = self.feed.judge(tx.data());
                self.wakes.look(tx.data());
                Ok(Some(tx.into_writes()?))
            }
            // The engine has to know of its own faults: nothing of this batch may be committed.
            Err(Error::Storage(error @ StorageError::Engine(_))) => Err(error),
            Err(refusal) => {
                self.answer = Some(Err(refusal));
                Ok(None)
            }
        }
    }

    fn finish(self: Box<Self>, outcome: StorageResult<()>) {
        let [written, failed] = &*self.tally;
        let answer = match outcome {
            Ok(()) => {
                written.fetch_add(1, Ordering::Relaxed);
                self.feed.tell(self.told);
                self.wakes.ring();
                self.answer.unwrap_or(Err(Error::Storage(StorageError::Closed)))
            }
            Err(error) => {
                failed.fetch_add(1, Ordering::Relaxed);
                Err(Error::Storage(error))
            }
        };
        // Nobody waits any more when the client has hung up; the write stands all the same.
        drop(self.reply.send(answer));
    }
}

/// Wakes the workers if a write gives them something to do.
struct Wakes {
    tables: Arc<[Space]>,
    bell: Arc<watch::Sender<u64>>,
    rings: bool,
}

impl Wakes {
    fn look(&mut self, data: &Overlay<'_>) {
        let (_, writes) = data.parts();
        let is_written = |table: &Space| writes.range(*table, &KeyRange::all()).next().is_some();
        self.rings = self.tables.iter().any(is_written);
    }

    /// Once it is on disk.
    fn ring(&self) {
        if self.rings {
            self.bell.send_modify(|commits| *commits = commits.wrapping_add(1));
        }
    }
}

/// A change below the records as a command.
struct Maintenance<T, F> {
    change: Option<F>,
    feed: Arc<Feed>,
    /// Once it is on disk: of the records that show a file which has come or gone.
    told: Vec<Told>,
    answer: Option<T>,
    reply: oneshot::Sender<StorageResult<T>>,
}

impl<T, F> Command for Maintenance<T, F>
where
    T: Send + 'static,
    F: FnOnce(&mut Overlay<'_>) -> StorageResult<T> + Send + 'static,
{
    fn run(&mut self, view: &dyn View) -> StorageResult<Option<WriteSet>> {
        let Some(change) = self.change.take() else { return Ok(None) };
        let mut data = Overlay::new(view);
        self.answer = Some(change(&mut data)?);
        if data.parts().1.range(BLOBS, &KeyRange::all()).next().is_some() {
            self.told = self.feed.judge(&data);
        }
        Ok(Some(data.into_writes()))
    }

    fn finish(self: Box<Self>, outcome: StorageResult<()>) {
        let Self { answer, reply, feed, told, .. } = *self;
        if outcome.is_ok() {
            feed.tell(told);
        }
        drop(reply.send(outcome.and_then(|()| answer.ok_or(StorageError::Closed))));
    }
}

fn answer<P, T: Versioned>(
    tx: &mut WriteTx<'_, P>,
    tables: &[Space],
    once: &Once,
    write: impl FnOnce(&mut WriteTx<'_, P>) -> Result<T>,
) -> Result<Answer<T>> {
    let Some(key) = once.key.as_deref() else {
        return Ok(Answer::of(once.success, &write(tx)?));
    };
    let key = Key::new().id(tx.viewer().id()).text(key).into_bytes();
    if let Some(outcome) = remembered(tx, &key)? {
        if outcome.fingerprint != once.fingerprint {
            return Err(Error::Code(ErrorCode::KeyReused));
        }
        return match fate(tx, tables, &outcome)? {
            Fate::There => Ok(Answer::replayed(outcome)),
            Fate::Trashed => Err(Error::Code(ErrorCode::Deleted)),
            Fate::Erased => Err(Error::Code(ErrorCode::Gone)),
        };
    }
    let answer = Answer::of(once.success, &write(tx)?);
    let mut outcome = answer.to_outcome(&once.fingerprint, tx.now());
    outcome.shows = shown(tx, tables, &outcome.body)?;
    remember(tx, key, &outcome)?;
    Ok(answer)
}

/// The records that a body shows.
fn shown<P>(tx: &WriteTx<'_, P>, tables: &[Space], body: &[u8]) -> StorageResult<Vec<Shown>> {
    let mut shown = Vec::new();
    for id in outcome::ids_in(body) {
        for table in tables {
            if tx.bytes(*table, id.as_bytes())?.is_some() {
                shown.push(Shown { table: table.0.to_owned(), id });
                break;
            }
        }
    }
    Ok(shown)
}

/// What became of the records that an answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Some of them are there, and the others can come back.
    There,
    /// All of them are in the trash.
    Trashed,
    /// One of them is gone for good, and what the answer says of it must be as well.
    Erased,
}

fn fate(tx: &impl Reads, tables: &[Space], outcome: &Outcome) -> StorageResult<Fate> {
    let mut trashed = 0;
    for shown in &outcome.shows {
        let table = tables.iter().find(|table| table.0 == shown.table);
        // It may be of a kind that there is no more.
        let bytes = table.map(|table| tx.bytes(*table, shown.id.as_bytes())).transpose()?;
        let Some(bytes) = bytes.flatten() else { return Ok(Fate::Erased) };
        trashed += usize::from(meta_of(&bytes)?.deleted.is_some());
    }
    let are_all_trashed = trashed > 0 && trashed == outcome.shows.len();
    Ok(if are_all_trashed { Fate::Trashed } else { Fate::There })
}

fn remembered(tx: &impl Reads, key: &[u8]) -> StorageResult<Option<Outcome>> {
    let outcome: Option<Outcome> =
        tx.bytes(OUTCOMES, key)?.map(|bytes| Outcome::from_bytes(&bytes)).transpose()?;
    Ok(outcome.filter(|outcome| tx.now() - outcome.recorded_at < REMEMBERED))
}

fn remember<P>(tx: &mut WriteTx<'_, P>, key: Vec<u8>, outcome: &Outcome) -> StorageResult<()> {
    if let Some(bytes) = tx.bytes(OUTCOMES, &key)? {
        let old = Outcome::from_bytes(&bytes)?;
        tx.delete_bytes(OUTCOMES_BY_AGE, age_key(old.recorded_at, &key));
    }
    tx.put_bytes(OUTCOMES_BY_AGE, age_key(outcome.recorded_at, &key), Vec::new());
    tx.put_bytes(OUTCOMES, key, outcome.to_bytes()?);
    Ok(())
}

fn age_key(recorded_at: DateTime<Utc>, key: &[u8]) -> Vec<u8> {
    [Key::new().instant(recorded_at).as_bytes(), key].concat()
}
