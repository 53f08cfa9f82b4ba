//! Taking a copy of the data while the server runs.

use furgo::{
    auth::Permit,
    clock::Clock,
    features::{self, users},
    storage::file,
};
use furgo_shared::{access::Role, api, problem::ErrorCode, validate::Empty};
use support::{TestApp, plant};

#[actix_web::test]
async fn the_copy_opens_and_holds_everything() {
    let data = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk(data.path()).await;
    let admin = app.admin().await;
    app.active("ana", Role::Driver).await;
    let reply = admin.call(&api::BACKUP, [], &Empty {}).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "application/octet-stream");
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(reply.header("content-disposition").starts_with("attachment; filename=\"furgo-"));

    let folder = tempfile::tempdir().unwrap();
    plant(&folder.path().join(file::FILE_NAME), &reply.bytes);
    let db = file::open(folder.path(), features::schema(), Clock::system()).unwrap();
    let ana = db
        .read(&Permit::for_job(), |tx| users::store::find_by_email(tx, "ana@example.org"))
        .unwrap();
    assert_eq!(ana.map(|ana| ana.role), Some(Role::Driver));
}

#[actix_web::test]
async fn only_an_admin_takes_it() {
    let app = TestApp::start().await;
    let office = app.dispatcher("bea").await;
    office.refused_as(ErrorCode::Forbidden, &api::BACKUP, [], &Empty {}).await;
}
