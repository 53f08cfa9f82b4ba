//! What burns from the same tank, how it is measured, and how much of it is believed.

use serde::{Deserialize, Serialize};

use crate::vehicles::Fuel;

/// A stream of its own: fuels that go into the same tank are one energy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Energy {
    /// Premium petrol too.
    Petrol,
    Diesel,
    Lpg,
    Cng,
    Electric,
    Hydrogen,
    Other,
}

/// What a quantity of energy is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnergyUnit {
    Litre,
    Kwh,
    Kg,
}

impl Energy {
    /// Every energy.
    pub const ALL: [Self; 7] = [
        Self::Petrol,
        Self::Diesel,
        Self::Lpg,
        Self::Cng,
        Self::Electric,
        Self::Hydrogen,
        Self::Other,
    ];

    /// The energy that a fuel is of.
    pub const fn of(fuel: Fuel) -> Self {
        match fuel {
            Fuel::Petrol | Fuel::Premium => Self::Petrol,
            Fuel::Diesel => Self::Diesel,
            Fuel::Lpg => Self::Lpg,
            Fuel::Cng => Self::Cng,
            Fuel::Electric => Self::Electric,
            Fuel::Hydrogen => Self::Hydrogen,
            Fuel::Other => Self::Other,
        }
    }

    /// What it is sold in.
    pub const fn unit(self) -> EnergyUnit {
        match self {
            Self::Petrol | Self::Diesel | Self::Lpg | Self::Other => EnergyUnit::Litre,
            Self::Electric => EnergyUnit::Kwh,
            Self::Cng | Self::Hydrogen => EnergyUnit::Kg,
        }
    }

    /// The least and the most that is believed for 100 km, in thousandths of the unit.
    ///
    /// Petrol and diesel are from motorcycles to lorries. A litre of LPG holds a quarter less than
    /// one of petrol. A kilogram of CNG replaces about 1.5 litres; buses burn up to 40. Electric
    /// reaches from a cargo moped to a lorry, hydrogen from a small car to a lorry. Of anything
    /// else nothing is known.
    pub(super) const fn believed_per_100km(self) -> Option<(i64, i64)> {
        match self {
            Self::Petrol => Some((2_000, 35_000)),
            Self::Diesel => Some((2_000, 60_000)),
            Self::Lpg => Some((2_000, 45_000)),
            Self::Cng => Some((1_000, 45_000)),
            Self::Electric => Some((1_000, 200_000)),
            Self::Hydrogen => Some((300, 20_000)),
            Self::Other => None,
        }
    }
}
