//! `/api/openapi.json` is valid OpenAPI 3.1, and its schemas are what the server sends.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use furgo_shared::{
    api,
    validate::{Empty, FieldCode},
};
use serde_json::{Value, json};
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
    let named = document["components"]["schemas"].as_object().unwrap().keys();
    let mut places: Vec<_> = named.map(|name| format!("/components/schemas/{name}")).collect();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.replace('/', "~1").replace('{', "%7B").replace('}', "%7D");
        for (method, operation) in methods.as_object().unwrap() {
            let count = operation["parameters"].as_array().unwrap().len();
            let place = |at| format!("/paths/{path}/{method}/parameters/{at}/schema");
            places.extend((0..count).map(place));
        }
    }
    assert!(places.len() > 400, "{}", places.len());
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://test/furgo.json", document).unwrap();
    for place in places {
        compiler.compile(&format!("https://test/furgo.json#{place}"), &mut schemas).unwrap();
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

#[actix_web::test]
async fn a_tag_fits_what_is_said_of_if_match() {
    let app = TestApp::start().await;
    let tag = app.admin().await.raw("GET", "/api/auth/me", None).await.header("etag").to_owned();
    let document = document().await;
    let parameters = &document["paths"]["/api/settings"]["put"]["parameters"];
    let of = |parameter: &Value| parameter["name"] == "If-Match";
    let at = parameters.as_array().unwrap().iter().position(of).unwrap();
    let place = format!("/paths/~1api~1settings/put/parameters/{at}/schema");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://test/furgo.json", document).unwrap();
    let said = compiler.compile(&format!("https://test/furgo.json#{place}"), &mut schemas).unwrap();
    for good in [&tag, &format!("W/{tag}"), "\"12\"", "*"] {
        schemas.validate(&json!(good), said).unwrap();
    }
    for bad in ["12", "W/\"12\"", "\"\"", "\"x\""] {
        assert!(schemas.validate(&json!(bad), said).is_err(), "{bad}");
    }
}

#[actix_web::test]
async fn it_says_the_limits_that_the_rules_have() {
    let document = document().await;
    let schemas = &document["components"]["schemas"];
    let of = |schema: &str, field: &str, keyword: &str| {
        schemas[schema]["properties"][field][keyword].clone()
    };
    for (schema, field, keyword, limit) in [
        ("CreatePackage", "recipient_name", "minLength", json!(1)),
        ("CreatePackage", "recipient_name", "maxLength", json!(200)),
        ("Address", "latitude", "minimum", json!(-90)),
        ("Address", "latitude", "maximum", json!(90)),
        ("Address", "longitude", "maximum", json!(180)),
        ("CreateUser", "email", "format", json!("email")),
        ("CreateUser", "email", "maxLength", json!(254)),
        ("CreateVehicle", "year", "minimum", json!(1900)),
        ("CreateVehicle", "year", "maximum", json!(2100)),
        ("PatchVehicle", "year", "maximum", json!(2100)),
        ("PlanDay", "package_ids", "minItems", json!(1)),
        ("PlanDay", "package_ids", "maxItems", json!(1000)),
        ("CreateRefuel", "quantity", "minimum", json!(0.001)),
        ("ListPackages", "limit", "minimum", json!(1)),
        ("ListPackages", "limit", "maximum", json!(100)),
    ] {
        assert_eq!(of(schema, field, keyword), limit, "{schema}.{field} {keyword}");
    }
    let line = of("CreatePackage", "recipient_name", "pattern");
    assert!(line.as_str().unwrap().contains(r"\u0000-\u001f"), "{line}");
    let word = of("PatchVehicle", "alias", "pattern");
    assert!(word.as_str().unwrap().contains("/:-@"), "{word}");
    let text = of("CreatePackage", "description", "pattern");
    assert!(text.as_str().unwrap().contains(r"\u0000-\u0008"), "{text}");

    let parameters = document["paths"]["/api/packages"]["get"]["parameters"].as_array().unwrap();
    let schema = |name: &str| {
        &parameters.iter().find(|parameter| parameter["name"] == name).unwrap()["schema"]
    };
    assert_eq!(
        (&schema("limit")["maximum"], &schema("limit")["type"]),
        (&json!(100), &json!("integer"))
    );
    assert_eq!(schema("q")["minLength"], 1);
}

#[actix_web::test]
async fn a_parameter_without_a_value_is_not_one_that_is_absent() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (path, name) in [
        ("/api/packages?status=", "status"),
        ("/api/packages?q=", "q"),
        ("/api/packages?page=1&limit=", "limit"),
        ("/api/users?role=&page=2", "role"),
        ("/api/refuels?from=", "from"),
        ("/api/expenses?sort", "sort"),
    ] {
        let problem = admin.raw("GET", path, None).await.problem(400);
        assert_eq!(problem.fields.of(name), Some(FieldCode::Invalid), "{path}");
    }
    let problem = admin.raw("GET", "/api/packages?nothing=", None).await.problem(400);
    assert_eq!(problem.fields.of("nothing"), Some(FieldCode::Unknown));
    assert_eq!(admin.raw("GET", "/api/packages?", None).await.status, 200);
}
