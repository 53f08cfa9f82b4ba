//! `/api/openapi.json` is valid OpenAPI 3.1, and its schemas are what the server sends.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use furgo_shared::{api, validate::Empty};
use serde_json::Value;
use support::TestApp;

const OPENAPI_SCHEMA: &str = include_str!("../fixtures/openapi/openapi-3.1.schema.json");

async fn document() -> Value {
    TestApp::start().await.stranger().ok(&api::OPENAPI, [], &Empty {}).await
}

/// All values of `$ref` in the document.
fn references<'v>(value: &'v Value, found: &mut BTreeSet<&'v str>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str));
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[actix_web::test]
async fn the_description_is_valid_openapi() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler
        .add_resource("https://test/openapi.json", serde_json::from_str(OPENAPI_SCHEMA).unwrap())
        .unwrap();
    let openapi = compiler.compile("https://test/openapi.json", &mut schemas).unwrap();

    let mut document = document().await;
    schemas.validate(&document, openapi).unwrap();

    document["paths"]["/api/users"]["get"]["parameters"][0]["in"] = "nowhere".into();
    assert!(schemas.validate(&document, openapi).is_err(), "the validator looks at parameters");
}

#[actix_web::test]
async fn its_schemas_are_valid_and_all_references_resolve() {
    let document = document().await;
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(found.len() > 20, "{found:?}");
    for reference in found {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    let names: Vec<_> =
        document["components"]["schemas"].as_object().unwrap().keys().cloned().collect();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://test/furgo.json", document).unwrap();
    for name in names {
        compiler
            .compile(&format!("https://test/furgo.json#/components/schemas/{name}"), &mut schemas)
            .unwrap();
    }
}

#[actix_web::test]
async fn it_has_every_endpoint_and_alias() {
    let document = document().await;
    let mut names = BTreeSet::new();
    for endpoint in api::all() {
        for (method, path) in
            std::iter::once(&(endpoint.method, endpoint.path)).chain(endpoint.aliases)
        {
            let operation = &document["paths"][path][method.name().to_lowercase()];
            assert!(
                operation["responses"][endpoint.success.to_string()].is_object(),
                "{} {path}",
                method.name()
            );
            assert!(
                names.insert(operation["operationId"].as_str().unwrap().to_owned()),
                "{} {path}",
                method.name()
            );
        }
    }
}

#[actix_web::test]
async fn what_the_server_sends_fits_what_it_says() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let document = document().await;
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://test/furgo.json", document.clone()).unwrap();
    for (path, schema) in [
        ("/api/auth/me", "UserView"),
        ("/api/settings", "SettingsView"),
        ("/api/health", "HealthView"),
        ("/api/welcome", "WelcomeView"),
    ] {
        let said = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
        assert_eq!(said, format!("#/components/schemas/{schema}"));
        let schema =
            compiler.compile(&format!("https://test/furgo.json{said}"), &mut schemas).unwrap();
        let sent: Value = admin.raw("GET", path, None).await.json();
        schemas.validate(&sent, schema).unwrap();
    }
    let problem = compiler
        .compile("https://test/furgo.json#/components/schemas/Problem", &mut schemas)
        .unwrap();
    let sent: Value = admin.raw("PUT", "/api/settings", Some("{}")).await.json();
    schemas.validate(&sent, problem).unwrap();
}
