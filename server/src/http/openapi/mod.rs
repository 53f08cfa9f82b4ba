//! The endpoint table as OpenAPI 3.1, for `/api/openapi.json`.
//!
//! Schemas are those of the DTOs themselves, and limits come from their rules, so the description
//! cannot say anything else than the server does.

#![expect(
    clippy::indexing_slicing,
    reason = "reading a JSON value by a name that it lacks gives null, and only objects are written to"
)]

mod limits;
mod samples;

use std::sync::LazyLock;

use furgo_shared::{
    access::{Access, Public},
    api::{self, Body, Described, Method, Reply},
    problem::Problem,
    validate::Empty,
};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use self::limits::Limits;
use super::{Answer, Call, Mount, tag};
use crate::{app::VERSION, error::Result};

/// What a part is, in and out.
const PART: &str = "Which part of the file the body is; without it, all of it.";
const RANGE: &str = "^bytes=([0-9]+-[0-9]*|-[0-9]+)$";
const CONTENT_RANGE: &str = "^bytes [0-9]+-[0-9]+/[0-9]+$";

/// Mounts the description.
pub fn mount(mount: &mut Mount) {
    mount.add(api::OPENAPI, read);
}

async fn read(_: Call<Public, Empty>) -> Result<Answer<Value>> {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(document);
    Ok(Answer::read(&*DOCUMENT))
}

/// The whole description.
pub fn document() -> Value {
    // OpenAPI 3.1 uses JSON Schema 2020-12 as it is; only the definitions lie elsewhere.
    let settings = SchemaSettings::draft2020_12()
        .with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<Problem>();
    say_limits(&mut generator);
    let mut paths = Map::new();
    for endpoint in api::all() {
        let ways = std::iter::once((endpoint.method, endpoint.path))
            .chain(endpoint.aliases.iter().copied());
        for (number, (method, path)) in ways.enumerate() {
            let operation = operation(&endpoint, number, method, path, &mut generator);
            let item = paths.entry(path).or_insert_with(|| json!({}));
            if let Some(item) = item.as_object_mut() {
                item.insert(method.name().to_lowercase(), operation);
            }
        }
    }
    let schemas = generator.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Furgo",
            "version": VERSION,
            "description": "Vehicles, packages and delivery routes of a small fleet. Every error is a Problem.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {
                "Problem": { "description": "Why the request was not fulfilled.", "content": { "application/json": { "schema": problem } } },
            },
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "__Host-furgo", "description": "A browser's session; `furgo` over plain HTTP." },
                "bearer": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            },
        },
    })
}

/// Names the schemas of all requests, and adds the limits of their fields to them.
fn say_limits(generator: &mut SchemaGenerator) {
    let all = api::all();
    let requests: Vec<Value> =
        all.iter().map(|endpoint| (endpoint.request)(generator).to_value()).collect();
    let mut definitions = Value::Object(std::mem::take(generator.definitions_mut()));
    let mut found = Limits::new();
    for (endpoint, request) in all.iter().zip(&requests) {
        limits::add(endpoint, request, &definitions, &mut found);
    }
    limits::apply(found, &mut definitions);
    if let Value::Object(definitions) = definitions {
        *generator.definitions_mut() = definitions;
    }
}

fn operation(
    endpoint: &Described,
    number: usize,
    method: Method,
    path: &str,
    generator: &mut SchemaGenerator,
) -> Value {
    let name = endpoint.name.to_lowercase();
    let request = (endpoint.request)(generator).to_value();
    let mut parameters: Vec<Value> = path_parameters(path).collect();
    let mut operation = json!({
        // Aliases need names of their own.
        "operationId": if number == 0 { name } else { format!("{name}_{}", number + 1) },
        "summary": endpoint.summary.trim(),
        "tags": [path.split('/').nth(2).unwrap_or_default()],
        "responses": responses(endpoint, generator),
        "security": security(endpoint.access),
    });
    let body = (endpoint.body)(method);
    if method.reads() {
        parameters.extend(query_parameters(&request, generator));
        if endpoint.reply == Reply::File {
            parameters.push(header("Range", "One part of the file.", RANGE));
        }
    } else if let Body::Bytes { bytes_max } = body {
        parameters.push(header("Content-Range", PART, CONTENT_RANGE));
        operation["requestBody"] = json!({
            "required": true,
            "description": format!("The bytes of a file of at most {bytes_max} bytes, or a part of them."),
            "content": { "application/octet-stream": {} },
        });
    } else {
        parameters.extend([
            header("Idempotency-Key", "Makes the request safe to repeat.", "^[!-~]{1,64}$"),
            header("If-Match", "The version that the write insists on, or a tag.", tag::PATTERN),
        ]);
        operation["requestBody"] = json!({ "required": needs_body(method, &request, generator), "content": { "application/json": { "schema": request } } });
    }
    operation["parameters"] = Value::Array(parameters);
    operation
}

fn path_parameters(path: &str) -> impl Iterator<Item = Value> {
    let names = path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } }))
}

/// A query's fields, each a parameter.
fn query_parameters(request: &Value, generator: &SchemaGenerator) -> Vec<Value> {
    let schema = resolved(request, generator);
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let fields = schema["properties"].as_object().cloned().unwrap_or_default();
    let parameter = |(name, schema): (String, Value)| {
        let is_required = required.contains(&Value::String(name.clone()));
        let schema = in_query(schema);
        json!({ "name": name, "in": "query", "required": is_required, "schema": schema })
    };
    fields.into_iter().map(parameter).collect()
}

/// A field's schema as that of a parameter: it is left out rather than nothing, and a text is never
/// empty.
fn in_query(mut schema: Value) -> Value {
    if let Some(kinds) = schema["type"].as_array() {
        let kinds: Vec<&Value> = kinds.iter().filter(|kind| *kind != "null").collect();
        schema["type"] = match kinds[..] {
            [only] => only.clone(),
            _ => schema["type"].clone(),
        };
    }
    if let Some(branches) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        branches.retain(|branch| branch["type"] != "null");
    }
    let is_free = schema["format"].is_null() && schema["enum"].is_null();
    if schema["type"] == "string" && is_free && schema["minLength"].is_null() {
        schema["minLength"] = 1.into();
    }
    schema
}

fn header(name: &str, description: &str, pattern: &str) -> Value {
    let schema = json!({ "type": "string", "pattern": pattern });
    json!({ "name": name, "in": "header", "required": false, "description": description, "schema": schema })
}

/// Also a change whose fields may all be absent.
fn needs_body(method: Method, request: &Value, generator: &SchemaGenerator) -> bool {
    let schema = resolved(request, generator);
    let is_change = matches!(method, Method::Patch | Method::Put);
    let has = |key: &str| match &schema[key] {
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    };
    has("required") || (is_change && has("properties"))
}

/// What a reference stands for.
fn resolved(schema: &Value, generator: &SchemaGenerator) -> Value {
    let name = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
    name.and_then(|name| generator.definitions().get(name)).unwrap_or(schema).clone()
}

fn responses(endpoint: &Described, generator: &mut SchemaGenerator) -> Value {
    let mut success = json!({ "description": "Done." });
    let schema = (endpoint.response)(generator).to_value();
    match endpoint.reply {
        Reply::File => success["content"] = json!({ "*/*": {} }),
        Reply::Stream => {
            success["description"] =
                "Each event's `kind` is its name, the other fields are its data.".into();
            success["content"] = json!({ "text/event-stream": { "schema": schema } });
        }
        Reply::Json if [202, 204].contains(&endpoint.success) => {}
        Reply::Json => success["content"] = json!({ "application/json": { "schema": schema } }),
    }
    let mut responses = json!({ endpoint.success.to_string(): success, "default": { "$ref": "#/components/responses/Problem" } });
    if endpoint.reply == Reply::File && endpoint.method.reads() {
        responses["206"] =
            json!({ "description": "The part that was asked for.", "content": { "*/*": {} } });
        responses["304"] = json!({ "description": "The client has it." });
    }
    responses
}

fn security(access: Access) -> Value {
    match access {
        Access::Public => json!([]),
        Access::SignedIn | Access::Needs(_) => json!([{ "session": [] }, { "bearer": [] }]),
    }
}
