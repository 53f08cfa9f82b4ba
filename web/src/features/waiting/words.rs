//! What an entry says, in plain words.

use furgo_phone::Entry;
use furgo_shared::{
    field::FieldCommand,
    id::{PackageId, StopId},
    packages::{PackageView, StepPackages},
    routes::{RouteStatus, RouteView},
    sync::{DISCARDED, EntityKind},
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
    match entry.on_the_day() {
        Some(command) => on_the_day(&command).unwrap_or_else(|| of_kind(entry)),
        None => of_kind(entry),
    }
}

/// Of the rest only the vehicle is said: what reads all of every command would cost the download a
/// twentieth of a driver's part.
fn of_kind(entry: &Entry) -> (IconName, AttrValue) {
    let vehicle =
        entry.args.get("vehicle").and_then(|vehicle| vehicle.as_str()).unwrap_or_default();
    match entry.kind.as_str() {
        DISCARDED => (IconName::Trash, text("waiting-discarded")),
        "route.log.1" => (IconName::Route, of_vehicle("waiting-journey", vehicle)),
        "refuel.create.1" => (IconName::Fuel, of_vehicle("waiting-refuel", vehicle)),
        "maintenance.create.1" => (IconName::Wrench, of_vehicle("waiting-maintenance", vehicle)),
        "expense.create.1" => (IconName::Receipt, of_vehicle("waiting-expense", vehicle)),
        "expense.pay.1" => (IconName::Receipt, text("waiting-payment")),
        "reading.create.1" => (IconName::Gauge, of_vehicle("waiting-reading", vehicle)),
        _ => (IconName::Info, text("waiting-unknown")),
    }
}

fn on_the_day(command: &FieldCommand) -> Option<(IconName, AttrValue)> {
    Some(match command {
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
        FieldCommand::ReorderStops(_) => (IconName::Route, text("waiting-reordered")),
        FieldCommand::LogRoute(_)
        | FieldCommand::CreateRefuel(_)
        | FieldCommand::CreateMaintenance(_)
        | FieldCommand::CreateExpense(_)
        | FieldCommand::PayExpense { .. }
        | FieldCommand::CreateReading(_) => return None,
    })
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

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use furgo_phone::State;
    use furgo_shared::{id::ClientId, time::Timestamp};
    use uuid::Uuid;

    use super::*;

    fn entered(kind: &str, args: serde_json::Value) -> Entry {
        Entry {
            client_id: ClientId(Uuid::nil()),
            seq: 1,
            id: Uuid::nil(),
            occurred_at: Timestamp::UNIX_EPOCH,
            kind: kind.to_owned(),
            args,
            state: State::Waiting,
            was: None,
        }
    }

    /// Every command that was ever shipped, as phones keep them.
    #[test]
    fn whatever_waits_has_words() {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/field_commands");
        let mut kinds = 0;
        for file in fs::read_dir(folder).expect("the folder is there") {
            let content = fs::read_to_string(file.expect("it can be listed").path());
            let examples: Vec<serde_json::Value> =
                serde_json::from_str(&content.expect("it can be read")).expect("it is JSON");
            kinds += 1;
            for example in examples {
                let kind = example["kind"].as_str().expect("it has one");
                let (icon, words) = entry(&entered(kind, example["args"].clone()));
                assert!(icon != IconName::Info && words != text("waiting-unknown"), "{example}");
                if let Some(vehicle) = example["args"]["vehicle"].as_str() {
                    assert!(words.contains(vehicle), "{words}: {example}");
                }
            }
        }
        assert!(kinds >= 9);
        assert_eq!(entry(&entered(DISCARDED, serde_json::Value::Null)).0, IconName::Trash);
        assert_eq!(entry(&entered("of.tomorrow.1", serde_json::Value::Null)).0, IconName::Info);
    }
}
