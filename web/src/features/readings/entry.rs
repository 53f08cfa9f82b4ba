//! Odometer readings as the pages of entry forms see them.

use furgo_shared::{
    api,
    field::FieldCommand,
    id::ReadingId,
    readings::{CreateReading, PatchReading, ReadingView},
    time::Day,
    trash::TrashKind,
    validate::FieldErrors,
    vehicles::VehicleView,
};
use uuid::Uuid;
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    features::entries::{Around, EntryDraft, EntryKey, EntryKind},
    format,
    hooks::FormState,
    i18n::text_with,
    screens::Screen,
    session::Measures,
};

impl EntryDraft for Draft {
    type View = ReadingView;
    type Create = CreateReading;
    type Patch = PatchReading;

    fn kind() -> EntryKind<ReadingView, CreateReading, PatchReading> {
        EntryKind {
            get: api::GET_READING,
            create: api::CREATE_READING,
            command: |request| FieldCommand::CreateReading(Box::new(request)),
            patch: api::PATCH_READING,
            delete: api::DELETE_READING,
            trash: TrashKind::Readings,
            adds: "readings-add",
            edits: "entry-edit-reading",
            deleted: "reading-deleted",
            history: Screen::Readings,
            has_reading: true,
        }
    }

    fn key(view: &ReadingView) -> EntryKey {
        EntryKey { id: view.id.into(), version: view.version, vehicle: Some(view.vehicle_id) }
    }

    fn blank(today: Day) -> Self {
        Self::new(today)
    }

    fn opened(view: &ReadingView, measures: Measures) -> Self {
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
    ) -> Result<CreateReading, FieldErrors> {
        self.request(ReadingId(id), vehicle, measures)
    }

    fn corrected(
        &self,
        before: &ReadingView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchReading, FieldErrors> {
        self.patch(before, vehicle, measures)
    }

    fn result(view: &ReadingView, measures: Measures) -> AttrValue {
        result(view, measures)
    }

    fn fields(form: &FormState<Self>, around: &Around) -> Html {
        fields(form, around)
    }
}

fn result(reading: &ReadingView, measures: Measures) -> AttrValue {
    let shown = format::distance(reading.odometer_km, measures.units).to_string();
    text_with("entry-reading-saved", [("reading", shown.into())])
}
