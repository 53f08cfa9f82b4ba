//! What the pages of entry forms need to know of a kind of record. One page enters any kind, one
//! corrects any: a kind is the draft of its form and a table of endpoints and texts.

use std::fmt::Debug;

use furgo_shared::{
    access::{ReadFleet, RecordOnVehicles},
    api::Endpoint,
    field::FieldCommand,
    id::{UserId, VehicleId},
    time::Day,
    trash::TrashKind,
    validate::{Empty, FieldErrors},
    vehicles::VehicleView,
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;
use yew::prelude::*;

use super::Around;
use crate::{features::files::Attachments, hooks::FormState, screens::Screen, session::Measures};

/// Where a kind of record is read and written, and what its pages say.
#[derive(Clone, Debug)]
pub struct EntryKind<View, Create, Patch> {
    pub get: Endpoint<ReadFleet, Empty, View>,
    pub create: Endpoint<RecordOnVehicles, Create, View>,
    /// The new record as what somebody writes on the way.
    pub command: fn(Create) -> FieldCommand,
    pub patch: Endpoint<RecordOnVehicles, Patch, View>,
    pub delete: Endpoint<RecordOnVehicles, Empty, ()>,
    /// As what it lies in the trash then.
    pub trash: TrashKind,
    /// Keys of texts: of the two pages' titles, and of what is said after deleting.
    pub adds: &'static str,
    pub edits: &'static str,
    pub deleted: &'static str,
    /// The history of this kind.
    pub history: Screen,
    /// Whether its form asks for the odometer, and so for hints.
    pub has_reading: bool,
}

/// A record as its kind's pages see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryKey {
    pub id: Uuid,
    pub version: u64,
    pub vehicle: Option<VehicleId>,
}

/// The draft of an entry form.
pub trait EntryDraft: Clone + Debug + PartialEq + 'static {
    /// The record as the server sends it.
    type View: Clone + Debug + PartialEq + DeserializeOwned + 'static;
    type Create: Serialize + 'static;
    type Patch: Serialize + 'static;

    /// See [`EntryKind`].
    fn kind() -> EntryKind<Self::View, Self::Create, Self::Patch>;
    /// The key of a record.
    fn key(view: &Self::View) -> EntryKey;
    /// An empty form.
    fn blank(today: Day) -> Self;
    /// The same, of somebody who is driving.
    #[must_use]
    fn driven_by(self, _driver: UserId) -> Self {
        self
    }
    /// The form of a record that is being corrected.
    fn opened(view: &Self::View, measures: Measures) -> Self;
    /// The day that it is about, if its field holds one.
    fn about(&self) -> Option<Day>;
    /// The request for a new record.
    ///
    /// # Errors
    /// What is wrong, by field.
    fn entered(
        &self,
        id: Uuid,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<Self::Create, FieldErrors>;
    /// The request that corrects a record.
    ///
    /// # Errors
    /// What is wrong, by field.
    fn corrected(
        &self,
        before: &Self::View,
        vehicle: &VehicleView,
        measures: Measures,
    ) -> Result<Self::Patch, FieldErrors>;
    /// Photos and papers that belong to it.
    fn files(&self) -> Attachments {
        Attachments::default()
    }
    /// What is said of a new record.
    fn result(view: &Self::View, measures: Measures) -> AttrValue;
    /// The form's fields.
    fn fields(form: &FormState<Self>, around: &Around) -> Html;
}
