//! Mail from the screens: a server is set and tried, and a forgotten password is replaced by a link.

use std::time::Duration;

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    letterbox::Letterbox,
    person::Person,
    stage::Server,
    waiting::eventually,
};

told!(a_mail_server_is_set_and_a_forgotten_password_is_replaced_by_mail in chromium, firefox, webkit);
async fn a_mail_server_is_set_and_a_forgotten_password_is_replaced_by_mail(engine: Engine) {
    let (server, letterbox) = (Server::start(), Letterbox::open());
    let owner = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    let admin = json!({
        "name": "Maite", "email": "maite@example.org", "password": "lau haizetara zabaldu",
        "setup_code": server.setup_code(),
    });
    owner.calls("POST", "/api/auth/register", admin).await;
    owner.open("/profile").await;
    owner.is_settled().await;
    owner.open("/settings").await;
    owner.sees("There is no mail server yet").await;

    // Nobody listens there.
    owner.fill("Mail server", "smtp://127.0.0.1:9").await;
    owner.fill("Sender", "Tolosaldea <furgo@example.org>").await;
    owner.press("Save mail settings").await;
    owner.sees("Saved").await;
    owner.no_longer_sees("There is no mail server yet").await;
    owner.press("Send a test mail").await;
    owner.sees("The mail was not taken").await;

    owner.fill("Mail server", &letterbox.url()).await;
    owner.press("Save mail settings").await;
    owner.sees("Saved").await;
    owner.press("Send a test mail").await;
    owner.sees("The mail server took a mail to maite@example.org").await;
    owner.photograph("office-mail").await;
    owner.meets_no_barrier("the mail server").await;
    owner.sees("Watch what becomes due").await;

    owner.press("Sign out").await;
    owner.fill("E-mail", "maite@example.org").await;
    owner.press("Forgot your password?").await;
    owner.sees("If there is an account with this address").await;
    owner.photograph("forgot-password").await;
    let link = async || {
        let mail = letterbox.find("/reset-password#")?;
        let link = mail.split("/reset-password#").nth(1)?;
        Some(link.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>())
    };
    let token = eventually(Duration::from_secs(20), link).await.expect("the mail comes");
    owner.open(&format!("/reset-password#{token}")).await;
    owner.fill("New password", "ilargi betea mendi gainean").await;
    owner.press("Save the password").await;
    owner.sees("Getting started").await;
    owner.noticed_no_errors().await;
    owner.leave().await;
}
