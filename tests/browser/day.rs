//! One working day, from an empty installation to the kilometres on the van.

use crate::{
    engine::{Device, Engine, told},
    person::Person,
    stage::Server,
};

const PASSWORD: &str = "lau haizetara zabaldu";

told!(a_whole_working_day in chromium, firefox, webkit);
async fn a_whole_working_day(engine: Engine) {
    let server = Server::start();
    let office = Person::sit_down(engine, &server.origin(), Device::Desktop).await;
    set_up(&server, &office).await;
    let driver_link = invite_driver(&office).await;
    let driver = Person::sit_down(engine, &server.origin(), Device::Phone).await;
    come_aboard(&driver, &driver_link).await;
    add_vehicle(&office).await;
    enter_packages(&office).await;
    plan_route(&office).await;

    driver.open("/").await;
    drive(&driver, &office).await;
    look_at_the_kilometres(&office).await;

    driver.noticed_no_errors().await;
    office.noticed_no_errors().await;
    driver.leave().await;
    office.leave().await;
}

/// The first person makes the admin's account, then says where the depot is.
async fn set_up(server: &Server, office: &Person) {
    // Whoever only knows the address gets no further.
    office.sees("The link is incomplete").await;
    office.meets_no_barrier("the set-up screen without its code").await;
    office.open(&format!("/#{}", server.setup_code())).await;
    office.sees("Create the admin account").await;
    office.photograph("office-set-up").await;
    office.meets_no_barrier("the set-up screen").await;
    office.fill("Name", "Maite Aranburu").await;
    office.fill("E-mail", "maite@example.org").await;
    office.fill("Password", PASSWORD).await;
    office.press("Create the admin account").await;
    office.sees("Today").await;
    office.photograph("office-first-day").await;
    office.meets_no_barrier("the empty dashboard").await;

    office.open("/settings").await;
    office.fill("Name of the fleet", "Tolosaldea Banaketak").await;
    office.fill("Address", "Apatta Erreka 14, Ibarra").await;
    office.fill("Position on the map (needed to plan routes)", "43.1294, -2.0578").await;
    office.press("Save").await;
    office.sees("Saved").await;
    office.meets_no_barrier("the settings").await;
}

/// Invites a driver and takes the link to hand over.
async fn invite_driver(office: &Person) -> String {
    office.open("/new-user").await;
    office.fill("Name", "Ane Garmendia").await;
    office.fill("E-mail", "ane@example.org").await;
    office.choose("Role", "Driver").await;
    office.press("Invite").await;
    let link = office.value_containing("/activate#").await;
    office.photograph("office-invitation").await;
    office.meets_no_barrier("the invitation").await;
    link
}

async fn add_vehicle(office: &Person) {
    office.open("/new-vehicle").await;
    office.fill("Short name", "Transit").await;
    office.fill("Make", "Ford").await;
    office.fill("Model", "Transit Custom").await;
    office.choose("Fuel", "Diesel").await;
    office.fill("Starting odometer", "118240").await;
    office.meets_no_barrier("the vehicle form").await;
    office.press("Add vehicle").await;
    office.sees("Transit added").await;
}

/// Three packages in a row without leaving the form.
async fn enter_packages(office: &Person) {
    office.open("/new-package").await;
    let homes = [
        ("Miren Otegi", "Korreo kalea 12", "43.1354, -2.0764"),
        ("Jon Lasa", "San Esteban auzoa 3", "43.1419, -2.0861"),
        ("Olatz Imaz", "Kale Nagusia 5", "43.1624, -2.0706"),
    ];
    for (name, street, position) in homes {
        office.fill("Name", name).await;
        office.fill("Street and number", street).await;
        office.fill("Postal code", "20400").await;
        office.fill("City", "Tolosa").await;
        office.fill("Country", "Spain").await;
        office.fill("Position on the map", position).await;
        office.press("Save and next").await;
        office.sees(&format!("{name} saved")).await;
    }
    office.meets_no_barrier("the package form").await;
    office.open("/packages").await;
    office.sees("Olatz Imaz").await;
    office.photograph("office-packages").await;
    office.meets_no_barrier("the list of packages").await;
}

async fn plan_route(office: &Person) {
    office.open("/new-route").await;
    office.choose("Driver", "Ane Garmendia").await;
    office.choose("Vehicle", "Transit").await;
    office.press("Select all (3)").await;
    office.photograph("office-planning").await;
    office.meets_no_barrier("the planning screen").await;
    office.press("Plan 3 stops").await;
    office.sees("3 stops").await;
    office.sees("Planned distance").await;
    office.photograph("office-route").await;
    office.meets_no_barrier("the planned route").await;
}

/// The driver opens the invitation on the phone, and is signed in by it.
async fn come_aboard(driver: &Person, link: &str) {
    let path = link.find("/activate").map_or(link, |at| &link[at..]);
    driver.open(path).await;
    driver.fill("New password", PASSWORD).await;
    driver.meets_no_barrier("the activation screen").await;
    driver.press("Save the password").await;
    driver.sees("Your password is set").await;
    driver.sees("No route today").await;
    driver.meets_no_barrier("the driver's empty day").await;
}

/// Two deliveries and an attempt in vain; the recipient follows on the tracking page.
async fn drive(driver: &Person, office: &Person) {
    driver.sees("Start the route").await;
    driver.photograph("driver-before-start").await;
    driver.meets_no_barrier("the day before the start").await;
    driver.press("Start the route").await;
    driver.is_asked_for("Odometer reading").await;
    driver.fill("Odometer reading", "118240").await;
    driver.press_in_dialog("Start").await;
    driver.sees("Stop 1 of 3").await;
    driver.photograph("driver-next-stop").await;
    driver.meets_no_barrier("the driver's day").await;

    the_recipient_looks(office, "Out for delivery").await;
    driver.press("I’ve arrived").await;
    driver.sees("Here since").await;
    driver.press("Delivered").await;
    driver.sees("1 of 3 done").await;
    driver.press("Not delivered").await;
    driver.sees("Why not?").await;
    driver.photograph("driver-reasons").await;
    driver.meets_no_barrier("the reasons").await;
    driver.press("Nobody there").await;
    driver.sees("2 of 3 done").await;
    driver.press("Delivered").await;
    driver.sees("3 of 3 done").await;
    driver.waits_a_moment().await;
    driver.press("Complete the route").await;
    driver.fill("Odometer reading", "118262.5").await;
    driver.press_in_dialog("Complete").await;
    driver.sees("Route completed").await;
    driver.photograph("driver-completed").await;
    the_recipient_looks(office, "Delivered").await;
}

/// The tracking page is plain HTML: read through the link that the office copies.
async fn the_recipient_looks(office: &Person, status: &str) {
    office.open("/packages").await;
    office.fill("Search code, recipient or address", "").await;
    office.press("Miren Otegi").await;
    let link = office.value_containing("/track/").await;
    let path = link.find("/track/").map_or(link.as_str(), |at| &link[at..]);
    office.open(path).await;
    office.sees("Miren O.").await;
    office.sees(status).await;
    office.no_longer_sees("Korreo kalea").await;
    office.photograph(&format!("recipient-{}", status.to_lowercase().replace(' ', "-"))).await;
    office.meets_no_barrier("the tracking page").await;
}

/// The kilometres of the finished route are on the van, its story in the log.
async fn look_at_the_kilometres(office: &Person) {
    office.open("/vehicles/Transit").await;
    office.sees("118,262.5").await;
    office.photograph("office-vehicle").await;
    office.meets_no_barrier("the vehicle").await;
    office.open("/log").await;
    office.sees("Nobody there").await;
    office.photograph("office-log").await;
    office.meets_no_barrier("the log").await;
    office.open("/").await;
    office.photograph("office-evening").await;
}
