//! What is entered about vehicles, with a paper, and what lies in the trash.

use furgo_shared::{
    access::Permission,
    api::{self, Endpoint},
    files::FileDigest,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use support::Client;

use super::album::Album;

pub async fn tell(album: &mut Album) {
    let admin = album.app.admin().await;
    refuels(album, &admin).await;
    maintenance(album, &admin).await;
    expenses(album, &admin).await;
    readings(album, &admin).await;
    trash(album, &admin).await;
}

/// Enters what is not shown itself.
async fn given<P: Permission, Req, Res>(
    who: &Client,
    endpoint: &Endpoint<P, Req, Res>,
    body: Value,
) -> Value {
    let reply = who.raw(endpoint.method.name(), endpoint.path, Some(&body.to_string())).await;
    assert_eq!(reply.status, endpoint.success, "{}", reply.text());
    reply.json()
}

fn id(record: &Value) -> &str {
    record["id"].as_str().unwrap_or_default()
}

async fn refuels(album: &mut Album, admin: &Client) {
    let refuel = |date: &str, odometer_km: u32| {
        json!({
            "vehicle": "kangoo", "date": date, "fuel": "diesel", "quantity": 40.5, "cost": 61.56,
            "odometer_km": odometer_km, "full_tank": true, "station": "Repsol Zorroza",
        })
    };
    given(admin, &api::CREATE_REFUEL, refuel("2026-01-10", 1600)).await;
    given(admin, &api::CREATE_REFUEL, refuel("2026-01-28", 2250)).await;
    let last = album.shows(admin, &api::CREATE_REFUEL, [], refuel("2026-02-20", 2900)).await;
    album.shows(admin, &api::PATCH_REFUEL, [id(&last)], json!({ "cost": 62 })).await;
    album.shows(admin, &api::GET_REFUEL, [id(&last)], json!({})).await;
    album.shows(admin, &api::LIST_REFUELS, [], json!({ "limit": 2 })).await;
    let wrong = given(admin, &api::CREATE_REFUEL, refuel("2026-02-21", 2950)).await;
    album.shows(admin, &api::DELETE_REFUEL, [id(&wrong)], Value::Null).await;
}

async fn maintenance(album: &mut Album, admin: &Client) {
    let work = json!({
        "vehicle": "kangoo", "date": "2026-02-10", "kind": "oil", "description": "Oil and filter",
        "cost": 129.9, "odometer_km": 2600, "provider": "Talleres Zorroza", "every_months": 12,
        "every_km": 15000,
    });
    let oil = album.shows(admin, &api::CREATE_MAINTENANCE, [], work.clone()).await;
    let changed = json!({ "next_date": "2026-03-20" });
    album.shows(admin, &api::PATCH_MAINTENANCE, [id(&oil)], changed).await;
    album.shows(admin, &api::GET_MAINTENANCE, [id(&oil)], json!({})).await;
    album.shows(admin, &api::LIST_MAINTENANCE, [], json!({})).await;
    let twice = given(admin, &api::CREATE_MAINTENANCE, work).await;
    album.shows(admin, &api::DELETE_MAINTENANCE, [id(&twice)], Value::Null).await;
}

async fn expenses(album: &mut Album, admin: &Client) {
    let mut paper = b"%PDF-1.7\nA bill".to_vec();
    paper.resize(40_000, b' ');
    let sha256 = FileDigest(Sha256::digest(&paper).into()).to_string();
    let insurance = json!({
        "vehicle": "kangoo", "date": "2025-03-15", "category": "insurance", "amount": 480,
        "description": "Insurance", "recurrence": "yearly", "next_due": "2026-03-15",
        "files": [{
            "sha256": sha256, "length": paper.len(), "type": "application/pdf", "name": "policy.pdf",
        }],
    });
    let bill = album.shows(admin, &api::CREATE_EXPENSE, [], insurance).await;
    files(album, admin, &sha256, paper).await;
    album.shows(admin, &api::PATCH_EXPENSE, [id(&bill)], json!({ "amount": 482.5 })).await;
    album.shows(admin, &api::GET_EXPENSE, [id(&bill)], json!({})).await;
    let paid = json!({ "date": "2026-03-01" });
    album.shows(admin, &api::PAY_EXPENSE, [id(&bill)], paid).await;
    album.shows(admin, &api::LIST_EXPENSES, [], json!({})).await;
    let toll = json!({
        "vehicle": "kangoo", "date": "2026-02-12", "category": "toll", "amount": 9.35,
        "description": "AP-8",
    });
    let toll = given(admin, &api::CREATE_EXPENSE, toll).await;
    album.shows(admin, &api::DELETE_EXPENSE, [id(&toll)], Value::Null).await;
}

async fn files(album: &mut Album, admin: &Client, sha256: &str, bytes: Vec<u8>) {
    let path = api::PUT_BLOB.path_with(&[sha256]);
    let (first, rest) = bytes.split_at(32_000);
    let part = async |from: usize, part: &[u8]| {
        let range = format!("bytes {from}-{}/{}", from + part.len() - 1, bytes.len());
        let sender = admin.with("content-range", &range);
        sender.bytes("PUT", &path, "application/octet-stream", part.to_vec()).await
    };
    part(0, first).await;
    album.shows(admin, &api::GET_UPLOAD, [sha256], json!({})).await;
    let brought = part(first.len(), rest).await;
    album.keeps(&api::PUT_BLOB, &brought);
    let file = admin.raw("GET", &path, None).await;
    let told = format!("{} bytes", file.bytes.len());
    album.keeps_text(&api::GET_BLOB, file.status, file.header("content-type"), &told);
}

async fn readings(album: &mut Album, admin: &Client) {
    let reading = |date: &str, odometer_km: u32| json!({ "vehicle": "kangoo", "date": date, "odometer_km": odometer_km });
    let given_one = reading("2026-02-25", 3000);
    let one = album.shows(admin, &api::CREATE_READING, [], given_one).await;
    album.shows(admin, &api::PATCH_READING, [id(&one)], json!({ "notes": "By photo" })).await;
    album.shows(admin, &api::GET_READING, [id(&one)], json!({})).await;
    album.shows(admin, &api::LIST_READINGS, [], json!({})).await;
    let other = given(admin, &api::CREATE_READING, reading("2026-02-26", 3050)).await;
    album.shows(admin, &api::DELETE_READING, [id(&other)], Value::Null).await;
}

async fn trash(album: &mut Album, admin: &Client) {
    let trash = album.shows(admin, &api::LIST_TRASH, [], json!({})).await;
    let of = |kind: &str| {
        let mut items = trash["items"].as_array().into_iter().flatten();
        items.find(|item| item["kind"] == kind).map(id).unwrap_or_default().to_owned()
    };
    album.shows(admin, &api::RESTORE, ["expenses", &of("expenses")], Value::Null).await;
    album.shows(admin, &api::ERASE, ["readings", &of("readings")], Value::Null).await;
}
