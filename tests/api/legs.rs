//! What it takes to drive between the stops of a route comes to the phone with it: so a phone without a
//! network says the times that the server will say, and finds the order that the server would find.

use std::ops::ControlFlow;

use furgo_ahead::{
    packed::{packed, unpacked},
    replan::Question,
};
use furgo_planner::{Budget, Solution, default_iterations, solve};
use furgo_shared::{
    api,
    effects::{Actor, preview_order, preview_packages},
    id::{PackageId, StopId},
    packages::{PackageStatus, TimeWindow},
    problem::ErrorCode,
    routes::{PlanBasis, ReorderStops, RouteLegs, RouteStatus, RouteView},
    time::Timestamp,
    validate::Empty,
};
use support::Client;

use crate::{
    day::{ids, package, step, step_route},
    facts::World,
    random_days::Dice,
};

async fn legs_of(client: &Client, route: &RouteView) -> RouteLegs {
    client.ok(&api::ROUTE_LEGS, [&route.id.to_string()], &Empty {}).await
}

/// Of a stop: which, how long one drives there, when the plan and when the present comes there.
type Times = (StopId, Option<u32>, Option<Timestamp>, Option<Timestamp>, Option<u32>);

/// What is said of the stops that are left.
fn said(route: &RouteView) -> Vec<Times> {
    let open = route.stops.iter().filter(|stop| stop.is_open());
    open.map(|stop| {
        let (planned, expected) = (stop.estimated_arrival, stop.expected_arrival);
        (stop.id, stop.travel_s, planned, expected, stop.late_min)
    })
    .collect()
}

fn jobs_of(solved: &Solution) -> Vec<u32> {
    let jobs = solved.routes[0].steps.iter().filter_map(|step| step.job());
    jobs.map(|job| u32::try_from(job).unwrap()).collect()
}

fn shuffled(route: &RouteView, dice: &mut Dice) -> ReorderStops {
    let open = route.stops.iter().filter(|stop| stop.is_open());
    let mut left: Vec<StopId> = open.map(|stop| stop.id).collect();
    let mut stop_ids = Vec::new();
    while !left.is_empty() {
        stop_ids.push(left.remove(dice.below(left.len())));
    }
    ReorderStops { route_id: route.id, stop_ids }
}

/// Scattered packages: some with windows, some that nobody knows the place of.
async fn scattered(world: &World, count: u32, dice: &mut Dice) -> Vec<PackageId> {
    let mut packages = Vec::new();
    for number in 0..count {
        let mut request = package(&format!("Somebody {number}"), number);
        let away =
            |dice: &mut Dice| f64::from(u32::try_from(dice.below(2_000)).unwrap()) / 20_000.0;
        match dice.below(6) {
            0 => (request.address.latitude, request.address.longitude) = (None, None),
            _ => {
                request.address.latitude = Some(43.2 + away(dice));
                request.address.longitude = Some(-3.0 + away(dice));
            }
        }
        if dice.below(3) == 0 {
            let from = world.app.now()
                + chrono::TimeDelta::minutes(i64::try_from(dice.below(180)).unwrap());
            let to = from + chrono::TimeDelta::minutes(30);
            request.time_window = Some(TimeWindow { from, to });
        }
        packages.push(world.office.ok(&api::CREATE_PACKAGE, [], &request).await);
    }
    ids(&packages)
}

#[actix_web::test]
async fn a_driver_learns_what_their_own_route_takes_and_nobody_elses() {
    let world = World::new().await;
    let anas = world.planned(&world.ana, 3).await;
    let legs = legs_of(&world.ana, &anas).await;
    assert_eq!((legs.route_id, legs.basis), (anas.id, PlanBasis::StraightLine));
    assert!(legs.cover(&anas), "{legs:?}");
    assert_eq!((legs.durations_s.len(), legs.distances_m.len()), (16, 16));
    let [first, second] = [0, 1].map(|at| Some(anas.stops[at].id));
    assert_eq!(legs.leg(None, first).map(|(drive_s, _)| drive_s), anas.stops[0].travel_s);
    assert_eq!(legs.leg(first, second).map(|(drive_s, _)| drive_s), anas.stops[1].travel_s);
    assert_eq!(legs.leg(first, first), Some((0, 0)));
    assert_eq!(legs.leg(first, Some(StopId(uuid::Uuid::nil()))), None);

    let id = anas.id.to_string();
    world.ben.refused_as(ErrorCode::NotFound, &api::ROUTE_LEGS, [&id], &Empty {}).await;
    assert_eq!(legs_of(&world.office, &anas).await, legs);
    // Of a route that is over nobody learns any more where its recipients are.
    let bens = world.planned(&world.ben, 2).await;
    legs_of(&world.ben, &bens).await;
    step_route(&world.office, &bens, RouteStatus::Cancelled).await;
    let id = bens.id.to_string();
    world.ben.refused_as(ErrorCode::RouteClosed, &api::ROUTE_LEGS, [&id], &Empty {}).await;
    // Of another address they say nothing.
    let mut moved = anas.clone();
    moved.stops[0].package.address.as_mut().unwrap().latitude = Some(1.0);
    assert!(!legs.cover(&moved));
}

#[actix_web::test]
async fn the_phone_says_of_another_order_what_the_server_will_say() {
    for seed in 1..=8 {
        let (world, mut dice) = (World::new().await, Dice(seed));
        let packages = scattered(&world, 9, &mut dice).await;
        let planned = world.planned_with(&world.ana, packages).await;
        let mut shown = world.start(&world.ana, &planned, 20).await;
        let legs = legs_of(&world.ana, &shown).await;
        let mut orders = 0;
        while orders < 4 {
            if dice.below(2) == 0 {
                let open: Vec<_> = shown.stops.iter().filter(|stop| stop.is_open()).collect();
                let done = dice.one_of(&open).package_id;
                let told = step(done, PackageStatus::Delivered);
                world.ana.ok(&api::STEP_PACKAGES, [], &told).await;
                let (id, now) = (world.ana.id(), world.app.now());
                let role = world.ana.user().role;
                preview_packages(&mut shown, &told, Actor { id, role, now, undo_minutes: 10 });
                shown = world.route(planned.id).await;
            }
            let order = shuffled(&shown, &mut dice);
            preview_order(&mut shown, &order, Some(&legs), world.app.now());
            shown.expect(world.app.now());
            let server = world.ana.ok(&api::REORDER_STOPS, [], &order).await;
            assert_eq!(said(&shown), said(&server), "seed {seed}");
            shown = server;
            orders += 1;
            world.app.advance(chrono::TimeDelta::minutes(7));
        }
        drop(world);
    }
}

#[actix_web::test]
async fn the_phone_finds_the_order_that_the_server_finds() {
    let mut better = 0;
    for seed in 1..=6 {
        let (world, mut dice) = (World::new().await, Dice(seed * 31));
        let packages = scattered(&world, 12, &mut dice).await;
        let planned = world.planned_with(&world.ana, packages).await;
        let running = world.start(&world.ana, &planned, 20).await;
        let order = shuffled(&running, &mut dice);
        let shown = world.ana.ok(&api::REORDER_STOPS, [], &order).await;
        let legs = legs_of(&world.ana, &shown).await;
        let now = world.app.now();
        let question = Question::of(&shown, Some(&legs), now).expect("there is a choice");
        assert_eq!(unpacked(&packed(&question.problem)).as_ref(), Some(&question.problem));
        let iterations = Some(default_iterations(question.problem.jobs.len()));
        let budget = Budget { iterations, seed: 1, ..Budget::default() };
        let solved = solve(&question.problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
        let jobs = jobs_of(&solved);
        let id = shown.id.to_string();
        let server = world.office.ok(&api::OPTIMIZE_ROUTE, [&id], &Empty {}).await;
        let Some(proposal) = question.proposal(&shown, &jobs, now) else { continue };
        better += 1;
        assert!(proposal.after < proposal.before, "{proposal:?}");
        assert_eq!(said(&proposal.route), said(&server), "seed {seed}");
        let taken = world.ana.ok(&api::REORDER_STOPS, [], &proposal.order).await;
        assert_eq!(said(&proposal.route), said(&taken), "seed {seed}");
    }
    assert!(better > 3, "{better} shuffled routes had a better order");
}

#[actix_web::test]
async fn without_legs_a_phone_plans_by_straight_lines_and_says_so() {
    let (world, mut dice) = (World::new().await, Dice(5));
    let packages = scattered(&world, 8, &mut dice).await;
    let planned = world.planned_with(&world.ana, packages).await;
    let running = world.start(&world.ana, &planned, 20).await;
    let mut turned = shuffled(&running, &mut dice);
    turned.stop_ids.reverse();
    let shown = world.ana.ok(&api::REORDER_STOPS, [], &turned).await;
    let now = world.app.now();
    let question = Question::of(&shown, None, now).expect("there is a choice");
    let budget = Budget::default();
    let solved = solve(&question.problem, &budget, &mut |_| ControlFlow::Continue(())).unwrap();
    let jobs = jobs_of(&solved);
    let proposal = question.proposal(&shown, &jobs, now).expect("a shuffled route can be better");
    assert_eq!(proposal.basis, PlanBasis::StraightLine);
    assert_eq!(proposal.route.stops.len(), shown.stops.len());
    // One stop has one order.
    let one = world.planned(&world.ben, 1).await;
    assert_eq!(Question::of(&one, None, now), None);
}
