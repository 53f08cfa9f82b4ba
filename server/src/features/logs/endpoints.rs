//! The log over HTTP.

use furgo_shared::{
    access::ReadLog,
    api,
    logs::{ListLog, LogEntryView},
    page::Page,
    validate::FieldCode,
};

use super::{operations, store};
use crate::{
    error::{Error, Result},
    http::{Answer, Call, Mount},
};

/// The second path that is about one package.
const OF_PACKAGE: &str = "/listByPackage";

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::LIST_LOG, list);
}

async fn list(call: Call<ReadLog, ListLog>) -> Result<Answer<Page<LogEntryView>>> {
    let is_of_package = call.request.path().ends_with(OF_PACKAGE);
    if is_of_package && call.body.package_id.is_none() {
        return Err(Error::field("package_id", FieldCode::Required));
    }
    let is_bounded = call.permit.viewer().is_office() && store::is_bounded(&call.body);
    call.read(is_bounded, |tx, query| operations::list(tx, query)).await
}
