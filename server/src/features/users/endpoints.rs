//! People over HTTP.

use std::sync::Arc;

use furgo_shared::{
    access::{ListDrivers, ManageUsers},
    api,
    id::UserId,
    page::{Items, Page},
    users::{
        AskDrivers, CreateUser, CreatedUserView, DriverView, ListUsers, PatchUser, RemoveUser,
        ResetLinkView, SetRole, UserView,
    },
    validate::Empty,
};

use super::{UserRecord, operations, store};
use crate::{
    app::App,
    auth::Permit,
    error::Result,
    features::mails,
    http::{Answer, Call, Mount},
    storage::Reads,
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_USERS, list);
    mount.add(api::CREATE_USER, create);
    mount.add(api::GET_USER, read);
    mount.add(api::PATCH_USER, patch);
    mount.add(api::SET_ROLE, set_role);
    mount.add(api::DEACTIVATE_USER, deactivate);
    mount.add(api::REACTIVATE_USER, reactivate);
    mount.add(api::INVITE_USER_AGAIN, invite_again);
    mount.add(api::MAKE_RESET_LINK, make_reset_link);
    mount.add(api::REMOVE_USER, remove);
    mount.add(api::LIST_DRIVERS, list_drivers);
}

async fn list(call: Call<ManageUsers, ListUsers>) -> Result<Answer<Page<UserView>>> {
    call.app.db.read(&call.permit, |tx| {
        let users = store::list(tx, &call.body)?;
        let items = users.items.iter().map(UserRecord::to_view).collect();
        Ok(Answer::read(&users.with(items)))
    })
}

async fn create(call: Call<ManageUsers, CreateUser>) -> Result<Answer<CreatedUserView>> {
    let (gate, body) = (Arc::clone(&call.app.gate), call.body);
    let answer = call
        .app
        .db
        .write(call.permit, call.once, move |tx| {
            let created = operations::create(tx, &gate, &body)?;
            mails::queueing::invite(tx, created.user.id)?;
            Ok(created)
        })
        .await?;
    with_link(&call.app, answer)
}

async fn invite_again(call: Call<ManageUsers, Empty>) -> Result<Answer<CreatedUserView>> {
    let (gate, id) = (Arc::clone(&call.app.gate), call.id("id")?);
    let answer = call
        .app
        .db
        .write(call.permit, call.once, move |tx| {
            let created = operations::invite_again(tx, &gate, id)?;
            mails::queueing::invite(tx, id)?;
            Ok(created)
        })
        .await?;
    with_link(&call.app, answer)
}

/// Shows the link to whoever has to hand it over, because no mail brings it: there is no mail server,
/// or what is queued for it has to wait.
fn with_link(app: &App, answer: Answer<CreatedUserView>) -> Result<Answer<CreatedUserView>> {
    let is_brought = app.db.read(&Permit::for_job(), |tx| {
        Ok(mails::settings::exist(tx)? && app.post.obstacle(tx, &app.gate)?.is_none())
    })?;
    match is_brought {
        true => Ok(answer),
        false => answer.amended(|created| operations::show_link(&app.gate, created)),
    }
}

/// The answer holds a token, so it is not remembered.
async fn make_reset_link(call: Call<ManageUsers, Empty>) -> Result<Answer<ResetLinkView>> {
    let (gate, id) = (Arc::clone(&call.app.gate), call.id("id")?);
    call.app
        .db
        .write(call.permit, call.once.forgotten(), move |tx| {
            operations::make_reset_link(tx, &gate, id)
        })
        .await
}

async fn read(call: Call<ManageUsers, Empty>) -> Result<Answer<UserView>> {
    let id: UserId = call.id("id")?;
    call.app.db.read(&call.permit, |tx| Ok(Answer::read(&tx.require::<UserRecord>(id)?.to_view())))
}

async fn patch(call: Call<ManageUsers, PatchUser>) -> Result<Answer<UserView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app
        .db
        .write(call.permit, call.once, move |tx| operations::patch(tx, id, call.body, if_match))
        .await
}

async fn set_role(call: Call<ManageUsers, SetRole>) -> Result<Answer<UserView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app
        .db
        .write(call.permit, call.once, move |tx| operations::set_role(tx, id, &call.body, if_match))
        .await
}

async fn deactivate(call: Call<ManageUsers, Empty>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app
        .db
        .write(call.permit, call.once, move |tx| operations::deactivate(tx, id, if_match))
        .await
}

async fn reactivate(call: Call<ManageUsers, Empty>) -> Result<Answer<UserView>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app
        .db
        .write(call.permit, call.once, move |tx| operations::reactivate(tx, id, if_match))
        .await
}

async fn remove(call: Call<ManageUsers, RemoveUser>) -> Result<Answer<()>> {
    let (id, if_match) = (call.id("id")?, call.if_match);
    call.app
        .db
        .write(call.permit, call.once, move |tx| {
            operations::remove(tx, id, &call.body.confirm, if_match)
        })
        .await
}

async fn list_drivers(call: Call<ListDrivers, AskDrivers>) -> Result<Answer<Items<DriverView>>> {
    call.app.db.read(&call.permit, |tx| {
        let mut drivers = store::active_drivers(tx)?;
        if call.body.invited == Some(true) {
            drivers.extend(store::invited_drivers(tx)?);
        }
        let items = drivers.iter().map(UserRecord::to_driver_view).collect();
        Ok(Answer::read(&Items { items }))
    })
}
