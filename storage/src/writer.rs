//! One thread writes. It takes what is queued, runs it in order, commits once, and only then
//! answers all: the cost of making a batch durable is shared by everyone in it.
//!
//! After a failed commit nobody of the batch is told that it worked, and the data is opened anew
//! once there is room. A second failure without a success in between is final: the program has to
//! end, see [`Writer::lost`].

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use furgo_ground::Seldom;
use tokio::sync::watch;

use super::{
    engine::{Command, Engine, Health},
    error::{Result, StorageError},
};

/// What the writing thread takes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterLimits {
    /// Commands of one commit.
    pub batch_max: usize,
    /// Commands that may wait; beyond that the server says that it is busy.
    pub queue_max: usize,
}

impl Default for WriterLimits {
    /// Enough commands to share a flush, few enough to keep the wait short.
    fn default() -> Self {
        Self { batch_max: 256, queue_max: 4096 }
    }
}

/// How often a failed engine is looked at while nobody writes.
const RETRY: Duration = Duration::from_secs(1);

/// The way to the writing thread. Dropping it writes what is queued and ends the thread.
#[derive(Debug)]
pub struct Writer {
    queue: Option<SyncSender<Box<dyn Command>>>,
    thread: Option<JoinHandle<()>>,
    lost: watch::Receiver<Option<String>>,
}

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(engine: Arc<dyn Engine>, limits: WriterLimits) -> std::io::Result<Self> {
        let (queue, commands) = sync_channel(limits.queue_max);
        let (loss, lost) = watch::channel(None);
        let mut writing = Writing {
            engine,
            batch_max: limits.batch_max,
            reopened: false,
            loss,
            refusals: Seldom::new(),
        };
        let thread = std::thread::Builder::new()
            .name("furgo-writer".to_owned())
            .spawn(move || writing.write_all(&commands))?;
        Ok(Self { queue: Some(queue), thread: Some(thread), lost })
    }

    /// Queues a command. If that cannot be, the command hears so at once.
    pub fn submit(&self, command: Box<dyn Command>) {
        let refused = match &self.queue {
            Some(queue) => queue.try_send(command).err(),
            None => Some(TrySendError::Disconnected(command)),
        };
        if let Some(TrySendError::Full(command) | TrySendError::Disconnected(command)) = refused {
            command.finish(Err(StorageError::Closed));
        }
    }

    /// Waits until the data can be neither written nor opened anew, and says why.
    pub async fn lost(&self) -> String {
        let mut lost = self.lost.clone();
        match lost.wait_for(Option::is_some).await.map(|reason| reason.clone()) {
            Ok(Some(reason)) => reason,
            Ok(None) | Err(_) => "the writing thread ended".to_owned(),
        }
    }

    /// Writes what is queued, then ends the thread.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        let Some(thread) = self.thread.take() else { return };
        // A command that holds the last reference to the database ends on the thread itself.
        let is_self = thread.thread().id() == std::thread::current().id();
        if !is_self && thread.join().is_err() {
            tracing::error!("the writing thread panicked");
        }
    }
}

/// The thread's own state.
struct Writing {
    engine: Arc<dyn Engine>,
    batch_max: usize,
    /// The data was opened anew and nothing was committed since.
    reopened: bool,
    loss: watch::Sender<Option<String>>,
    /// A full disk refuses every batch, and its log lies on a disk too.
    refusals: Seldom,
}

impl Writing {
    fn write_all(&mut self, commands: &Receiver<Box<dyn Command>>) {
        loop {
            let first = match self.engine.health() {
                Health::Good => commands.recv().map_err(|_ended| RecvTimeoutError::Disconnected),
                Health::Failed(_) => commands.recv_timeout(RETRY),
            };
            match first {
                Ok(first) => {
                    let rest = commands.try_iter().take(self.batch_max.saturating_sub(1));
                    let batch = std::iter::once(first).chain(rest).collect();
                    self.write_batch(batch);
                }
                Err(RecvTimeoutError::Timeout) => self.recover(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn write_batch(&mut self, mut batch: Vec<Box<dyn Command>>) {
        let outcome = self.commit(&mut batch);
        let outcomes = outcome.unwrap_or_else(|error| {
            if let Some(more) = self.refusals.pass() {
                tracing::error!(%error, writes = batch.len(), more, "nothing was written");
            }
            batch.iter().map(|_| Err(error.clone())).collect()
        });
        for (command, outcome) in batch.into_iter().zip(outcomes) {
            command.finish(outcome);
        }
    }

    fn commit(&mut self, batch: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        if let Health::Failed(_) = self.engine.health() {
            self.recover();
        }
        if let Health::Failed(reason) = self.engine.health() {
            return Err(StorageError::Engine(reason));
        }
        match self.engine.check_home() {
            Ok(()) => {}
            Err(error @ StorageError::Full { .. }) => return Err(error),
            Err(error) => {
                self.give_up(&error);
                return Err(error);
            }
        }
        let outcomes = self.engine.commit(batch);
        match &outcomes {
            Ok(_) => self.reopened = false,
            Err(_) => self.recover(),
        }
        outcomes
    }

    /// Opens the data anew: once, and only where there is room for another attempt.
    fn recover(&mut self) {
        if self.loss.borrow().is_some() {
            return;
        }
        if let Err(StorageError::Full { .. }) = self.engine.check_home() {
            return;
        }
        if self.reopened {
            return self.give_up(&"writing failed again after the data was opened anew");
        }
        self.reopened = true;
        match self.engine.reopen() {
            Ok(()) => tracing::warn!("the data was opened anew after a failed write"),
            Err(error) => self.give_up(&error),
        }
    }

    fn give_up(&self, reason: &dyn std::fmt::Display) {
        tracing::error!(%reason, "storage is lost, the program has to end");
        self.loss.send_replace(Some(reason.to_string()));
    }
}
