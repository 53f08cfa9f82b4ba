//! Putting packages onto a planned or running route.

use std::{collections::BTreeSet, rc::Rc};

use furgo_shared::{
    api,
    id::{PackageId, RouteId},
    packages::PackageView,
    routes::{AddPackages, ListRoutes, RouteKind, RouteStatus, RouteView, StopView},
    validate::{FieldErrors, Validate},
};
use yew::prelude::*;

use super::{
    load_summary::LoadSummary,
    missing::{Lack, Missing},
    new_page::open_packages,
    package_picker::PackagePicker,
    place::{self, Place, use_refusal},
    plan_form::without_places,
    plan_selection::{self, Load},
};
use crate::{
    hooks::{Query, use_every_page, use_form, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Dialog, Form, ProblemCard, Skeleton, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AddDialogProps {
    pub route: Rc<RouteView>,
    pub open: bool,
    pub onclose: Callback<()>,
    /// Reads the route again.
    pub refetch: Callback<()>,
}

/// See the module.
#[component]
pub fn AddDialog(props: &AddDialogProps) -> Html {
    html! {
        <Dialog open={props.open} title={text("add-title")} onclose={props.onclose.clone()}>
            <AddForm ..props.clone() />
        </Dialog>
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    chosen: BTreeSet<PackageId>,
    place: Place,
}

impl Draft {
    fn request(
        &self,
        package_ids: Vec<PackageId>,
        force: bool,
    ) -> Result<AddPackages, FieldErrors> {
        let request = AddPackages {
            position: self.place.position(),
            force,
            note: self.place.note().filter(|_| force),
            ..AddPackages::best(package_ids)
        };
        let mut errors = FieldErrors::default();
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

fn running() -> ListRoutes {
    ListRoutes {
        kind: Some(RouteKind::Delivery),
        status: Some(RouteStatus::InProgress),
        limit: Some(100),
        ..ListRoutes::default()
    }
}

#[component]
fn AddForm(props: &AddDialogProps) -> Html {
    let (packages, ask) = use_every_page(&api::LIST_PACKAGES, open_packages);
    // What was not delivered on a route that is still under way stays with its driver until it ends.
    let under_way = use_query(&api::LIST_ROUTES, &[], &running());
    let on_the_road: BTreeSet<RouteId> = under_way
        .value()
        .map(|page| page.items.iter().map(|route| route.id).collect())
        .unwrap_or_default();
    match &packages {
        Query::Loading => html! { <Skeleton lines=6 rows=true /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={ask} /> }
        }
        Query::Ready { value, .. } => {
            let driver = props.route.driver_id;
            let mut offered: Vec<&PackageView> = value
                .iter()
                .filter(|package| plan_selection::is_plannable(package, driver))
                .filter(|package| package.route_id.is_none_or(|id| !on_the_road.contains(&id)))
                .collect();
            plan_selection::sort(&mut offered);
            let offered: Rc<Vec<PackageView>> = Rc::new(offered.into_iter().cloned().collect());
            if offered.is_empty() {
                return html! { <Missing what={Lack::Package} /> };
            }
            let refetch = {
                let (packages, route) = (ask, props.refetch.clone());
                Callback::from(move |()| {
                    packages.emit(());
                    route.emit(());
                })
            };
            html! { <Choosing {offered} add={AddDialogProps { refetch, ..props.clone() }} /> }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct ChoosingProps {
    offered: Rc<Vec<PackageView>>,
    add: AddDialogProps,
}

#[component]
fn Choosing(props: &ChoosingProps) -> Html {
    let (route, offered, toasts) = (&props.add.route, &props.offered, use_toasts());
    let form = use_form(Draft::default);
    let sent = use_mut_ref(|| 0_usize);
    let save = {
        let (onclose, sent) = (props.add.onclose.clone(), sent.clone());
        use_write(&api::ADD_PACKAGES, move |_: RouteView| {
            let count = *sent.borrow();
            toasts.say(text_with("add-done", [("count", count.into())]));
            onclose.emit(());
        })
    };
    let draft = form.draft();
    let insists = place::insists(&save, &draft.place);
    let load = Load::of(&offered.iter().collect::<Vec<_>>(), &draft.chosen, None);
    let onsubmit = {
        let ids: Vec<PackageId> = offered
            .iter()
            .map(|package| package.id)
            .filter(|id| draft.chosen.contains(id))
            .collect();
        let (save, id, version) = (save.clone(), route.id.to_string(), route.version);
        form.submit(
            move |draft: &Draft| draft.request(ids.clone(), insists),
            move |request| {
                sent.replace(request.package_ids.len());
                save.send_from(version, &[&id], &request);
            },
        )
    };
    // One insists on what one has read, and not on another choice.
    let forget = save.clone();
    let onchosen = form.bind(move |draft: &mut Draft, chosen| {
        forget.reset();
        draft.chosen = chosen;
    });
    let forget = save.clone();
    let onposition = form.bind(move |draft: &mut Draft, position| {
        forget.reset();
        draft.place.position = position;
    });
    let onnote = form.bind(|draft: &mut Draft, note| draft.place.note = note);
    let name = |id: PackageId| {
        let package = offered.iter().find(|package| package.id == id);
        let stop = route.stops.iter().find(|stop| stop.package_id == id);
        let on_route = || stop.and_then(|stop| stop.package.recipient_name.clone());
        package.map(|package| package.recipient_name.clone()).or_else(on_route)
    };
    let problem = save.problem().map(without_places);
    let problem = use_refusal(problem, name, props.add.refetch.clone());
    let submit = match load.count {
        _ if insists => text("add-insist"),
        0 => text("stops-add"),
        count => text_with("add-submit", [("count", count.into())]),
    };
    let done = route.stops.iter().filter(|stop| !StopView::is_open(stop)).count();
    html! {
        <div class="stack">
            <PackagePicker key="packages" packages={offered.clone()} chosen={Rc::new(draft.chosen.clone())} {onchosen} hint={text("plan-day-none-found-hint")} />
            <Form key="form" {submit} {onsubmit} oncancel={props.add.onclose.clone()} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
                <LoadSummary key="load" {load} too_much={text("plan-too-much")} />
                { place::position_field(route.stops.len(), done, &draft.place.position, onposition) }
                { for insists.then(|| place::note_field(&draft.place.note, onnote)) }
            </Form>
        </div>
    }
}
