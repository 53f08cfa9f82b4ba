//! Every screen of a filled fleet, by its address.

use serde_json::Value;

use crate::person::Person;

/// Those whose address does not depend on what was filled in.
const OFFICE: [&str; 37] = [
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
    "/vehicles/Transit/edit",
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
    "/attention",
    "/log",
    "/trash",
    "/users",
    "/new-user",
    "/settings",
    "/profile",
    "/search?q=tolosa",
    "/more",
];

/// One record of each kind: where the API lists them, and the addresses of its screens around its id.
const RECORDS: [(&str, &str, &str); 10] = [
    ("/api/packages?limit=1", "/packages/", ""),
    ("/api/packages?limit=1", "/packages/", "/edit"),
    ("/api/routes?kind=delivery&limit=1", "/routes/", ""),
    ("/api/routes?kind=logged&limit=1", "/routes/", ""),
    ("/api/routes?kind=logged&limit=1", "/routes/", "/edit"),
    ("/api/refuels?limit=1", "/refuels/", "/edit"),
    ("/api/maintenance?limit=1", "/maintenance/", "/edit"),
    ("/api/expenses?limit=1", "/expenses/", "/edit"),
    ("/api/readings?limit=1", "/readings/", "/edit"),
    ("/api/users?limit=1", "/users/", ""),
];

/// What a driver opens on the way.
pub const DRIVER: [&str; 10] = [
    "/",
    "/day",
    "/packages",
    "/vehicles",
    "/vehicles/Transit",
    "/new-refuel?vehicle=Transit",
    "/new-expense?vehicle=Transit",
    "/search?q=tolosa",
    "/profile",
    "/more",
];

/// Where the bars change with the seat, for somebody of the office who also drives: at the desk, then
/// behind the wheel.
pub const BOTH_SEATS: [&str; 4] = ["/", "/more", "/day", "/more"];

/// Every screen of the office, for somebody who may see all of it.
pub async fn of_the_office(admin: &Person) -> Vec<String> {
    let mut screens: Vec<String> = OFFICE.map(str::to_owned).into();
    for (list, before, after) in RECORDS {
        let page = admin.calls("GET", list, Value::Null).await;
        let id = page["items"][0]["id"].as_str().unwrap_or_else(|| panic!("{list}: {page}"));
        screens.push(format!("{before}{id}{after}"));
    }
    screens
}

/// The address as a part of a picture's name; ids differ from run to run and are left out.
pub fn as_name(screen: &str) -> String {
    let is_id = |part: &&str| part.len() == 36 && part.matches('-').count() == 4;
    let parts =
        screen.split(['/', '?', '=', '&']).map(|part| if is_id(&part) { "one" } else { part });
    parts.collect::<Vec<_>>().join("-")
}
