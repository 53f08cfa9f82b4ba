//! Limits of the fields of requests, found by asking the rules themselves.
//!
//! The rules of a request are a function (`Validate`), not attributes of its fields, so that form
//! and server share them. To say them in the description without saying them twice, each field is
//! tried: a request with what is required and this one field goes through the rules, longer and
//! longer, larger and larger, until they refuse it. What is found cannot be anything else than what
//! the server does. Between the limits of a field lies one stretch; that holds for all of ours.

use std::collections::BTreeMap;

use furgo_shared::{
    api::Described,
    validate::{FieldCode, FieldErrors},
};
use serde_json::{Map, Value, json};

use super::samples::{Definitions, Shape, sample, shape};

/// No text or list is tried that is longer.
const LENGTH_MAX: usize = 20_000;

/// No number is tried that is larger, in its last decimal.
const NUMBER_MAX: i64 = 1 << 50;

/// Numbers of which one lies within the limits of every field.
const LIKELY: [i64; 7] = [1, 10, 100, 1000, 2000, 50_000, 0];

const NUMBER_CODES: &[FieldCode] =
    &[FieldCode::OutOfRange, FieldCode::MustBePositive, FieldCode::Negative];
const SHORT_CODES: &[FieldCode] = &[FieldCode::Required, FieldCode::TooShort];

/// One line: no control characters, nothing that breaks it, turns its order or is no character.
/// Those beyond U+FFFF are left out: regular expressions do not agree on how they are written.
const LINE: &str =
    r"^[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]*$";
/// Several lines: those, and tabulators.
const TEXT: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]*$";

/// One word: letters, digits and what joins them. Of what is none only ASCII is named, see above.
const WORD: &str = r"^[^\u0000-,/:-@\[-\^`\{-\u00a0\u2000-\u206f\ufdd0-\ufdef\ufffe\uffff]*$";
const JOINS: [char; 3] = ['-', '.', '_'];

/// Keywords of JSON Schema and their values, by where the field's schema lies in the definitions.
pub type Limits = BTreeMap<String, Map<String, Value>>;

/// The limits of all fields of an endpoint's request, added to those that are known. Of a schema
/// that several requests use, the wider limits count.
pub fn add(endpoint: &Described, request: &Value, definitions: &Definitions, limits: &mut Limits) {
    let probe = Probe { judge: endpoint.judge, definitions };
    let base = sample(request, definitions);
    let Some(name) = request["$ref"].as_str().and_then(|path| path.rsplit('/').next()) else {
        return;
    };
    probe.fields(&base, &Place::default(), &format!("/{name}"), limits);
}

/// Writes limits into the schemas.
pub fn apply(limits: Limits, definitions: &mut Value) {
    for (home, keywords) in limits {
        if let Some(schema) = definitions.pointer_mut(&home).and_then(Value::as_object_mut) {
            schema.extend(keywords);
        }
    }
}

/// Where a field stands in a request: for JSON, and as findings name it.
#[derive(Clone, Debug, Default)]
struct Place {
    pointer: String,
    name: String,
}

impl Place {
    fn field(&self, name: &str) -> Self {
        let dot = if self.name.is_empty() { "" } else { "." };
        Self {
            pointer: format!("{}/{name}", self.pointer),
            name: format!("{}{dot}{name}", self.name),
        }
    }

    fn first_item(&self) -> Self {
        Self { pointer: format!("{}/0", self.pointer), name: format!("{}[0]", self.name) }
    }
}

struct Probe<'a> {
    judge: fn(Value) -> Option<FieldErrors>,
    definitions: &'a Definitions,
}

impl Probe<'_> {
    /// All fields of the object at `place`, whose schema lies at `home` in the definitions.
    fn fields(&self, base: &Value, place: &Place, home: &str, limits: &mut Limits) {
        let Some(schema) = self.definitions.pointer(home) else { return };
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            let home = format!("{home}/properties/{name}");
            let base = with(base, &place.pointer, name, sample(schema, self.definitions));
            self.field(&base, &place.field(name), schema, &home, limits);
        }
    }

    fn field(&self, base: &Value, place: &Place, schema: &Value, home: &str, limits: &mut Limits) {
        let found = match shape(schema, self.definitions) {
            Shape::Text => self.text(base, place),
            Shape::Number { decimals } => self.number(base, place, decimals),
            Shape::List { item } => {
                let first = place.first_item();
                self.field(base, &first, item, &format!("{home}/items"), limits);
                self.list(base, place)
            }
            Shape::Object { home: Some(home) } => {
                self.fields(base, place, &home, limits);
                Map::new()
            }
            Shape::Object { home: None } | Shape::Other => Map::new(),
        };
        match limits.get_mut(home) {
            Some(known) => widen(known, &found),
            None => drop(limits.insert(home.to_owned(), found)),
        }
    }

    /// What the rules say of a field with this value; `None` when it cannot even be read.
    fn said(&self, base: &Value, place: &Place, value: Value) -> Option<Option<FieldCode>> {
        let mut request = base.clone();
        *request.pointer_mut(&place.pointer)? = value;
        Some((self.judge)(request)?.of(&place.name))
    }

    fn is_refused(&self, base: &Value, place: &Place, value: Value, codes: &[FieldCode]) -> bool {
        let said = self.said(base, place, value);
        said.is_none_or(|code| code.is_some_and(|code| codes.contains(&code)))
    }

    fn text(&self, base: &Value, place: &Place) -> Map<String, Value> {
        let mut found = Map::new();
        let refused =
            |chars: usize, codes| self.is_refused(base, place, "a".repeat(chars).into(), codes);
        let min = first(0, LENGTH_MAX, |chars| !refused(chars, SHORT_CODES)).unwrap_or(0);
        let max = first(min, LENGTH_MAX, |chars| refused(chars + 1, &[FieldCode::TooLong]));
        if min > 0 {
            found.insert("minLength".into(), min.into());
        }
        if let Some(max) = max {
            found.insert("maxLength".into(), max.into());
        }
        let text = "a".repeat(max.unwrap_or(8).clamp(min, min.max(8)));
        found.extend(self.form(base, place, &text));
        found
    }

    /// What may stand in a text, as far as it is one of our usual forms.
    fn form(&self, base: &Value, place: &Place, text: &str) -> Option<(String, Value)> {
        let takes = |text: String| self.said(base, place, text.into()) == Some(None);
        if takes("a@b.cc".to_owned()) && !takes("abc.cc".to_owned()) {
            return Some(("format".into(), "email".into()));
        }
        let with = |c: char| takes(text.chars().skip(1).chain([c]).collect());
        let is_of_word = |c: char| c.is_ascii_alphanumeric() || JOINS.contains(&c);
        let is_word = || (' '..='~').all(|c| with(c) == is_of_word(c));
        match (takes(text.to_owned()), with('\n'), with('\u{1}')) {
            (true, false, false) if is_word() => Some(("pattern".into(), WORD.into())),
            (true, false, false) => Some(("pattern".into(), LINE.into())),
            (true, true, false) => Some(("pattern".into(), TEXT.into())),
            _ => None,
        }
    }

    fn number(&self, base: &Value, place: &Place, decimals: u32) -> Map<String, Value> {
        let scale = 10_i64.pow(decimals);
        #[expect(
            clippy::as_conversions,
            clippy::cast_precision_loss,
            clippy::float_arithmetic,
            reason = "what it comes to is a number of JSON, and fields' limits are far below 2^53"
        )]
        let written = |count: i64| match count % scale {
            0 => json!(count / scale),
            _ => json!(count as f64 / scale as f64),
        };
        let takes = |count: i64| !self.is_refused(base, place, written(count), NUMBER_CODES);
        let mut found = Map::new();
        let likely = LIKELY.map(|whole| whole * scale).into_iter();
        let Some(inside) = likely.chain(LIKELY).find(|count| takes(*count)) else { return found };
        let reach = |step: i64| {
            let refused =
                |far: usize| i64::try_from(far).map_or(true, |far| !takes(inside + step * far));
            let span = usize::try_from(NUMBER_MAX - inside.abs()).unwrap_or(0);
            first(1, span, refused).and_then(|far| i64::try_from(far - 1).ok())
        };
        if let Some(below) = reach(-1) {
            found.insert("minimum".into(), written(inside - below));
        }
        if let Some(above) = reach(1) {
            found.insert("maximum".into(), written(inside + above));
        }
        found
    }

    fn list(&self, base: &Value, place: &Place) -> Map<String, Value> {
        let mut found = Map::new();
        let Some(item) = base.pointer(&place.first_item().pointer) else { return found };
        let refused = |count: usize, codes| {
            self.is_refused(base, place, vec![item.clone(); count].into(), codes)
        };
        if refused(0, SHORT_CODES) {
            found.insert("minItems".into(), 1.into());
        }
        if let Some(over) = first(1, LENGTH_MAX, |count| refused(count, &[FieldCode::TooLong])) {
            found.insert("maxItems".into(), (over - 1).into());
        }
        found
    }
}

/// The first number from `low` on for which something holds, when it holds for all further ones;
/// `None` if it holds for none up to `high`. Few steps: twice the length, until it holds; then
/// halves of it.
fn first(low: usize, high: usize, holds: impl Fn(usize) -> bool) -> Option<usize> {
    if holds(low) {
        return Some(low);
    }
    let (mut without, mut step) = (low, 1);
    let mut with = loop {
        let next = without.saturating_add(step).min(high);
        if holds(next) {
            break next;
        }
        if next == high {
            return None;
        }
        (without, step) = (next, step * 2);
    };
    while with - without > 1 {
        let middle = without.midpoint(with);
        if holds(middle) { with = middle } else { without = middle }
    }
    Some(with)
}

/// The object at a pointer with one more field.
fn with(base: &Value, pointer: &str, name: &str, value: Value) -> Value {
    let mut base = base.clone();
    if let Some(object) = base.pointer_mut(pointer).and_then(Value::as_object_mut) {
        object.insert(name.to_owned(), value);
    }
    base
}

/// Leaves of limits what others say too, and the wider of two numbers.
fn widen(known: &mut Map<String, Value>, other: &Map<String, Value>) {
    known.retain(|keyword, _| other.contains_key(keyword));
    for (keyword, value) in known.iter_mut() {
        let (Some(one), Some(two)) = (value.as_f64(), other[keyword].as_f64()) else { continue };
        let is_wider = if keyword.starts_with("min") { two < one } else { two > one };
        if is_wider {
            *value = other[keyword].clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use schemars::generate::SchemaSettings;

    use super::*;

    #[test]
    fn every_request_has_a_sample_that_can_be_read() {
        let mut generator = SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = "/components/schemas".into())
            .into_generator();
        let all = furgo_shared::api::all();
        let requests: Vec<Value> =
            all.iter().map(|endpoint| (endpoint.request)(&mut generator).to_value()).collect();
        let definitions = Value::Object(generator.take_definitions(false));
        let is_json = |endpoint: &Described| {
            !matches!((endpoint.body)(endpoint.method), furgo_shared::api::Body::Bytes { .. })
        };
        for (endpoint, request) in all.iter().zip(&requests).filter(|(all, _)| is_json(all)) {
            let sample = sample(request, &definitions);
            assert!((endpoint.judge)(sample.clone()).is_some(), "{endpoint:?} {sample}");
        }
    }

    #[test]
    fn the_first_that_holds_is_found() {
        for wanted in [0, 1, 2, 7, 8, 500, 999, 1000] {
            assert_eq!(first(0, 1000, |number| number >= wanted), Some(wanted));
        }
        assert_eq!(first(0, 1000, |_| false), None);
    }

    #[test]
    fn of_two_limits_the_wider_counts() {
        let limits = |value: Value| value.as_object().cloned().unwrap_or_default();
        let mut known = limits(json!({"minimum": 1, "maximum": 5, "pattern": "a"}));
        widen(&mut known, &limits(json!({"minimum": 0, "maximum": 4.5})));
        assert_eq!(known, limits(json!({"minimum": 0, "maximum": 5})));
    }
}
