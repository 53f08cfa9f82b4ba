//! A slow disk: the queue is bounded, whoever finds it full hears so at once, and a batch takes
//! along all that waited.

use std::{
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use furgo::{
    auth::{Permit, System},
    clock::Clock,
    error::Error,
    storage::{
        Database, StorageError,
        engine::{Command, Engine, Health, MemoryEngine, View},
        error::Result,
        outcome::Once,
        writer::WriterLimits,
    },
};
use serde_json::Value;

use crate::{
    note::{Note, schema},
    support::{block_on, notes_in, now},
};

/// Commits only while the gate is open, and notes how much each commit held.
#[derive(Debug)]
struct Gate {
    inner: MemoryEngine,
    is_open: Mutex<bool>,
    opened: Condvar,
    batches: Mutex<Vec<usize>>,
}

impl Gate {
    fn closed() -> Arc<Self> {
        let inner = MemoryEngine::default();
        let (is_open, opened, batches) = (Mutex::new(false), Condvar::new(), Mutex::default());
        Arc::new(Self { inner, is_open, opened, batches })
    }

    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }
}

impl Engine for Gate {
    fn view(&self) -> Result<Box<dyn View + '_>> {
        self.inner.view()
    }

    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        self.batches.lock().unwrap().push(commands.len());
        let closed = self.is_open.lock().unwrap();
        drop(self.opened.wait_while(closed, |is_open| !*is_open).unwrap());
        self.inner.commit(commands)
    }

    fn health(&self) -> Health {
        self.inner.health()
    }
}

#[test]
fn a_backlog_is_bounded_and_shares_commits() {
    let gate = Gate::closed();
    let engine: Arc<dyn Engine> = gate.clone();
    let limits = WriterLimits { batch_max: 16, queue_max: 40 };
    let clock = Clock::stopped_at(now());
    let db = Arc::new(Database::with_limits(engine, schema(), clock, limits).unwrap());
    block_on(async {
        let put = |number: u128| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                let write =
                    db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
                        tx.put(Note::new(number, now())).map(|_| Value::Null)
                    });
                write.await.map(drop)
            })
        };
        let first = put(0);
        let started = Instant::now();
        while gate.batches.lock().unwrap().is_empty() {
            assert!(started.elapsed() < Duration::from_secs(10), "the thread never began");
            tokio::task::yield_now().await;
        }
        let others: Vec<_> = (1..=60).map(put).collect();
        tokio::task::yield_now().await;
        gate.open();
        first.await.unwrap().unwrap();
        let mut turned_away = 0;
        for (place, other) in others.into_iter().enumerate() {
            match other.await.unwrap() {
                Ok(()) => assert!(place < 40),
                Err(Error::Storage(StorageError::Closed)) => turned_away += 1,
                Err(other) => unreachable!("{other}"),
            }
        }
        assert_eq!(turned_away, 20);
    });
    assert_eq!(*gate.batches.lock().unwrap(), [1, 16, 16, 8]);
    assert_eq!(notes_in(&*db.engine().view().unwrap()).len(), 41);
}

#[test]
fn what_is_queued_is_written_before_the_database_lets_go() {
    let gate = Gate::closed();
    let engine: Arc<dyn Engine> = gate.clone();
    let db = Database::new(engine, schema(), Clock::stopped_at(now())).unwrap();
    block_on(async {
        for number in 0..50 {
            let write = db.write(Permit::<System>::for_job(), Once::by_job("test"), move |tx| {
                tx.put(Note::new(number, now())).map(|_| Value::Null)
            });
            // Nobody waits for the answer: the client hung up.
            drop(tokio::time::timeout(Duration::ZERO, write).await);
        }
    });
    gate.open();
    drop(db);
    assert_eq!(notes_in(&*gate.view().unwrap()).len(), 50);
}
