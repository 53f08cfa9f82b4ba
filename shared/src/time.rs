//! Instants and days. What "today" is, only the server's clock and the fleet's time zone say.

use chrono::{DateTime, NaiveDate, Utc};

/// An instant, RFC 3339 in UTC on the wire.
pub type Timestamp = DateTime<Utc>;

/// A civil day in the fleet's time zone, `YYYY-MM-DD` on the wire.
pub type Day = NaiveDate;
