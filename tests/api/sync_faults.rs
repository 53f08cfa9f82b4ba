//! What goes wrong on the server takes nothing from a phone: a full disk, and a backup of yesterday.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::TimeDelta;
use furgo::{
    features,
    storage::{
        StorageError,
        backup::{backup_to, restore},
        engine::{Command, Engine, Health, MemoryEngine, View},
        error::Result,
    },
};
use furgo_shared::{
    api,
    field::FieldCommand,
    problem::ErrorCode,
    refuels::ListRefuels,
    sync::{Ending, Mutation, PushedView},
    vehicles::CreateVehicle,
};
use support::{Client, TestApp, email_of};

use crate::{
    day::{today, vehicle},
    histories::refuel,
    sync_phone::Phone,
};

/// A disk with room for so many commits.
struct Disk {
    memory: MemoryEngine,
    room: Arc<AtomicI64>,
}

impl Engine for Disk {
    fn view(&self) -> Result<Box<dyn View + '_>> {
        self.memory.view()
    }

    fn commit(&self, commands: &mut [Box<dyn Command>]) -> Result<Vec<Result<()>>> {
        self.memory.commit(commands)
    }

    fn health(&self) -> Health {
        self.memory.health()
    }

    fn check_home(&self) -> Result<()> {
        match self.room.fetch_sub(1, Ordering::SeqCst) > 0 {
            true => Ok(()),
            false => Err(StorageError::Full { free_bytes: 0, floor_bytes: 1 }),
        }
    }
}

/// A driver with a van.
async fn given_driver(app: &TestApp) -> Client {
    let ana = app.driver("ana").await;
    let van = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("van") };
    app.admin().await.ok(&api::CREATE_VEHICLE, [], &van).await;
    ana
}

/// Without an id of its own: taken twice, there would be two.
fn fuel(app: &TestApp) -> FieldCommand {
    FieldCommand::CreateRefuel(Box::new(refuel("van", today(app))))
}

fn some(phone: &mut Phone, app: &TestApp, count: usize) -> Vec<Mutation> {
    (0..count).map(|_| phone.does(fuel(app), app.now())).collect()
}

async fn refuels(client: &Client) -> u64 {
    client.ok(&api::LIST_REFUELS, [], &ListRefuels::default()).await.page.total
}

#[actix_web::test]
async fn a_full_disk_takes_no_number() {
    let room = Arc::new(AtomicI64::new(i64::MAX));
    let disk = Disk { memory: MemoryEngine::default(), room: Arc::clone(&room) };
    let app = TestApp::start_over(Arc::new(disk)).await;
    let ana = given_driver(&app).await;
    let mut phone = Phone::of(&ana);
    phone.push(&app, &[]).await;
    let mutations = some(&mut phone, &app, 5);
    room.store(3, Ordering::SeqCst);
    let pushed = phone.push(&app, &mutations).await;
    assert_eq!(pushed.results.len(), 3, "it ends where the disk does");
    assert!(pushed.results.iter().all(|result| result.outcome == Ending::Applied));
    assert_eq!(pushed.last_seq, 3);
    phone.refused(&app, ErrorCode::Unavailable, &mutations[3..]).await;
    // What was taken before is told all the same.
    assert_eq!(phone.push(&app, &mutations).await.results.len(), 3);
    room.store(i64::MAX, Ordering::SeqCst);
    let pushed = phone.push(&app, &mutations).await;
    let endings: Vec<_> = pushed.results.iter().map(|result| result.outcome).collect();
    assert_eq!(endings[..3], [Ending::Duplicate; 3]);
    assert_eq!(endings[3..], [Ending::Applied; 2]);
    assert_eq!(refuels(&ana).await, 5);
}

#[actix_web::test]
async fn a_restored_backup_is_healed_from_the_phone() {
    let (folder, copies) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = copies.path().join("backup.redb");
    let app = TestApp::on_disk(folder.path()).await;
    let ana = given_driver(&app).await;
    let mut phone = Phone::of(&ana);
    let before = phone.snapshot().await;
    let mutations = some(&mut phone, &app, 6);
    phone.push(&app, &mutations[..2]).await;
    backup_to(&app.app.db, &backup).unwrap();
    assert_eq!(phone.push(&app, &mutations[2..]).await.last_seq, 6);
    assert_eq!(refuels(&ana).await, 6);

    let restored = copies.path().join("restored");
    std::fs::create_dir(&restored).unwrap();
    restore(&restored, &backup, &features::schema()).unwrap();
    let app = TestApp::on_disk(&restored).await;
    phone.client = app.sign_in(&email_of("ana")).await;
    assert_eq!(refuels(&phone.client).await, 2);
    assert_eq!(phone.pull(None).await, None, "it is another history");
    let after = phone.snapshot().await;
    assert_ne!(after.epoch, before.epoch);
    assert_eq!(after.last_seq, 2);
    // Whatever the phone brings first, it learns what is missing.
    let next = some(&mut phone, &app, 1);
    let problem = phone.refused(&app, ErrorCode::SequenceGap, &next).await;
    assert_eq!(problem.expected_seq, Some(3));
    let journal: Vec<_> = mutations[1..].iter().chain(&next).cloned().collect();
    for _ in 0..2 {
        let pushed: PushedView = phone.push(&app, &journal).await;
        assert_eq!((pushed.last_seq, pushed.results.len()), (7, 6));
    }
    assert_eq!(refuels(&phone.client).await, 7);
    crate::fixture_changes::is_sound(&app);
}

#[actix_web::test]
async fn a_log_that_has_let_go_wants_a_new_copy() {
    let app = TestApp::start().await;
    let ana = given_driver(&app).await;
    let mut phone = Phone::of(&ana);
    phone.snapshot().await;
    app.advance(furgo::storage::retention::CHANGES_KEPT + TimeDelta::days(1));
    furgo::storage::retention::forget_changes(&app.app.db).await.unwrap();
    phone.client = app.sign_in(&email_of("ana")).await;
    assert_eq!(phone.pull(None).await, None);
    phone.snapshot().await;
    assert_eq!(phone.pull(None).await, Some(Vec::new()));
}
