//! Random days on which phones tell late what they did, while the office plans on and decides:
//! whatever comes in whatever order, no fact is lost and everything agrees at the end.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    change::Change,
    exceptions::ResolveException,
    field::FieldCommand,
    id::PackageId,
    packages::{PackageStatus, StepReason},
    problem::ErrorCode,
    routes::{MoveStop, PatchRoute, RecordArrival, RouteStatus, RouteView, StepRoute},
    sync::{Ending, MutationResult},
    validate::Empty,
};
use support::{Client, TestApp};

use crate::{
    day::{given_packages, ids, route, step, today},
    facts::{self, listed, told},
    random_days::{Dice, inspect, routes},
    sync_phone::Phone,
};

const PACKAGES: u32 = 10;
const ACTIONS: u32 = 250;

struct World {
    app: TestApp,
    office: Client,
    phones: Vec<Phone>,
    packages: Vec<PackageId>,
}

impl World {
    async fn new() -> Self {
        let facts::World { app, office, phone, ben, .. } = facts::World::new().await;
        let phones = vec![phone, Phone::of(&ben)];
        let packages = ids(&given_packages(&office, PACKAGES).await);
        Self { app, office, phones, packages }
    }

    /// A phone tells something that it did in the last two hours.
    async fn tell(&mut self, dice: &mut Dice) -> MutationResult {
        let all = routes(&self.office).await;
        let (whose, minutes) = (dice.below(2), i64::try_from(dice.below(120)).unwrap());
        let at = self.app.now() - TimeDelta::minutes(minutes);
        let command = match (dice.below(8), all.is_empty()) {
            (0, false) => {
                let statuses = [RouteStatus::InProgress, RouteStatus::Completed];
                let step = StepRoute::to(*dice.one_of(&statuses));
                FieldCommand::StepRoute { route_id: dice.one_of(&all).id, step }
            }
            (1, false) => match dice.one_of(&all).stops.first() {
                Some(stop) => {
                    let arrival = RecordArrival { stop_id: stop.id, occurred_at: None };
                    FieldCommand::RecordArrival(arrival)
                }
                None => self.fact(dice),
            },
            _ => self.fact(dice),
        };
        let phone = &mut self.phones[whose];
        let mutation = phone.does(command, at);
        let mut pushed = phone.push(&self.app, &[mutation]).await;
        pushed.results.pop().expect("each mutation has a result")
    }

    fn fact(&self, dice: &mut Dice) -> FieldCommand {
        use PackageStatus::{Delivered, Failed, InTransit, Undelivered};
        let to = *dice.one_of(&[InTransit, Delivered, Delivered, Undelivered, Failed]);
        let mut packages = vec![*dice.one_of(&self.packages)];
        if dice.below(4) == 0 {
            packages.push(*dice.one_of(&self.packages));
            packages.sort();
            packages.dedup();
        }
        FieldCommand::StepPackages(told(&packages, to))
    }

    /// The office plans on; whether that is refused is its own affair.
    async fn plan(&self, dice: &mut Dice) -> u16 {
        let all = routes(&self.office).await;
        let driver = self.phones[dice.below(2)].client.id();
        let package = *dice.one_of(&self.packages);
        let reply = match (dice.below(9), all.is_empty()) {
            (0..=2, _) | (_, true) => {
                let request = route(driver, today(&self.app), vec![package]);
                self.office.call(&api::CREATE_ROUTE, [], &request).await
            }
            (3, false) => {
                let id = dice.one_of(&all).id.to_string();
                let ids = [&*id, &*package.to_string()];
                self.office.call(&api::REMOVE_PACKAGE, ids, &Empty {}).await
            }
            (4, false) => {
                let id = dice.one_of(&all).id.to_string();
                let driver_id = Change::Set(Some(driver));
                let patch = PatchRoute { driver_id, ..PatchRoute::default() };
                self.office.call(&api::PATCH_ROUTE, [&id], &patch).await
            }
            (5, false) => {
                let statuses =
                    [RouteStatus::Cancelled, RouteStatus::Completed, RouteStatus::InProgress];
                let request = StepRoute { confirm: true, ..StepRoute::to(*dice.one_of(&statuses)) };
                let id = dice.one_of(&all).id.to_string();
                self.office.call(&api::STEP_ROUTE, [&id], &request).await
            }
            (6, false) => {
                let id = dice.one_of(&all).id.to_string();
                self.office.call(&api::DELETE_ROUTE, [&id], &Empty {}).await
            }
            (7, false) => {
                let mut request = step(package, *dice.one_of(&PackageStatus::ALL));
                request.reason = Some(StepReason::Cancelled);
                request.note = (dice.below(2) == 0).then(|| "so".to_owned());
                self.office.call(&api::STEP_PACKAGES, [], &request).await
            }
            (_, false) => return self.moves(dice, &all).await,
        };
        reply.status
    }

    async fn moves(&self, dice: &mut Dice, all: &[RouteView]) -> u16 {
        let (from, to) = (dice.one_of(all), dice.one_of(all));
        let Some(stop) = from.stops.first() else { return 404 };
        let request = MoveStop {
            stop_id: stop.id,
            to_route_id: to.id,
            to_version: None,
            position: None,
            force: true,
            note: Some("so".to_owned()),
        };
        self.office.call(&api::MOVE_STOP, [], &request).await.status
    }

    /// The office settles one of those that are open.
    async fn settle(&self, dice: &mut Dice) {
        let open = listed(&self.office, false).await;
        let Some(exception) = (!open.is_empty()).then(|| dice.one_of(&open)) else { return };
        let how = *dice.one_of(&exception.resolutions);
        let id = exception.id.to_string();
        self.office.ok(&api::RESOLVE_EXCEPTION, [&id], &ResolveException { how }).await;
    }
}

async fn live(seed: u64) {
    let (mut world, mut dice) = (World::new().await, Dice(seed));
    let (mut taken, mut odd, mut planned) = (0, 0, 0);
    for _ in 0..ACTIONS {
        world.app.advance(TimeDelta::seconds(i64::try_from(dice.below(240)).unwrap()));
        match dice.below(10) {
            0..=4 => {
                let result = world.tell(&mut dice).await;
                taken += u32::from(result.outcome == Ending::Applied);
                odd += u32::from(result.outcome == Ending::AppliedWithException);
                // A route that was deleted and purged is the only thing that cannot be told of.
                let problem = result.problem.map(|problem| problem.code);
                assert!(matches!(problem, None | Some(ErrorCode::Gone)), "{problem:?}");
            }
            5..=8 => {
                let status = world.plan(&mut dice).await;
                assert!(status < 500, "{status}");
                planned += u32::from(status < 300);
            }
            _ => world.settle(&mut dice).await,
        }
    }
    while !listed(&world.office, false).await.is_empty() {
        world.settle(&mut dice).await;
    }
    inspect(&world.app, &world.office).await;
    // Packages that were made in the same millisecond are in another order in each run, so the
    // counts differ: of ten days 5 to 19 facts were taken as they are, 106 and more with an
    // exception, and 22 and more plans.
    assert!(taken > 1 && odd > 50 && planned > 10, "{taken} {odd} {planned}: too tame");
}

#[actix_web::test]
async fn a_random_day_of_late_facts_breaks_nothing() {
    live(3).await;
}

#[actix_web::test]
async fn another_random_day_of_late_facts_breaks_nothing() {
    live(20_261_130).await;
}

#[actix_web::test]
async fn a_third_random_day_of_late_facts_breaks_nothing() {
    live(99_991).await;
}
