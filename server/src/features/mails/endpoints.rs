//! How mail is sent, over HTTP.

use std::sync::Arc;

use furgo_shared::{
    access::{EditPackages, ManageSettings},
    api,
    id::PackageId,
    mail::{MailSettings, MailSettingsView, MailTestView, MailView},
    page::Items,
    problem::ErrorCode,
    validate::Empty,
};

use super::{Addressee, MailRecord, operations, store};
use crate::{
    auth::Viewer,
    error::{Error, Result},
    features::{packages::PackageRecord, settings, users::UserRecord},
    http::{Answer, Call, Mount},
    mail::{Letter, Post, Way, post::message},
    storage::Reads,
    words::say,
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::GET_MAIL_SETTINGS, read);
    mount.add(api::PUT_MAIL_SETTINGS, replace);
    mount.add(api::TEST_MAIL, test);
    mount.add(api::PACKAGE_MAILS, of_package);
}

async fn read(call: Call<ManageSettings, Empty>) -> Result<Answer<MailSettingsView>> {
    let app = &call.app;
    app.db.read(&call.permit, |tx| Ok(Answer::read(&operations::view(tx, &app.post, &app.gate)?)))
}

/// What may hold a password is not remembered.
async fn replace(call: Call<ManageSettings, MailSettings>) -> Result<Answer<MailSettingsView>> {
    let (body, if_match) = (call.body, call.if_match);
    let (post, gate) = (Arc::clone(&call.app.post), Arc::clone(&call.app.gate));
    let answer = call
        .app
        .db
        .write(call.permit, call.once.forgotten(), move |tx| {
            operations::replace(tx, (&post, &gate), body, if_match)
        })
        .await?;
    call.app.workers.hurry();
    Ok(answer)
}

async fn of_package(call: Call<EditPackages, Empty>) -> Result<Answer<Items<MailView>>> {
    let package: PackageId = call.id("id")?;
    call.app.db.read(&call.permit, |tx| {
        tx.require::<PackageRecord>(package)?;
        let mut mails = store::to(tx, Addressee::Recipient { package })?;
        mails.reverse();
        let items = mails.iter().filter_map(MailRecord::to_view).collect();
        Ok(Answer::read(&Items { items }))
    })
}

/// The one mail that a request waits for: whoever sets a server wants to know at once. One at a
/// time and seldom, so that nobody uses it to flood, or to look for what else listens in this network.
async fn test(call: Call<ManageSettings, Empty>) -> Result<Answer<MailTestView>> {
    let app = &call.app;
    app.gate.throttle.charge(app.gate.address_of(&call.request), app.clock.uptime())?;
    let Ok(_turn) = app.post.testing.try_lock() else {
        return Err(Error::Code(ErrorCode::Unavailable));
    };
    let (user, fleet, way) = app.db.read(&call.permit, |tx| {
        let user = match tx.viewer() {
            Viewer::Person(person) => tx.require::<UserRecord>(person.id)?,
            Viewer::Stranger | Viewer::System => return Err(Error::Code(ErrorCode::NotSignedIn)),
        };
        let fleet = settings::store::current(tx)?.settings.fleet_name;
        Ok((user, fleet, app.post.way(tx, &app.gate)?))
    })?;
    let Way::Open(route) = way else { return Err(Error::Code(ErrorCode::MailNotSetUp)) };
    let fleet = [("fleet", fleet.as_str())];
    let letter = Letter {
        locale: user.locale,
        subject: say(user.locale, "mail-test-subject", &fleet),
        paragraphs: vec![say(user.locale, "mail-test-text", &fleet)],
        action: None,
        footer: say(user.locale, "mail-test-why", &fleet),
    };
    let id = uuid::Uuid::from(user.id).simple().to_string();
    let id = format!("test-{id}-{}", app.clock.now().timestamp_millis());
    let to = (user.name.as_str(), user.email.as_str());
    let sent = match message(&route, to, &id, &letter, app.clock.now()) {
        Ok(message) => Post::try_out(&route, message).await.map_err(|refusal| refusal.error),
        Err(unfit) => Err(unfit),
    };
    let view = MailTestView { is_sent: sent.is_ok(), to: user.email, error: sent.err() };
    Ok(Answer::read(&view))
}
