//! What can be done with demo data: looking at them, and having them brought or taken away.

use std::collections::BTreeMap;

use furgo_shared::{
    access::ManageSettings,
    demo_data::{DemoDataState, DemoDataView, KeptKind, KeptView},
    jobs::JobKind,
    page::PageRequest,
    problem::ErrorCode,
};

use super::kinds::{Bearer, KINDS, hanging, held_by_trash};
use crate::{
    error::{Error, Result},
    features::{
        jobs::{self, Task},
        packages, routes, vehicles,
    },
    storage::{Key, ReadTx, Reads, WriteTx, marked},
};

/// Whether there is nothing yet that demo data could be mistaken for.
pub fn is_empty(tx: &impl Reads) -> Result<bool> {
    Ok(vehicles::store::all(tx)?.is_empty()
        && tx.count(packages::store::BY_CREATION, &Key::new())? == 0
        && tx.count(routes::store::BY_DATE, &Key::new())? == 0)
}

/// How far it is with them, and what stays when they go.
pub fn look(tx: &ReadTx<'_, ManageSettings>) -> Result<DemoDataView> {
    let records = marked::count(tx)?;
    let state = if is_under_way(tx, JobKind::RemoveDemo)? {
        DemoDataState::Removing
    } else if is_under_way(tx, JobKind::FillDemo)? {
        DemoDataState::Filling
    } else if records > 0 {
        DemoDataState::Present
    } else {
        DemoDataState::Absent
    };
    let kept = if state == DemoDataState::Present { kept(tx)? } else { Vec::new() };
    let can_fill = state == DemoDataState::Absent && is_empty(tx)?;
    Ok(DemoDataView { state, records, can_fill, kept })
}

/// What is found out about a demo record that others may hang on.
struct Bearing {
    title: String,
    hangs_on: Vec<Bearer>,
    /// Own records that hang on it, those in the trash included.
    own: u64,
    stays: bool,
}

/// Everything that one's own hangs on, and what that hangs on in its turn.
fn kept(tx: &ReadTx<'_, ManageSettings>) -> Result<Vec<KeptView>> {
    let (held, mut of_demo) = (held_by_trash(tx)?, BTreeMap::<Bearer, u64>::new());
    let mut bearers = BTreeMap::new();
    for kind in KINDS {
        for id in marked::of_table(tx, kind.table, usize::MAX)? {
            let Some(looked) = (kind.look)(tx, id)? else { continue };
            looked.hangs_on.iter().for_each(|on| *of_demo.entry(*on).or_default() += 1);
            if let Some((kind, title)) = looked.bears {
                let bearer = Bearing { title, hangs_on: looked.hangs_on, own: 0, stays: false };
                bearers.insert((kind, id), bearer);
            }
        }
    }
    let mut staying = Vec::new();
    for (on, bearer) in &mut bearers {
        let of_demo = if on.0 == KeptKind::Routes { None } else { of_demo.get(on) };
        let there = hanging(tx, on.0, on.1)?.saturating_sub(of_demo.copied().unwrap_or(0));
        bearer.own = there + held.get(on).copied().unwrap_or(0);
        if bearer.own > 0 {
            staying.push(*on);
        }
    }
    while let Some(on) = staying.pop() {
        if let Some(bearer) = bearers.get_mut(&on).filter(|bearer| !bearer.stays) {
            bearer.stays = true;
            staying.extend_from_slice(&bearer.hangs_on);
        }
    }
    let kept = bearers.into_iter().filter(|(_, bearer)| bearer.stays);
    let mut kept: Vec<_> = kept
        .map(|((kind, _), bearer)| KeptView { kind, title: bearer.title, own: bearer.own })
        .collect();
    kept.sort_by(|one, other| (one.kind, &one.title).cmp(&(other.kind, &other.title)));
    Ok(kept)
}

/// Whether such a job runs or waits for its turn; one that is paused or gave up does neither.
fn is_under_way(tx: &impl Reads, kind: JobKind) -> Result<bool> {
    Ok(jobs::store::next(tx, &[kind])?.is_some())
}

/// Ends every job of a kind. What runs at this moment runs to its end.
fn call_off<P>(tx: &mut WriteTx<'_, P>, kind: JobKind) -> Result<()> {
    for job in jobs::store::list(tx, Some(kind), PageRequest { page: 1, limit: 100 })?.items {
        jobs::operations::finish(tx, job.id)?;
    }
    Ok(())
}

/// Has them brought. Repeated while they come, it changes nothing.
pub fn fill(tx: &mut WriteTx<'_, ManageSettings>) -> Result<()> {
    if is_under_way(tx, JobKind::FillDemo)? {
        return Ok(());
    }
    if !is_empty(tx)? || marked::count(tx)? > 0 {
        return Err(Error::Code(ErrorCode::NotEmpty));
    }
    call_off(tx, JobKind::FillDemo)?;
    call_off(tx, JobKind::RemoveDemo)?;
    jobs::operations::enqueue(tx, Task::FillDemo).map(drop)
}

/// Has them taken away, also while they still come. Where there are none, or they go already, it
/// changes nothing.
pub fn remove(tx: &mut WriteTx<'_, ManageSettings>) -> Result<()> {
    let comes = is_under_way(tx, JobKind::FillDemo)?;
    if is_under_way(tx, JobKind::RemoveDemo)? || marked::count(tx)? == 0 && !comes {
        return Ok(());
    }
    call_off(tx, JobKind::FillDemo)?;
    call_off(tx, JobKind::RemoveDemo)?;
    jobs::operations::enqueue(tx, Task::RemoveDemo).map(drop)
}
