//! What can be done with the settings of mail.

use furgo_shared::{
    access::ManageSettings,
    mail::{MailSettings, MailSettingsView, MailSource, SmtpServer, parse_origin},
    validate::FieldCode,
};

use super::{
    settings::{self, MailSettingsRecord, PURPOSE},
    store,
};
use crate::{
    auth::{Gate, seal},
    error::{Error, Result},
    features::tidy,
    mail::Post,
    storage::{Reads, WriteTx},
};

/// How mail is sent now, and why it waits.
pub fn view(tx: &impl Reads, post: &Post, gate: &Gate) -> Result<MailSettingsView> {
    let record = settings::current(tx)?;
    let origin = post.origin(tx, gate)?;
    let obstacle = post.obstacle(tx, gate)?;
    let (source, smtp_url, has_password, mail_from) = match post.configuration() {
        Some(route) => {
            let from = match &route.from.name {
                Some(name) => format!("{name} <{}>", route.from.email),
                None => route.from.email.clone(),
            };
            let url = Some(route.server.to_url());
            (MailSource::Configuration, url, route.server.password.is_some(), Some(from))
        }
        None => {
            let has_password = record.sealed_password.is_some();
            (record.source(), record.smtp_url.clone(), has_password, record.mail_from.clone())
        }
    };
    Ok(MailSettingsView {
        source,
        smtp_url,
        has_password,
        mail_from,
        public_url: origin,
        is_public_url_configured: gate.public_origin().is_some(),
        obstacle,
        waiting: store::waiting(tx)?,
        version: record.meta.version,
    })
}

/// Sets how mail is sent. A password that is not given stays, as long as it is for the same server
/// and user.
pub fn replace(
    tx: &mut WriteTx<'_, ManageSettings>,
    (post, gate): (&Post, &Gate),
    request: MailSettings,
    if_match: Option<u64>,
) -> Result<MailSettingsView> {
    let mut record = settings::current(tx)?;
    tx.require_version(&record, if_match)?;
    let server = request.smtp_url.as_deref().and_then(SmtpServer::parse);
    let given = request.password.map(|password| password.0);
    let given = given.or_else(|| server.as_ref().and_then(|server| server.password.clone()));
    record.sealed_password = match (&server, given) {
        (None, _) => None,
        (Some(_), Some(password)) => Some(seal::seal(&gate.keys.seal, PURPOSE, &password)?),
        (Some(server), None) => kept_password(&record, server)?,
    };
    record.smtp_url = server.map(|server| server.to_url());
    record.mail_from = tidy::optional(request.mail_from);
    record.public_url = request.public_url.as_deref().and_then(parse_origin);
    tx.put_changed(record)?;
    view(tx, post, gate)
}

/// A password goes to nobody but the server that it was typed for.
fn kept_password(record: &MailSettingsRecord, server: &SmtpServer) -> Result<Option<String>> {
    let is_same = record.smtp_url.as_deref() == Some(server.to_url().as_str());
    match (&record.sealed_password, is_same) {
        (Some(_), false) if server.user.is_some() => {
            Err(Error::field("password", FieldCode::Required))
        }
        (sealed, true) => Ok(sealed.clone()),
        (_, false) => Ok(None),
    }
}
