//! What does not go together, and how it is settled: another installation, so that nothing else
//! happens there.

use furgo_shared::{
    api,
    exceptions::{ListExceptions, Resolution, ResolveException},
    packages::PackageStatus,
};

use super::album::Album;
use crate::facts::World;

pub async fn tell(album: &mut Album) {
    let mut world = World::new().await;
    let anas = world.started(&world.ana, 1).await;
    let package = anas.stops[0].package_id;
    world.takes_off(&anas, package).await;
    world.planned_with(&world.ben, vec![package]).await;
    world.tells(&[package], PackageStatus::Delivered, 5).await;
    let query = ListExceptions::default();
    album.keeps(&api::LIST_EXCEPTIONS, &world.office.call(&api::LIST_EXCEPTIONS, [], &query).await);
    let (id, how) = (world.only().await.id.to_string(), Resolution::TakenBack);
    let settled = ResolveException { how };
    let settled = world.office.call(&api::RESOLVE_EXCEPTION, [&id], &settled).await;
    album.keeps(&api::RESOLVE_EXCEPTION, &settled);
}
