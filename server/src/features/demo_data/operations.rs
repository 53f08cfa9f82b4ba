//! What can be done with demo data: looking at them, and having them brought or taken away.

use std::collections::BTreeMap;

use furgo_shared::{
    access::ManageSettings,
    demo_data::{DemoDataState, DemoDataView, KeptKind, KeptView},
    jobs::JobKind,
    problem::ErrorCode,
};
use uuid::Uuid;

use super::kinds::{KINDS, hanging};
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
    let state = if jobs::store::count(tx, JobKind::FillDemo)? > 0 {
        DemoDataState::Filling
    } else if jobs::store::count(tx, JobKind::RemoveDemo)? > 0 {
        DemoDataState::Removing
    } else if records > 0 {
        DemoDataState::Present
    } else {
        DemoDataState::Absent
    };
    let kept = if state == DemoDataState::Present { kept(tx)? } else { Vec::new() };
    let can_fill = state == DemoDataState::Absent && is_empty(tx)?;
    Ok(DemoDataView { state, records, can_fill, kept })
}

/// Everything that more hangs on than demo data.
fn kept(tx: &ReadTx<'_, ManageSettings>) -> Result<Vec<KeptView>> {
    let (mut bearing, mut of_demo) = (Vec::new(), BTreeMap::<(KeptKind, Uuid), u64>::new());
    for kind in KINDS {
        for id in marked::of_table(tx, kind.table, usize::MAX)? {
            let Some(looked) = (kind.look)(tx, id)? else { continue };
            looked.hangs_on.into_iter().for_each(|on| *of_demo.entry(on).or_default() += 1);
            bearing.extend(looked.bears.map(|(kind, title)| (kind, id, title)));
        }
    }
    let mut kept = Vec::new();
    for (kind, id, title) in bearing {
        let of_demo = of_demo.get(&(kind, id)).copied().unwrap_or(0);
        let own = hanging(tx, kind, id)?.saturating_sub(of_demo);
        if own > 0 {
            kept.push(KeptView { kind, title, own });
        }
    }
    Ok(kept)
}

/// Has them brought. Repeated while they come, it changes nothing.
pub fn fill(tx: &mut WriteTx<'_, ManageSettings>) -> Result<()> {
    if jobs::store::count(tx, JobKind::FillDemo)? > 0 {
        return Ok(());
    }
    if !is_empty(tx)? || marked::count(tx)? > 0 {
        return Err(Error::Code(ErrorCode::NotEmpty));
    }
    jobs::operations::enqueue(tx, Task::FillDemo).map(drop)
}

/// Has them taken away. Where there are none, or they go already, it changes nothing.
pub fn remove(tx: &mut WriteTx<'_, ManageSettings>) -> Result<()> {
    let is_under_way = jobs::store::count(tx, JobKind::RemoveDemo)? > 0;
    if is_under_way || marked::count(tx)? == 0 {
        return Ok(());
    }
    jobs::operations::enqueue(tx, Task::RemoveDemo).map(drop)
}
