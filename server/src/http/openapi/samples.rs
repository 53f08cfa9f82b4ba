//! Plausible values for schemas, and what a schema describes.

#![expect(
    clippy::indexing_slicing,
    reason = "reading a JSON value by a name that it lacks gives null"
)]

use serde_json::{Map, Value, json};

/// All named schemas, by name.
pub type Definitions = Value;

/// What a schema describes, as far as limits are concerned; nothing or that counts as that.
#[derive(Debug)]
pub enum Shape<'a> {
    /// Free text.
    Text,
    /// So many decimals.
    Number {
        decimals: u32,
    },
    List {
        item: &'a Value,
    },
    /// Where its schema lies in the definitions, when it has a name.
    Object {
        home: Option<String>,
    },
    Other,
}

/// Decimals of a number whose schema does not say how many it has: those of coordinates.
const DECIMALS: u32 = 6;

/// See [`Shape`].
pub fn shape<'a>(schema: &'a Value, definitions: &'a Definitions) -> Shape<'a> {
    let (home, schema) = plain(schema, definitions);
    let is_closed = ["enum", "const", "format", "pattern"].iter().any(|key| !schema[key].is_null());
    match kind(schema) {
        Some("string") if !is_closed => Shape::Text,
        Some("integer") => Shape::Number { decimals: 0 },
        Some("number") => Shape::Number { decimals: decimals(schema) },
        Some("array") => Shape::List { item: &schema["items"] },
        Some("object") => Shape::Object { home },
        _ => Shape::Other,
    }
}

/// A value that fits a schema; of an object, what it requires.
pub fn sample(schema: &Value, definitions: &Definitions) -> Value {
    let (_, schema) = plain(schema, definitions);
    if let Some(value) = schema["enum"].get(0).or_else(|| schema.get("const")) {
        return value.clone();
    }
    match (kind(schema), schema["format"].as_str()) {
        (Some("string"), Some("date")) => "2026-03-02".into(),
        (Some("string"), Some("date-time")) => "2026-03-02T08:00:00Z".into(),
        (Some("string"), Some("uuid")) => "01890a5d-ac96-774b-bcce-b302099a8057".into(),
        (Some("string"), _) if !schema["pattern"].is_null() => "EUR".into(),
        (Some("string"), _) => "aaaaaaaa".into(),
        (Some("integer" | "number"), _) => 1.into(),
        (Some("boolean"), _) => false.into(),
        (Some("array"), _) => json!([sample(&schema["items"], definitions)]),
        (Some("object"), _) => {
            let required = schema["required"].as_array().into_iter().flatten();
            let fields = required.filter_map(Value::as_str);
            let field =
                |name: &str| (name.to_owned(), sample(&schema["properties"][name], definitions));
            Value::Object(fields.map(field).collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}

/// The schema without names and without "or nothing", and where it lies when it had a name.
fn plain<'a>(mut schema: &'a Value, definitions: &'a Definitions) -> (Option<String>, &'a Value) {
    let mut home = None;
    // No schema of ours is nested as deeply; one that names itself ends here.
    for _ in 0..16 {
        let branches = ["anyOf", "oneOf", "allOf"].iter().find_map(|key| schema[key].as_array());
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            home = Some(format!("/{name}"));
            schema = &definitions[name];
        } else if let Some(branches) = branches {
            let is_something = |branch: &&Value| branch["type"] != "null";
            schema = branches.iter().find(is_something).unwrap_or(&Value::Null);
        } else {
            break;
        }
    }
    (home, schema)
}

/// The type, without "or nothing".
fn kind(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => None,
    }
}

#[expect(
    clippy::float_arithmetic,
    reason = "JSON's numbers are; a thousandth more or less is none"
)]
fn decimals(schema: &Value) -> u32 {
    let step = schema["multipleOf"].as_f64();
    step.map_or(DECIMALS, |step| {
        (0..=9).find(|n| step * f64::from(10_u32.pow(*n)) > 0.999).unwrap_or(9)
    })
}
