//! Push, pull, snapshot and digest over HTTP.

use furgo_shared::{
    access::{KeepCopy, SignedIn},
    api,
    sync::{AskDigest, AskSnapshot, DigestView, Pull, PulledView, Push, PushedView, SnapshotView},
};

use super::{access, pull, push, snapshot};
use crate::{
    error::Result,
    features::devices::operations as devices,
    http::{Answer, Call, Mount},
};

/// Mounts it.
pub fn mount(mount: &mut Mount) {
    mount.add(api::PUSH, push);
    mount.add(api::PULL, pull);
    mount.add(api::SNAPSHOT, snapshot);
    mount.add(api::DIGEST, digest);
}

async fn push(call: Call<SignedIn, Push>) -> Result<Answer<PushedView>> {
    Ok(Answer::read(&push::push(call).await?))
}

async fn pull(call: Call<KeepCopy, Pull>) -> Result<Answer<PulledView>> {
    admit(&call, call.body.client_id).await?;
    let key = &call.app.gate.keys.copy;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| pull::pull(tx, key, &call.body))?))
}

async fn snapshot(call: Call<KeepCopy, AskSnapshot>) -> Result<Answer<SnapshotView>> {
    let AskSnapshot { client_id, heals } = call.body;
    admit(&call, client_id).await?;
    if heals {
        let contact = access::contact(&call.permit, &call.request, client_id, None)?;
        tracing::warn!(client = %client_id, user = %contact.user, "a copy did not agree and is fetched anew");
        let (permit, once) = (call.permit.branch::<KeepCopy>()?, call.once.clone());
        let noted = call.app.db.write(permit, once, move |tx| devices::count_heal(tx, &contact));
        noted.await?;
    }
    let key = &call.app.gate.keys.copy;
    let (db, permit) = (&call.app.db, &call.permit);
    Ok(Answer::read(&db.read(permit, |tx| snapshot::snapshot(tx, key, client_id))?))
}

async fn digest(call: Call<KeepCopy, AskDigest>) -> Result<Answer<DigestView>> {
    admit(&call, call.body.client_id).await?;
    Ok(Answer::read(&call.app.db.read(&call.permit, |tx| snapshot::digest_of(tx))?))
}

/// Lets the device of somebody who drives in.
async fn admit<Req>(call: &Call<KeepCopy, Req>, client: furgo_shared::id::ClientId) -> Result<()> {
    call.app.db.read(&call.permit, |tx| access::require_driving(tx).map(drop))?;
    let contact = access::contact(&call.permit, &call.request, client, None)?;
    access::admit(&call.app, &call.permit, &call.once, contact).await
}
