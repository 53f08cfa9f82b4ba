//! Starting and completing a route: the odometer's reading is asked for, never demanded.

use furgo_shared::{
    api,
    measures::DistanceUnit,
    typed::TypedDistance,
    units::Km,
    validate::{Empty, FieldErrors},
    vehicles::validate_odometer,
};
use yew::prelude::*;

use crate::{
    api::ApiError,
    features::entries::measured::parse_distance,
    format,
    hooks::{use_form, use_query, use_rest},
    i18n::{text, text_with},
    session::use_measures,
    ui::{Dialog, Form, NumberField},
};

/// A reading, and how it was typed if not in kilometres; nothing where none was read.
pub type Reading = Option<(Km, Option<TypedDistance>)>;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OdometerDialogProps {
    pub open: bool,
    pub title: AttrValue,
    /// What happens then.
    pub text: AttrValue,
    /// The verb on the button.
    pub confirm: AttrValue,
    /// The vehicle's alias, to look up its last reading.
    #[prop_or_default]
    pub vehicle: Option<AttrValue>,
    #[prop_or_default]
    pub busy: bool,
    #[prop_or_default]
    pub waiting: bool,
    #[prop_or_default]
    pub problem: Option<ApiError>,
    pub onconfirm: Callback<Reading>,
    pub onclose: Callback<()>,
}

/// See the module. Without a vehicle there is nothing to read: it only asks.
#[component]
pub fn OdometerDialog(props: &OdometerDialogProps) -> Html {
    let form = match &props.vehicle {
        Some(vehicle) => {
            html! { <KnownVehicle key="known" alias={vehicle.clone()} dialog={props.clone()} /> }
        }
        None => {
            html! { <ReadingForm key="unknown" dialog={props.clone()} last={None::<Km>} asks=false /> }
        }
    };
    html! {
        <Dialog open={props.open} title={props.title.clone()} onclose={props.onclose.clone()}>
            <p key="text">{ &props.text }</p>
            <div key="form">{ form }</div>
        </Dialog>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct KnownVehicleProps {
    alias: AttrValue,
    dialog: OdometerDialogProps,
}

#[component]
fn KnownVehicle(props: &KnownVehicleProps) -> Html {
    // A driver need not see the vehicle's record: then there is no hint, and that is all.
    let vehicle = use_query(&api::GET_VEHICLE, &[&props.alias], &Empty {});
    let last = vehicle.value().map(|vehicle| vehicle.odometer_km);
    html! { <ReadingForm dialog={props.dialog.clone()} {last} asks=true /> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ReadingFormProps {
    dialog: OdometerDialogProps,
    last: Option<Km>,
    asks: bool,
}

fn reading(typed: &str, unit: DistanceUnit) -> Result<Reading, FieldErrors> {
    let mut errors = FieldErrors::default();
    let reading = parse_distance("odometer_km", typed, unit, &mut errors);
    if let Some((odometer, _)) = reading {
        validate_odometer("odometer_km", odometer, &mut errors);
    }
    if errors.is_empty() { Ok(reading) } else { Err(errors) }
}

#[component]
fn ReadingForm(props: &ReadingFormProps) -> Html {
    let (form, dialog, units) = (use_form(String::new), &props.dialog, use_measures().units);
    // It appears under the finger: a second tap of what opened it must not confirm.
    let rests = use_rest(());
    let onsubmit = {
        let confirm = dialog.onconfirm.clone();
        form.submit(
            move |typed: &String| reading(typed, units.distance),
            move |reading| confirm.emit(reading),
        )
    };
    let hint = props.last.map(|last| {
        let last = format::distance(last, units).to_string();
        text_with("odometer-last", [("reading", last.into())])
    });
    html! {
        <Form submit={dialog.confirm.clone()} {onsubmit} oncancel={dialog.onclose.clone()} errors={form.errors()} problem={dialog.problem.clone()} busy={dialog.busy} {rests} waiting={dialog.waiting}>
            { for props.asks.then(|| html! {
                <NumberField key="reading" name="odometer_km" label={text("odometer-label")} suffix={format::distance_unit(units.distance)} {hint} optional=true
                    value={form.draft().clone()} oninput={form.bind(|draft: &mut String, value| *draft = value)} />
            }) }
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reading_is_a_reading_too() {
        let reading = |typed| reading(typed, DistanceUnit::Km);
        assert_eq!(reading(""), Ok(None));
        assert_eq!(reading("84210,5"), Ok(Some((Km::from_units(842_105), None))));
        assert!(reading("-3").is_err() && reading("far").is_err());
    }

    #[test]
    fn miles_stay_what_was_typed() {
        let (km, typed) = reading("52326.4", DistanceUnit::Mi).ok().flatten().unwrap_or_default();
        assert_eq!(km, Km::from_units(842_112));
        let typed = typed.map(|typed| (typed.value.units(), typed.unit));
        assert_eq!(typed, Some((52_326_400, DistanceUnit::Mi)));
    }
}
