//! Every screen of a filled fleet, in Basque, by night, on a phone and on a desktop: nothing
//! sticks out, nothing keeps anybody out.

use crate::{
    engine::{Device, Engine, Look, told},
    person::Person,
    screens,
    stage::Server,
};

told!(no_screen_has_barriers_or_sticks_out in chromium);
async fn no_screen_has_barriers_or_sticks_out(engine: Engine) {
    let server = Server::with_demo();
    for (device, name) in [(Device::Phone, "phone"), (Device::Desktop, "desktop")] {
        let admin =
            Person::sit_down_with(engine, &server.origin(), device, Look::BasqueByNight).await;
        admin.is_let_in("admin@example.org", "tolosa-furgo-demo", "eu").await;
        for screen in screens::of_the_office(&admin).await {
            admin.open(&screen).await;
            admin.is_settled().await;
            admin.fits_its_width(&screen).await;
            admin.meets_no_barrier(&screen).await;
            admin.photograph(&format!("basque-{name}{}", screens::as_name(&screen))).await;
        }
        admin.noticed_no_errors().await;
        admin.leave().await;
    }
}
