//! The rules, one by one.

use super::*;
use PackageStatus::{Assigned, Delivered, Failed, InTransit, Pending, Undelivered};

fn at(minutes: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

const ANE: UserId = UserId(uuid::Uuid::from_u128(1));
const BEN: UserId = UserId(uuid::Uuid::from_u128(2));

fn fact(to: PackageStatus) -> Fact {
    Fact { by: ANE, to, at: at(60) }
}

fn standing(status: PackageStatus, assigned_to: Option<UserId>) -> Standing {
    Standing {
        status,
        assigned_to,
        is_elsewhere: false,
        custody: None,
        deed: None,
        is_called_off: false,
        is_foreign: false,
    }
}

fn carried(by: UserId, since: i64) -> Option<Custody> {
    Some(Custody { by, since: at(since) })
}

fn deed(by: UserId, to: PackageStatus, minutes: i64) -> Option<Fact> {
    Some(Fact { by, to, at: at(minutes) })
}

fn taken(is_implied: bool, exception: Option<ExceptionKind>) -> Verdict {
    Verdict::Taken(Taken { is_implied, exception })
}

const LATE: Verdict = Verdict::Late { is_attempt: false };
const ATTEMPT: Verdict = Verdict::Late { is_attempt: true };

#[test]
fn each_rule_of_a_package_says_what_becomes_of_a_fact() {
    use ExceptionKind::{DeliveredAfterCancel, DeliveredAfterReassignment, PickedUpUnassigned};
    let (reassigned, cancelled) = (Some(DeliveredAfterReassignment), Some(DeliveredAfterCancel));
    let bens = standing(Assigned, Some(BEN));
    let own = standing(InTransit, Some(ANE));
    let with_ane = Standing { custody: carried(ANE, 10), deed: deed(ANE, InTransit, 10), ..own };
    let with_ben = Standing {
        custody: carried(BEN, 50),
        deed: deed(BEN, InTransit, 50),
        ..standing(InTransit, Some(BEN))
    };
    let later = Standing { custody: carried(BEN, 70), deed: deed(BEN, InTransit, 70), ..with_ben };
    let done = |to, minutes| Standing {
        custody: carried(BEN, 50),
        deed: deed(BEN, to, minutes),
        ..standing(to, Some(BEN))
    };
    let own_done = |minutes| Standing {
        custody: carried(ANE, 10),
        deed: deed(ANE, Delivered, minutes),
        ..standing(Delivered, Some(ANE))
    };
    let called_off = Standing { is_called_off: true, ..standing(Failed, Some(ANE)) };
    let moved = Standing { is_elsewhere: true, ..standing(Assigned, Some(ANE)) };
    let handed = Standing { assigned_to: Some(BEN), ..with_ane };
    for (rule, known, to, expected) in [
        ("as planned", with_ane, Delivered, taken(false, None)),
        ("as planned", with_ane, Undelivered, taken(false, None)),
        ("as planned", standing(Assigned, Some(ANE)), InTransit, taken(false, None)),
        ("C1", bens, Delivered, taken(true, reassigned)),
        ("C1", bens, Failed, taken(true, reassigned)),
        ("C1: nobody's any more", standing(Pending, None), Delivered, taken(true, reassigned)),
        ("C1: on board of Ben without loading", handed, Delivered, taken(false, reassigned)),
        ("C1: Ane's own, another day", moved, Delivered, taken(true, reassigned)),
        ("C2", done(Delivered, 55), Delivered, Verdict::Disputed),
        ("C2", done(Delivered, 70), Delivered, Verdict::Disputed),
        ("C2", done(Failed, 70), Delivered, Verdict::Disputed),
        ("C2: tried before", done(Delivered, 70), Undelivered, ATTEMPT),
        ("C2: tried after", done(Delivered, 55), Undelivered, Verdict::Disputed),
        ("C3", with_ben, Delivered, Verdict::Disputed),
        ("C3", with_ben, Undelivered, Verdict::Disputed),
        ("C3: before custody moved", later, Delivered, taken(false, reassigned)),
        ("C3: before custody moved", later, Undelivered, ATTEMPT),
        ("C4", called_off, Delivered, taken(true, cancelled)),
        (
            "C4",
            Standing { custody: carried(ANE, 1), ..called_off },
            Delivered,
            taken(false, cancelled),
        ),
        ("C4: no contradiction", called_off, Failed, LATE),
        ("C4: no contradiction", called_off, Undelivered, ATTEMPT),
        ("C6", bens, Undelivered, ATTEMPT),
        ("C6", moved, Undelivered, ATTEMPT),
        ("C6", standing(Pending, None), Undelivered, ATTEMPT),
        ("C7", bens, InTransit, taken(false, Some(PickedUpUnassigned))),
        ("C7", standing(Pending, None), InTransit, taken(false, Some(PickedUpUnassigned))),
        ("C7: Ben drives it", with_ben, InTransit, Verdict::Disputed),
        ("C8", standing(Assigned, Some(ANE)), Delivered, taken(true, None)),
        ("C8", standing(Undelivered, Some(ANE)), Delivered, taken(true, None)),
        ("C9", own_done(70), InTransit, LATE),
        ("C9", own_done(70), Undelivered, ATTEMPT),
        ("C9: two phones of one driver", own_done(20), Undelivered, Verdict::Disputed),
        ("C10", own_done(59), Delivered, Verdict::Same),
        ("C10", own_done(62), Delivered, Verdict::Same),
        ("C10: said long before", own_done(30), Delivered, LATE),
        ("C10", with_ane, InTransit, Verdict::Same),
        ("on the office's word already", standing(Delivered, Some(ANE)), Delivered, LATE),
    ] {
        assert_eq!(known.take(&fact(to)), expected, "{rule}: {known:?} {to:?}");
    }
}

#[test]
fn each_rule_of_a_route_says_what_becomes_of_a_start_and_an_end() {
    use RouteStatus::{Cancelled, Completed, InProgress, Planned};
    let plain = RouteVerdict::Taken { is_clash: false };
    let clash = RouteVerdict::Taken { is_clash: true };
    for (status, driver, has_started, start, end) in [
        (Planned, ANE, false, plain, plain),
        (Planned, BEN, false, clash, clash),
        (InProgress, ANE, true, RouteVerdict::Stands, plain),
        (InProgress, BEN, true, RouteVerdict::Apart, RouteVerdict::Apart),
        (Completed, ANE, true, RouteVerdict::Stands, RouteVerdict::Stands),
        (Completed, BEN, true, RouteVerdict::Apart, RouteVerdict::Apart),
        (Cancelled, ANE, false, clash, clash),
        (Cancelled, ANE, true, RouteVerdict::Stands, clash),
        (Cancelled, BEN, false, clash, clash),
        (Cancelled, BEN, true, RouteVerdict::Apart, RouteVerdict::Apart),
    ] {
        let is_foreign = false;
        let known = RouteStanding { status, driver: Some(driver), has_started, is_foreign };
        assert_eq!(known.take(ANE, InProgress), start, "start of {known:?}");
        assert_eq!(known.take(ANE, Completed), end, "end of {known:?}");
        // Nobody on the road plans.
        for plan in [Planned, Cancelled] {
            assert_eq!(known.take(ANE, plan), RouteVerdict::Stands);
        }
    }
}

#[test]
fn who_drives_no_more_moves_nothing_that_never_was_theirs() {
    let statuses = [Pending, Assigned, InTransit, Undelivered, Delivered, Failed];
    for (status, is_called_off) in statuses.into_iter().flat_map(|to| [(to, false), (to, true)]) {
        let known = Standing { is_called_off, is_foreign: true, ..standing(status, Some(BEN)) };
        for to in [InTransit, Delivered, Undelivered, Failed] {
            assert_eq!(known.take(&fact(to)), LATE, "{known:?} {to:?}");
        }
    }
    for status in RouteStatus::ALL {
        for has_started in [false, true] {
            let known = RouteStanding { status, driver: Some(BEN), has_started, is_foreign: true };
            for to in [RouteStatus::InProgress, RouteStatus::Completed] {
                assert_eq!(known.take(ANE, to), RouteVerdict::Apart, "{known:?} {to:?}");
            }
        }
    }
}

/// Whatever is known and told: an end that somebody reached stays, unless nobody at a door reached it.
#[test]
fn no_fact_takes_back_what_somebody_did_at_a_door() {
    for status in [Delivered, Failed] {
        for by in [ANE, BEN] {
            for minutes in [0, 59, 60, 61, 200] {
                let known = Standing {
                    deed: deed(by, status, minutes),
                    custody: carried(by, 5),
                    ..standing(status, Some(by))
                };
                for to in [InTransit, Delivered, Undelivered, Failed] {
                    assert!(
                        !matches!(known.take(&fact(to)), Verdict::Taken(_)),
                        "{known:?} {to:?}"
                    );
                }
            }
        }
    }
}
