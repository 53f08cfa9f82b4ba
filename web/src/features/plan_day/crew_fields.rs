//! Who drives: each driver with a van and hours.

use std::rc::Rc;

use furgo_shared::{validate::FieldCode, vehicles::VehicleView};
use yew::prelude::*;

use super::{
    crew::{Member, Shift},
    day_draft::DayDraft,
    supplies::Supplies,
};
use crate::{
    features::{routes::vehicle_choice, users::Awaited},
    format,
    hooks::FormState,
    i18n::{text, text_with},
    screens::Screen,
    ui::{Checkbox, Choice, HourField, Icon, IconName, ScreenLink, SelectField, use_field_error},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CrewFieldsProps {
    pub crew: Rc<Vec<Member>>,
    pub supplies: Rc<Supplies>,
    pub form: FormState<DayDraft>,
}

/// See the module. Stands for the field `drivers` in the form around it.
#[component]
pub fn CrewFields(props: &CrewFieldsProps) -> Html {
    let error = use_field_error(&"drivers".into(), None);
    let nobody = error.filter(|_| !props.crew.iter().any(Member::works));
    let all_busy = props.crew.iter().all(|member| member.busy.is_some());
    // Fields are named by the places that their drivers have in the request.
    let mut at = 0;
    let rows = props.crew.iter().map(|member| {
        let place = at;
        at += usize::from(member.works());
        row(props, member, place)
    });
    let rows: Vec<Html> = rows.collect();
    html! {
        <fieldset class="form-section crew">
            <legend>{ text("plan-day-drivers") }</legend>
            { for all_busy.then(|| html! { <p key="busy" class="muted">{ text("plan-day-all-busy") }</p> }) }
            { for nobody.map(|_| html! { <p key="error" class="field__error"><Icon name={IconName::CircleAlert} /><span>{ text("plan-day-choose-drivers") }</span></p> }) }
            <ul key="rows">{ for rows }</ul>
            <Awaited key="awaited" drivers={props.supplies.awaited.clone()} />
        </fieldset>
    }
}

/// A callback that changes one driver's shift.
fn write<V: 'static>(
    props: &CrewFieldsProps,
    member: &Member,
    write: impl Fn(&mut Shift, V) + Clone + 'static,
) -> Callback<V> {
    let (id, shift) = (member.driver.id, member.shift.clone());
    props.form.bind(move |draft: &mut DayDraft, value| {
        let mut next = shift.clone();
        write(&mut next, value);
        draft.touched.insert(id, next);
    })
}

fn row(props: &CrewFieldsProps, member: &Member, at: usize) -> Html {
    let (draft, name) = (props.form.draft(), &member.driver.name);
    let spare = props.supplies.fleet().free_van(member.driver.id, draft.day(), &props.crew);
    let onworks = write(props, member, move |shift, works| {
        shift.works = works;
        if works {
            shift.vehicle = spare.clone();
        }
    });
    let busy = member.busy.map(|id| {
        html! {
            <p class="crew__busy small muted" key="busy">
                <ScreenLink to={Screen::Route { id }}>{ text("plan-day-has-route") }</ScreenLink>
            </p>
        }
    });
    html! {
        <li class="crew__row" key={member.driver.id.to_string()}>
            <div role="group" aria-label={name.clone()}>
                <Checkbox key="works" name={format!("works-{}", member.driver.id)} label={name.clone()} checked={member.works()}
                    disabled={member.busy.is_some()} onchange={onworks} />
                { for busy }
                { for member.works().then(|| fields(props, member, at)) }
            </div>
        </li>
    }
}

fn fields(props: &CrewFieldsProps, member: &Member, at: usize) -> Html {
    let shift = &member.shift;
    let field = |name: &str| format!("drivers[{at}].{name}");
    let none = Choice::new("", text("plan-no-vehicle"));
    let vehicles: Vec<Choice> =
        std::iter::once(none).chain(props.supplies.vehicles.iter().map(with_capacity)).collect();
    let errors = props.form.errors();
    // In the words of this screen, where there are some.
    let said = |name: &str, code: FieldCode, key: &str| {
        (errors.of(&field(name)) == Some(code)).then(|| text(key))
    };
    let van_error = said("vehicle", FieldCode::Repeated, "plan-day-van-twice");
    let end_error = said("end", FieldCode::OutOfRange, "plan-day-end-early");
    html! {
        <div class="crew__fields" key="fields">
            <SelectField name={field("vehicle")} label={text("routes-vehicle")} value={shift.vehicle.clone()} choices={vehicles} error={van_error}
                onchange={write(props, member, |shift, value| shift.vehicle = value)} />
            <HourField name={field("start")} label={text("plan-day-start")} value={shift.start.clone()} optional=true
                oninput={write(props, member, |shift, value| shift.start = value)} />
            <HourField name={field("end")} label={text("plan-day-end")} value={shift.end.clone()} optional=true error={end_error}
                oninput={write(props, member, |shift, value| shift.end = value)} />
        </div>
    }
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
