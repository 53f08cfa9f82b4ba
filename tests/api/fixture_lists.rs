//! A fleet as schema 5 wrote it, with a thousand packages in the blocks that lists were read from
//! then: every later program must open it and find in it what was found.

use furgo::storage::catalogue::build;
use furgo_shared::{api, packages::ListPackages};
use support::Client;

use crate::fixture_changes::{is_sound, opened};

#[actix_web::test]
async fn the_packages_of_schema_5_are_found_and_in_order() {
    let (_folder, app) = opened("fleet-v5.redb").await;
    build(&app.app.db).await.unwrap();
    is_sound(&app);
    let dora = app.sign_in("dora@example.org").await;
    assert_eq!(found(&dora, Some("garmen"), None).await.0, 352);
    let (total, names) = found(&dora, None, Some("recipient_name")).await;
    assert_eq!((total, names[0].as_str()), (1_045, "Ane Garmendia"));
    let (total, names) = found(&dora, Some("irun"), Some("-recipient_name")).await;
    assert_eq!((total, names[0].as_str()), (520, "Josu Garate"));
}

async fn found(client: &Client, text: Option<&str>, sort: Option<&str>) -> (u64, Vec<String>) {
    let query = ListPackages {
        q: text.map(str::to_owned),
        sort: sort.map(str::to_owned),
        ..ListPackages::default()
    };
    let page = client.ok(&api::LIST_PACKAGES, [], &query).await;
    (page.total, page.items.into_iter().map(|package| package.stored.recipient_name).collect())
}
