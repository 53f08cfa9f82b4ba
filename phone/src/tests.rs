//! What a phone does with whatever happens to it.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

use chrono::TimeDelta;
use furgo_shared::{
    field::FieldCommand,
    id::{ClientId, StopId, UserId},
    problem::{ErrorCode, Problem},
    routes::RecordArrival,
    sync::{
        DISCARDED, DigestView, Ending, EntityChange, EntityKind, MutationResult, Op, PulledView,
        PushedView, SnapshotView,
    },
    time::Timestamp,
};
use uuid::Uuid;

use super::*;

const EPOCH: Uuid = Uuid::from_u128(1);

fn at(second: i64) -> Timestamp {
    Timestamp::from_timestamp(1_800_000_000 + second, 0).unwrap()
}

fn phone() -> Phone {
    let meta = Meta::new(ClientId(Uuid::from_u128(7)), UserId(Uuid::from_u128(8)));
    Phone::new(meta, Vec::new())
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(100 + number)
}

fn append(phone: &mut Phone, number: u128) -> Vec<Write> {
    let arrival = RecordArrival { stop_id: StopId(Uuid::from_u128(number)), occurred_at: None };
    phone.append(id(number), FieldCommand::RecordArrival(arrival), at(0))
}

fn phone_with(count: u128) -> Phone {
    let mut phone = phone();
    for number in 1..=count {
        assert_eq!(append(&mut phone, number).len(), 2);
    }
    phone
}

fn result(seq: u64, outcome: Ending) -> MutationResult {
    let problem = Problem::of(ErrorCode::IllegalStep, String::new());
    MutationResult {
        seq,
        id: id(seq.into()),
        outcome,
        first: None,
        server_seq: 50 + seq,
        exceptions: Vec::new(),
        problem: (outcome == Ending::Rejected).then_some(problem),
        answer: None,
        discarded: false,
    }
}

fn pushed(epoch: Uuid, last_seq: u64, results: Vec<MutationResult>) -> PushedView {
    PushedView { server_time: at(0), epoch, last_seq, results }
}

fn snapshot(epoch: Uuid, last_seq: u64, as_of: u64) -> SnapshotView {
    SnapshotView {
        server_time: at(0),
        epoch,
        cursor: format!("cursor {as_of}"),
        as_of,
        last_seq,
        offline_until_h: 72,
        entities: Vec::new(),
    }
}

fn numbers(next: &Next) -> Vec<u64> {
    match next {
        Next::Push(push) => push.mutations.iter().map(|mutation| mutation.seq).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_waits_is_pushed_in_order_and_before_anything_is_asked() {
    let phone = phone_with(3);
    assert_eq!(numbers(&phone.next(at(1), true, true)), [1, 2, 3]);
    let many = phone_with(150);
    assert_eq!(numbers(&many.next(at(1), false, false)).len(), 100);
}

#[test]
fn an_answer_ends_what_it_speaks_of_and_nothing_else() {
    let mut phone = phone_with(3);
    let results = vec![result(1, Ending::Applied), result(2, Ending::Rejected)];
    phone.pushed(&pushed(EPOCH, 2, results), at(1));
    assert!(matches!(phone.entries[0].state, State::Taken { server_seq: 51, .. }));
    assert!(matches!(phone.entries[1].state, State::Refused { .. }));
    assert_eq!(numbers(&phone.next(at(1), true, true)), [3]);
    // A refusal is read, then put away; it stays in the journal.
    let writes = phone.put_away(id(2));
    assert!(matches!(&writes[..], [Write::EntryGone(_), Write::Journal(_)]));
    assert!(phone.put_away(id(1)).is_empty() && phone.put_away(id(3)).is_empty());
}

#[test]
fn a_duplicate_ends_as_it_did_the_first_time() {
    let mut phone = phone_with(2);
    let first = MutationResult { first: Some(Ending::Applied), ..result(1, Ending::Duplicate) };
    let problem = result(2, Ending::Rejected).problem;
    let second =
        MutationResult { first: Some(Ending::Rejected), problem, ..result(2, Ending::Duplicate) };
    phone.pushed(&pushed(EPOCH, 2, vec![first, second]), at(1));
    assert!(matches!(phone.entries[0].state, State::Taken { .. }));
    assert!(matches!(phone.entries[1].state, State::Refused { .. }));
}

#[test]
fn a_preview_stays_until_the_copy_shows_its_effect() {
    let mut phone = phone_with(2);
    let results = vec![result(1, Ending::Applied), result(2, Ending::Applied)];
    phone.pushed(&pushed(EPOCH, 2, results), at(1));
    assert_eq!(phone.entries.len(), 2);
    phone.snapshot(&snapshot(EPOCH, 2, 51), at(2));
    assert_eq!(phone.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2]);
    let late = PulledView {
        server_time: at(0),
        epoch: EPOCH,
        cursor: "cursor 60".to_owned(),
        as_of: 60,
        more: false,
        last_seq: 2,
        changes: Vec::new(),
    };
    // Another window has pulled meanwhile: this answer is old.
    assert!(phone.pulled("cursor 40", &late, at(3)).is_empty());
    phone.pulled("cursor 51", &late, at(3));
    assert!(phone.entries.is_empty());
    assert_eq!(phone.meta.as_of, 60);
}

#[test]
fn a_discarded_entry_keeps_its_place() {
    let mut phone = phone_with(2);
    assert_eq!(phone.discard(id(1)).len(), 1);
    let Next::Push(push) = phone.next(at(1), false, false) else { panic!("nothing to push") };
    let kinds: Vec<_> = push.mutations.iter().map(|mutation| mutation.kind.as_str()).collect();
    assert_eq!(kinds, [DISCARDED, "stop.arrive.1"]);
    let thrown_away = MutationResult { discarded: true, ..result(1, Ending::Applied) };
    let results = vec![thrown_away, result(2, Ending::Applied)];
    let writes = phone.pushed(&pushed(EPOCH, 2, results), at(1));
    assert_eq!(phone.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [2]);
    let thrown_away = journal_of(&writes);
    assert_eq!((thrown_away.len(), &thrown_away[0].was), (1, &None), "nothing is kept of it");
    assert!(phone.discard(id(2)).is_empty(), "what was taken cannot be thrown away");
}

/// Something that is thrown away while it is on its way.
#[test]
fn what_was_thrown_away_too_late_is_what_it_was() {
    let taken = |ending| result(1, ending);
    let again =
        |first, discarded| MutationResult { first, discarded, ..result(1, Ending::Duplicate) };
    for (answer, is_too_late) in [
        // The answer to the push that was on its way, or to the next one, under the same number.
        (taken(Ending::Applied), true),
        (again(Some(Ending::Applied), false), true),
        (
            MutationResult {
                problem: taken(Ending::Rejected).problem,
                ..again(Some(Ending::Rejected), false)
            },
            false,
        ),
        (again(Some(Ending::Applied), true), false),
        (again(None, false), false),
        (MutationResult { discarded: true, ..taken(Ending::Applied) }, false),
        (taken(Ending::Rejected), false),
    ] {
        let mut phone = phone_with(1);
        let before = phone.entries[0].clone();
        phone.discard(id(1));
        phone.discard(id(1));
        phone.pushed(&pushed(EPOCH, 1, vec![answer.clone()]), at(5));
        let left = phone.entries.first().cloned();
        let expected = is_too_late.then(|| Entry { state: State::TooLate { at: at(5) }, ..before });
        assert_eq!(left, expected, "{answer:?}");
        assert_eq!(phone.left_behind(), usize::from(is_too_late));
        phone.put_away(id(1));
        assert!(phone.entries.is_empty());
    }
}

/// Journal entries that the writes leave.
fn journal_of(writes: &[Write]) -> Vec<Entry> {
    let entry = |write: &Write| match write {
        Write::Journal(entry) => Some((**entry).clone()),
        _ => None,
    };
    writes.iter().filter_map(entry).collect()
}

#[test]
fn after_an_older_backup_was_restored_all_that_the_journal_has_is_brought_again() {
    let mut phone = phone_with(4);
    let results = (1..=3).map(|seq| result(seq, Ending::Applied)).collect();
    phone.pushed(&pushed(EPOCH, 3, results), at(1));
    let writes = phone.snapshot(&snapshot(EPOCH, 3, 52), at(2));
    let journal = journal_of(&writes);
    assert_eq!(journal.len(), 2);
    // The server lies at 1 again, in another history.
    let other = Uuid::from_u128(2);
    let gap =
        Problem { expected_seq: Some(2), ..Problem::of(ErrorCode::SequenceGap, String::new()) };
    for way in 0..2 {
        let mut phone = phone.clone();
        let retired = journal_of(&match way {
            0 => phone.refused(&gap),
            _ => phone.snapshot(&snapshot(other, 1, 20), at(3)),
        });
        assert_eq!(phone.next(at(3), true, true), Next::BringBack);
        // What the copy did not show yet is in the journal by now, or still in the outbox.
        let mut journal = journal.clone();
        journal.extend(retired);
        let writes = phone.bring_back(journal);
        assert_eq!(numbers(&phone.next(at(4), true, true)), [1, 2, 3, 4], "{way}");
        assert_eq!(phone.meta.cursor, None);
        assert!(writes.contains(&Write::JournalGone(id(2))));
        let ids = |phone: &Phone| phone.waiting().iter().map(|entry| entry.id).collect::<Vec<_>>();
        assert_eq!(ids(&phone), [1, 2, 3, 4].map(id));
        // A copy of this phone was there before and has its numbers: they go to the server all the same.
        phone.refused(&Problem::of(ErrorCode::ClientStateForked, String::new()));
        phone.fork(NewClient(ClientId(Uuid::from_u128(70))));
        assert_eq!(numbers(&phone.next(at(5), true, true)), [1, 2, 3, 4]);
        assert_eq!(ids(&phone), [1, 2, 3, 4].map(id));
    }
}

#[test]
fn a_refusal_that_was_read_is_not_asked_for_again() {
    let mut phone = phone_with(2);
    let results = vec![result(1, Ending::Rejected), result(2, Ending::Applied)];
    phone.pushed(&pushed(EPOCH, 2, results), at(1));
    let mut journal = journal_of(&phone.put_away(id(1)));
    journal.extend(journal_of(&phone.snapshot(&snapshot(Uuid::from_u128(2), 0, 20), at(3))));
    phone.bring_back(journal);
    let Next::Push(push) = phone.next(at(4), true, true) else { panic!("nothing to push") };
    let kinds: Vec<_> = push.mutations.iter().map(|mutation| mutation.kind.as_str()).collect();
    assert_eq!(kinds, [DISCARDED, "stop.arrive.1"]);
}

#[test]
fn a_cloned_phone_counts_anew_and_its_entries_keep_their_ids() {
    let mut phone = phone_with(3);
    phone.pushed(&pushed(EPOCH, 1, vec![result(1, Ending::Applied)]), at(1));
    // The other one is ahead: that can be seen without a push.
    phone.snapshot(&snapshot(EPOCH, 9, 60), at(2));
    assert_eq!(phone.next(at(2), true, true), Next::Fork);
    let other = ClientId(Uuid::from_u128(70));
    assert!(!phone.fork(NewClient(other)).is_empty());
    // Another window had the same thought.
    assert!(phone.fork(NewClient(ClientId(Uuid::from_u128(71)))).is_empty());
    let Next::Push(push) = phone.next(at(3), true, true) else { panic!("nothing to push") };
    assert_eq!((push.client_id, push.oldest_seq), (other, 1));
    let told: Vec<_> = push.mutations.iter().map(|each| (each.seq, each.id)).collect();
    assert_eq!(told, [(1, id(2)), (2, id(3))]);
    assert_eq!(phone.meta.next_seq, 3);
}

#[test]
fn a_session_that_ended_pauses_and_the_same_person_goes_on() {
    let mut phone = phone_with(1);
    phone.refused(&Problem::of(ErrorCode::NotSignedIn, String::new()));
    assert_eq!(phone.next(at(1), true, true), Next::Nothing);
    let other = NewClient(ClientId(Uuid::from_u128(70)));
    phone.resume(other);
    assert_eq!(numbers(&phone.next(at(1), true, true)), [1]);
}

#[test]
fn a_device_that_was_taken_off_forgets_the_day_and_keeps_what_waits() {
    let mut phone = phone_with(1);
    phone.snapshot(&snapshot(EPOCH, 0, 10), at(1));
    let writes = phone.refused(&Problem::of(ErrorCode::DeviceRevoked, String::new()));
    assert!(writes.contains(&Write::CopyGone) && !phone.meta.may_show(at(1)));
    let other = NewClient(ClientId(Uuid::from_u128(70)));
    assert!(phone.resume(other).is_empty());
    assert_eq!((phone.next(at(1), true, true), phone.waiting().len()), (Next::Nothing, 1));
    // Its author has carried it away and thrown it away: from now on it is a new device.
    phone.entries.clear();
    phone.resume(other);
    assert_eq!(phone.meta.client_id, other.0);
    assert!(matches!(phone.next(at(1), true, true), Next::Snapshot(_)));
}

#[test]
fn a_copy_that_is_too_old_is_gone_when_the_page_begins() {
    let mut phone = phone_with(1);
    phone.snapshot(&SnapshotView { offline_until_h: 2, ..snapshot(EPOCH, 0, 1) }, at(0));
    assert!(phone.begin(&[], at(7200)).is_empty());
    assert!(phone.begin(&[], at(7201)).contains(&Write::CopyGone));
    assert_eq!(phone.waiting().len(), 1);
    assert!(phone.begin(&[], at(7202)).is_empty(), "there is nothing left to forget");
}

#[test]
fn no_refusal_of_a_whole_push_throws_anything_away() {
    for code in ErrorCode::ALL {
        let mut phone = phone_with(3);
        phone.refused(&Problem::of(*code, String::new()));
        assert_eq!(phone.waiting().len(), 3, "{code:?}");
    }
    let mut phone = phone_with(100);
    phone.refused(&Problem::of(ErrorCode::BodyTooLarge, String::new()));
    assert_eq!(numbers(&phone.next(at(1), true, true)).len(), 50);
}

#[test]
fn a_copy_that_differs_is_fetched_anew_and_one_that_cannot_be_compared_is_not() {
    let mut phone = phone();
    let change = EntityChange {
        t: EntityKind::Vehicle,
        id: id(1),
        v: 4,
        op: Op::Put,
        data: Some(serde_json::json!({})),
    };
    let view = SnapshotView { entities: vec![change.clone()], ..snapshot(EPOCH, 0, 10) };
    phone.snapshot(&view, at(1));
    let mut copy = Copy::default();
    copy.take(&change);
    let digest = |as_of| DigestView { epoch: EPOCH, as_of, digests: copy.digests() };
    assert_eq!(phone.compared(&digest(10), &copy).0, Some(true));
    assert_eq!(phone.compared(&digest(11), &copy).0, None);
    assert_eq!(phone.compared(&digest(10), &Copy::default()).0, Some(false));
    let Next::Snapshot(ask) = phone.next(at(2), true, true) else { panic!("no snapshot") };
    assert!(ask.heals);
    append(&mut phone, 1);
    assert_eq!(phone.compared(&digest(10), &Copy::default()).0, None);
}

#[test]
fn the_journal_keeps_thirty_days() {
    let mut phone = phone_with(2);
    let results = vec![result(1, Ending::Applied), result(2, Ending::Applied)];
    phone.pushed(&pushed(EPOCH, 2, results), at(1));
    let journal = journal_of(&phone.snapshot(&snapshot(EPOCH, 2, 60), at(1)));
    assert!(phone.prune(&journal, at(1) + TimeDelta::days(30)).is_empty());
    let writes = phone.prune(&journal, at(2) + TimeDelta::days(30));
    assert_eq!(writes.len(), 3);
    assert_eq!(phone.meta.oldest_seq, 3);
}

#[test]
fn a_copy_is_shown_for_as_long_as_the_fleet_allows() {
    let mut phone = phone();
    assert!(!phone.meta.may_show(at(0)));
    phone.snapshot(&SnapshotView { offline_until_h: 2, ..snapshot(EPOCH, 0, 1) }, at(0));
    assert!(phone.meta.may_show(at(7200)) && !phone.meta.may_show(at(7201)));
}

#[test]
fn a_number_that_is_missing_here_is_filled_in_once() {
    let mut phone = phone_with(3);
    phone.entries.remove(1);
    let gap = |expected| Problem {
        expected_seq: Some(expected),
        ..Problem::of(ErrorCode::SequenceGap, String::new())
    };
    phone.pushed(&pushed(EPOCH, 1, vec![result(1, Ending::Applied)]), at(1));
    assert!(!phone.refused(&gap(2)).is_empty());
    let Next::Push(push) = phone.next(at(1), true, true) else { panic!("nothing to push") };
    let told: Vec<_> = push.mutations.iter().map(|each| (each.seq, each.kind.as_str())).collect();
    assert_eq!(told, [(2, DISCARDED), (3, "stop.arrive.1")]);
    assert!(phone.refused(&gap(2)).is_empty(), "asking again at once would change nothing");
}

#[test]
fn what_a_server_is_told_after_a_restore_has_no_hole_and_no_lie() {
    let mut phone = phone_with(6);
    let mut results: Vec<_> = (1..=5).map(|seq| result(seq, Ending::Applied)).collect();
    results[1] = result(2, Ending::Rejected);
    phone.pushed(&pushed(EPOCH, 5, results), at(1));
    let journal = journal_of(&phone.snapshot(&snapshot(EPOCH, 5, 60), at(1)));
    // The refusal of 2 is not read yet; 3 was lost with a part of the store.
    let journal: Vec<_> = journal.into_iter().filter(|entry| entry.seq != 3).collect();
    phone.meta.oldest_seq = 5;
    phone.snapshot(&snapshot(Uuid::from_u128(2), 0, 5), at(2));
    let journal: Vec<_> = journal.into_iter().filter(|entry| entry.seq != 1).collect();
    phone.bring_back(journal);
    let Next::Push(push) = phone.next(at(3), true, true) else { panic!("nothing to push") };
    assert_eq!(push.mutations.iter().map(|each| each.seq).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    assert_eq!(push.mutations[1].kind, DISCARDED);
    furgo_shared::validate::Validate::check(&push).unwrap();
    assert_eq!(push.oldest_seq, 2);
}

#[test]
fn what_was_counted_under_an_earlier_id_comes_back_as_well() {
    let mut phone = phone_with(2);
    let results = vec![result(1, Ending::Applied), result(2, Ending::Applied)];
    phone.pushed(&pushed(EPOCH, 2, results), at(1));
    let journal = journal_of(&phone.snapshot(&snapshot(EPOCH, 2, 60), at(1)));
    phone.snapshot(&snapshot(EPOCH, 9, 60), at(2));
    phone.fork(NewClient(ClientId(Uuid::from_u128(70))));
    append(&mut phone, 3);
    let taken = MutationResult { seq: 1, ..result(3, Ending::Applied) };
    phone.pushed(&pushed(EPOCH, 1, vec![taken]), at(3));
    phone.snapshot(&snapshot(Uuid::from_u128(2), 0, 5), at(4));
    assert_eq!(phone.next(at(4), true, true), Next::BringBack);
    let retired: Vec<_> = journal.into_iter().chain([phone_entry(&phone, 3)]).collect();
    phone.entries.clear();
    phone.bring_back(retired);
    let Next::Push(push) = phone.next(at(5), true, true) else { panic!("nothing to push") };
    let told: Vec<_> = push.mutations.iter().map(|each| (each.seq, each.id)).collect();
    assert_eq!(told, [(1, id(3)), (2, id(1)), (3, id(2))]);
}

/// The entry as the journal has it.
fn phone_entry(phone: &Phone, number: u128) -> Entry {
    let mutation = furgo_shared::sync::Mutation::of(
        1,
        id(number),
        at(0),
        &furgo_shared::sync::Said::Discarded,
    );
    let state = State::Taken { server_seq: 0, exceptions: Vec::new(), at: at(3) };
    Entry { kind: "stop.arrive.1".to_owned(), state, ..Entry::new(phone.meta.client_id, mutation) }
}

#[test]
fn whoever_drives_no_longer_sends_what_waits_and_asks_nothing() {
    let mut phone = phone_with(1);
    phone.meta.sends_only = true;
    assert_eq!(numbers(&phone.next(at(1), true, true)), [1]);
    phone.pushed(&pushed(EPOCH, 1, vec![result(1, Ending::AppliedWithException)]), at(1));
    assert_eq!(phone.next(at(1), true, true), Next::Nothing);
}

#[test]
fn a_session_of_somebody_else_takes_nothing() {
    let mut phone = phone_with(2);
    let Next::Push(push) = phone.next(at(1), true, true) else { panic!("nothing to push") };
    assert_eq!(push.user_id, Some(phone.meta.user_id));
    phone.refused(&Problem::of(ErrorCode::OtherPerson, String::new()));
    assert_eq!((phone.next(at(1), true, true), phone.waiting().len()), (Next::Nothing, 2));
}
