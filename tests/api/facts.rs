//! A day on the road that the office knows nothing of yet: what tests of facts share.

use chrono::TimeDelta;
use furgo::clock::Clock;
use furgo_shared::{
    api,
    exceptions::{ExceptionKind, ExceptionView, ListExceptions, Resolution, ResolveException},
    field::FieldCommand,
    id::{PackageId, RouteId},
    logs::LogEntryView,
    packages::{PackageStatus, PackageView, StepPackages, StepReason},
    routes::{RouteStatus, RouteView, StepRoute},
    sync::{Ending, MutationResult},
    time::Timestamp,
    validate::Empty,
};
use support::{Client, TestApp, email_of};

use crate::{
    day::{given_depot, given_packages, given_vehicle, ids, log, route, step, today},
    sync_phone::Phone,
};

/// Ane and Ben drive, Dora plans.
pub struct World {
    pub app: TestApp,
    pub office: Client,
    pub ana: Client,
    pub ben: Client,
    /// Of Ane.
    pub phone: Phone,
}

impl World {
    /// With a depot and a van.
    pub async fn new() -> Self {
        // The time stands still unless a test lets it pass, so that "five minutes ago" is one instant.
        let noon = "2026-11-25T11:00:00Z".parse().expect("it is a time");
        let app = TestApp::start_by(Clock::stopped_at(noon)).await;
        given_depot(&app).await;
        app.dispatcher("dora").await;
        for driver in ["ana", "ben"] {
            app.driver(driver).await;
        }
        let [office, ana, ben] = signed_in(&app).await;
        given_vehicle(&office, "van").await;
        let phone = Phone::of(&ana);
        Self { app, office, ana, ben, phone }
    }

    /// So many days pass, and everybody signs in again.
    pub async fn let_pass(&mut self, days: i64) {
        self.app.advance(TimeDelta::days(days));
        let [office, ana, ben] = signed_in(&self.app).await;
        self.phone.client = ana.clone();
        (self.office, self.ana, self.ben) = (office, ana, ben);
    }

    /// So many minutes ago.
    pub fn ago(&self, minutes: i64) -> Timestamp {
        self.app.now() - TimeDelta::minutes(minutes)
    }

    /// A planned route of so many new packages.
    pub async fn planned(&self, driver: &Client, packages: u32) -> RouteView {
        let packages = given_packages(&self.office, packages).await;
        self.planned_with(driver, ids(&packages)).await
    }

    /// A planned route of these.
    pub async fn planned_with(&self, driver: &Client, packages: Vec<PackageId>) -> RouteView {
        let request = route(driver.id(), today(&self.app), packages);
        self.office.ok(&api::CREATE_ROUTE, [], &request).await
    }

    /// Started, an hour ago by the driver's word.
    pub async fn started(&self, driver: &Client, packages: u32) -> RouteView {
        let route = self.planned(driver, packages).await;
        self.start(driver, &route, 60).await
    }

    /// Starts a route by the driver, so many minutes ago.
    pub async fn start(&self, driver: &Client, route: &RouteView, minutes: i64) -> RouteView {
        let occurred_at = Some(self.ago(minutes));
        let request =
            StepRoute { confirm: true, occurred_at, ..StepRoute::to(RouteStatus::InProgress) };
        driver.ok(&api::STEP_ROUTE, [&route.id.to_string()], &request).await
    }

    /// Takes a package off its route, so that it can be planned anew.
    pub async fn takes_off(&self, route: &RouteView, package: PackageId) {
        let ids = [&*route.id.to_string(), &*package.to_string()];
        self.office.ok(&api::REMOVE_PACKAGE, ids, &Empty {}).await;
    }

    /// Ane's phone tells what became of packages, so many minutes ago.
    pub async fn tells(
        &mut self,
        packages: &[PackageId],
        to: PackageStatus,
        minutes: i64,
    ) -> MutationResult {
        let command = FieldCommand::StepPackages(told(packages, to));
        self.pushes(command, minutes).await
    }

    /// Ane's phone tells that a route began or ended.
    pub async fn drives(
        &mut self,
        route: RouteId,
        step: StepRoute,
        minutes: i64,
    ) -> MutationResult {
        self.pushes(FieldCommand::StepRoute { route_id: route, step }, minutes).await
    }

    /// Ane's phone brings a command.
    pub async fn pushes(&mut self, command: FieldCommand, minutes: i64) -> MutationResult {
        let mutation = self.phone.does(command, self.ago(minutes));
        let mut pushed = self.phone.push(&self.app, &[mutation]).await;
        pushed.results.pop().expect("each mutation has a result")
    }

    pub async fn package(&self, id: PackageId) -> PackageView {
        self.office.ok(&api::GET_PACKAGE, [&id.to_string()], &Empty {}).await
    }

    pub async fn route(&self, id: RouteId) -> RouteView {
        self.office.ok(&api::GET_ROUTE, [&id.to_string()], &Empty {}).await
    }

    pub async fn log(&self, id: PackageId) -> Vec<LogEntryView> {
        log(&self.office, id).await
    }

    /// What the office has to decide, newest first.
    pub async fn open(&self) -> Vec<ExceptionView> {
        listed(&self.office, false).await
    }

    /// The one thing that it has to decide.
    pub async fn only(&self) -> ExceptionView {
        let mut open = self.open().await;
        assert_eq!(open.len(), 1, "{open:?}");
        open.remove(0)
    }

    /// The office decides.
    pub async fn settle(&self, exception: &ExceptionView, how: Resolution) -> ExceptionView {
        assert!(exception.resolutions.contains(&how), "{exception:?}");
        let id = exception.id.to_string();
        self.office.ok(&api::RESOLVE_EXCEPTION, [&id], &ResolveException { how }).await
    }

    /// Deliveries of this month.
    pub async fn delivered(&self) -> u64 {
        self.office.ok(&api::DASHBOARD, [], &Empty {}).await.month.delivered
    }
}

async fn signed_in(app: &TestApp) -> [Client; 3] {
    let browser = async |name| app.browser(&email_of(name)).await;
    [browser("dora").await, browser("ana").await, browser("ben").await]
}

/// A list of exceptions.
pub async fn listed(client: &Client, resolved: bool) -> Vec<ExceptionView> {
    let query = ListExceptions { resolved, limit: Some(100), ..ListExceptions::default() };
    client.ok(&api::LIST_EXCEPTIONS, [], &query).await.items
}

/// What became of packages, with the reason that goes with it.
pub fn told(packages: &[PackageId], to: PackageStatus) -> StepPackages {
    let reason = match to {
        PackageStatus::Undelivered | PackageStatus::Failed => Some(StepReason::RecipientAbsent),
        _ => None,
    };
    let first = packages.first().copied().expect("there is a package");
    let package_ids = packages.to_vec();
    StepPackages { package_id: None, package_ids, reason, ..step(first, to) }
}

/// It was taken, and these kinds were told the phone.
pub fn taken_with(result: &MutationResult, kinds: &[ExceptionKind]) {
    assert_eq!(result.problem, None);
    let outcome = if kinds.is_empty() { Ending::Applied } else { Ending::AppliedWithException };
    assert_eq!((result.outcome, &result.exceptions[..]), (outcome, kinds));
}
