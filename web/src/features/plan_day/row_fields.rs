//! The fields of one row: a route that takes more, or a round with a van and hours.

use furgo_shared::{
    routes::RouteRowView, settings::parse_hour, time::Timestamp, validate::FieldCode,
    vehicles::VehicleView,
};
use yew::prelude::*;

use super::{
    crew::{Round, Work},
    crew_fields::MemberProps,
    day_draft::instant_after,
};
use crate::{
    features::routes::vehicle_choice,
    format,
    i18n::{or_unknown, text, text_with},
    screens::Screen,
    ui::{
        Button, ButtonKind, Checkbox, Choice, HourField, IconName, ScreenLink, SelectField,
        use_field_error,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OntoProps {
    pub of: MemberProps,
    pub route: RouteRowView,
    /// Its place in the request, if more is to go onto it.
    pub at: Option<usize>,
}

/// Whether more goes onto a route, and until when.
#[component]
pub fn OntoFields(props: &OntoProps) -> Html {
    let (route, id) = (&props.route, props.route.id);
    let end_field = props.at.map_or_else(String::new, |at| format!("drivers[{at}].end"));
    let end_error = use_field_error(&end_field.clone().into(), None);
    let departs = or_unknown(route.depart_at.map(format::clock));
    let hours = format!("{departs}–{}", or_unknown(route.ends_at.map(format::clock)));
    let stops = text_with("stops-title", [("count", route.stop_count.into())]);
    let facts = [Some(hours), Some(stops.to_string()), route.vehicle.clone()];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let onadd = props.of.rearrange(move |work, adds| {
        match adds {
            true => work.onto.insert(id, String::new()),
            false => work.onto.remove(&id),
        };
    });
    let label = text_with("plan-day-onto", [("time", departs.to_string().into())]);
    let link = html! { <ScreenLink to={Screen::Route { id }}>{ facts }</ScreenLink> };
    let end = props.at.map(|_| {
        let end = props.of.member.work.onto.get(&id).cloned().unwrap_or_default();
        let onend = props.of.write(move |work: &mut Work, end| {
            work.onto.insert(id, end);
        });
        let stands = or_unknown(route.ends_at.map(format::clock)).to_string();
        let error = end_error.map(|_| text_with("plan-day-end-stands", [("time", stands.into())]));
        let hint = next_day(props, &end, route.depart_at);
        html! {
            <div class="crew__fields crew__fields--end" key="end">
                <HourField name={end_field} label={text("plan-day-end")} value={end} optional=true {error} {hint} oninput={onend} />
            </div>
        }
    });
    html! {
        <div class="crew__onto">
            <Checkbox key="onto" name={format!("onto-{id}")} {label} checked={props.at.is_some()} onchange={onadd} />
            <p class="crew__busy small muted" key="facts">{ link }</p>
            { for end }
        </div>
    }
}

/// What is said beside an end that is behind midnight.
fn next_day(props: &OntoProps, end: &str, begins: Option<Timestamp>) -> Option<AttrValue> {
    ends_next_day(&props.of, end, begins).then(|| text("plan-day-next-day"))
}

fn ends_next_day(of: &MemberProps, end: &str, begins: Option<Timestamp>) -> bool {
    let ends = of.within.form.draft().day().zip(parse_hour(end));
    let ends = ends.and_then(|(day, end)| Some((day, instant_after(day, end, begins)?)));
    ends.is_some_and(|(day, at)| format::day_of(at) != day)
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RoundProps {
    pub of: MemberProps,
    /// Which round of the driver.
    pub number: usize,
    /// Its place in the request.
    pub at: usize,
}

/// The van and the hours of a round.
#[component]
pub fn RoundFields(props: &RoundProps) -> Html {
    let (member, number) = (&props.of.member, props.number);
    let field = |name: &str| format!("drivers[{}].{name}", props.at);
    // The driver has no field here: it is the hours that are wrong.
    let driver_error = use_field_error(&field("driver_id").into(), None);
    let round = member.work.rounds.get(number).cloned().unwrap_or_default();
    let none = Choice::new("", text("plan-no-vehicle"));
    let vehicles = props.of.within.supplies.vehicles.iter().map(with_capacity);
    let vehicles: Vec<Choice> = std::iter::once(none).chain(vehicles).collect();
    let errors = props.of.within.form.errors();
    // In the words of this screen, where there are some.
    let said = |name: &str, code: FieldCode, key: &str| {
        (errors.of(&field(name)) == Some(code)).then(|| text(key))
    };
    let van_error = said("vehicle", FieldCode::Repeated, "plan-day-van-twice");
    let start_error = said("start", FieldCode::Repeated, "plan-day-overlap")
        .or_else(|| driver_error.map(|_| text("plan-day-overlap")));
    let end_error = said("end", FieldCode::OutOfRange, "plan-day-end-early");
    let start = props.of.within.form.draft().day().zip(parse_hour(&round.start));
    let start = start.and_then(|(day, (hour, minute))| format::instant(day, hour, minute));
    let is_next_day = ends_next_day(&props.of, &round.end, start);
    let back = member.back_at().filter(|_| number == 0);
    let back =
        back.map(|at| text_with("plan-day-back", [("time", format::clock(at).to_string().into())]));
    let is_further = number > 0 || !member.open.is_empty();
    let onremove = props.of.rearrange(move |work: &mut Work, ()| {
        if number < work.rounds.len() {
            work.rounds.remove(number);
        }
    });
    let remove = is_further.then(|| html! {
        <Button key="remove" kind={ButtonKind::Ghost} icon={IconName::X} onclick={onremove}>{ text("plan-day-remove-round") }</Button>
    });
    html! {
        <div class="crew__round" role="group" aria-label={text_with("plan-day-round", [("number", (number + 1).into())])}>
            <div class="crew__fields" key="fields">
                <SelectField name={field("vehicle")} label={text("routes-vehicle")} value={round.vehicle.clone()} choices={vehicles} error={van_error}
                    onchange={write(props, |round, value| round.vehicle = value)} />
                <HourField name={field("start")} label={text("plan-day-start")} value={round.start.clone()} optional=true error={start_error} hint={back}
                    oninput={write(props, |round, value| round.start = value)} />
                <HourField name={field("end")} label={text("plan-day-end")} value={round.end.clone()} optional=true error={end_error}
                    hint={is_next_day.then(|| text("plan-day-next-day"))}
                    oninput={write(props, |round, value| round.end = value)} />
            </div>
            { for remove }
        </div>
    }
}

/// A callback that changes the round.
fn write<V: 'static>(
    props: &RoundProps,
    write: impl Fn(&mut Round, V) + Clone + 'static,
) -> Callback<V> {
    let number = props.number;
    props.of.write(move |work: &mut Work, value| {
        if let Some(round) = work.rounds.get_mut(number) {
            write(round, value);
        }
    })
}

fn with_capacity(vehicle: &VehicleView) -> Choice {
    let choice = vehicle_choice(vehicle);
    match vehicle.capacity_kg {
        Some(capacity) => {
            let parts = [
                ("vehicle", choice.label.as_str().into()),
                ("capacity", format::kg(capacity).to_string().into()),
            ];
            Choice { label: text_with("plan-day-van-capacity", parts), ..choice }
        }
        None => choice,
    }
}
