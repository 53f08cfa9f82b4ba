//! Maintenance as the pages of entry forms see them.

use furgo_shared::{
    api,
    field::FieldCommand,
    id::MaintenanceId,
    maintenance::{CreateMaintenance, MaintenanceView, PatchMaintenance},
    time::Day,
    trash::TrashKind,
    validate::FieldErrors,
    vehicles::VehicleView,
};
use uuid::Uuid;
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    features::{
        entries::{Around, EntryDraft, EntryKey, EntryKind},
        files::Attachments,
    },
    format,
    hooks::FormState,
    screens::Screen,
    session::Measures,
};

impl EntryDraft for Draft {
    type View = MaintenanceView;
    type Create = CreateMaintenance;
    type Patch = PatchMaintenance;

    fn kind() -> EntryKind<MaintenanceView, CreateMaintenance, PatchMaintenance> {
        EntryKind {
            get: api::GET_MAINTENANCE,
            create: api::CREATE_MAINTENANCE,
            command: |request| FieldCommand::CreateMaintenance(Box::new(request)),
            patch: api::PATCH_MAINTENANCE,
            delete: api::DELETE_MAINTENANCE,
            trash: TrashKind::Maintenance,
            adds: "maintenance-add",
            edits: "entry-edit-maintenance",
            deleted: "maintenance-deleted",
            history: Screen::Maintenance,
            has_reading: true,
        }
    }

    fn key(view: &MaintenanceView) -> EntryKey {
        EntryKey { id: view.id.into(), version: view.version, vehicle: Some(view.vehicle_id) }
    }

    fn blank(today: Day) -> Self {
        Self::new(today)
    }

    fn opened(view: &MaintenanceView, measures: Measures) -> Self {
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
    ) -> Result<CreateMaintenance, FieldErrors> {
        self.request(MaintenanceId(id), vehicle, measures)
    }

    fn corrected(
        &self,
        before: &MaintenanceView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchMaintenance, FieldErrors> {
        self.patch(before, vehicle, measures)
    }

    fn files(&self) -> Attachments {
        self.files.clone()
    }

    fn result(view: &MaintenanceView, measures: Measures) -> AttrValue {
        result(view, measures)
    }

    fn fields(form: &FormState<Self>, around: &Around) -> Html {
        fields(form, around)
    }
}

fn result(maintenance: &MaintenanceView, measures: Measures) -> AttrValue {
    let cost = format::money(maintenance.cost, measures.currency);
    format!("{} · {cost}", maintenance.description).into()
}
