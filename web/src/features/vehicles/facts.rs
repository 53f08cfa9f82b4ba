//! A vehicle's particulars.

use std::rc::Rc;

use furgo_shared::{
    text::wire_name,
    units::Quantity,
    vehicles::{Fuel, VehicleView},
};
use yew::prelude::*;

use crate::{
    format,
    i18n::text,
    ui::{Card, Fact, Facts},
};

/// The name of a fuel.
pub fn fuel(fuel: Fuel) -> AttrValue {
    text(&format!("fuel-{}", wire_name(&fuel)))
}

/// What a fuel is measured in.
pub const fn fuel_unit(fuel: Fuel) -> &'static str {
    match fuel {
        Fuel::Electric => "kWh",
        Fuel::Cng | Fuel::Hydrogen => "kg",
        Fuel::Petrol | Fuel::Premium | Fuel::Diesel | Fuel::Lpg | Fuel::Other => "l",
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FactsCardProps {
    pub vehicle: Rc<VehicleView>,
}

/// See the module. What is not known is not listed, but for what every vehicle has.
#[component]
pub fn FactsCard(props: &FactsCardProps) -> Html {
    let vehicle = &props.vehicle;
    html! {
        <Card title={text("vehicle-facts")}>
            <Facts>
                <Fact label={text("vehicle-make-and-model")}>{ format!("{} {}", vehicle.make, vehicle.model) }</Fact>
                <Fact label={text("vehicle-plate")}>{ vehicle.plate.clone().unwrap_or_else(|| "–".to_owned()) }</Fact>
                <Fact label={text("vehicle-year")}>{ vehicle.year.map_or_else(|| "–".to_owned(), |year| year.to_string()) }</Fact>
                <Fact label={text("vehicle-fuel")}>{ fuel_and_tank(vehicle.fuel, vehicle.tank_capacity) }</Fact>
                <Fact label={text("vehicle-capacity")}>{ capacity(vehicle) }</Fact>
                <Fact label={text("vehicle-initial-odometer")}>{ format::km(vehicle.initial_odometer_km) }</Fact>
                { for vehicle.vin.iter().map(|vin| html! { <Fact label={text("vehicle-vin")}><span class="mono">{ vin }</span></Fact> }) }
                { for vehicle.notes.iter().map(|notes| html! { <Fact label={text("vehicle-notes")}>{ notes }</Fact> }) }
            </Facts>
        </Card>
    }
}

fn fuel_and_tank(of: Fuel, tank: Option<Quantity>) -> String {
    match tank {
        Some(tank) => format!("{}, {}\u{202f}{}", fuel(of), format::quantity(tank), fuel_unit(of)),
        None => fuel(of).to_string(),
    }
}

fn capacity(vehicle: &VehicleView) -> String {
    let packages = vehicle.capacity_packages.map(|count| {
        crate::i18n::text_with("vehicle-packages", [("count", count.into())]).to_string()
    });
    let parts: Vec<String> = vehicle
        .capacity_kg
        .map(|kg| format::kg(kg).to_string())
        .into_iter()
        .chain(packages)
        .collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join(", ") }
}
