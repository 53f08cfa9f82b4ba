//! What waits, in which order, and what comes of it.

use furgo_phone::{Entry, State};
use furgo_shared::{
    api,
    id::{ClientId, ReadingId, StopId},
    problem::{ErrorCode, Problem},
    readings::{CreateReading, ReadingKind},
    routes::RecordArrival,
    sync::{Mutation, Said},
    time::{Day, Timestamp},
    units::Km,
    validate::Empty,
};

use super::*;

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A form of the office.
fn form(number: u128) -> Event {
    let request = Request::write(&api::REACTIVATE_VEHICLE, &["van"], &Empty {});
    Event::Append(Command { id: id(number), work: Work::Office(request) })
}

/// Somebody is at a stop.
fn arrival(number: u128) -> Event {
    let arrival = RecordArrival { stop_id: StopId(id(number)), occurred_at: None };
    let work = Work::Field(FieldCommand::RecordArrival(arrival));
    Event::Append(Command { id: id(number), work })
}

/// Of a vehicle, with id 9.
fn reading() -> CreateReading {
    CreateReading {
        id: Some(ReadingId(id(9))),
        vehicle: "van".to_owned(),
        date: Day::default(),
        kind: ReadingKind::Reading,
        odometer_km: Km::ZERO,
        previous_km: None,
        confirmed: false,
        notes: None,
        typed_odometer: None,
        force: false,
    }
}

fn taken(number: u128) -> Event {
    Event::Answered { id: id(number), refused: None }
}

fn refused(number: u128) -> Event {
    Event::Answered { id: id(number), refused: Some(problem()) }
}

fn problem() -> ApiError {
    ApiError::Problem(Box::new(Problem::of(ErrorCode::IllegalStep, "No.".to_owned())))
}

fn after(events: impl IntoIterator<Item = Event>) -> Rc<Queue> {
    events.into_iter().fold(Rc::new(Queue::default()), Reducible::reduce)
}

fn first(queue: &Queue, lane: LaneName) -> Option<Uuid> {
    queue.first(lane).map(|first| first.id)
}

#[test]
fn commands_are_sent_in_the_order_of_their_making() {
    let queue = after([arrival(1), arrival(2), Event::Unanswered { id: id(1) }]);
    assert_eq!(first(&queue, LaneName::Field), Some(id(1)));
    let queue = queue.reduce(taken(1));
    assert_eq!((first(&queue, LaneName::Field), queue.pending()), (Some(id(2)), 1));
}

#[test]
fn a_form_that_waits_holds_up_no_delivery() {
    let mut queue = after([form(1), form(2), arrival(3)]);
    for _ in 0..5 {
        queue = queue.reduce(Event::Unanswered { id: id(1) });
    }
    assert_eq!(first(&queue, LaneName::Office), Some(id(1)));
    assert_eq!(first(&queue, LaneName::Field), Some(id(3)));
    assert_eq!(queue.lane(LaneName::Field).pause_ms(1.0), 0);
    assert!(queue.lane(LaneName::Office).pause_ms(1.0) > 0);
    assert!(queue.is_held_up(id(2)) && !queue.is_held_up(id(3)));
}

#[test]
fn a_write_about_a_record_waits_until_that_is_entered() {
    let reading = reading();
    let work = Work::Field(FieldCommand::CreateReading(Box::new(reading)));
    let undo = Request::write(&api::DELETE_READING, &[&id(9).to_string()], &Empty {});
    let queue = after([
        Event::Append(Command { id: id(1), work }),
        Event::Append(Command { id: id(2), work: Work::Office(undo) }),
    ]);
    assert_eq!(first(&queue, LaneName::Office), None);
    assert_eq!(first(&queue.reduce(taken(1)), LaneName::Office), Some(id(2)));
}

#[test]
fn only_applied_writes_change_what_is_shown() {
    let (refused, applied) = (after([form(1), refused(1)]), after([form(1), taken(1)]));
    assert_eq!((refused.revision(), applied.revision()), (0, 1));
    assert!(refused.pending() + applied.pending() == 0);
}

/// Every refetch of a page is a dozen requests; a phone that comes out of a cellar has thirty steps.
#[test]
fn what_drains_one_behind_the_other_is_asked_for_once() {
    let mut queue = Rc::new(Queue::default());
    for number in 1..=30 {
        queue = queue.reduce(arrival(number));
    }
    for number in 1..30 {
        queue = queue.reduce(taken(number));
        assert_eq!(queue.revision(), 0);
    }
    // The last one may be refused: the others have changed the screen.
    assert_eq!(queue.reduce(refused(30)).revision(), 1);
    // The rest may have to wait again.
    let cut_off = after([arrival(1), arrival(2), taken(1), Event::Unanswered { id: id(2) }]);
    assert_eq!(cut_off.revision(), 1);
    assert_eq!(cut_off.reduce(Event::Unanswered { id: id(2) }).revision(), 1);
    // Forms are shown as soon as they are taken.
    assert_eq!(after([form(1), form(2), taken(1)]).revision(), 1);
}

#[test]
fn what_came_of_a_field_command_is_kept_with_it() {
    let queue = after([arrival(1), form(2), arrival(3), taken(1), taken(2), refused(3)]);
    assert_eq!(queue.settled(), 2);
    let settled: Vec<_> = queue
        .unshown(Shows::Settled(0))
        .map(|settled| (settled.id, settled.refused.is_some()))
        .collect();
    assert_eq!(settled, [(id(1), false), (id(3), true)]);
    assert_eq!(queue.unshown(Shows::Settled(1)).count(), 1);
    assert_eq!(queue.unshown(Shows::Settled(2)).count(), 0);
}

#[test]
fn the_journal_forgets_the_oldest() {
    let last = u128::try_from(JOURNAL_MAX).unwrap_or_default() + 5;
    let mut queue = Rc::new(Queue::default());
    for number in 1..=last {
        queue = queue.reduce(arrival(number)).reduce(taken(number));
    }
    assert_eq!(queue.settled(), JOURNAL_MAX + 5);
    assert_eq!(queue.unshown(Shows::Settled(0)).count(), JOURNAL_MAX);
    let newest = queue.unshown(Shows::Settled(JOURNAL_MAX + 4)).next();
    assert_eq!(newest.map(|newest| newest.id), Some(id(last)));
}

#[test]
fn pauses_grow_up_to_a_limit_and_end_with_an_answer() {
    let mut queue = after([arrival(1)]);
    let pause = |queue: &Queue, random| queue.lane(LaneName::Field).pause_ms(random);
    assert_eq!(pause(&queue, 1.0), 0);
    let mut pauses = Vec::new();
    for _ in 0..40 {
        queue = queue.reduce(Event::Unanswered { id: id(1) });
        pauses.push(pause(&queue, 1.0));
    }
    assert_eq!(&pauses[..6], [1_000, 2_000, 4_000, 8_000, 16_000, 30_000]);
    assert_eq!(pauses.last(), Some(&30_000));
    assert!(queue.is_cut_off() && pause(&queue, 0.0) == 15_000);
    assert!(!queue.reduce(taken(1)).is_cut_off());
}

#[test]
fn a_session_that_ended_keeps_what_is_waiting() {
    let locked = after([arrival(1), form(2), Event::Locked { id: id(1) }]);
    let firsts = |queue: &Queue| LaneName::ALL.map(|name| first(queue, name));
    assert_eq!((firsts(&locked), locked.pending()), ([None; 3], 2));
    let unlocked = locked.reduce(Event::Unlocked);
    assert_eq!((firsts(&unlocked), unlocked.revision()), ([Some(id(1)), Some(id(2)), None], 1));
}

/// Somebody signed out while a request was under way, and the next person has written something.
#[test]
fn an_answer_to_what_was_forgotten_holds_up_nobody() {
    let queue = after([arrival(1), Event::Clear, arrival(2), form(3)]);
    let turns = |queue: &Queue| LaneName::ALL.map(|name| queue.lane(name).turns());
    let before = turns(&queue);
    for event in [taken(1), refused(1), Event::Unanswered { id: id(1) }] {
        let after = Rc::clone(&queue).reduce(event);
        assert_eq!(turns(&after), before.map(|turns| turns + 1), "both lanes look again");
        assert_eq!((after.pending(), first(&after, LaneName::Field)), (2, Some(id(2))));
    }
}

#[test]
fn signing_out_empties_the_queue() {
    let queue = after([arrival(1), form(2), arrival(3), taken(1), Event::Clear]);
    assert!(queue.pending() == 0 && queue.unshown(Shows::Settled(0)).count() == 0);
}

#[test]
fn a_file_that_nobody_decides_about_lets_the_others_pass() {
    let mut lane = after([form(1), form(2)]).lane(LaneName::Office).clone();
    lane.go_round(LaneName::Office);
    assert!(lane.is_first(id(1)), "what has an order keeps it");
    lane.go_round(LaneName::Files);
    assert!(lane.is_first(id(2)));
}

fn entry(number: u128, state: State) -> Entry {
    let arrival = RecordArrival { stop_id: StopId(id(number)), occurred_at: None };
    let said = Said::Command(FieldCommand::RecordArrival(arrival));
    let mutation = Mutation::of(1, id(number), Timestamp::UNIX_EPOCH, &said);
    let Mutation { seq, id, occurred_at, kind, args } = mutation;
    Entry { client_id: ClientId(Uuid::nil()), seq, id, occurred_at, kind, args, state, was: None }
}

fn news(entries: Vec<Entry>, settled: Vec<u128>) -> Event {
    let arrival = |number| {
        FieldCommand::RecordArrival(RecordArrival {
            stop_id: StopId(id(number)),
            occurred_at: None,
        })
    };
    let settled = settled.into_iter().map(|number| Settled {
        id: id(number),
        command: arrival(number),
        refused: None,
        server_seq: Some(7),
    });
    Event::Phone(Some(News {
        entries: Rc::new(entries),
        settled: settled.collect(),
        is_copied: false,
        is_cut_off: false,
        is_kept: true,
        lost: 0,
        pause: None,
        trouble: None,
    }))
}

#[test]
fn what_waits_on_a_phone_is_shown_and_settled_like_everything_else() {
    let queue = after([news(vec![entry(1, State::Waiting), entry(2, State::Waiting)], vec![])]);
    assert_eq!((queue.field().count(), queue.pending(), queue.unkept()), (2, 2, 0));
    assert!(queue.is_kept(id(1)) && !queue.is_kept(id(3)) && !queue.is_held_up(id(1)));
    let taken = State::Taken { server_seq: 7, exceptions: Vec::new(), at: Timestamp::UNIX_EPOCH };
    let revision = queue.revision();
    let queue = queue.reduce(news(vec![entry(1, taken), entry(2, State::Waiting)], vec![1]));
    let unshown = |shows| queue.unshown(shows).count();
    assert_eq!((queue.pending(), queue.settled(), unshown(Shows::Settled(0))), (1, 1, 1));
    assert_eq!(
        (unshown(Shows::AsOf(6)), unshown(Shows::AsOf(7))),
        (1, 0),
        "the copy has caught up"
    );
    assert_eq!(queue.revision(), revision, "the rest is still under way");
    let queue = queue.reduce(news(vec![], vec![2]));
    assert_eq!((queue.pending(), queue.settled()), (0, 2));
    assert_eq!(queue.revision(), revision + 1);
    let problem = Box::new(Problem::of(ErrorCode::NotFound, String::new()));
    let unread = [
        State::Refused { problem, at: Timestamp::UNIX_EPOCH },
        State::TooLate { at: Timestamp::UNIX_EPOCH },
    ];
    let queue = queue.reduce(news(unread.map(|state| entry(3, state)).into(), vec![]));
    assert_eq!((queue.pending(), queue.left_behind()), (0, 2), "nobody has read them");
    let queue = queue.reduce(Event::Phone(None));
    assert!(queue.phone().is_none());
}

#[test]
fn a_form_about_what_a_phone_has_entered_waits_for_it() {
    let reading = reading();
    let said = Said::Command(FieldCommand::CreateReading(Box::new(reading)));
    let Mutation { seq, id: entered, occurred_at, kind, args } =
        Mutation::of(1, id(1), Timestamp::UNIX_EPOCH, &said);
    let client_id = ClientId(Uuid::nil());
    let waits = Entry {
        client_id,
        seq,
        id: entered,
        occurred_at,
        kind,
        args,
        state: State::Waiting,
        was: None,
    };
    let request = Request::write(&api::DELETE_READING, &[&id(9).to_string()], &Empty {});
    let undo = Event::Append(Command { id: id(2), work: Work::Office(request) });
    let queue = after([news(vec![waits], vec![]), undo]);
    assert_eq!(first(&queue, LaneName::Office), None);
    let queue = queue.reduce(news(vec![], vec![]));
    assert_eq!(first(&queue, LaneName::Office), Some(id(2)));
}
