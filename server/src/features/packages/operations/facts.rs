//! What a phone tells of packages: facts, which beat plans. What becomes of each says
//! `effects::Standing`; here it is written down.

use furgo_shared::{
    access::StepPackages as MayStep,
    effects::{self, Fact, Legal, StepOfPackage, Taken, Verdict},
    exceptions::ExceptionKind,
    id::{PackageId, UserId},
    packages::{PackageStatus, PackageView, StepPackages},
    page::Items,
    problem::ErrorCode,
    time::Timestamp,
    validate::FieldCode,
};

use super::{
    moves::{self, LateFact, Move},
    reading::to_view,
    standing::Known,
};
use crate::{
    error::{Error, Result},
    features::{
        door::Door,
        exceptions::{self, About, Raised, Side},
        logs::Mark,
        packages::PackageRecord,
        routes::Visits,
        settings::{self, SettingsRecord},
        tidy,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// Whether a step tells what happened. To plan or to take something back is no fact, and may be
/// refused.
pub fn is_fact(request: &StepPackages) -> bool {
    !request.undo
        && match request.new_status {
            PackageStatus::Pending | PackageStatus::Assigned => false,
            PackageStatus::InTransit
            | PackageStatus::Delivered
            | PackageStatus::Undelivered
            | PackageStatus::Failed => true,
        }
}

/// Takes what was done with packages; answers with those that the driver sees.
pub fn take(
    tx: &mut WriteTx<'_, MayStep>,
    request: StepPackages,
    ways: &Ways,
    (by, at): (UserId, Timestamp),
    door: &mut Door,
) -> Result<Items<PackageView>> {
    let to = request.new_status;
    let ends_badly = matches!(to, PackageStatus::Undelivered | PackageStatus::Failed);
    if ends_badly && request.reason.is_none() {
        return Err(Error::field("reason", FieldCode::Required));
    }
    let told = Told { fact: Fact { by, to, at }, request };
    let settings = settings::store::current(tx)?;
    let (mut visits, mut items) = (Visits::default(), Vec::new());
    let (mut packages, mut missing) = (Vec::new(), Vec::new());
    for id in told.request.ids() {
        match tx.find_unseen::<PackageRecord>(id)? {
            Some(package) => packages.push(package),
            None => missing.push(id),
        }
    }
    if packages.is_empty() {
        return Err(Error::Code(Told::why_missing(tx, &missing)?));
    }
    for id in missing {
        let about = About { package_id: Some(id), ..About::default() };
        told.raise(tx, ExceptionKind::Gone, about, None, door)?;
    }
    for package in packages {
        let package = told.take(tx, &settings, package, &mut visits, door)?;
        items.push(package.id);
    }
    visits.write(tx, ways)?;
    let mut seen = Vec::new();
    for id in items {
        if let Some(package) = tx.find::<PackageRecord>(id)? {
            seen.push(to_view(tx, &package)?);
        }
    }
    Ok(Items { items: seen })
}

/// The office says that a fact which another stands against is what happened.
pub fn let_stand<P>(
    tx: &mut WriteTx<'_, P>,
    mut package: PackageRecord,
    fact: Fact,
    ways: &Ways,
) -> Result<()> {
    let settings = settings::store::current(tx)?;
    let known = Known::of(tx, &settings, &package, (fact.by, fact.at))?;
    let (reason, note) = known.said_late(&fact);
    let mut visits = Visits::default();
    let home = known.home.filter(|home| home.status.is_open() || fact.to.is_finished());
    visits.leave(tx, &mut package)?;
    if let Some(home) = home {
        visits.join(tx, &settings, &mut package, home)?;
    }
    let how =
        Move { reason, note, legal: Legal::Correction, ..Move::plain(package.state(), fact.at) };
    at_the_door(tx, &settings, package, &mut visits, (fact, how))?;
    visits.write(tx, ways)
}

/// Whatever a package stood at: somebody was at the door with it, or has it in the van.
fn at_the_door<P>(
    tx: &mut WriteTx<'_, P>,
    settings: &SettingsRecord,
    mut package: PackageRecord,
    visits: &mut Visits,
    (fact, how): (Fact, Move),
) -> Result<PackageRecord> {
    let Fact { by, to, at } = fact;
    let visit = visits.visit_of(tx, &package)?;
    let mut after = package.state();
    if to != PackageStatus::InTransit {
        after.status = PackageStatus::InTransit;
    }
    let step = StepOfPackage { to, driver: None, at, by: Some(by) };
    let fate = effects::step_package(&mut after, visit.as_ref(), &step);
    after.assigned_to = Some(by);
    let vehicle_id = fate.and_then(|fate| visits.settle(&mut package, fate));
    moves::write(tx, settings, package, Move { after, vehicle_id, ..how })
}

/// What somebody tells of one or several packages.
struct Told {
    fact: Fact,
    request: StepPackages,
}

impl Told {
    fn take(
        &self,
        tx: &mut WriteTx<'_, MayStep>,
        settings: &SettingsRecord,
        package: PackageRecord,
        visits: &mut Visits,
        door: &mut Door,
    ) -> Result<PackageRecord> {
        let mut known = Known::of(tx, settings, &package, (self.fact.by, self.fact.at))?;
        known.standing.is_foreign = door.has_left() && !known.was_of(&package, self.fact.by);
        let verdict = match known.has_late(&self.fact) {
            true => Verdict::Same,
            false => known.standing.take(&self.fact),
        };
        match verdict {
            Verdict::Same => Ok(package),
            Verdict::Late { is_attempt } => {
                door.note(ExceptionKind::LateEvent);
                moves::write_late(tx, settings, package, self.late(is_attempt))
            }
            Verdict::Disputed => {
                let plan = Some(known.other_side(&package, self.fact.by));
                let about = About { package_id: Some(package.id), ..About::default() };
                self.raise(tx, ExceptionKind::Disputed, about, plan, door)?;
                moves::write_late(tx, settings, package, self.late(false))
            }
            Verdict::Taken(taken) => self.step(tx, settings, (package, known, taken), visits, door),
        }
    }

    /// The package takes the step, on the route that it was done on.
    fn step(
        &self,
        tx: &mut WriteTx<'_, MayStep>,
        settings: &SettingsRecord,
        (mut package, known, taken): (PackageRecord, Known, Taken),
        visits: &mut Visits,
        door: &mut Door,
    ) -> Result<PackageRecord> {
        let Fact { by, to, at } = self.fact;
        if let Some(kind) = taken.exception {
            let plan = Some(known.other_side(&package, by));
            let home = known.home.filter(|home| home.status.is_open() || to.is_finished());
            let home_id = home.as_ref().map(|home| home.id);
            let mut about = About { package_id: Some(package.id), ..About::default() };
            about.route_id = home_id;
            if package.route_id != home_id || home_id.is_none() {
                about.other_route_id = visits.leave(tx, &mut package)?;
                if let Some(home) = home {
                    visits.join(tx, settings, &mut package, home)?;
                }
            }
            package.assigned_to = Some(by);
            self.raise(tx, kind, about, plan, door)?;
        }
        if taken.is_implied {
            door.note(ExceptionKind::ImpliedPickUp);
            let mut after = package.state();
            after.status = PackageStatus::InTransit;
            let step = Move { mark: Mark::Implied, ..Move::plain(after, at) };
            package = moves::write(tx, settings, package, step)?;
        }
        let note = tidy::optional(self.request.note.clone());
        let how = Move { reason: self.request.reason, note, ..Move::plain(package.state(), at) };
        at_the_door(tx, settings, package, visits, (self.fact, how))
    }

    fn late(&self, is_attempt: bool) -> LateFact {
        LateFact {
            to: self.fact.to,
            reason: self.request.reason,
            note: tidy::optional(self.request.note.clone()),
            occurred_at: self.fact.at,
            is_attempt,
        }
    }

    /// Nothing of what it was done with is here.
    fn why_missing(tx: &impl Reads, missing: &[PackageId]) -> Result<ErrorCode> {
        for id in missing {
            if tx.find_deleted::<PackageRecord>(*id)?.is_some() {
                return Ok(ErrorCode::Gone);
            }
        }
        Ok(ErrorCode::NotFound)
    }

    fn raise(
        &self,
        tx: &mut WriteTx<'_, MayStep>,
        kind: ExceptionKind,
        about: About,
        plan: Option<Side>,
        door: &mut Door,
    ) -> Result<()> {
        let Fact { by, to, at } = self.fact;
        let fact = Side { status: Some(to), driver_id: Some(by), ..Side::at(at, Some(by)) };
        exceptions::raise(tx, door, Raised { kind, about, fact, plan, held: None })
    }
}
