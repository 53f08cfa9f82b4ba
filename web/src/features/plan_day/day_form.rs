//! The choices: day, drivers, packages.

use std::{collections::BTreeSet, rc::Rc};

use chrono::Days;
use furgo_shared::{id::PackageId, routes::PLAN_PACKAGES_MAX, time::Day};
use yew::prelude::*;

use super::{
    crew_fields::CrewFields,
    day_draft::{DayDraft, load},
    supplies::Supplies,
};
use crate::{
    api::ApiError,
    features::routes::{LoadSummary, PackagePicker, late_departure},
    format,
    hooks::FormState,
    i18n::{text, text_with},
    platform::clock,
    screens::Screen,
    ui::{Card, Checkbox, Chip, Chips, DateField, Form, IconName},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DayFormProps {
    pub supplies: Rc<Supplies>,
    pub form: FormState<DayDraft>,
    pub problem: Option<ApiError>,
    pub onsubmit: Callback<()>,
}

/// See the module.
#[component]
pub fn DayForm(props: &DayFormProps) -> Html {
    let (supplies, form, draft) = (&props.supplies, &props.form, props.form.draft());
    let crew = Rc::new(supplies.crew(draft));
    let packages = supplies.offered(&crew);
    let chosen = draft.chosen(&packages);
    let load = load(&packages, &chosen, &crew, &supplies.vehicles);
    let submit = if load.count == 0 {
        text("plan-day-submit")
    } else {
        text_with("plan-day-submit-count", [("count", load.count.into())])
    };
    let onchosen = {
        let packages = packages.clone();
        form.bind(move |draft: &mut DayDraft, chosen: BTreeSet<PackageId>| {
            draft.choose(&packages, &chosen);
        })
    };
    html! {
        <div class="plan plan--day">
            <div class="plan__form" key="form">
                <Card>
                    <Form {submit} icon={IconName::Route} onsubmit={props.onsubmit.clone()} cancel={Screen::Routes} errors={form.errors()} problem={props.problem.clone()}>
                        { day_fields(form) }
                        <CrewFields key="crew" crew={crew.clone()} supplies={supplies.clone()} form={form.clone()} />
                        <Checkbox key="return" name="return_to_depot" label={text("plan-return")} checked={draft.return_to_depot}
                            onchange={form.bind(|draft: &mut DayDraft, value| draft.return_to_depot = value)} />
                        <Checkbox key="few" name="balance" label={text("plan-day-few-vans")} hint={text("plan-day-few-vans-hint")} checked={draft.few_vans}
                            onchange={form.bind(|draft: &mut DayDraft, value| draft.few_vans = value)} />
                        { late_departure(draft.leaves_too_late(&crew, clock::now())) }
                        <LoadSummary key="load" {load} too_much={text("plan-day-too-much")} />
                    </Form>
                </Card>
            </div>
            <div class="stack" key="packages">
                { for notes(supplies, packages.len()) }
                <PackagePicker key="picker" {packages} chosen={Rc::new(chosen)} {onchosen} hint={text("plan-day-none-found-hint")} />
            </div>
        </div>
    }
}

/// Why a package may be missing from the list.
fn notes(supplies: &Supplies, listed: usize) -> Vec<Html> {
    let away = supplies.packages.iter().filter(|package| supplies.is_on_the_road(package)).count();
    let away = (away > 0).then(|| text_with("plan-day-on-the-road", [("count", away.into())]));
    let is_cut = listed >= PLAN_PACKAGES_MAX;
    let cut = is_cut.then(|| text_with("plan-day-cut", [("count", PLAN_PACKAGES_MAX.into())]));
    away.into_iter()
        .chain(cut)
        .map(|note| html! { <p key={note.to_string()} class="muted small">{ note }</p> })
        .collect()
}

/// The day as such, and the two that are planned most by one press.
fn day_fields(form: &FormState<DayDraft>) -> Html {
    let (draft, today) = (form.draft(), format::today());
    let near = |label: &str, day: Option<Day>| {
        let day = day.unwrap_or(today).to_string();
        Chip::new(day.clone(), text(label), draft.date == day)
    };
    let tomorrow = today.checked_add_days(Days::new(1));
    let chips = vec![near("plan-day-today", Some(today)), near("plan-day-tomorrow", tomorrow)];
    html! {
        <div class="day-choice" key="day">
            <DateField name="date" label={text("routes-day")} value={draft.date.clone()} oninput={form.bind(|draft: &mut DayDraft, value| draft.date = value)} />
            <Chips label={text("routes-day")} {chips} ontoggle={form.bind(|draft: &mut DayDraft, day: AttrValue| draft.date = day.to_string())} />
        </div>
    }
}
