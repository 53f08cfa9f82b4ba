//! Logged routes as the pages of entry forms see them.

use furgo_shared::{
    api,
    field::FieldCommand,
    id::{RouteId, UserId},
    routes::{CreateRoute, PatchRoute, RouteView},
    time::Day,
    trash::TrashKind,
    validate::FieldErrors,
    vehicles::VehicleView,
};
use uuid::Uuid;
use yew::prelude::*;

use super::{logged_draft::LoggedDraft, logged_fields::logged_fields};
use crate::{
    features::entries::{Around, EntryDraft, EntryKey, EntryKind},
    format,
    hooks::FormState,
    i18n::{or_unknown, text_with},
    screens::Screen,
    session::Measures,
};

impl EntryDraft for LoggedDraft {
    type View = RouteView;
    type Create = CreateRoute;
    type Patch = PatchRoute;

    fn kind() -> EntryKind<RouteView, CreateRoute, PatchRoute> {
        EntryKind {
            get: api::GET_ROUTE,
            create: api::CREATE_ROUTE,
            command: |request| FieldCommand::LogRoute(Box::new(request)),
            patch: api::PATCH_ROUTE,
            delete: api::DELETE_ROUTE,
            trash: TrashKind::Routes,
            adds: "entry-logged-route",
            edits: "entry-edit-logged-route",
            deleted: "entry-route-deleted",
            history: Screen::Routes,
            has_reading: true,
        }
    }

    fn key(view: &RouteView) -> EntryKey {
        EntryKey { id: view.id.into(), version: view.version, vehicle: view.vehicle_id }
    }

    fn blank(today: Day) -> Self {
        Self::new(today)
    }

    fn driven_by(self, driver: UserId) -> Self {
        Self { driver_id: Some(driver), ..self }
    }

    fn opened(view: &RouteView, measures: Measures) -> Self {
        Self::of(view, measures)
    }

    fn about(&self) -> Option<Day> {
        self.day()
    }

    fn entered(
        &self,
        id: Uuid,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<CreateRoute, FieldErrors> {
        self.request(RouteId(id), vehicle, measures)
    }

    fn corrected(
        &self,
        before: &RouteView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchRoute, FieldErrors> {
        self.patch(before, vehicle, measures)
    }

    fn result(view: &RouteView, measures: Measures) -> AttrValue {
        result(view, measures)
    }

    fn fields(form: &FormState<Self>, around: &Around) -> Html {
        logged_fields(form, around)
    }
}

fn result(route: &RouteView, measures: Measures) -> AttrValue {
    let distance = route.distance_km.map(|distance| format::distance(distance, measures.units));
    let distance = or_unknown(distance).to_string();
    text_with("entry-route-saved", [("distance", distance.into())])
}
