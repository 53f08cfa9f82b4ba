//! Giving a stop to another route.

use std::rc::Rc;

use furgo_shared::{
    api,
    id::RouteId,
    routes::{ListRoutes, MoveStop, RouteKind, RouteRowView, RouteView, StopView},
    time::Day,
    validate::{FieldCode, FieldErrors, Validate},
};
use yew::prelude::*;

use super::{
    place::{self, Place, use_refusal},
    punctuality,
};
use crate::{
    format,
    hooks::{Query, use_every_page, use_form},
    i18n::{self, text, text_with},
    outbox::use_write,
    ui::{
        Dialog, EmptyState, Form, FormSection, Icon, IconName, ProblemCard, Skeleton, route_pill,
        use_field_error, use_toasts,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MoveDialogProps {
    /// That it leaves.
    pub route: Rc<RouteView>,
    /// Which stop; none while the dialog is closed.
    pub stop: Option<StopView>,
    pub onclose: Callback<()>,
    /// Reads the route again.
    pub refetch: Callback<()>,
}

/// See the module.
#[component]
pub fn MoveDialog(props: &MoveDialogProps) -> Html {
    let form = props.stop.clone().map(|stop| html! { <MoveForm {stop} dialog={props.clone()} /> });
    html! {
        <Dialog open={props.stop.is_some()} title={text("move-title")} onclose={props.onclose.clone()}>
            { for form }
        </Dialog>
    }
}

/// Routes of that day, the one before and the one behind, which a shift over midnight touches.
fn around(day: Day, page: u32, limit: u32) -> ListRoutes {
    ListRoutes {
        kind: Some(RouteKind::Delivery),
        from: day.pred_opt(),
        to: day.succ_opt(),
        page: Some(page),
        limit: Some(limit),
        ..ListRoutes::default()
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct MoveFormProps {
    stop: StopView,
    dialog: MoveDialogProps,
}

#[component]
fn MoveForm(props: &MoveFormProps) -> Html {
    let (own, date) = (props.dialog.route.id, props.dialog.route.date);
    let (routes, ask) =
        use_every_page(&api::LIST_ROUTES, move |page, limit| around(date, page, limit));
    match &routes {
        Query::Loading => html! { <Skeleton lines=4 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={ask} /> }
        }
        Query::Ready { value, .. } => {
            let open = value.iter().filter(|route| route.status.is_open() && route.id != own);
            let mut routes: Vec<RouteRowView> =
                open.filter(|route| route.driver_id.is_some()).cloned().collect();
            // Those of the same day are what one looks for.
            routes.sort_by_key(|route| (route.date != date, route.date, route.depart_at));
            if routes.is_empty() {
                return html! { <EmptyState icon={IconName::Route} title={text("move-nowhere")} hint={text("move-nowhere-hint")} /> };
            }
            html! { <Choosing {routes} form={props.clone()} /> }
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    to: Option<RouteId>,
    place: Place,
}

impl Draft {
    /// To one of these routes, as it was read.
    fn request(
        &self,
        stop: &StopView,
        routes: &[RouteRowView],
        force: bool,
    ) -> Result<MoveStop, FieldErrors> {
        let Some(to_route_id) = self.to else {
            return Err(FieldErrors::one("to_route_id", FieldCode::Required));
        };
        let to = routes.iter().find(|route| route.id == to_route_id);
        let to_version = to.map(|route| route.version);
        let request = MoveStop {
            stop_id: stop.id,
            to_route_id,
            to_version,
            position: self.place.position(),
            force,
            note: self.place.note().filter(|_| force),
        };
        let mut errors = FieldErrors::default();
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ChoosingProps {
    routes: Vec<RouteRowView>,
    form: MoveFormProps,
}

#[component]
fn Choosing(props: &ChoosingProps) -> Html {
    let MoveFormProps { stop, dialog } = &props.form;
    let (form, toasts) = (use_form(Draft::default), use_toasts());
    let save = {
        let onclose = dialog.onclose.clone();
        use_write(&api::MOVE_STOP, move |route: RouteView| {
            let driver = route.driver_name.as_deref().unwrap_or_default();
            toasts.say(text_with("move-done", [("driver", driver.into())]));
            onclose.emit(());
        })
    };
    let draft = form.draft();
    let insists = place::insists(&save, &draft.place);
    let onsubmit = {
        let (save, stop, version) = (save.clone(), stop.clone(), dialog.route.version);
        let routes = props.routes.clone();
        form.submit(
            move |draft: &Draft| draft.request(&stop, &routes, insists),
            move |request| save.send_from(version, &[], &request),
        )
    };
    let forget = save.clone();
    let onroute = form.bind(move |draft: &mut Draft, to| {
        forget.reset();
        // A place on one route says nothing on another, and neither does the reason to insist.
        (draft.to, draft.place) = (Some(to), Place::default());
    });
    let forget = save.clone();
    let onposition = form.bind(move |draft: &mut Draft, position| {
        forget.reset();
        draft.place.position = position;
    });
    let onnote = form.bind(|draft: &mut Draft, note| draft.place.note = note);
    let name = |id| {
        let recipient = stop.package.recipient_name.clone();
        recipient.filter(|_| stop.package_id == id)
    };
    let problem = use_refusal(save.problem(), name, dialog.refetch.clone());
    let to = props.routes.iter().find(|route| Some(route.id) == draft.to);
    let position = to.map(|route| {
        let [stops, done] = [route.stop_count, route.stops_done + route.stops_failed]
            .map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        place::position_field(stops, done, &draft.place.position, onposition)
    });
    let submit = if insists { text("move-insist") } else { text("move-submit") };
    html! {
        <Form {submit} {onsubmit} oncancel={dialog.onclose.clone()} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            <p key="what" class="clamp strong">{ stop.package.recipient_name.clone() }</p>
            <RouteChoice key="routes" routes={props.routes.clone()} day={dialog.route.date} chosen={draft.to} onchange={onroute} />
            { for position }
            { for insists.then(|| place::note_field(&draft.place.note, onnote)) }
        </Form>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RouteChoiceProps {
    routes: Vec<RouteRowView>,
    /// Of the route that the stop leaves; others are named.
    day: Day,
    chosen: Option<RouteId>,
    onchange: Callback<RouteId>,
}

#[component]
fn RouteChoice(props: &RouteChoiceProps) -> Html {
    let found = use_field_error(&"to_route_id".into(), None);
    // Said until one is chosen; what the server has against the chosen one stays.
    let is_missing = |found: &AttrValue| *found == i18n::field_error(FieldCode::Required);
    let error = match (found, props.chosen) {
        (Some(_), None) => Some(text("move-choose")),
        (found, _) => found.filter(|found| !is_missing(found)),
    };
    html! {
        <FormSection title={text("move-routes")}>
            <ul class="picks picks--framed" key="routes">{ for props.routes.iter().map(|route| choice(route, props)) }</ul>
            { for error.map(|error| html! { <p key="error" class="field__error"><Icon name={IconName::CircleAlert} /><span>{ error }</span></p> }) }
        </FormSection>
    }
}

fn choice(route: &RouteRowView, props: &RouteChoiceProps) -> Html {
    let id = route.id;
    let onchange = props.onchange.reform(move |_: Event| id);
    let checked = props.chosen == Some(id);
    let driver = route.driver_name.clone().unwrap_or_default();
    let day = (route.date != props.day).then(|| format::day_with_weekday(route.date));
    let stops = text_with("stops-title", [("count", route.stop_count.into())]);
    html! {
        <li key={id.to_string()}>
            <label class={classes!("pick", checked.then_some("pick--ticked"))}>
                <input type="radio" name="to_route_id" class="check__box" {checked} {onchange} />
                <span class="pick__who">
                    <span class="strong clamp">{ driver }</span>
                    <span class="clamp">{ route.vehicle.clone().map_or_else(|| text("plan-no-vehicle"), AttrValue::from) }</span>
                </span>
                <span class="pick__facts small numbers">
                    { route_pill(route.status) }
                    { for day.map(|day| html! { <span key="day" class="strong">{ day }</span> }) }
                    { for punctuality::hours(route).map(|hours| html! { <span key="hours">{ hours }</span> }) }
                    <span key="stops" class="muted">{ stops }</span>
                </span>
            </label>
        </li>
    }
}
