//! One thread writes. It takes what is queued, runs it in order, commits once, and only then
//! answers all: the cost of making a batch durable is shared by everyone in it.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
};

use super::{
    engine::{Command, Engine},
    error::{Result, StorageError},
};

/// Commands of one commit: enough to share a flush, few enough to keep the wait short.
const BATCH_MAX: usize = 256;
/// Commands that may wait; beyond that the server says that it is busy.
const QUEUE_MAX: usize = 4096;

/// The way to the writing thread.
#[derive(Debug)]
pub struct Writer {
    queue: SyncSender<Box<dyn Command>>,
    thread: JoinHandle<()>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(engine: Arc<dyn Engine>) -> std::io::Result<Self> {
        let (queue, commands) = sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new().name("furgo-writer".to_owned()).spawn(move || write_all(&*engine, &commands))?;
        Ok(Self { queue, thread })
    }

    /// Queues a command. If that cannot be, the command hears so at once.
    pub fn submit(&self, command: Box<dyn Command>) {
        if let Err(TrySendError::Full(command) | TrySendError::Disconnected(command)) = self.queue.try_send(command) {
            command.finish(Err(StorageError::Closed));
        }
    }

    /// Writes what is queued, then ends the thread.
    pub fn stop(self) {
        drop(self.queue);
        if self.thread.join().is_err() {
            tracing::error!("the writing thread panicked");
        }
    }
}

fn write_all(engine: &dyn Engine, commands: &Receiver<Box<dyn Command>>) {
    while let Ok(first) = commands.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH_MAX && let Ok(next) = commands.try_recv() {
            batch.push(next);
        }
        write_batch(engine, batch);
    }
}

fn write_batch(engine: &dyn Engine, mut batch: Vec<Box<dyn Command>>) {
    let outcomes: Vec<Result<()>> = match engine.commit(&mut batch) {
        Ok(outcomes) => outcomes,
        Err(error) => {
            tracing::error!(%error, "a commit failed");
            batch.iter().map(|_| Err(StorageError::Engine(error.to_string()))).collect()
        }
    };
    for (command, outcome) in batch.into_iter().zip(outcomes) {
        command.finish(outcome);
    }
}
