//! The same random requests, refused and panicking ones among them, to memory, to redb and to a
//! plain model: answers, contents, indexes, counts, sums and change log are always equal.

use std::{ops::ControlFlow, sync::Arc};

use chrono::TimeDelta;
use furgo::{
    auth::{Permit, System},
    http::Answer,
    storage::{
        Database, Key, Measure, ReadTx, Reads as _,
        blobs::{self, PIECE_BYTES, sweep::sweep},
        change_log::Change,
        engine::{KeyRange, Order},
        outcome::Once,
        schema::CHANGES,
        summary::{FLEET, Month},
        trash,
    },
};
use furgo_shared::page::PageRequest;
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    model::{Ending, FILES, FileStep, Model, Request, file_steps, photo_of, requests, run},
    note::{ALL, BY_LABEL, BY_STATE, Note, subject},
    support::{OWNER, block_on, check_of, dump, dump_of, in_memory, in_redb, send_file},
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn memory_redb_and_the_model_never_differ(
        rounds in vec((vec(requests(), 1..16), vec(file_steps(), 0..4)), 1..6),
    ) {
        let (memory, redb, mut model) = (in_memory(), in_redb(), Model::default());
        for (round, with_files) in &rounds {
            let expected: Vec<Ending> = round.iter().map(|request| model.run(request)).collect();
            with_files.iter().for_each(|step| model.do_with_files(step));
            for db in [&memory, &redb] {
                let before = db.engine().view().unwrap();
                let dump_before = dump(&*before);
                prop_assert_eq!(&send(db, round), &expected);
                block_on(do_with_files(db, with_files));
                prop_assert_eq!(dump(&*before), dump_before, "a snapshot changed");
                db.read(&Permit::<System>::for_job(), |tx| {
 compare(tx, &model);
 Ok(())
 }).unwrap();
                let report = check_of(db);
                prop_assert!(report.is_good(), "{}", report);
            }
            prop_assert_eq!(dump_of(&memory), dump_of(&redb));
        }
    }
}

/// Sends all at once, so that they share commits in whatever way the writing thread takes them.
fn send(db: &Arc<Database>, round: &[Request]) -> Vec<Ending> {
    block_on(async {
        let tasks: Vec<_> = round
            .iter()
            .map(|request| {
                let (db, request) = (Arc::clone(db), request.clone());
                let fingerprint = format!("{:?}", request.steps);
                let key = request.key.map(|key| key.to_string());
                let once = Once { key, fingerprint, ..Once::by_job("test") };
                tokio::spawn(async move {
                    db.write(Permit::<System>::for_job(), once, move |tx| run(tx, &request)).await
                })
            })
            .collect();
        let mut endings = Vec::new();
        for task in tasks {
            endings.push(match task.await.unwrap() {
                Ok(answer) => Ending::Done(versions(&answer)),
                Err(error) => Ending::Refused(error.code()),
            });
        }
        endings
    })
}

async fn do_with_files(db: &Database, steps: &[FileStep]) {
    for step in steps {
        match step {
            FileStep::Send { file, all } => {
                let (sha256, bytes) = photo_of(*file);
                let sent = if *all { bytes.len() } else { PIECE_BYTES };
                send_file(db, OWNER, *sha256, bytes, sent).await.unwrap();
            }
            FileStep::Sweep => drop(sweep(db, None).await.unwrap()),
        }
    }
}

fn versions(answer: &Answer<Value>) -> Vec<u64> {
    let outcome = answer.to_outcome("", crate::support::now());
    serde_json::from_slice(&outcome.body).unwrap()
}

/// Every question that a reader can ask.
fn compare(tx: &ReadTx<'_, System>, model: &Model) {
    for slot in 0..10 {
        let found: Option<Note> = tx.find(Uuid::from_u128(slot)).unwrap();
        assert_eq!(found.as_ref(), model.notes.get(&slot));
        let trashed: Option<Note> = tx.find_deleted(Uuid::from_u128(slot)).unwrap();
        assert_eq!(trashed.as_ref(), model.trash.get(&slot));
    }
    let mut trashed = Vec::new();
    trash::each(tx, None, Order::Ascending, |row| {
        trashed.push(row.id.as_u128());
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    assert_eq!(trashed, model.trash.keys().copied().collect::<Vec<_>>());
    assert_eq!(trash::count(tx, None).unwrap(), u64::try_from(trashed.len()).unwrap());
    let all = PageRequest { page: 1, limit: 100 };
    let page = tx.list(ALL, &Key::new(), Order::Ascending, all).unwrap();
    assert_eq!(json!(page.items), json!(model.notes.values().collect::<Vec<_>>()));
    assert_eq!(page.total, u64::try_from(model.notes.len()).unwrap());
    for state in 0..3 {
        compare_state(tx, model, state);
    }
    for label in 0..5_u8 {
        let expected = model.notes.values().find(|note| note.label == Some(label.to_string()));
        let found = tx.find_by(BY_LABEL, Key::new().text(&label.to_string())).unwrap();
        assert_eq!(found.as_ref(), expected);
    }
    for file in 0..FILES {
        let found = blobs::find(tx, photo_of(file).0).unwrap();
        assert_eq!(found.is_some(), model.files.contains(&file));
        let is_loose = found.is_some_and(|blob| blob.loose.is_some());
        assert_eq!(is_loose, model.files.contains(&file) && !model.named().contains(&file));
    }
    compare_sums(tx, model);
    compare_changes(tx, model);
}

fn compare_state(tx: &ReadTx<'_, System>, model: &Model, state: u8) {
    let mut expected: Vec<&Note> =
        model.notes.values().filter(|note| note.state == state).collect();
    expected.sort_by_key(|note| (note.rank, note.day, note.id));
    let group = Key::new().byte(state);
    let listed = tx.collect(BY_STATE, &group, Order::Ascending, 100).unwrap();
    assert_eq!(listed.iter().collect::<Vec<_>>(), expected);
    expected.reverse();
    // Every page size lists every note once, and always tells the same total.
    for limit in [1, 2, 3, 7] {
        let mut paged = Vec::new();
        for page in 1..=12 {
            let request = PageRequest { page, limit };
            let page = tx.list(BY_STATE, &group, Order::Descending, request).unwrap();
            assert_eq!(page.total, u64::try_from(expected.len()).unwrap());
            paged.extend(page.items);
        }
        assert_eq!(paged.iter().collect::<Vec<_>>(), expected);
    }
}

fn compare_sums(tx: &ReadTx<'_, System>, model: &Model) {
    for month in 1..4 {
        let day = chrono::NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let of_month = || model.notes.values().filter(|note| Month::of(note.day) == Month::of(day));
        let metres: i64 = of_month().map(|note| note.metres).sum();
        assert_eq!(tx.summary(FLEET, Month::of(day), Measure::DistanceM).unwrap(), metres);
        let of_days = |(from, to)| {
            let inside = of_month().filter(|note| (from..=to).contains(&note.day));
            inside.map(|note| note.metres).sum::<i64>()
        };
        let (from, to) = (day + TimeDelta::days(6), day + TimeDelta::days(8));
        let sums = tx.sums(FLEET, Some(from), Some(to)).unwrap();
        assert_eq!(sums.get(Measure::DistanceM), of_days((from, to)));
        for state in 0..3 {
            let count =
                i64::try_from(of_month().filter(|note| note.state == state).count()).unwrap();
            let sum = tx.summary(subject(state), Month::of(day), Measure::Delivered).unwrap();
            assert_eq!(sum, count);
        }
    }
}

fn compare_changes(tx: &ReadTx<'_, System>, model: &Model) {
    let mut changes = Vec::new();
    tx.visit(CHANGES, &KeyRange::all(), Order::Ascending, &mut |_, value| {
        let change = Change::from_bytes(value).unwrap();
        changes.push((change.id.as_u128(), change.version, change.kind));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(changes, model.changes);
}
