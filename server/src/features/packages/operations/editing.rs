//! Entering packages, correcting their particulars, deleting those that nobody has touched.

use furgo_shared::{
    access::EditPackages,
    effects::Legal,
    id::PackageId,
    packages::{CreatePackage, PackageStatus, PackageView, PatchPackage, PatchPackages},
    page::Items,
    problem::ErrorCode,
    text::wire_name,
    units::Kg,
};

use super::reading::to_view;
use crate::{
    error::{Error, Result},
    features::{
        logs, mails,
        packages::{
            PackageRecord,
            record::{Identity, tidy_address},
            store, tracking_code,
        },
        routes, settings, tidy,
    },
    roads::Ways,
    storage::{Reads, WriteTx},
};

/// Tries to find a free tracking code; with a million packages, the first is taken once in 80,000.
const CODE_TRIES: usize = 16;

/// Enters a package.
pub fn create(tx: &mut WriteTx<'_, EditPackages>, request: CreatePackage) -> Result<PackageView> {
    if let Some(package) = tx.created_before::<PackageRecord>(request.id, &request)? {
        return to_view(tx, &package);
    }
    let identity = Identity {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        tracking_code: free_code(tx)?,
        tracking_token: new_tracking_token(),
    };
    let package = PackageRecord::new(identity, request.clone(), tx.now());
    let package = tx.create(package, &request)?;
    let settings = settings::store::current(tx)?;
    let day = settings.day_of(tx.now());
    let entry = logs::operations::Entry {
        old_status: None,
        new_status: package.status,
        reason: None,
        note: None,
        legal: Legal::ByTable,
        mark: logs::Mark::Plain,
        occurred_at: tx.now(),
        day,
    };
    logs::operations::write(tx, &package, entry)?;
    mails::queueing::tell_recipient(tx, &settings, &package, None)?;
    to_view(tx, &package)
}

fn free_code(tx: &impl Reads) -> Result<String> {
    for _ in 0..CODE_TRIES {
        let code = tracking_code::from_random(rand::random());
        if store::is_code_free(tx, &code)? {
            return Ok(code);
        }
    }
    Err(Error::Internal("no free tracking code".to_owned()))
}

/// 128 bits that nobody guesses.
fn new_tracking_token() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// Gives a package another tracking link; whoever has the old one sees nothing any more.
pub fn renew_link(
    tx: &mut WriteTx<'_, EditPackages>,
    id: PackageId,
    if_match: Option<u64>,
) -> Result<PackageView> {
    let mut package: PackageRecord = tx.require(id)?;
    tx.require_version(&package, if_match)?;
    package.tracking_token = new_tracking_token();
    let package = tx.put(package)?;
    to_view(tx, &package)
}

/// Changes particulars of a package that is not finished. An open route follows.
pub fn patch(
    tx: &mut WriteTx<'_, EditPackages>,
    id: PackageId,
    patch: PatchPackage,
    if_match: Option<u64>,
    ways: &Ways,
) -> Result<PackageView> {
    let mut package: PackageRecord = tx.require(id)?;
    tx.require_version(&package, if_match)?;
    if package.status.is_finished() {
        return Err(Error::IllegalStep { from: wire_name(&package.status), allowed: Vec::new() });
    }
    apply(patch, &mut package);
    let package = tx.put_changed(package)?;
    routes::operations::stops::refresh(tx, &package, ways)?;
    to_view(tx, &package)
}

/// Changes the same particulars of several packages; answers in the request's order.
pub fn patch_many(
    tx: &mut WriteTx<'_, EditPackages>,
    request: PatchPackages,
    ways: &Ways,
) -> Result<Items<PackageView>> {
    let mut items = Vec::new();
    for (at, id) in request.package_ids.into_iter().enumerate() {
        let changed = patch(tx, id, request.patch.clone().into(), None, ways);
        items.push(changed.map_err(|error| error.about(format!("package_ids[{at}]")))?);
    }
    Ok(Items { items })
}

fn apply(patch: PatchPackage, package: &mut PackageRecord) {
    patch.reference.map(tidy::optional).apply(&mut package.reference);
    patch.recipient_name.map(|name| tidy::line(&name)).apply(&mut package.recipient_name);
    patch.recipient_email.map(tidy::optional).apply(&mut package.recipient_email);
    patch.recipient_phone.map(tidy::optional).apply(&mut package.recipient_phone);
    patch.address.map(tidy_address).apply(&mut package.address);
    patch.weight_kg.map(|kg| kg.map(Kg::units)).apply(&mut package.weight_g);
    patch.description.map(tidy::optional).apply(&mut package.description);
    patch.access_note.map(tidy::optional).apply(&mut package.access_note);
    patch.estimated_delivery.apply(&mut package.estimated_delivery);
    patch.time_window.apply(&mut package.time_window);
    patch.service_min.apply(&mut package.service_min);
    patch.locale.apply(&mut package.locale);
}

/// Deletes a pending package. Its rows in the log stay: they name nobody.
pub fn delete(
    tx: &mut WriteTx<'_, EditPackages>,
    id: PackageId,
    if_match: Option<u64>,
) -> Result<()> {
    let package: PackageRecord = tx.require(id)?;
    tx.require_version(&package, if_match)?;
    match package.status == PackageStatus::Pending {
        true => tx.trash(&package),
        false => Err(Error::Code(ErrorCode::PackageNotPending)),
    }
}
