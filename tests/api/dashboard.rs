//! The first screen, for every role.

use furgo_shared::{
    api, packages::PackageStatus, routes::RouteStatus, validate::Empty, vehicles::CreateVehicle,
};
use support::TestApp;

use crate::day::{
    given_depot, given_packages, given_vehicle, ids, route, step, step_route, today, vehicle,
};

#[actix_web::test]
async fn everybody_sees_today_as_far_as_it_is_theirs() {
    let app = TestApp::start().await;
    let (office, ana) = (app.dispatcher("dora").await, app.driver("ana").await);
    let (ben, viewer) = (app.driver("ben").await, app.viewer().await);
    assert!(!office.ok(&api::DASHBOARD, [], &Empty {}).await.has_depot);
    given_depot(&app).await;
    given_vehicle(&office, "Other").await;
    let own = CreateVehicle { driver_ids: vec![ana.id()], ..vehicle("Own") };
    office.ok(&api::CREATE_VEHICLE, [], &own).await;
    let packages = given_packages(&office, 5).await;
    let planned = route(ana.id(), today(&app), ids(&packages[..3]));
    let planned = office.ok(&api::CREATE_ROUTE, [], &planned).await;
    step_route(&ana, &planned, RouteStatus::InProgress).await;
    ana.ok(&api::STEP_PACKAGES, [], &step(packages[0].id, PackageStatus::Delivered)).await;
    for client in [&office, &viewer] {
        let today = client.ok(&api::DASHBOARD, [], &Empty {}).await;
        assert_eq!((today.packages.pending, today.packages.in_transit), (2, 2));
        assert_eq!((today.packages.delivered_today, today.routes.len()), (1, 1));
        assert_eq!((today.vehicles_active, today.has_depot), (2, true));
    }
    let anas = ana.ok(&api::DASHBOARD, [], &Empty {}).await;
    assert_eq!((anas.packages.pending, anas.packages.in_transit), (0, 2));
    assert_eq!((anas.packages.delivered_today, anas.month.delivered), (1, 1));
    assert_eq!((anas.routes.len(), anas.vehicles_active), (1, 1));
    let bens = ben.ok(&api::DASHBOARD, [], &Empty {}).await;
    assert_eq!((bens.packages.in_transit, bens.packages.delivered_today), (0, 0));
    assert_eq!((bens.routes.len(), bens.vehicles_active, bens.month.delivered), (0, 0, 0));
    app.stranger().refused(401, &api::DASHBOARD, [], &Empty {}).await;
}
