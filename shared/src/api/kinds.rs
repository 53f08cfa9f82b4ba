//! What goes in and what comes out of an endpoint: JSON mostly, bytes and files where there are any.
//! A type of the table says which, so that no handler can give or take anything else.

use std::marker::PhantomData;

use serde::{Serialize, de::DeserializeOwned};

use super::Method;
#[cfg(feature = "schema")]
use crate::validate::FieldErrors;
use crate::validate::Validate;

/// Largest JSON body.
pub const JSON_BYTES_MAX: u64 = 1 << 20;

/// How a request says what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// By its path alone.
    None,
    /// In the query string.
    Query,
    Json {
        bytes_max: u64,
    },
    /// The bytes of a file, or a part of them.
    Bytes {
        bytes_max: u64,
    },
}

/// What a success brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    Json,
    /// A file under a name; in parts, where it has a tag.
    File,
    /// Events, without an end.
    Stream,
}

/// What may go in.
pub trait Request {
    /// How it is brought, by a request with this method.
    fn body(method: Method) -> Body;

    /// What the rules find in a JSON request; `None` when it cannot be read as one.
    #[cfg(feature = "schema")]
    fn judge(request: serde_json::Value) -> Option<FieldErrors>;
}

impl<T: DeserializeOwned + Validate> Request for T {
    fn body(method: Method) -> Body {
        match method {
            _ if T::IS_EMPTY => Body::None,
            Method::Get => Body::Query,
            Method::Post | Method::Put | Method::Patch | Method::Delete => {
                Body::Json { bytes_max: T::BYTES_MAX }
            }
        }
    }

    #[cfg(feature = "schema")]
    fn judge(request: serde_json::Value) -> Option<FieldErrors> {
        let request: Self = serde_json::from_value(request).ok()?;
        Some(request.check().err().unwrap_or_default())
    }
}

/// The bytes of a file, at most so many.
#[derive(Debug)]
pub enum Bytes<const BYTES_MAX: u64> {}

impl<const BYTES_MAX: u64> Request for Bytes<BYTES_MAX> {
    fn body(_: Method) -> Body {
        Body::Bytes { bytes_max: BYTES_MAX }
    }

    #[cfg(feature = "schema")]
    fn judge(_: serde_json::Value) -> Option<FieldErrors> {
        None
    }
}

/// What may come out.
pub trait Response {
    /// As what it comes.
    const REPLY: Reply;
}

impl<T: Serialize> Response for T {
    const REPLY: Reply = Reply::Json;
}

/// A file.
#[derive(Debug)]
pub enum File {}

impl Response for File {
    const REPLY: Reply = Reply::File;
}

/// Events of one type.
#[derive(Debug)]
pub struct Stream<T>(PhantomData<fn() -> T>);

impl<T> Response for Stream<T> {
    const REPLY: Reply = Reply::Stream;
}

#[cfg(feature = "schema")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::{Bytes, File, Stream};

    impl<const BYTES_MAX: u64> JsonSchema for Bytes<BYTES_MAX> {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            "Bytes".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            schemars::json_schema!({})
        }
    }

    impl JsonSchema for File {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            "File".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            schemars::json_schema!({})
        }
    }

    /// That of its events.
    impl<T: JsonSchema> JsonSchema for Stream<T> {
        fn inline_schema() -> bool {
            true
        }

        fn schema_name() -> Cow<'static, str> {
            format!("StreamOf{}", T::schema_name()).into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            generator.subschema_for::<T>()
        }
    }
}
