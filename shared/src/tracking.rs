//! What the holder of a tracking link may see: little, and nothing that harms the recipient.

use serde::{Deserialize, Serialize};

use crate::{
    packages::{PackageStatus, TimeWindow},
    time::{Day, Timestamp},
    view::Versioned,
};

/// A package on its public page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackingView {
    pub tracking_code: String,
    pub status: PackageStatus,
    /// First name and initial.
    pub recipient_name: String,
    pub address: TrackingAddress,
    pub estimated_delivery: Option<Day>,
    /// When the van is likely to come; only while the package is under way.
    pub eta_window: Option<TimeWindow>,
    /// Stops that come first; only while the package is under way.
    pub stops_before: Option<u32>,
    /// Oldest first.
    pub history: Vec<TrackingStep>,
    pub last_update: Timestamp,
}

impl Versioned for TrackingView {}

/// Where it goes, to within the town.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackingAddress {
    pub city: String,
    pub postal_code: String,
}

/// One step, without who and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackingStep {
    pub status: PackageStatus,
    pub occurred_at: Timestamp,
}

/// The recipient's name as strangers may see it: `Ane Garmendia Otegi` is `Ane G.`
pub fn first_name_and_initial(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next().and_then(|word| word.chars().next()) {
        Some(initial) => format!("{first} {}.", initial.to_uppercase()),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::first_name_and_initial;

    #[test]
    fn a_stranger_sees_no_full_name() {
        for (name, shown) in [
            ("Ane Garmendia Otegi", "Ane G."),
            ("Ane", "Ane"),
            (" jon  ñíguez", "jon Ñ."),
            ("", ""),
        ] {
            assert_eq!(first_name_and_initial(name), shown);
        }
    }
}
