//! Who drives: each driver with the routes that they have, which may take more, and further rounds.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    crew::{Member, Row, Work, takes_more},
    day_draft::DayDraft,
    row_fields::{OntoFields, RoundFields},
    supplies::Supplies,
};
use crate::{
    features::users::Awaited,
    format,
    hooks::FormState,
    i18n::{text, text_with},
    screens::Screen,
    ui::{Button, ButtonKind, Checkbox, Icon, IconName, ScreenLink, use_field_error},
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
    let all_busy = props.crew.iter().all(|member| !member.open.is_empty());
    // Fields are named by the places that their rows have in the request.
    let mut at = 0;
    let members = props.crew.iter().map(|member| {
        let place = at;
        at += member.rows().count();
        html! { <MemberFields key={member.driver.id.to_string()} within={props.clone()} member={member.clone()} at={place} /> }
    });
    let members: Vec<Html> = members.collect();
    html! {
        <fieldset class="form-section crew">
            <legend>{ text("plan-day-drivers") }</legend>
            { for all_busy.then(|| html! { <p key="busy" class="muted">{ text("plan-day-all-busy") }</p> }) }
            { for nobody.map(|_| html! { <p key="error" class="field__error"><Icon name={IconName::CircleAlert} /><span>{ text("plan-day-choose-drivers") }</span></p> }) }
            <ul key="rows">{ for members }</ul>
            <Awaited key="awaited" drivers={props.supplies.awaited.clone()} />
        </fieldset>
    }
}

/// What the fields of a driver need.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MemberProps {
    pub within: CrewFieldsProps,
    pub member: Member,
    /// The place of the driver's first row in the request.
    pub at: usize,
}

impl MemberProps {
    /// A callback that changes what stands in a row of the driver.
    pub fn write<V: 'static>(&self, write: impl Fn(&mut Work, V) + Clone + 'static) -> Callback<V> {
        self.within.form.bind(self.change(write))
    }

    /// A callback that changes which rows there are.
    pub fn rearrange<V: 'static>(
        &self,
        write: impl Fn(&mut Work, V) + Clone + 'static,
    ) -> Callback<V> {
        self.within.form.bind_anew(self.change(write))
    }

    fn change<V, W: Fn(&mut Work, V) + Clone>(
        &self,
        write: W,
    ) -> impl Fn(&mut DayDraft, V) + Clone + use<V, W> {
        let (id, work) = (self.member.driver.id, self.member.work.clone());
        move |draft: &mut DayDraft, value| {
            let mut next = work.clone();
            write(&mut next, value);
            draft.touched.insert(id, next);
        }
    }
}

#[component]
fn MemberFields(props: &MemberProps) -> Html {
    let member = &props.member;
    let name = member.driver.name.clone();
    let (fleet, day) = (props.within.supplies.fleet(), props.within.form.draft().day());
    let van = fleet.free_van(member.driver.id, day, &props.within.crew);
    let next = member.next_round(van.clone());
    let add = props.rearrange(move |work, ()| work.rounds.push(next.clone()));
    let head = match member.open.is_empty() {
        true => {
            let first = fleet.first_round(van);
            let onworks = props.rearrange(move |work, works| {
                work.rounds = if works { vec![first.clone()] } else { Vec::new() };
            });
            html! { <Checkbox key="works" name={format!("works-{}", member.driver.id)} label={name.clone()} checked={member.works()} onchange={onworks} /> }
        }
        false => html! { <p class="crew__name" key="name">{ name.clone() }</p> },
    };
    let mut places = (props.at..).zip(member.rows()).collect::<Vec<_>>().into_iter();
    let routes: Vec<Html> = member
        .open
        .iter()
        .map(|route| {
            if !takes_more(route) {
                let time = route.started_at.or(route.depart_at).map(format::clock);
                let time = time.unwrap_or_default().to_string();
                return html! {
                    <p class="crew__busy small muted" key={route.id.to_string()}>
                        <ScreenLink to={Screen::Route { id: route.id }}>{ text_with("plan-day-under-way", [("time", time.into())]) }</ScreenLink>
                    </p>
                };
            }
            let place = member.work.onto.contains_key(&route.id).then(|| places.next()).flatten();
            html! { <OntoFields key={route.id.to_string()} of={props.clone()} route={route.clone()} at={place.map(|(at, _)| at)} /> }
        })
        .collect();
    let rounds = places.filter_map(|(at, row)| match row {
        Row::Round(number, _) => Some(html! { <RoundFields key={format!("round-{number}")} of={props.clone()} {number} {at} /> }),
        Row::Onto(..) => None,
    });
    let rounds: Vec<Html> = rounds.collect();
    let may_add = member.works() || !member.open.is_empty();
    html! {
        <li class="crew__row">
            <div role="group" aria-label={name}>
                { head }
                { for routes }
                { for rounds }
                { for may_add.then(|| html! {
                    <div class="crew__add" key="add">
                        <Button kind={ButtonKind::Ghost} icon={IconName::Plus} onclick={add}>{ text("plan-day-add-round") }</Button>
                    </div>
                }) }
            </div>
        </li>
    }
}
