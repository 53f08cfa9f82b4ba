//! A package for the tests of what is planned.

use furgo_shared::{
    id::PackageId,
    packages::{Address, PackageStatus, PackageView, StoredPackage},
    time::Timestamp,
};
use uuid::Uuid;

/// A package with nothing but its id and its status.
pub fn package(number: u128, status: PackageStatus) -> PackageView {
    PackageView {
        stored: StoredPackage {
            id: PackageId(Uuid::from_u128(number)),
            tracking_code: String::new(),
            reference: None,
            recipient_name: String::new(),
            recipient_email: None,
            recipient_phone: None,
            address: Address::default(),
            weight_kg: None,
            description: None,
            access_note: None,
            estimated_delivery: None,
            time_window: None,
            service_min: None,
            locale: None,
            status,
            assigned_to: None,
            route_id: None,
            attempts: 0,
            tracking_url: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 1,
        },
        assigned_to_name: None,
    }
}
