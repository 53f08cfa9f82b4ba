//! What the server tells a screen that stays open, as server-sent events.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// One event; on the wire its kind is the event's name and the rest its data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A record that the viewer may see was written, or one that they saw is gone.
    Changed {
        /// The noun, as in the path of its endpoints: `packages`, `routes`, `vehicles` …
        noun: String,
        id: Uuid,
    },
    /// How far a plan that the viewer asked for has come.
    PlanProgress(PlanProgress),
    /// The server could not keep up with telling: read again what is on the screen.
    Missed,
}

/// The field of JSON that tells kinds apart.
const KIND: &str = "kind";

impl Event {
    /// As it stands on the wire: the event's name and its data, one line of JSON.
    pub fn to_wire(&self) -> (String, String) {
        let mut data = match serde_json::to_value(self) {
            Ok(Value::Object(data)) => data,
            // Texts, numbers and ids always become an object.
            Ok(_) | Err(_) => Map::new(),
        };
        let name = data.remove(KIND).and_then(|kind| kind.as_str().map(str::to_owned));
        (name.unwrap_or_default(), Value::Object(data).to_string())
    }

    /// From the wire; `None` for what a newer server may tell.
    pub fn from_wire(name: &str, data: &str) -> Option<Self> {
        let mut data: Map<String, Value> = serde_json::from_str(data).ok()?;
        data.insert(KIND.to_owned(), name.into());
        serde_json::from_value(Value::Object(data)).ok()
    }
}

/// How far a plan has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanProgress {
    /// As in the request.
    pub plan_id: Uuid,
    /// Of the time or rounds that it may take.
    pub percent: u32,
    /// How many the plan has, once it is ready.
    pub routes: Option<u32>,
    /// Packages that the best plan so far leaves out.
    pub unplanned: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_the_name_and_the_rest_the_data() {
        let id = Uuid::from_u128(7);
        let progress = PlanProgress { plan_id: id, percent: 40, routes: Some(3), unplanned: 1 };
        let changed = Event::Changed { noun: "routes".to_owned(), id };
        for (event, name, data) in [
            (changed, "changed", format!(r#"{{"id":"{id}","noun":"routes"}}"#)),
            (
                Event::PlanProgress(progress),
                "plan_progress",
                format!(r#"{{"percent":40,"plan_id":"{id}","routes":3,"unplanned":1}}"#),
            ),
            (Event::Missed, "missed", "{}".to_owned()),
        ] {
            let (told_name, told) = event.to_wire();
            // The order of an object's members is not promised.
            let value = |text: &str| serde_json::from_str::<Value>(text).ok();
            assert_eq!((told_name.as_str(), value(&told)), (name, value(&data)));
            assert_eq!(Event::from_wire(name, &data), Some(event));
        }
    }

    #[test]
    fn what_is_not_known_is_no_event() {
        for (name, data) in [("message", "{}"), ("changed", "{}"), ("missed", ""), ("", "[]")] {
            assert_eq!(Event::from_wire(name, data), None, "{name} {data}");
        }
    }
}
