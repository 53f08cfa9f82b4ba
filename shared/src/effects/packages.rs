//! A step of one package.

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

/// Whether somebody of this role may take a package from one status to another. `is_driving`: its
/// route is theirs and in progress. Somebody of the office has a driver's steps then, too.
///
/// # Errors
/// [`Refusal`] says what is missing or what is open instead.
pub fn legal_step(
    (from, to): (PackageStatus, PackageStatus),
    role: Role,
    is_driving: bool,
    has_reason: bool,
    has_note: bool,
) -> Result<Legal, Refusal> {
    if role == Role::Driver && !is_driving {
        return Err(Refusal::Illegal { allowed: Vec::new() });
    }
    let as_driver = Some(Role::Driver).filter(|_| is_driving && role.drives(true));
    let step = |role| PACKAGE_LIFECYCLE.step(from, to, role);
    match step(role).or_else(|| as_driver.and_then(step)) {
        Some(step) if step.reason == Reason::Required && !has_reason => {
            Err(Refusal::ReasonRequired)
        }
        Some(_) => Ok(Legal::ByTable),
        None if role == Role::Admin && from != to => match has_note {
            true => Ok(Legal::Correction),
            false => Err(Refusal::NoteRequired),
        },
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

/// A package takes a step by hand; says what becomes of its stop, if it is on a route.
pub fn step_package(
    package: &mut PackageState,
    visit: Option<&Visit>,
    step: &StepOfPackage,
) -> Option<StopFate> {
    let fate = visit.map(|visit| fate_of(visit, package.status, step));
    // Somebody stood at the door: if nothing was delivered, that is an attempt.
    if package.status == PackageStatus::InTransit && is_not_delivered(step.to) {
        package.attempts += 1;
    }
    package.assigned_to = match step.to {
        PackageStatus::Pending => None,
        _ => step.driver.or(package.assigned_to),
    };
    package.status = step.to;
    fate
}

fn is_not_delivered(status: PackageStatus) -> bool {
    matches!(status, PackageStatus::Undelivered | PackageStatus::Failed)
}

fn fate_of(visit: &Visit, from: PackageStatus, step: &StepOfPackage) -> StopFate {
    let leaves = match step.to {
        // Corrected from in transit for the same driver, it is still meant for this route.
        PackageStatus::Assigned => from != PackageStatus::InTransit || step.driver != visit.driver,
        PackageStatus::Pending => true,
        PackageStatus::Failed => visit.route == RouteStatus::Planned,
        PackageStatus::InTransit | PackageStatus::Delivered | PackageStatus::Undelivered => false,
    };
    match leaves {
        false => StopFate::Stays(settled(visit, from, step)),
        true if visit.route.is_open() && visit.stop.is_untouched() => StopFate::Removed,
        true => StopFate::Kept(StopState {
            // Whatever becomes of it, it was not delivered here.
            outcome: visit.stop.outcome.or(Some(PackageStatus::Undelivered)),
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
