//! The kinds of records that demo data are made of, without their types.

use std::{collections::BTreeMap, ops::ControlFlow};

use furgo_shared::{access::ManageSettings, demo_data::KeptKind, fuel::Energy};
use uuid::Uuid;

use super::marks::DemoRecord;
use crate::{
    auth::System,
    error::Result,
    features::{
        exceptions::ExceptionRecord,
        expenses::{self, ExpenseRecord},
        histories::scope,
        logs::LogRecord,
        maintenance::{self, MaintenanceRecord},
        packages::{self, PackageRecord},
        readings::{self, ReadingRecord},
        refuels::{self, RefuelRecord},
        routes::{self, RouteRecord},
        users::UserRecord,
        vehicles::{self, VehicleRecord},
    },
    storage::{
        Key, ReadTx, Reads, WriteTx,
        engine::{Order, Space},
        record::decode,
        trash,
    },
};

/// Something that others may hang on.
pub type Bearer = (KeptKind, Uuid);

/// One kind.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub table: Space,
    /// Writes what the rehearsal has, marked.
    pub adopt: fn(&mut WriteTx<'_, System>, &[u8]) -> Result<()>,
    /// Takes one away, or its mark.
    pub remove: fn(&mut WriteTx<'_, System>, Uuid, &Held) -> Result<()>,
    /// Looks at one that is there.
    pub look: fn(&ReadTx<'_, ManageSettings>, Uuid) -> Result<Option<Looked>>,
    /// What one of one's own in the trash hangs on.
    trashed: fn(&[u8]) -> Result<Vec<Bearer>>,
}

/// What a demo record has to do with others.
#[derive(Clone, Debug)]
pub struct Looked {
    pub hangs_on: Vec<Bearer>,
    pub bears: Option<(KeptKind, String)>,
}

/// How much of one's own in the trash hangs on something: it may come back.
pub type Held = BTreeMap<Bearer, u64>;

/// In the order in which they come: each after what it hangs on. They go the other way round.
pub const KINDS: [Kind; 10] = [
    Kind::of::<UserRecord>(),
    Kind::of::<VehicleRecord>(),
    Kind::of::<LogRecord>(),
    Kind::of::<PackageRecord>(),
    Kind::of::<RouteRecord>(),
    Kind::of::<RefuelRecord>(),
    Kind::of::<MaintenanceRecord>(),
    Kind::of::<ExpenseRecord>(),
    Kind::of::<ReadingRecord>(),
    Kind::of::<ExceptionRecord>(),
];

impl Kind {
    const fn of<R: DemoRecord>() -> Self {
        Self {
            table: R::TABLE,
            adopt: adopt::<R>,
            remove: remove::<R>,
            look: look::<R>,
            trashed: trashed::<R>,
        }
    }
}

fn adopt<R: DemoRecord>(tx: &mut WriteTx<'_, System>, bytes: &[u8]) -> Result<()> {
    let record: R = decode(bytes)?;
    if record.meta().deleted.is_some() {
        return Ok(());
    }
    let mut record = record.adopted();
    record.meta_mut().demo = true;
    tx.put(record)?.follow(tx)
}

fn remove<R: DemoRecord>(tx: &mut WriteTx<'_, System>, id: Uuid, held: &Held) -> Result<()> {
    let Some(mut record) = tx.find_stored::<R>(id)? else { return Ok(()) };
    if record.meta().deleted.is_some() {
        record.clear(tx)?;
        return tx.delete(&record);
    }
    let is_held = record.bears().is_some_and(|(kind, _)| held.contains_key(&(kind, id)));
    if is_held || record.stays(tx)? {
        record.meta_mut().demo = false;
        return tx.put(record).map(drop);
    }
    record.clear(tx)?;
    tx.delete(&record)?;
    record.follow(tx)
}

fn trashed<R: DemoRecord>(bytes: &[u8]) -> Result<Vec<Bearer>> {
    let record: R = decode(bytes)?;
    Ok(if record.meta().demo { Vec::new() } else { record.hangs_on() })
}

/// What one's own records in the trash hang on.
pub fn held_by_trash(tx: &impl Reads) -> Result<Held> {
    let mut held = Held::new();
    trash::each(tx, None, Order::Ascending, |trashed| {
        let kind = KINDS.iter().find(|kind| kind.table.0 == trashed.table);
        let bytes = kind.map(|kind| tx.bytes(kind.table, trashed.id.as_bytes())).transpose()?;
        if let Some((kind, bytes)) = kind.zip(bytes.flatten()) {
            (kind.trashed)(&bytes)?.into_iter().for_each(|on| *held.entry(on).or_default() += 1);
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(held)
}

fn look<R: DemoRecord>(tx: &ReadTx<'_, ManageSettings>, id: Uuid) -> Result<Option<Looked>> {
    let record = tx.find_unseen::<R>(id)?;
    Ok(record.map(|record| Looked { hangs_on: record.hangs_on(), bears: record.bears() }))
}

/// How much hangs on something. On a route that is its packages, of which only own ones count.
pub fn hanging(tx: &impl Reads, kind: KeptKind, id: Uuid) -> Result<u64> {
    let group = Key::new().id(id);
    match kind {
        KeptKind::Vehicles => {
            let of_all = scope(Some(id.into()), None::<Energy>);
            Ok(tx.count(refuels::store::BY_SCOPE, &of_all)?
                + tx.count(maintenance::store::BY_SCOPE, &of_all)?
                + tx.count(expenses::store::BY_SCOPE, &of_all)?
                + tx.count(readings::store::BY_VEHICLE, &group)?
                + tx.count(routes::store::BY_VEHICLE, &group)?)
        }
        KeptKind::People => Ok(tx.count(routes::store::BY_DRIVER, &group)?
            + tx.count(packages::store::BY_DRIVER, &group)?
            + tx.count(vehicles::store::BY_DRIVER, &group)?),
        KeptKind::Packages => tx.count(routes::store::BY_PACKAGE, &group),
        KeptKind::Expenses => tx.count(expenses::store::BY_PAYMENT_OF, &group),
        KeptKind::Routes => {
            let Some(route) = tx.find_unseen::<RouteRecord>(id)? else { return Ok(0) };
            let mut own = 0;
            for stop in &route.stops {
                let package = tx.find_unseen::<PackageRecord>(stop.package_id)?;
                own += u64::from(package.is_some_and(|package| !package.meta.demo));
            }
            Ok(own)
        }
    }
}
