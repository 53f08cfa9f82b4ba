//! The rule of a delivery's day, for whoever checks or repairs the whole file: see the one of the
//! log, which counts the same deliveries.

use uuid::Uuid;

use super::{PackageRecord, record::Delivery, store};
use crate::{
    auth::System,
    error::Result,
    features::settings,
    storage::{
        ReadTx, Reads, WriteTx,
        derivation::{Derivation, Differs},
    },
};

/// The day on which a delivery counts follows from when it happened.
pub const DERIVATION: Derivation = Derivation { of: store::PACKAGES, compare, renew, follow: None };

/// The package with the right day, if it has another one.
fn mended(tx: &impl Reads, id: Uuid) -> Result<Option<PackageRecord>> {
    let Some(package) = tx.find_unseen::<PackageRecord>(id)? else { return Ok(None) };
    let Some((delivery, at)) = package.delivery.zip(package.finished_at) else { return Ok(None) };
    let day = settings::store::current(tx)?.day_of(at);
    let delivery = Some(Delivery { day, ..delivery });
    Ok((package.delivery != delivery).then_some(PackageRecord { delivery, ..package }))
}

fn compare(tx: &ReadTx<'_, System>, id: Uuid, differs: &mut Differs<'_>) -> Result<()> {
    if let Some(package) = mended(tx, id)? {
        let what = format!("{} was delivered on another day", package.tracking_code);
        differs(store::PACKAGES, what);
    }
    Ok(())
}

fn renew(tx: &mut WriteTx<'_, System>, id: Uuid) -> Result<()> {
    match mended(tx, id)? {
        Some(package) => tx.put(package).map(drop),
        None => Ok(()),
    }
}
