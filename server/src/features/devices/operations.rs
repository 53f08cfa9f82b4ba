//! Devices come, are seen, and are sent away.

use chrono::TimeDelta;
use furgo_shared::{
    access::SignedIn,
    id::{ClientId, UserId},
    page::Items,
    problem::ErrorCode,
    sync::{DeviceView, ListDevices},
};

pub use super::record::Contact;
use super::{
    DeviceRecord,
    store::{self, DEVICES_MAX},
};
use crate::{
    auth::{Permit, Viewer},
    error::{Error, Result},
    features::auth::operations as sessions,
    storage::{Database, Meta, Reads, WriteTx, clients, outcome::Once},
};

/// How long a device that is not seen any more is remembered.
pub const DEVICES_KEPT: TimeDelta = TimeDelta::days(400);
/// Devices that one transaction forgets.
const SLICE: usize = 100;

/// The device that says something, if it is known: not one that was sent away, and not another
/// person's.
pub fn known(tx: &impl Reads, contact: &Contact) -> Result<Option<DeviceRecord>> {
    let is_other = |user: UserId| user != contact.user;
    let device = tx.find_unseen::<DeviceRecord>(contact.client)?;
    let client = clients::find(tx, contact.client)?;
    if device.as_ref().is_some_and(|device| is_other(device.user))
        || client.is_some_and(|client| is_other(client.user))
    {
        return Err(Error::Code(ErrorCode::ClientStateForked));
    }
    match device {
        Some(device) if device.revoked_at.is_some() => Err(Error::Code(ErrorCode::DeviceRevoked)),
        device => Ok(device),
    }
}

/// Notes that a device has said something; one that is new is registered. Its session lives as long
/// as those of devices do from here on.
pub fn note<P>(tx: &mut WriteTx<'_, P>, contact: &Contact) -> Result<DeviceRecord> {
    let device = match known(tx, contact)? {
        Some(device) => device,
        None => new(tx, contact)?,
    };
    sessions::tie_to_device(tx, contact.session, contact.client)?;
    tx.put(DeviceRecord {
        name: contact.name.clone(),
        session: contact.session,
        seen_at: tx.now(),
        skew_ms: contact.skew_ms.or(device.skew_ms),
        ..device
    })
}

fn new(tx: &impl Reads, contact: &Contact) -> Result<DeviceRecord> {
    if store::count(tx, contact.user)? >= u64::try_from(DEVICES_MAX).unwrap_or(u64::MAX) {
        return Err(Error::Code(ErrorCode::TooManyDevices));
    }
    Ok(DeviceRecord {
        id: contact.client,
        user: contact.user,
        name: contact.name.clone(),
        session: contact.session,
        seen_at: tx.now(),
        skew_ms: contact.skew_ms,
        heals: 0,
        revoked_at: None,
        meta: Meta::new(tx.now()),
    })
}

/// Counts that a device's copy did not agree.
pub fn count_heal<P>(tx: &mut WriteTx<'_, P>, contact: &Contact) -> Result<()> {
    let device = note(tx, contact)?;
    let heals = device.heals.saturating_add(1);
    tx.put(DeviceRecord { heals, ..device }).map(drop)
}

/// One's own devices, or to an admin those of somebody.
pub fn list(tx: &impl Reads, query: &ListDevices) -> Result<Items<DeviceView>> {
    let Viewer::Person(person) = tx.viewer() else {
        return Err(Error::Code(ErrorCode::NotSignedIn));
    };
    let devices = store::list(tx, query.user_id.unwrap_or(person.id))?;
    let items = devices.iter().map(|device| device.to_view(tx, Some(person.session)));
    Ok(Items { items: items.collect::<Result<_>>()? })
}

/// One's own device, or to an admin anybody's.
pub fn read(tx: &impl Reads, id: ClientId) -> Result<DeviceView> {
    require(tx, id)?.to_view(tx, session_of(tx.viewer()))
}

/// Sends a device away: whoever is signed in there is no more, and what it has not sent is refused.
pub fn revoke(tx: &mut WriteTx<'_, SignedIn>, id: ClientId) -> Result<()> {
    let device = require(tx, id)?;
    sessions::revoke_of_device(tx, device.user, (id, device.session))?;
    tx.put(DeviceRecord { revoked_at: Some(tx.now()), ..device }).map(drop)
}

fn require(tx: &impl Reads, id: ClientId) -> Result<DeviceRecord> {
    match tx.require::<DeviceRecord>(id)? {
        device if device.revoked_at.is_none() => Ok(device),
        _ => Err(Error::Code(ErrorCode::NotFound)),
    }
}

fn session_of(viewer: &Viewer) -> Option<furgo_shared::id::SessionId> {
    match viewer {
        Viewer::Person(person) => Some(person.session),
        Viewer::Stranger | Viewer::System => None,
    }
}

/// Forgets the devices of a person who is removed, and what came of what they sent.
pub fn erase<P>(tx: &mut WriteTx<'_, P>, user: UserId) -> Result<()> {
    for id in store::ids_of_user(tx, user)? {
        if let Some(device) = tx.find_unseen::<DeviceRecord>(id)? {
            tx.delete(&device)?;
        }
    }
    clients::erase(tx, user)
}

/// Forgets devices that were not seen for long. Returns how many. How far the server is in what they
/// sent stays: should one come again, nothing is taken twice.
pub async fn forget_unseen(db: &Database) -> Result<u64> {
    let mut forgotten = 0;
    loop {
        let since = db.clock().now() - DEVICES_KEPT;
        let ids = db.read(&Permit::for_job(), |tx| store::unseen_since(tx, since, SLICE))?;
        if ids.is_empty() {
            return Ok(forgotten);
        }
        forgotten += u64::try_from(ids.len()).unwrap_or(0);
        let once = Once::by_job("forget_devices");
        db.write(Permit::for_job(), once, move |tx| {
            for id in ids {
                if let Some(device) = tx.find_unseen::<DeviceRecord>(id)? {
                    tx.delete(&device)?;
                }
            }
            Ok(())
        })
        .await?;
    }
}
