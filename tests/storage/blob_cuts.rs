//! The power goes at a random operation while files come, are named, let go of and swept: what was
//! said to be received is there, what was kept is whole, and nothing is nobody's.

use std::collections::BTreeMap;

use furgo::{
    error::Result,
    storage::{
        Database, Reads as _,
        blobs::{
            PIECE_BYTES, find,
            staging::{self, Standing},
            sweep::sweep,
        },
        check::check,
        engine::{CommitMode, Engine as _, RedbEngine, redb::builder},
    },
};
use furgo_shared::files::FileDigest;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    note::{Note, attached, photo, schema},
    simulator::Disk,
    support::{BYTES_MAX, OWNER, block_on, now, over, try_over},
};

/// What is known of one file from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Known {
    /// Said to be received.
    received: usize,
    is_kept: bool,
    is_named: bool,
    /// Its record's end was begun: it may be there or not.
    is_ending: bool,
}

fn open(disk: &Disk, mode: CommitMode) -> Option<RedbEngine> {
    let database = builder().create_with_backend(disk.clone()).ok()?;
    RedbEngine::configured(database, &schema().spaces(), mode, None).ok()
}

fn file(number: u64) -> (FileDigest, Vec<u8>) {
    photo(number, 3 * PIECE_BYTES + 100)
}

/// A whole life of a file: named before or behind it comes, kept, let go of, swept. Each step is
/// noted as soon as it was answered.
async fn live(db: &Database, number: u64, is_named_first: bool, known: &mut Known) -> Result<()> {
    let (sha256, bytes) = file(number);
    let name = |files: Vec<FileDigest>| {
        let files = files.iter().map(|sha256| attached(*sha256, now())).collect();
        let note = Note { files, ..Note::new(number.into(), now()) };
        crate::support::put_async(db, note)
    };
    if is_named_first && !known.is_named {
        name(vec![sha256]).await?;
        known.is_named = true;
    }
    let length = bytes.len() as u64;
    let begun = staging::begin(db, OWNER, sha256, length, BYTES_MAX).await?;
    if let Standing::Received { content, bytes: received, .. } = begun {
        let mut at = usize::try_from(received).unwrap();
        assert!(at >= known.received, "{at} bytes of {number}, {} were", known.received);
        while at < bytes.len() {
            let end = bytes.len().min(at + PIECE_BYTES);
            staging::append(db, OWNER, sha256, at as u64, bytes[at..end].to_vec(), BYTES_MAX)
                .await?;
            (at, known.received) = (end, end);
        }
        staging::seal(db, OWNER, sha256, content).await?;
    }
    known.is_kept = true;
    if !known.is_named {
        name(vec![sha256]).await?;
        known.is_named = true;
    }
    if number.is_multiple_of(3) {
        known.is_ending = true;
        db.write(
            furgo::auth::Permit::<furgo::auth::System>::for_job(),
            furgo::storage::outcome::Once::by_job("test"),
            move |tx| {
                let note: Note = tx.require(Uuid::from_u128(number.into()))?;
                tx.delete(&note).map(|()| Value::Null)
            },
        )
        .await?;
        sweep(db, None).await?;
    }
    Ok(())
}

/// What the data look like once everything is well again.
fn verify(content: &[u8], mode: CommitMode, files: &mut BTreeMap<u64, Known>) {
    let engine = open(&Disk::holding(content.to_vec()), mode).expect("it opens");
    let report = check(&*engine.view().unwrap(), &schema()).unwrap();
    assert!(report.is_good(), "{report}");
    let db = over(engine);
    for (number, known) in files.iter_mut().filter(|(_, known)| !known.is_ending) {
        let (sha256, bytes) = file(*number);
        let standing = staging::standing(&*db.engine().view().unwrap(), OWNER, sha256).unwrap();
        match standing {
            Some(Standing::Complete) => known.received = bytes.len(),
            Some(Standing::Received { bytes: received, .. }) => {
                assert!(!known.is_kept, "{number} was kept");
                let received = usize::try_from(received).unwrap();
                assert!(received >= known.received, "{number}: {received} of {known:?}");
                known.received = received;
            }
            None => assert!(known.received == 0 && !known.is_kept, "{number}: {known:?}"),
        }
        let permit = furgo::auth::Permit::<furgo::auth::System>::for_job();
        let is_kept = db.read(&permit, |tx| Ok(find(tx, sha256)?.is_some())).unwrap();
        assert!(is_kept || !known.is_kept, "{number} was kept");
        let note: Option<Note> =
            db.read(&permit, |tx| tx.find(Uuid::from_u128((*number).into()))).unwrap();
        assert!(note.is_some() || !known.is_named, "{number} was named");
        (known.is_kept, known.is_named) = (is_kept, note.is_some());
    }
}

fn cut(mode: CommitMode, cuts: u32, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let (mut files, mut next) = (BTreeMap::<u64, Known>::new(), 0_u64);
    let fresh = || {
        let disk = Disk::holding(Vec::new());
        open(&disk, mode).unwrap().close().unwrap();
        disk.after_power_cut(0)
    };
    let (mut content, mut ended) = (fresh(), 0);
    for _ in 0..cuts {
        if files.len() > 40 {
            (content, files) = (fresh(), BTreeMap::new());
        }
        let disk = Disk::holding(content);
        disk.cut_after(random.random_range(1..600));
        if let Some(db) = open(&disk, mode).and_then(|engine| try_over(engine).ok()) {
            // First what the last cut left unfinished.
            let unfinished = files.iter().filter(|(_, known)| !(known.is_named && known.is_kept));
            let mut wanted: Vec<u64> = unfinished.map(|(number, _)| *number).collect();
            wanted.extend(next..next + 1_000);
            for number in wanted {
                next = next.max(number + 1);
                let known = files.entry(number).or_default();
                if block_on(live(&db, number, number.is_multiple_of(2), known)).is_err() {
                    break;
                }
            }
        }
        assert!(disk.is_dead());
        content = disk.after_power_cut(random.random());
        verify(&content, mode, &mut files);
        ended += files.values().filter(|known| known.is_ending).count();
    }
    assert!(next > 40 && ended > 10, "{next} files, {ended} of them ended");
}

#[test]
fn no_file_is_lost_by_power_cuts_with_quick_repair() {
    cut(CommitMode::QuickRepair, 300, 1);
}

#[test]
fn no_file_is_lost_by_power_cuts_with_one_flush() {
    cut(CommitMode::OnePhase, 300, 2);
}
