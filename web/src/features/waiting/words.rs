//! What an entry says, in plain words.

use furgo_phone::Entry;
use furgo_shared::{
    field::FieldCommand,
    id::{PackageId, StopId},
    packages::{PackageView, StepPackages},
    routes::{RouteStatus, RouteView},
    sync::{EntityKind, Said},
    text::wire_name,
    vehicles::VehicleView,
};
use yew::prelude::*;

use crate::{
    i18n::{text, text_with},
    offline,
    ui::IconName,
};

/// What an entry is, and of which picture.
pub fn entry(entry: &Entry) -> (IconName, AttrValue) {
    match entry.said() {
        Some(Said::Command(command)) => said(&command),
        Some(Said::Discarded) => (IconName::Trash, text("waiting-discarded")),
        None => (IconName::Info, text("waiting-unknown")),
    }
}

fn said(command: &FieldCommand) -> (IconName, AttrValue) {
    match command {
        FieldCommand::StepRoute { step, .. } => match step.status {
            RouteStatus::InProgress => (IconName::Play, text("waiting-route-started")),
            RouteStatus::Completed => (IconName::CircleCheck, text("waiting-route-completed")),
            RouteStatus::Planned | RouteStatus::Cancelled => {
                (IconName::Ban, text("waiting-route-cancelled"))
            }
        },
        FieldCommand::StepPackages(step) => (IconName::Package, packages(step)),
        FieldCommand::RecordArrival(arrival) => {
            let place = place_of_stop(arrival.stop_id).unwrap_or_default();
            (IconName::MapPin, text_with("waiting-arrived", [("about", place.into())]))
        }
        FieldCommand::LogRoute(route) => (
            IconName::Route,
            of_vehicle("waiting-journey", route.vehicle.as_deref().unwrap_or_default()),
        ),
        FieldCommand::CreateRefuel(refuel) => {
            (IconName::Fuel, of_vehicle("waiting-refuel", &refuel.vehicle))
        }
        FieldCommand::CreateMaintenance(work) => {
            (IconName::Wrench, of_vehicle("waiting-maintenance", &work.vehicle))
        }
        FieldCommand::CreateExpense(expense) => {
            (IconName::Receipt, of_vehicle("waiting-expense", &expense.vehicle))
        }
        FieldCommand::PayExpense { .. } => (IconName::Receipt, text("waiting-payment")),
        FieldCommand::CreateReading(reading) => {
            (IconName::Gauge, of_vehicle("waiting-reading", &reading.vehicle))
        }
    }
}

fn packages(step: &StepPackages) -> AttrValue {
    let status = text(&format!("package-status-{}", wire_name(&step.new_status)));
    let about = match &step.ids()[..] {
        [one] => place_of_package(*one).unwrap_or_default(),
        several => text_with("waiting-packages", [("count", several.len().into())]).to_string(),
    };
    let key = if step.undo { "waiting-undone" } else { "waiting-step" };
    text_with(key, [("status", status.to_string().into()), ("about", about.into())])
}

fn of_vehicle(key: &str, vehicle: &str) -> AttrValue {
    let id = vehicle.parse().ok();
    let known = id.and_then(|id| offline::entity::<VehicleView>(EntityKind::Vehicle, id));
    let vehicle = known.map_or_else(|| vehicle.to_owned(), |known| known.stored.alias);
    text_with(key, [("vehicle", vehicle.into())])
}

fn place_of_package(id: PackageId) -> Option<String> {
    let package = offline::entity::<PackageView>(EntityKind::Package, id.into());
    package.map(|package| package.address.street.clone()).or_else(|| {
        let stops = offline::entities::<RouteView>(EntityKind::Route);
        let mut stops = stops.iter().flat_map(|route| &route.stops);
        stops.find(|stop| stop.package_id == id).map(place)
    })
}

fn place_of_stop(id: StopId) -> Option<String> {
    let routes = offline::entities::<RouteView>(EntityKind::Route);
    routes.iter().flat_map(|route| &route.stops).find(|stop| stop.id == id).map(place)
}

fn place(stop: &furgo_shared::routes::StopView) -> String {
    let address = stop.package.address.as_ref();
    address.map_or_else(|| stop.city.clone(), |address| address.street.clone())
}
