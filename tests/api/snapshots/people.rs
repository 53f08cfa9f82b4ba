//! Accounts and sessions.

use furgo_shared::api;
use serde_json::{Value, json};
use support::{Client, PASSWORD, token_of};

use super::album::Album;

const ANOTHER: &str = "tejado-brisa-4-peces";

fn token(answer: &Value, field: &str) -> String {
    token_of(answer[field].as_str().unwrap_or("#")).0
}

fn id(answer: &Value) -> &str {
    answer["id"].as_str().unwrap_or_default()
}

pub async fn tell(album: &mut Album) {
    let admin = album.app.admin().await;
    let stranger = album.app.stranger();
    let invited = json!({ "name": "Ines", "email": "ines@example.org", "role": "driver" });
    let ines = album.shows(&admin, &api::CREATE_USER, [], invited).await;
    let again = album.shows(&admin, &api::INVITE_USER_AGAIN, [id(&ines)], Value::Null).await;
    let chosen = json!({ "token": token(&again, "activation_url"), "password": PASSWORD });
    album.shows(&stranger, &api::ACTIVATE, [], chosen).await;
    album.shows(&admin, &api::LIST_USERS, [], json!({})).await;
    album.shows(&admin, &api::GET_USER, [id(&ines)], json!({})).await;
    album.shows(&admin, &api::PATCH_USER, [id(&ines)], json!({ "name": "Inés" })).await;
    album.shows(&admin, &api::SET_ROLE, [id(&ines)], json!({ "role": "viewer" })).await;
    let link = album.shows(&admin, &api::MAKE_RESET_LINK, [id(&ines)], Value::Null).await;
    let chosen = json!({ "token": token(&link, "reset_url"), "password": ANOTHER });
    album.shows(&stranger, &api::RESET_PASSWORD, [], chosen).await;
    let asked = json!({ "email": "ines@example.org" });
    album.shows(&stranger, &api::FORGOT_PASSWORD, [], asked).await;
    album.shows(&admin, &api::DEACTIVATE_USER, [id(&ines)], Value::Null).await;
    album.shows(&admin, &api::REACTIVATE_USER, [id(&ines)], Value::Null).await;
    let confirmed = json!({ "confirm": "ines@example.org" });
    album.shows(&admin, &api::REMOVE_USER, [id(&ines)], confirmed).await;
    sessions(album).await;
}

async fn sessions(album: &mut Album) {
    let newcomer = album.app.visitor();
    let account = json!({ "name": "Vera", "email": "vera@example.org", "password": PASSWORD });
    album.shows(&newcomer, &api::REGISTER, [], account).await;
    let vera: Client = album.app.visitor();
    let signing_in = json!({ "email": "vera@example.org", "password": PASSWORD, "grant": "token" });
    let signed_in = album.shows(&vera, &api::LOGIN, [], signing_in).await;
    album.shows(&vera, &api::REFRESH, [], Value::Null).await;
    let access = format!("Bearer {}", signed_in["access_token"].as_str().unwrap_or_default());
    let vera = album.app.stranger().with("authorization", &access);
    album.shows(&vera, &api::ME, [], json!({})).await;
    album.shows(&vera, &api::UPDATE_PROFILE, [], json!({ "locale": "eu" })).await;
    let sessions = album.shows(&vera, &api::LIST_SESSIONS, [], json!({})).await;
    let other = sessions["items"].as_array().into_iter().flatten();
    let other = other.filter(|session| session["is_current"] == false).map(id).next();
    album.shows(&vera, &api::END_SESSION, [other.unwrap_or_default()], Value::Null).await;
    let changed = json!({ "current_password": PASSWORD, "new_password": ANOTHER });
    album.shows(&vera, &api::UPDATE_PASSWORD, [], changed).await;
    album.shows(&vera, &api::LOGOUT, [], Value::Null).await;
}
