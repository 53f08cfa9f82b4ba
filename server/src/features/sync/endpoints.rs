//! Push, pull, snapshot and digest over HTTP.

use std::sync::atomic::Ordering;

use furgo_shared::{
    access::{KeepCopy, SignedIn},
    api,
    id::{ClientId, UserId},
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
    admit(&call, call.body.client_id, call.body.user_id).await?;
    let Call { app, permit, body, .. } = call;
    let (key, transport) = (app.gate.keys.copy.clone(), app.tls.transport);
    // Mostly nothing has changed, which is known at once.
    if let Some(nothing) = app.db.read(&permit, |tx| pull::nothing_new(tx, &key, &body))? {
        return Ok(Answer::read(&nothing));
    }
    let pulled = app.db.read_following(permit, move |tx| pull::pull(tx, &key, transport, &body));
    Ok(Answer::read(&pulled.await?))
}

async fn snapshot(call: Call<KeepCopy, AskSnapshot>) -> Result<Answer<SnapshotView>> {
    let AskSnapshot { client_id, user_id, heals } = call.body;
    admit(&call, client_id, user_id).await?;
    if heals {
        let contact = access::contact(&call.permit, &call.request, client_id, None)?;
        call.app.heals.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(client = %client_id, user = %contact.user, "a copy did not agree and is fetched anew");
        let (permit, once) = (call.permit.branch::<KeepCopy>()?, call.once.clone());
        let noted = call.app.db.write(permit, once, move |tx| devices::count_heal(tx, &contact));
        noted.await?;
    }
    let Call { app, permit, .. } = call;
    let (key, transport) = (app.gate.keys.copy.clone(), app.tls.transport);
    let taken =
        app.db.read_apart(permit, move |tx| snapshot::snapshot(tx, &key, transport, client_id));
    Ok(Answer::read(&taken.await?))
}

async fn digest(call: Call<KeepCopy, AskDigest>) -> Result<Answer<DigestView>> {
    admit(&call, call.body.client_id, call.body.user_id).await?;
    let transport = call.app.tls.transport;
    call.read(false, move |tx, _| snapshot::digest_of(tx, transport)).await
}

/// Lets the device of somebody who drives in.
async fn admit<Req>(
    call: &Call<KeepCopy, Req>,
    client: ClientId,
    owner: Option<UserId>,
) -> Result<()> {
    access::require_own(&call.permit, owner)?;
    call.app.db.read(&call.permit, |tx| access::require_driving(tx).map(drop))?;
    let contact = access::contact(&call.permit, &call.request, client, None)?;
    access::admit(&call.app, &call.permit, &call.once, contact).await
}
