//! Signing in and out.

use furgo_shared::{access::Role, api, problem::ErrorCode, validate::Empty};
use support::TestApp;

#[actix_web::test]
async fn the_first_account_is_the_admin_and_signed_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let me = admin.ok(&api::ME, [], &Empty {}).await;
    assert_eq!((me.role, me.is_active), (Role::Admin, true));
    app.stranger().refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
}

#[actix_web::test]
async fn everybody_signs_in_with_tokens_and_in_a_browser() {
    let app = TestApp::start().await;
    let ana = app.driver("ana").await;
    assert_eq!(ana.ok(&api::ME, [], &Empty {}).await.role, Role::Driver);
    let browser = app.browser("ana@example.org").await;
    assert_eq!(browser.ok(&api::ME, [], &Empty {}).await.id, ana.id());
    browser.ok(&api::LOGOUT, [], &Empty {}).await;
    browser.refused_as(ErrorCode::NotSignedIn, &api::ME, [], &Empty {}).await;
}
