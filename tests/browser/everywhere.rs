//! Every screen of a filled fleet, in Basque, by night, on a phone and on a desktop: nothing
//! sticks out, nothing keeps anybody out.

use crate::{
    engine::{Device, Engine, Look, told},
    person::Person,
    stage::Server,
};

const SCREENS: [&str; 31] = [
    "/",
    "/packages",
    "/new-package",
    "/routes",
    "/new-route",
    "/plan-day",
    "/vehicles",
    "/vehicles/Transit",
    "/vehicles/Transit?tab=fuel",
    "/vehicles/Transit?tab=maintenance",
    "/vehicles/Transit?tab=expenses",
    "/vehicles/Transit?tab=routes",
    "/vehicles/Transit?tab=due",
    "/vehicles/Dokker?tab=odometer",
    "/new-vehicle",
    "/refuels",
    "/maintenance",
    "/expenses",
    "/readings",
    "/new-refuel?vehicle=Rifter",
    "/new-maintenance?vehicle=Transit",
    "/new-expense?vehicle=Transit",
    "/new-reading?vehicle=Transit",
    "/new-logged-route?vehicle=Transit",
    "/reports",
    "/due",
    "/findings",
    "/log",
    "/users",
    "/settings",
    "/profile",
];

told!(no_screen_has_barriers_or_sticks_out in chromium);
async fn no_screen_has_barriers_or_sticks_out(engine: Engine) {
    let server = Server::with_demo();
    for (device, name) in [(Device::Phone, "phone"), (Device::Desktop, "desktop")] {
        let admin =
            Person::sit_down_with(engine, &server.origin(), device, Look::BasqueByNight).await;
        admin.is_let_in("admin@example.org", "tolosa-furgo-demo", "eu").await;
        for screen in SCREENS {
            admin.open(screen).await;
            admin.is_settled().await;
            admin.fits_its_width(screen).await;
            admin.meets_no_barrier(screen).await;
            admin
                .photograph(&format!("basque-{name}{}", screen.replace(['/', '?', '='], "-")))
                .await;
        }
        admin.noticed_no_errors().await;
        admin.leave().await;
    }
}
