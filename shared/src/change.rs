//! One field of a partial update: left as it is, or set. `null` clears an optional field and is
//! refused for a required one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field of a `PATCH` request. Declare it `#[serde(default, skip_serializing_if = "Change::is_keep")]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// The field was absent.
    #[default]
    Keep,
    /// The field was present.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the field was absent.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The new value, if there is one.
    pub fn as_set(&self) -> Option<&T> {
        match self {
            Self::Keep => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The same change of another form of the value.
    pub fn map<U>(self, form: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Set(value) => Change::Set(form(value)),
        }
    }

    /// Writes the new value, if there is one.
    pub fn apply(self, target: &mut T) {
        if let Self::Set(value) = self {
            *target = value;
        }
    }
}

impl<T: PartialEq + Clone> Change<T> {
    /// What to send when `old` became `new` in a form.
    pub fn between(old: &T, new: &T) -> Self {
        if old == new { Self::Keep } else { Self::Set(new.clone()) }
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep => serializer.serialize_none(),
            Self::Set(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::Set)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Change<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Patch {
        #[serde(default, skip_serializing_if = "Change::is_keep")]
        name: Change<String>,
        #[serde(default, skip_serializing_if = "Change::is_keep")]
        plate: Change<Option<String>>,
    }

    #[test]
    fn absent_null_and_present_are_three_things() {
        let read = |text| serde_json::from_str::<Patch>(text).ok();
        assert_eq!(read("{}"), Some(Patch { name: Change::Keep, plate: Change::Keep }));
        assert_eq!(
            read(r#"{"plate":null}"#),
            Some(Patch { name: Change::Keep, plate: Change::Set(None) })
        );
        assert_eq!(read(r#"{"name":null}"#), None);
    }
}
