//! Driver, day, departure, vehicle, and the packages: the draft of a route.

use std::rc::Rc;

use furgo_shared::{
    api,
    id::PackageId,
    packages::PackageView,
    problem::{ErrorCode, Problem},
    routes::RouteView,
    settings::Settings,
    users::DriverView,
    validate::{FieldCode, FieldErrors},
    vehicles::VehicleView,
};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    load_summary::LoadSummary,
    new_page::PlanStart,
    package_picker::PackagePicker,
    plan_draft::PlanDraft,
    plan_selection::{self, Load},
};
use crate::{
    api::ApiError,
    features::users::Awaited,
    format,
    hooks::{FormState, use_draft},
    i18n::{text, text_with},
    outbox::use_write,
    platform::clock,
    screens::Screen,
    ui::{
        Card, Checkbox, Choice, DateField, Form, HourField, Icon, IconName, SelectField, TextArea,
        use_toasts,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PlanFormProps {
    pub drivers: Vec<DriverView>,
    /// Invited, and not yet able to work.
    pub awaited: Vec<DriverView>,
    pub vehicles: Vec<VehicleView>,
    pub settings: Settings,
    pub packages: Rc<Vec<PackageView>>,
    pub start: PlanStart,
    /// The packages are no longer as they were read.
    pub onstale: Callback<()>,
}

impl PlanFormProps {
    fn draft(&self) -> PlanDraft {
        let only =
            Some(&self.drivers).filter(|drivers| drivers.len() == 1).map(|drivers| drivers[0].id);
        let next = plan_selection::next_day(format::local_now(), &self.settings.departure);
        let mut draft = PlanDraft {
            date: self.start.date.unwrap_or(next).to_string(),
            departure: self.settings.departure.clone(),
            return_to_depot: true,
            chosen: self.start.package_ids.iter().copied().collect(),
            ..PlanDraft::default()
        };
        choose_driver(
            &mut draft,
            self.start.driver_id.or(only).map(|id| id.to_string()).unwrap_or_default(),
            &self.vehicles,
        );
        draft
    }
}

/// With a driver comes the vehicle that is theirs, unless one was chosen by hand.
fn choose_driver(draft: &mut PlanDraft, driver_id: String, vehicles: &[VehicleView]) {
    let of = |driver: &str| {
        vehicles.iter().find(|vehicle| vehicle.driver_ids.iter().any(|id| id.to_string() == driver))
    };
    let untouched = draft.vehicle.is_empty()
        || of(&draft.driver_id).is_some_and(|vehicle| vehicle.alias == draft.vehicle);
    if untouched {
        draft.vehicle = of(&driver_id).map(|vehicle| vehicle.alias.clone()).unwrap_or_default();
    }
    draft.driver_id = driver_id;
}

/// See the module.
#[component]
pub fn PlanForm(props: &PlanFormProps) -> Html {
    let (form, navigator, toasts) = (use_draft(0, || props.draft()), use_navigator(), use_toasts());
    let save = use_write(&api::CREATE_ROUTE, move |route: RouteView| {
        toasts.say(text_with("plan-done", [("count", route.stops.len().into())]));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Route { id: route.id });
        }
    });
    let draft = form.draft();
    let mut offered: Vec<&PackageView> = props
        .packages
        .iter()
        .filter(|package| plan_selection::is_plannable(package, draft.driver()))
        .collect();
    plan_selection::sort(&mut offered);
    let vehicle = props.vehicles.iter().find(|vehicle| vehicle.alias == draft.vehicle);
    let load = Load::of(&offered, &draft.chosen, vehicle);
    let onsubmit = {
        let ids: Vec<PackageId> = offered
            .iter()
            .map(|package| package.id)
            .filter(|id| draft.chosen.contains(id))
            .collect();
        let save = save.clone();
        form.submit(
            move |draft: &PlanDraft| draft.request(ids.clone(), None),
            move |request| save.send(&[], &request),
        )
    };
    let onchosen = form.bind(|draft: &mut PlanDraft, chosen| draft.chosen = chosen);
    let submit = if load.count == 0 {
        text("plan-submit")
    } else {
        text_with("plan-submit-count", [("count", load.count.into())])
    };
    let problem = save.problem().map(without_places);
    use_effect_with(problem.clone(), {
        let ask = props.onstale.clone();
        move |problem| {
            if problem.as_ref().is_some_and(|problem| problem.is(ErrorCode::PackageNotPlannable)) {
                ask.emit(());
            }
        }
    });
    let vehicle_error = vehicle_error(load, problem.as_ref());
    let packages: Rc<Vec<PackageView>> = Rc::new(offered.into_iter().cloned().collect());
    html! {
        <div class="plan">
            <div class="plan__form" key="form">
                <Card>
                    <Form {submit} icon={IconName::Route} {onsubmit} page={form.page()} cancel={Screen::Routes} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
                        <PlanFields key="fields" form={form.clone()} drivers={props.drivers.clone()} vehicles={props.vehicles.clone()} {vehicle_error} />
                        <Awaited key="awaited" drivers={props.awaited.clone()} />
                        { late_departure(draft.leaves_too_late(clock::now())) }
                        <LoadSummary key="load" {load} too_much={text("plan-too-much")} />
                    </Form>
                </Card>
            </div>
            <PackagePicker key="packages" {packages} chosen={Rc::new(draft.chosen.clone())} {onchosen} hint={text("plan-none-found-hint")} />
        </div>
    }
}

/// Said before anything is planned that nobody can drive any more.
pub fn late_departure(is_late: bool) -> Html {
    html! {
        <div key="late" role="status">
            { for is_late.then(|| html! { <p class="notice"><Icon name={IconName::Alert} /><span>{ text("plan-late-departure") }</span></p> }) }
        </div>
    }
}

/// A refusal that names packages by their place in the request helps nobody: the list is read again,
/// and what can no longer be planned is gone from it.
pub fn without_places(problem: ApiError) -> ApiError {
    match problem {
        ApiError::Problem(problem)
            if problem.fields.iter().any(|(field, _)| field.starts_with("package_ids[")) =>
        {
            ApiError::Problem(Box::new(Problem {
                code: ErrorCode::PackageNotPlannable,
                fields: FieldErrors::default(),
                ..*problem
            }))
        }
        other => other,
    }
}

/// The server's "not usable" in words, while it is the load that does not fit.
fn vehicle_error(load: Load, problem: Option<&ApiError>) -> Option<AttrValue> {
    match problem {
        Some(ApiError::Problem(problem))
            if problem.fields.of("vehicle") == Some(FieldCode::NotUsable) && load.is_too_much() =>
        {
            Some(text("plan-too-much-error"))
        }
        Some(_) | None => None,
    }
}

#[derive(Clone, Properties)]
struct PlanFieldsProps {
    form: FormState<PlanDraft>,
    drivers: Vec<DriverView>,
    vehicles: Vec<VehicleView>,
    vehicle_error: Option<AttrValue>,
}

impl PartialEq for PlanFieldsProps {
    fn eq(&self, other: &Self) -> bool {
        self.form.draft() == other.form.draft()
            && self.drivers == other.drivers
            && self.vehicles == other.vehicles
            && self.vehicle_error == other.vehicle_error
    }
}

#[component]
fn PlanFields(props: &PlanFieldsProps) -> Html {
    let (form, draft) = (&props.form, props.form.draft());
    let nobody = Choice::new("", text("plan-choose-driver"));
    let drivers: Vec<Choice> = std::iter::once(nobody)
        .chain(
            props
                .drivers
                .iter()
                .map(|driver| Choice::new(driver.id.to_string(), driver.name.clone())),
        )
        .collect();
    let none = Choice::new("", text("plan-no-vehicle"));
    let vehicles: Vec<Choice> =
        std::iter::once(none).chain(props.vehicles.iter().map(vehicle_choice)).collect();
    let known = props.vehicles.clone();
    html! {
        <div class="form__fields">
            <SelectField name="driver_id" label={text("routes-driver")} value={draft.driver_id.clone()} choices={drivers}
                onchange={form.bind(move |draft: &mut PlanDraft, value: String| choose_driver(draft, value, &known))} />
            <div class="form-row">
                <DateField name="date" label={text("routes-day")} value={draft.date.clone()} oninput={form.bind(|draft: &mut PlanDraft, value| draft.date = value)} />
                <HourField name="depart_at" label={text("routes-departure")} value={draft.departure.clone()}
                    oninput={form.bind(|draft: &mut PlanDraft, value| draft.departure = value)} />
            </div>
            <SelectField name="vehicle" label={text("routes-vehicle")} value={draft.vehicle.clone()} choices={vehicles} optional=true error={props.vehicle_error.clone()}
                onchange={form.bind(|draft: &mut PlanDraft, value| draft.vehicle = value)} />
            <Checkbox name="return_to_depot" label={text("plan-return")} checked={draft.return_to_depot}
                onchange={form.bind(|draft: &mut PlanDraft, value| draft.return_to_depot = value)} />
            <TextArea name="notes" label={text("routes-notes")} value={draft.notes.clone()} optional=true
                oninput={form.bind(|draft: &mut PlanDraft, value| draft.notes = value)} />
        </div>
    }
}

/// A vehicle in a list to choose from.
pub fn vehicle_choice(vehicle: &VehicleView) -> Choice {
    Choice::new(
        vehicle.alias.clone(),
        format!("{} · {} {}", vehicle.alias, vehicle.make, vehicle.model),
    )
}
