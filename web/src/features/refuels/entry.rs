//! Refuels as the pages of entry forms see them.

use furgo_shared::{
    api,
    field::FieldCommand,
    id::RefuelId,
    measures::Measure,
    refuels::{CreateRefuel, PatchRefuel, RefuelView},
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
    type View = RefuelView;
    type Create = CreateRefuel;
    type Patch = PatchRefuel;

    fn kind() -> EntryKind<RefuelView, CreateRefuel, PatchRefuel> {
        EntryKind {
            get: api::GET_REFUEL,
            create: api::CREATE_REFUEL,
            command: |request| FieldCommand::CreateRefuel(Box::new(request)),
            patch: api::PATCH_REFUEL,
            delete: api::DELETE_REFUEL,
            trash: TrashKind::Refuels,
            adds: "refuels-add",
            edits: "entry-edit-refuel",
            deleted: "refuel-deleted",
            history: Screen::Refuels,
            has_reading: true,
        }
    }

    fn key(view: &RefuelView) -> EntryKey {
        EntryKey { id: view.id.into(), version: view.version, vehicle: Some(view.vehicle_id) }
    }

    fn blank(today: Day) -> Self {
        Self::new(today)
    }

    fn opened(view: &RefuelView, measures: Measures) -> Self {
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
    ) -> Result<CreateRefuel, FieldErrors> {
        self.request(RefuelId(id), vehicle, measures)
    }

    fn corrected(
        &self,
        before: &RefuelView,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<PatchRefuel, FieldErrors> {
        self.patch(before, vehicle, measures)
    }

    fn files(&self) -> Attachments {
        self.files.clone()
    }

    fn result(view: &RefuelView, measures: Measures) -> AttrValue {
        result(view, measures)
    }

    fn fields(form: &FormState<Self>, around: &Around) -> Html {
        fields(form, around)
    }
}

/// "6.4 L/100 km · €62.10"; without an interval the quantity.
fn result(refuel: &RefuelView, measures: Measures) -> AttrValue {
    let measure = Measure::of(refuel.fuel);
    let figure = refuel
        .economy
        .as_ref()
        .and_then(|interval| format::economy(interval.value, measure, measures.units))
        .unwrap_or_else(|| format::fuel_quantity(refuel.quantity, measure, measures.units));
    format!("{figure} · {}", format::money(refuel.cost, measures.currency)).into()
}
