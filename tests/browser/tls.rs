//! How phones get in: over TLS with the server's own authority, or plainly with a warning.

use serde_json::json;

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

async fn register(owner: &Person, server: &Server) {
    let admin = json!({
        "name": "Maite", "email": "maite@example.org", "password": "lau haizetara zabaldu",
        "setup_code": server.setup_code(),
    });
    owner.calls("POST", "/api/auth/register", admin).await;
    owner.open("/settings").await;
    owner.is_settled().await;
}

const IS_TRUSTED: &str = "return window.isSecureContext && 'serviceWorker' in navigator";
const IS_NOT_TRUSTED: &str = "return !window.isSecureContext && !('serviceWorker' in navigator)";

told!(a_phone_is_led_to_trust_the_server in chromium, firefox, webkit);
async fn a_phone_is_led_to_trust_the_server(engine: Engine) {
    let server = Server::with_tls();
    let owner = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    register(&owner, &server).await;
    owner.shows("a trusted connection", IS_TRUSTED).await;
    let cookies = owner.browser.get_all_cookies().await.expect("a browser tells its cookies");
    let names: Vec<&str> = cookies.iter().map(|cookie| cookie.name.as_str()).collect();
    assert!(names.contains(&"__Host-furgo"), "{names:?}");

    owner.sees("Each phone installs it once").await;
    owner.sees("Fingerprint of the authority").await;
    let drawn = "const picture = document.querySelector('img.qr');
        return picture !== null && picture.complete && picture.naturalWidth > 100
            && picture.alt.includes('/ca')";
    owner.shows("the picture for cameras", drawn).await;
    owner.no_longer_sees("is not encrypted").await;
    owner
        .browser
        .execute("document.querySelector('img.qr').scrollIntoView()", Vec::new())
        .await
        .expect("it scrolls");
    owner.photograph("office-tls").await;
    owner.meets_no_barrier("the settings with the picture for phones").await;
    for width in [320, 390, 1440] {
        owner.has_room(width, 844).await;
        owner.fits_its_width("the settings").await;
    }
    owner.noticed_no_errors().await;
    owner.leave().await;

    let phone = Person::sit_down(engine, &server.plain_origin(), Device::Phone).await;
    phone.shows("the way to TLS", "return location.protocol === 'https:'").await;
    phone.open("/ca").await;
    phone.shows("plain HTTP", "return location.protocol === 'http:'").await;
    for words in ["Let this device trust Furgo", "Install anyway", "Certificate Trust Settings"] {
        phone.sees(words).await;
    }
    phone.photograph("phone-ca").await;
    phone.meets_no_barrier("the page about the authority").await;
    for width in [320, 390, 1440] {
        phone.has_room(width, 844).await;
        phone.fits_its_width("the page about the authority").await;
    }
    phone.leave().await;
}

told!(plain_http_says_what_is_lost in chromium); // Only it can be told where a name leads.
async fn plain_http_says_what_is_lost(engine: Engine) {
    let server = Server::in_the_clear();
    let owner = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    // Before the first password is typed.
    owner.sees("This connection is not encrypted").await;
    owner.photograph("phone-insecure-welcome").await;
    owner.meets_no_barrier("the welcome in the clear").await;
    for width in [320, 390, 1440] {
        owner.has_room(width, 844).await;
        owner.fits_its_width("the welcome in the clear").await;
    }
    register(&owner, &server).await;
    owner.shows("a connection that is not trusted", IS_NOT_TRUSTED).await;
    owner.sees("This connection is not encrypted").await;
    owner.sees("whoever is in the network can read along").await;
    owner.open("/packages").await;
    owner.press("How to change that").await;
    owner.sees("Start it with furgo serve --tls local").await;
    owner.photograph("phone-insecure").await;
    owner.meets_no_barrier("a page that says what is lost").await;
    for width in [320, 390, 1440] {
        owner.has_room(width, 844).await;
        owner.fits_its_width("the settings in the clear").await;
    }
    owner.leave().await;
}
