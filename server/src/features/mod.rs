//! One folder a noun, each with the same files: `endpoints` (one operation, one answer),
//! `operations` (rules in one transaction), `store` (indexes and named queries), `record`. Which may
//! name which is said in `xtask/src/tidy/layers.rs`.

pub mod attention;
pub mod auth;
pub mod backup;
mod chores;
pub mod dashboard;
pub mod demo_data;
pub mod devices;
pub mod door;
pub mod due;
pub mod economy;
pub mod events;
pub mod exceptions;
pub mod expenses;
pub mod figures;
pub mod files;
pub mod findings;
pub mod histories;
pub mod inbox;
pub mod jobs;
pub mod logs;
pub mod mails;
pub mod maintenance;
pub mod odometer;
pub mod packages;
pub mod readings;
pub mod refuels;
pub mod routes;
pub mod settings;
mod staff;
pub mod sync;
mod tidy;
pub mod tls;
pub mod tracking;
pub mod trash;
mod trashable;
pub mod users;
pub mod vehicles;
mod welcome;
pub mod work;

pub use chores::CHORES;

use actix_web::web::ServiceConfig;

use crate::{
    http::{self, Mount},
    storage::{
        feed::Telling,
        schema::{RecordKind, Schema},
    },
};

/// Every kind of record.
pub fn schema() -> Schema {
    Schema::new(vec![
        RecordKind::of::<settings::SettingsRecord>(),
        RecordKind::of::<users::UserRecord>(),
        RecordKind::of::<auth::SessionRecord>(),
        RecordKind::of::<auth::LinkRecord>(),
        RecordKind::of::<vehicles::VehicleRecord>(),
        RecordKind::of::<packages::PackageRecord>(),
        RecordKind::of::<logs::LogRecord>(),
        RecordKind::of::<routes::RouteRecord>(),
        RecordKind::of::<refuels::RefuelRecord>(),
        RecordKind::of::<maintenance::MaintenanceRecord>(),
        RecordKind::of::<expenses::ExpenseRecord>(),
        RecordKind::of::<readings::ReadingRecord>(),
        RecordKind::of::<refuels::IntervalRecord>(),
        RecordKind::of::<findings::FindingRecord>(),
        RecordKind::of::<vehicles::FoundationRecord>(),
        RecordKind::of::<due::NoticeRecord>(),
        RecordKind::of::<due::DueStateRecord>(),
        RecordKind::of::<due::DigestWeekRecord>(),
        RecordKind::of::<jobs::JobRecord>(),
        RecordKind::of::<mails::MailSettingsRecord>(),
        RecordKind::of::<mails::MailRecord>(),
        RecordKind::of::<auth::DevicesRecord>(),
        RecordKind::of::<exceptions::ExceptionRecord>(),
        RecordKind::of::<devices::DeviceRecord>(),
    ])
    .waking(vec![jobs::store::JOBS, mails::settings::MAIL_SETTINGS])
    .with(economy::DERIVATION)
    .with(logs::DERIVATION)
    .with(packages::DERIVATION)
    .telling(vec![
        Telling::of::<settings::SettingsRecord>(),
        Telling::of::<users::UserRecord>(),
        Telling::of::<auth::SessionRecord>(),
        Telling::of::<vehicles::VehicleRecord>(),
        Telling::of::<packages::PackageRecord>(),
        Telling::of::<logs::LogRecord>(),
        Telling::of::<routes::RouteRecord>(),
        Telling::of::<refuels::RefuelRecord>(),
        Telling::of::<maintenance::MaintenanceRecord>(),
        Telling::of::<expenses::ExpenseRecord>(),
        Telling::of::<readings::ReadingRecord>(),
        Telling::of::<findings::FindingRecord>(),
        Telling::of::<due::NoticeRecord>(),
        Telling::of::<exceptions::ExceptionRecord>(),
    ])
}

/// Every endpoint.
pub fn mount(mount: &mut Mount) {
    auth::mount(mount);
    users::mount(mount);
    settings::mount(mount);
    tls::mount(mount);
    welcome::mount(mount);
    jobs::mount(mount);
    mails::mount(mount);
    backup::mount(mount);
    vehicles::mount(mount);
    refuels::mount(mount);
    maintenance::mount(mount);
    readings::mount(mount);
    economy::mount(mount);
    inbox::mount(mount);
    attention::mount(mount);
    expenses::mount(mount);
    files::mount(mount);
    figures::mount(mount);
    due::mount(mount);
    packages::mount(mount);
    logs::mount(mount);
    routes::mount(mount);
    tracking::mount(mount);
    trash::mount(mount);
    demo_data::mount(mount);
    dashboard::mount(mount);
    devices::mount(mount);
    sync::mount(mount);
    events::mount(mount);
    http::openapi::mount(mount);
}

/// What is fetched past the API: pages that need no app, and what the app's own page needs.
pub fn pages(config: &mut ServiceConfig) {
    welcome::sheet::mount(config);
    tracking::page::mount(config);
    tls::pages::mount(config);
}
