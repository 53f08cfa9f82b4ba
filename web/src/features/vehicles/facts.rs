//! A vehicle's particulars.

use std::rc::Rc;

use furgo_shared::{
    measures::Measure,
    text::wire_name,
    units::Quantity,
    vehicles::{Fuel, VehicleView},
};
use yew::prelude::*;

use crate::{
    format,
    i18n::text,
    session::{Measures, use_measures},
    ui::{Card, Fact, Facts},
};

/// The name of a fuel.
pub fn fuel(fuel: Fuel) -> AttrValue {
    text(&format!("fuel-{}", wire_name(&fuel)))
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FactsCardProps {
    pub vehicle: Rc<VehicleView>,
}

/// See the module. What is not known is not listed, but for what every vehicle has.
#[component]
pub fn FactsCard(props: &FactsCardProps) -> Html {
    let (vehicle, measures) = (&props.vehicle, use_measures());
    let second = vehicle.second_fuel.map(|second| {
        let value = fuel_and_tank(second, vehicle.second_capacity, measures);
        html! { <Fact label={text("vehicle-second-fuel")}>{ value }</Fact> }
    });
    html! {
        <Card title={text("vehicle-facts")}>
            <Facts>
                <Fact label={text("vehicle-make-and-model")}>{ format!("{} {}", vehicle.make, vehicle.model) }</Fact>
                <Fact label={text("vehicle-plate")}>{ vehicle.plate.clone().unwrap_or_else(|| "–".to_owned()) }</Fact>
                <Fact label={text("vehicle-year")}>{ vehicle.year.map_or_else(|| "–".to_owned(), |year| year.to_string()) }</Fact>
                <Fact label={text("vehicle-fuel")}>{ fuel_and_tank(vehicle.fuel, vehicle.tank_capacity, measures) }</Fact>
                { for second }
                <Fact label={text("vehicle-capacity")}>{ capacity(vehicle) }</Fact>
                <Fact label={text("vehicle-initial-odometer")}>{ format::distance(vehicle.initial_odometer_km, measures.units) }</Fact>
                { for bought(vehicle, measures) }
                { for vehicle.vin.iter().map(|vin| html! { <Fact label={text("vehicle-vin")}><span class="mono">{ vin }</span></Fact> }) }
                { for vehicle.notes.iter().map(|notes| html! { <Fact label={text("vehicle-notes")}>{ notes }</Fact> }) }
            </Facts>
        </Card>
    }
}

fn fuel_and_tank(of: Fuel, tank: Option<Quantity>, measures: Measures) -> String {
    let name = fuel(of);
    tank.map_or_else(
        || name.to_string(),
        |tank| format!("{name}, {}", format::fuel_quantity(tank, Measure::of(of), measures.units)),
    )
}

/// Day and price of the purchase, as far as they are known.
fn bought(vehicle: &VehicleView, measures: Measures) -> Option<Html> {
    let day = vehicle.purchase_date.map(format::day);
    let price = vehicle.purchase_price.map(|price| format::money(price, measures.currency));
    let parts: Vec<AttrValue> = day.into_iter().chain(price).collect();
    (!parts.is_empty()).then(|| {
        let value = parts.join(", ");
        html! { <Fact label={text("vehicle-bought")}>{ value }</Fact> }
    })
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
