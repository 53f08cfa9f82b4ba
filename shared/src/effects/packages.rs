//! A step of one package.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    access::Role,
    id::UserId,
    lifecycle::Reason,
    packages::{PACKAGE_LIFECYCLE, PackageStatus},
    routes::RouteStatus,
    time::Timestamp,
};

/// A package, as far as steps change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageState {
    pub status: PackageStatus,
    pub assigned_to: Option<UserId>,
    /// How often delivery was tried without success.
    pub attempts: u32,
}

/// A stop, as far as steps change it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StopState {
    pub actual_arrival: Option<Timestamp>,
    pub departed_at: Option<Timestamp>,
    /// How it ended here; `None` while it is open.
    pub outcome: Option<PackageStatus>,
    /// What can be undone.
    pub last_step: Option<LastStep>,
}

/// The last step that was taken at a stop, and what it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LastStep {
    pub by: UserId,
    pub at: Timestamp,
    /// Where the package and its stop stood before.
    pub from: PackageStatus,
    pub attempts: u32,
    pub actual_arrival: Option<Timestamp>,
    pub departed_at: Option<Timestamp>,
    pub outcome: Option<PackageStatus>,
}

impl StopState {
    /// Nobody has been there, nothing has been decided: it can be taken off without loss.
    pub fn is_untouched(&self) -> bool {
        self.outcome.is_none() && self.actual_arrival.is_none()
    }
}

/// A package's stop, and where the route of it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    pub stop: StopState,
    pub route: RouteStatus,
    pub driver: Option<UserId>,
}

/// A step that has been found legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepOfPackage {
    pub to: PackageStatus,
    /// Who is to deliver it from now on, if the step says so.
    pub driver: Option<UserId>,
    pub at: Timestamp,
    /// Who takes it, if a person does.
    pub by: Option<UserId>,
}

/// What becomes of the stop when its package takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopFate {
    /// The package stays on its route.
    Stays(StopState),
    /// The package leaves its route, which keeps the stop for what happened there.
    Kept(StopState),
    /// The package leaves its route, and the stop goes with it.
    Removed,
}

/// How a step was found legal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legal {
    ByTable,
    /// Past the table, by whoever may correct.
    Correction,
    /// Back to where it was before one's own last step.
    Undo,
}

/// A step that somebody wants to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub from: PackageStatus,
    pub to: PackageStatus,
    pub role: Role,
    /// The package's route is theirs and in progress.
    pub is_driving: bool,
    pub has_reason: bool,
    pub has_note: bool,
    /// It would take back their own last step, see [`can_undo`].
    pub can_undo: bool,
    /// That is what they mean by it, also where the table has such a step.
    pub undo: bool,
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not in the table, which allows these.
    Illegal {
        allowed: Vec<PackageStatus>,
    },
    ReasonRequired,
    NoteRequired,
}

/// Whether a step would take back what the same person did at the stop last: the route still runs, and
/// at most so many minutes lie between the two.
pub fn can_undo(
    visit: Option<&Visit>,
    to: PackageStatus,
    by: Option<UserId>,
    at: Timestamp,
    minutes: u32,
) -> bool {
    let running = visit.filter(|visit| visit.route == RouteStatus::InProgress);
    running.and_then(|visit| visit.stop.last_step).is_some_and(|last| {
        let between = (at - last.at).abs();
        minutes > 0
            && last.from == to
            && Some(last.by) == by
            && between <= TimeDelta::minutes(i64::from(minutes))
    })
}

/// How somebody may take a package from one status to another. Whoever of the office is driving has a
/// driver's steps, too.
///
/// # Errors
/// [`Refusal`] says what is missing or what is open instead.
pub fn legal_step(wanted: Wanted) -> Result<Legal, Refusal> {
    let Wanted { from, to, role, .. } = wanted;
    if role == Role::Driver && !wanted.is_driving {
        return Err(Refusal::Illegal { allowed: Vec::new() });
    }
    let as_driver = Some(Role::Driver).filter(|_| wanted.is_driving && role.drives(true));
    let step = |role| PACKAGE_LIFECYCLE.step(from, to, role);
    let by_table = step(role).or_else(|| as_driver.and_then(step));
    if wanted.can_undo && (wanted.undo || by_table.is_none()) {
        return Ok(Legal::Undo);
    }
    let may_correct = matches!(role, Role::Admin | Role::Dispatcher);
    match by_table {
        // Too late to be taken back, and no new step is meant.
        _ if wanted.undo => Err(Refusal::Illegal { allowed: Vec::new() }),
        Some(step) if step.reason == Reason::Required && !wanted.has_reason => {
            Err(Refusal::ReasonRequired)
        }
        Some(_) => Ok(Legal::ByTable),
        None if may_correct && from != to && wanted.has_note => Ok(Legal::Correction),
        // Whoever says nothing is told what is open; admins seldom mean anything else.
        None if role == Role::Admin && from != to => Err(Refusal::NoteRequired),
        None => {
            let mut allowed: Vec<_> = PACKAGE_LIFECYCLE.open_to(from, role).collect();
            let open_to_driver = as_driver.map(|driver| PACKAGE_LIFECYCLE.open_to(from, driver));
            for status in open_to_driver.into_iter().flatten() {
                if !allowed.contains(&status) {
                    allowed.push(status);
                }
            }
            Err(Refusal::Illegal { allowed })
        }
    }
}

/// A package and its stop go back to where they were before the last step; what that counted is given
/// back.
pub fn undo_step(package: &mut PackageState, visit: &Visit) -> Option<StopFate> {
    let last = visit.stop.last_step?;
    (package.status, package.attempts) = (last.from, last.attempts);
    let fate = Some(StopFate::Stays(StopState {
        actual_arrival: last.actual_arrival,
        departed_at: last.departed_at,
        outcome: last.outcome,
        last_step: None,
    }));
    keep_with_driver(package, Some(visit), fate);
    fate
}

/// What is to be done on a route is its driver's, also if somebody else drove when it was done.
fn keep_with_driver(package: &mut PackageState, visit: Option<&Visit>, fate: Option<StopFate>) {
    let stays = matches!(fate, Some(StopFate::Stays(_))) && !package.status.is_finished();
    if let Some(visit) = visit.filter(|visit| stays && visit.route.is_open()) {
        package.assigned_to = visit.driver.or(package.assigned_to);
    }
}

/// A package takes a step by hand; says what becomes of its stop, if it is on a route.
pub fn step_package(
    package: &mut PackageState,
    visit: Option<&Visit>,
    step: &StepOfPackage,
) -> Option<StopFate> {
    let fate = visit.map(|visit| fate_of(visit, package, step));
    // Somebody stood at the door: if nothing was delivered, that is an attempt.
    if package.status == PackageStatus::InTransit && is_not_delivered(step.to) {
        package.attempts += 1;
    }
    let is_with_somebody = step.to != PackageStatus::Pending;
    package.assigned_to = step.driver.or(package.assigned_to).filter(|_| is_with_somebody);
    package.status = step.to;
    keep_with_driver(package, visit, fate);
    fate
}

fn is_not_delivered(status: PackageStatus) -> bool {
    matches!(status, PackageStatus::Undelivered | PackageStatus::Failed)
}

fn fate_of(visit: &Visit, package: &PackageState, step: &StepOfPackage) -> StopFate {
    let from = package.status;
    let leaves = match step.to {
        // Corrected from in transit for the same driver, it is still meant for this route.
        PackageStatus::Assigned => from != PackageStatus::InTransit || step.driver != visit.driver,
        PackageStatus::Pending => true,
        PackageStatus::Failed => visit.route == RouteStatus::Planned,
        PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Undelivered => false,
    };
    match leaves {
        false => {
            let last_step = step.by.map(|by| LastStep {
                by,
                at: step.at,
                from,
                attempts: package.attempts,
                actual_arrival: visit.stop.actual_arrival,
                departed_at: visit.stop.departed_at,
                outcome: visit.stop.outcome,
            });
            StopFate::Stays(StopState { last_step, ..settled(visit, from, step) })
        }
        true => leave_stop(visit),
    }
}

/// The package goes on by other means than this stop.
pub fn leave_stop(visit: &Visit) -> StopFate {
    match visit.route.is_open() && visit.stop.is_untouched() {
        true => StopFate::Removed,
        false => StopFate::Kept(StopState {
            // Whatever becomes of it, it was not delivered here.
            outcome: match visit.stop.outcome {
                None | Some(PackageStatus::Delivered) => Some(PackageStatus::Undelivered),
                outcome => outcome,
            },
            last_step: None,
            ..visit.stop
        }),
    }
}

/// Notes at the stop how it ended, or that it is open again.
fn settled(visit: &Visit, from: PackageStatus, step: &StepOfPackage) -> StopState {
    let (mut stop, is_running) = (visit.stop, visit.route == RouteStatus::InProgress);
    if matches!(step.to, PackageStatus::Assigned | PackageStatus::InTransit) {
        // A second attempt is a second visit; what happened at the first one, the log tells.
        stop.outcome = None;
        if is_running {
            (stop.actual_arrival, stop.departed_at) = (None, None);
        }
        return stop;
    }
    stop.outcome = Some(step.to);
    if from == PackageStatus::InTransit && is_running {
        stop.actual_arrival.get_or_insert(step.at);
        stop.departed_at = Some(step.at);
    }
    stop
}
