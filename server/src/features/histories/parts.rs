//! The numbers that stand for fuels, energies, kinds of work and categories in the keys of indexes
//! and sums. They are part of the file's format: a number is never changed or given anew, and 0
//! stands for "all of them".

use furgo_shared::{
    expenses::ExpenseCategory, fuel::Energy, maintenance::MaintenanceKind, vehicles::Fuel,
};

/// Something that histories are divided and summed by.
pub trait Part: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// Its number, from 1.
    fn part(self) -> u8;

    /// What a number stands for; `None` for one that a newer program wrote.
    fn of_part(part: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.part() == part)
    }
}

/// The number of "all of them" in the group of an index.
pub const ALL_PARTS: u8 = 0;

impl Part for Fuel {
    const ALL: &'static [Self] = &Self::ALL;

    fn part(self) -> u8 {
        match self {
            Self::Petrol => 1,
            Self::Premium => 2,
            Self::Diesel => 3,
            Self::Lpg => 4,
            Self::Cng => 5,
            Self::Electric => 6,
            Self::Hydrogen => 7,
            Self::Other => 8,
        }
    }
}

impl Part for Energy {
    const ALL: &'static [Self] = &Self::ALL;

    fn part(self) -> u8 {
        match self {
            Self::Petrol => 1,
            Self::Diesel => 2,
            Self::Lpg => 3,
            Self::Cng => 4,
            Self::Electric => 5,
            Self::Hydrogen => 6,
            Self::Other => 7,
        }
    }
}

impl Part for MaintenanceKind {
    const ALL: &'static [Self] = &Self::ALL;

    fn part(self) -> u8 {
        match self {
            Self::Oil => 1,
            Self::Tyres => 2,
            Self::Brakes => 3,
            Self::Inspection => 4,
            Self::Repair => 5,
            Self::Battery => 6,
            Self::Filters => 7,
            Self::Transmission => 8,
            Self::Suspension => 9,
            Self::Alignment => 10,
            Self::Other => 11,
        }
    }
}

impl Part for ExpenseCategory {
    const ALL: &'static [Self] = &Self::ALL;

    fn part(self) -> u8 {
        match self {
            Self::Insurance => 1,
            Self::Tax => 2,
            Self::Registration => 3,
            Self::Parking => 4,
            Self::Toll => 5,
            Self::Washing => 6,
            Self::Fine => 7,
            Self::Financing => 8,
            Self::Other => 9,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers<P: Part + PartialEq + std::fmt::Debug>() -> Vec<u8> {
        for value in P::ALL {
            assert_eq!(P::of_part(value.part()), Some(*value));
        }
        assert_eq!(P::of_part(ALL_PARTS), None);
        P::ALL.iter().map(|value| value.part()).collect()
    }

    #[test]
    fn a_number_stands_for_one_value_in_every_file_ever_written() {
        assert_eq!(numbers::<Fuel>(), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(numbers::<Energy>(), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(numbers::<MaintenanceKind>(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        assert_eq!(numbers::<ExpenseCategory>(), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
}
