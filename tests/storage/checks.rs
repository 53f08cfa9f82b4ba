//! A check finds whatever does not follow from the records, and says what would put it right.

use furgo::storage::{
    Database, IndexEntries, Key, Record as _, Summaries,
    change_log::Change,
    check::{check, differences},
    engine::{Overlay, Space, View as _, apply},
    record::{decode, encode},
    schema::{CHANGES, COUNTS, Derived, FILE, OUTCOMES, RecordKind, SUMMARIES, Schema},
};
use uuid::Uuid;

use crate::{
    note::{ALL, BY_LABEL, BY_STATE, Note, schema},
    support::{check_of, dump_of, fill, in_memory, now},
};

type Spoil = Box<dyn FnOnce(&mut Overlay<'_>) + Send>;

/// Spoils good data; returns the spaces that the check complains of.
fn spoiled(
    spoil: impl FnOnce(&mut Overlay<'_>) + Send + 'static,
) -> (std::sync::Arc<Database>, Vec<&'static str>) {
    let db = in_memory();
    fill(&db, 0..20);
    assert!(check_of(&db).is_good());
    apply(&**db.engine(), |data| {
        spoil(data);
        Ok(())
    })
    .unwrap();
    let report = check_of(&db);
    assert!(report.to_string().contains("wrong, the first"), "{report}");
    let spaces = report.findings.keys().copied().collect();
    (db, spaces)
}

fn count_of(space: Space, group: &[u8]) -> Vec<u8> {
    [space.0.as_bytes(), b"\0", group].concat()
}

#[test]
fn every_kind_of_difference_is_found_and_put_right() {
    let sort = Key::new().signed(0).day(Note::new(0, now()).day);
    let row =
        move |number: u128| Key::new().byte(0).then(&sort).id(Uuid::from_u128(number)).into_bytes();
    let (missing, wrong) = (row(3), row(3));
    let sum = Key::new().id(Uuid::nil()).number(1).byte(1).into_bytes();
    let cases: Vec<(Spoil, &str)> = vec![
        (Box::new(move |data| data.delete(BY_STATE.space, missing)), "notes.by_state"),
        (Box::new(move |data| data.put(BY_STATE.space, row(77), vec![])), "notes.by_state"),
        (Box::new(move |data| data.put(BY_STATE.space, wrong, vec![1])), "notes.by_state"),
        (
            Box::new(|data| data.delete(ALL.space, Uuid::from_u128(5).as_bytes().to_vec())),
            "notes.all",
        ),
        (
            Box::new(|data| data.put(BY_LABEL.space, b"note 4\0".to_vec(), vec![0; 16])),
            "notes.by_label",
        ),
        (Box::new(|data| data.delete(COUNTS, count_of(ALL.space, b""))), "counts"),
        (Box::new(|data| data.put(COUNTS, count_of(ALL.space, b"x"), vec![0; 8])), "counts"),
        (Box::new(move |data| data.put(SUMMARIES, sum, vec![1; 8])), "summaries"),
    ];
    for (spoil, space) in cases {
        let (db, found) = spoiled(spoil);
        assert_eq!(found, [space]);
        let corrections =
            differences(&*db.engine().view().unwrap(), &schema()).unwrap().corrections;
        apply(&**db.engine(), move |data| {
            data.put_all(&corrections);
            Ok(())
        })
        .unwrap();
        let report = check_of(&db);
        assert!(report.is_good(), "{report}");
    }
}

#[test]
fn a_row_swapped_for_another_is_found_though_the_number_is_right() {
    let row = |number: u128| Key::new().byte(0).signed(0).id(Uuid::from_u128(number)).into_bytes();
    let (_, found) = spoiled(move |data| {
        data.delete(BY_STATE.space, row(3));
        data.put(BY_STATE.space, row(33), vec![]);
    });
    assert_eq!(found, ["notes.by_state"]);
}

#[test]
fn damaged_and_misplaced_records_are_found() {
    let (_, found) = spoiled(|data| data.put(Note::TABLE, vec![9; 16], b"not a record".to_vec()));
    assert_eq!(found, ["notes"]);
    let (_, found) = spoiled(|data| {
        let bytes = data.get(Note::TABLE, Uuid::from_u128(3).as_bytes()).unwrap().unwrap();
        data.put(Note::TABLE, vec![9; 16], bytes);
    });
    assert_eq!(found, ["changes", "notes"], "no change wrote it there");
}

#[test]
fn gaps_in_the_change_log_and_stray_outcomes_are_found() {
    let (_, found) = spoiled(|data| data.delete(CHANGES, 5_u64.to_be_bytes().to_vec()));
    assert_eq!(found, ["changes"]);
    let (_, found) =
        spoiled(|data| data.put(FILE, b"sequence".to_vec(), 99_u64.to_be_bytes().to_vec()));
    assert_eq!(found, ["changes"]);
    let (_, found) = spoiled(|data| {
        let row = data.get(CHANGES, &5_u64.to_be_bytes()).unwrap().unwrap();
        let change = Change { version: 2, ..Change::from_bytes(&row).unwrap() };
        data.put(CHANGES, 5_u64.to_be_bytes().to_vec(), change.to_bytes());
    });
    assert_eq!(found, ["changes"], "another version than the record's");
    let (_, found) = spoiled(|data| {
        data.put(FILE, b"oldest_change".to_vec(), 6_u64.to_be_bytes().to_vec());
        let bytes = data.get(Note::TABLE, Uuid::from_u128(3).as_bytes()).unwrap().unwrap();
        let mut note: Note = decode(&bytes).unwrap();
        note.meta.sequence = Some(9);
        data.put(Note::TABLE, Uuid::from_u128(3).as_bytes().to_vec(), encode(&note).unwrap());
    });
    assert_eq!(found, ["changes"], "an old change that is not the last of its record");
    let (_, found) = spoiled(|data| data.put(OUTCOMES, b"key".to_vec(), b"value".to_vec()));
    assert_eq!(found, ["outcomes"]);
}

#[test]
fn groups_that_would_be_listed_together_are_found() {
    fn derive(bytes: &[u8]) -> furgo::storage::error::Result<Derived> {
        let note: Note = decode(bytes)?;
        let mut entries = IndexEntries::default();
        entries.add(ALL, note.id, Key::new(), Key::new());
        entries.add(ALL, note.id, Key::new().byte(1), Key::new());
        Ok(Derived {
            id: note.id,
            entries,
            summaries: Summaries::default(),
            references: Vec::new(),
        })
    }
    let db = in_memory();
    fill(&db, 0..2);
    let kind = RecordKind { indexes: &[ALL.space], derive, ..RecordKind::of::<Note>() };
    let report = check(&*db.engine().view().unwrap(), &Schema::new(vec![kind])).unwrap();
    assert!(report.findings["counts"].first.contains("lies within"), "{report}");
}

#[test]
fn a_check_changes_nothing() {
    let db = in_memory();
    fill(&db, 0..20);
    let before = dump_of(&db);
    let found = differences(&*db.engine().view().unwrap(), &schema()).unwrap();
    assert!(found.corrections.is_empty());
    assert_eq!(found.report, check(&*db.engine().view().unwrap(), &schema()).unwrap());
    assert_eq!(dump_of(&db), before);
}
