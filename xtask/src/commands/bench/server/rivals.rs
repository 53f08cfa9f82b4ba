//! How each server is started, given an account, and filled.

use std::net::SocketAddr;
use std::path::Path;

use super::contender::{Contender, EMAIL, Kind, PASSWORD, PENDING_ONE_IN};
use super::http::{Client, text_field};
use crate::program::{answer, command, run_quietly};
use crate::{Failure, Outcome};

/// As many packages as one request of Furgo moves.
const STEPS_A_REQUEST: usize = 100;

const FURGO: Kind = Kind {
    name: "Furgo",
    path: "/api/packages",
    list: "/api/packages?status=pending&limit=30&sort=-created_at",
    package: |number| {
        format!(
            r#"{{"recipient_name":"{}","address":{{"street":"{}","city":"Vitoria-Gasteiz","postal_code":"01001","country":"ES"}},"weight_kg":{},"description":"{DESCRIPTION}"}}"#,
            recipient(number),
            street(number),
            weight(number)
        )
    },
    sign_in: |address| {
        let json = format!(r#"{{"email":"{EMAIL}","password":"{PASSWORD}","grant":"token"}}"#);
        let answer = Client::connect(address, "")?.send("POST", "/api/auth/login", &json)?;
        text_field(&answer, "access_token")
    },
};

const POCKETBASE: Kind = Kind {
    name: "PocketBase",
    path: "/api/collections/packages/records",
    list: "/api/collections/packages/records?perPage=30&sort=-created&filter=(status='pending')",
    package: |number| {
        let status = if is_pending(number) { "pending" } else { "failed" };
        format!(
            r#"{{"recipient_name":"{}","street":"{}","city":"Vitoria-Gasteiz","postal_code":"01001","country":"ES","weight_kg":{},"description":"{DESCRIPTION}","status":"{status}"}}"#,
            recipient(number),
            street(number),
            weight(number)
        )
    },
    sign_in: |address| {
        let json = format!(r#"{{"identity":"{EMAIL}","password":"{PASSWORD}"}}"#);
        let path = "/api/collections/users/auth-with-password";
        let answer = Client::connect(address, "")?.send("POST", path, &json)?;
        text_field(&answer, "token")
    },
};

const COLLECTION: &str = r#"{"name":"packages","type":"base",
"listRule":"@request.auth.id != ''","viewRule":"@request.auth.id != ''","createRule":"@request.auth.id != ''",
"fields":[{"name":"recipient_name","type":"text"},{"name":"street","type":"text"},{"name":"city","type":"text"},
{"name":"postal_code","type":"text"},{"name":"country","type":"text"},{"name":"weight_kg","type":"number"},
{"name":"description","type":"text"},{"name":"status","type":"text"},
{"name":"created","type":"autodate","onCreate":true,"onUpdate":false}],
"indexes":["CREATE INDEX packages_by_status ON packages (status, created)"]}"#;

const DESCRIPTION: &str = "Two boxes, the upper one fragile; ring at the neighbour's";

/// Furgo with an admin and packages.
///
/// # Errors
/// When it does not start or refuses something.
pub fn furgo(program: &Path, folder: &Path, packages: usize) -> Outcome<Contender> {
    let mut furgo = Contender::start(&FURGO, |address| {
        let mut serve = command(program);
        serve.args(["serve", "--listen", &address.to_string(), "--data"]);
        serve.arg(folder.join("furgo"));
        serve
    })?;
    let code = setup_code(program, &folder.join("furgo"))?;
    let account = format!(
        r#"{{"name":"Load","email":"{EMAIL}","password":"{PASSWORD}","setup_code":"{code}"}}"#
    );
    Client::connect(furgo.address, "")?.send("POST", "/api/auth/register", &account)?;
    let token = (furgo.sign_in)(furgo.address)?;
    furgo.fill(&token, packages)?;
    let mut client = Client::connect(furgo.address, &token)?;
    let finished: Vec<&String> =
        furgo.ids.iter().enumerate().filter(|(at, _)| !is_pending(*at)).map(|(_, id)| id).collect();
    for ids in finished.chunks(STEPS_A_REQUEST) {
        let ids = ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(",");
        let step =
            format!(r#"{{"package_ids":[{ids}],"new_status":"failed","reason":"cancelled"}}"#);
        client.send("PATCH", "/api/packages/updateStatus", &step)?;
    }
    Ok(furgo)
}

/// The code with which the first account is made, as the program prints it.
fn setup_code(program: &Path, data: &Path) -> Outcome<String> {
    let mut print = command(program);
    let link = answer(print.args(["user", "setup-link", "--data"]).arg(data)).unwrap_or_default();
    let code = link.split_once('#').map(|(_, code)| code.to_owned());
    code.ok_or_else(|| Failure::new("furgo prints no link for the first account"))
}

/// PocketBase with a collection like Furgo's packages, an account and records.
///
/// # Errors
/// When it does not start or refuses something.
pub fn pocketbase(program: &Path, folder: &Path, packages: usize) -> Outcome<Contender> {
    let data = folder.join("pocketbase");
    let mut upsert = command(program);
    upsert.args(["superuser", "upsert", EMAIL, PASSWORD, "--dir"]).arg(&data);
    run_quietly(&mut upsert)?;
    let mut pocketbase = Contender::start(&POCKETBASE, |address| {
        let mut serve = command(program);
        serve.args(["serve", "--http", &address.to_string(), "--dir"]).arg(&data);
        serve
    })?;
    let superuser = superuser(pocketbase.address)?;
    let mut client = Client::connect(pocketbase.address, &superuser)?;
    client.send("POST", "/api/collections", COLLECTION)?;
    let account = format!(
        r#"{{"email":"{EMAIL}","password":"{PASSWORD}","passwordConfirm":"{PASSWORD}","verified":true}}"#
    );
    client.send("POST", "/api/collections/users/records", &account)?;
    let token = (pocketbase.sign_in)(pocketbase.address)?;
    pocketbase.fill(&token, packages)?;
    Ok(pocketbase)
}

fn superuser(address: SocketAddr) -> Outcome<String> {
    let json = format!(r#"{{"identity":"{EMAIL}","password":"{PASSWORD}"}}"#);
    let path = "/api/collections/_superusers/auth-with-password";
    text_field(&Client::connect(address, "")?.send("POST", path, &json)?, "token")
}

fn is_pending(number: usize) -> bool {
    number.is_multiple_of(PENDING_ONE_IN)
}

fn recipient(number: usize) -> String {
    const NAMES: [&str; 8] = ["Ane", "Jon", "Miren", "Iker", "Maite", "Unai", "Nerea", "Gorka"];
    format!("{} Etxeberria {number}", NAMES[number % NAMES.len()])
}

fn street(number: usize) -> String {
    format!("Dato kalea {}, {}", number % 60 + 1, number % 7 + 1)
}

/// Kilograms, to the gram.
fn weight(number: usize) -> String {
    format!("{}.{:03}", number % 30 + 1, number * 7 % 1000)
}
