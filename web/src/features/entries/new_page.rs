//! Enters a record of a vehicle.

use std::rc::Rc;

use furgo_shared::{access::Role, validate::Empty, vehicles::VehicleView};
use yew::prelude::*;

use super::{
    Around, AskEntry, Entry, EntryFields, EntryPage, kind::EntryDraft, use_force, use_hints,
    use_leave, use_undo,
};
use crate::{
    api::Request,
    features::files::use_send_files,
    format,
    hooks::{use_draft, use_filters},
    i18n::text,
    outbox::{use_field_write, use_once_kept},
    platform::clock,
    screens::Screen,
    seat::use_seat,
    session::{use_measures, use_viewer},
    ui::{Form, use_toasts},
};

/// See the module.
#[component]
pub fn NewPage<D: EntryDraft>() -> Html {
    let (asked, seat) = (use_filters::<AskEntry>(), use_seat());
    let form = Callback::from(
        |entry: Entry| html! { <NewForm<D> vehicle={entry.vehicle} choice={entry.choice} /> },
    );
    html! {
        <EntryPage title={text(D::kind().adds)} back={seat.home()} vehicle={asked.current().vehicle.clone()} {form} />
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct NewFormProps<D: EntryDraft> {
    pub vehicle: Rc<VehicleView>,
    pub choice: Html,
    /// What the form begins with; empty without it.
    #[prop_or_default]
    pub start: Option<D>,
}

/// The form itself, for a page that begins it with something.
#[component]
pub fn NewForm<D: EntryDraft>(props: &NewFormProps<D>) -> Html {
    let kind = D::kind();
    let (measures, id) = (use_measures(), use_state(clock::new_id));
    let (undo, leave) =
        (use_undo(), use_leave(Screen::Vehicle { alias: props.vehicle.alias.clone() }));
    let (away, send_files) = (leave.clone(), use_send_files());
    let (seat, viewer) = (use_seat(), use_viewer());
    let blank = || match seat.role() {
        Role::Driver => D::blank(format::today()).driven_by(viewer.id),
        Role::Admin | Role::Dispatcher | Role::Viewer => D::blank(format::today()),
    };
    let form = use_draft(0, || props.start.clone().unwrap_or_else(blank));
    let save = {
        let (vehicle, delete) = (props.vehicle.clone(), kind.delete);
        use_field_write(move |record: D::View| {
            Entry::remember(&vehicle);
            let back = Request::write(&delete, &[&D::key(&record).id.to_string()], &Empty {});
            undo.offer(D::result(&record, measures), back);
            leave.emit(());
        })
    };
    {
        let (toasts, away) = (use_toasts(), away.clone());
        use_once_kept(&save, move || {
            toasts.say(text("waiting-kept"));
            away.emit(());
        });
    }
    let (problem, preparing) = (save.problem(), use_state(|| false));
    let around = Around {
        vehicle: props.vehicle.clone(),
        hints: use_hints(kind.has_reading, &props.vehicle, form.draft().about(), None),
        measures,
        may_force: use_force(problem.as_ref()),
        is_new: true,
        onpreparing: {
            let preparing = preparing.setter();
            Callback::from(move |is| preparing.set(is))
        },
    };
    let onsubmit = {
        let (save, vehicle, id) = (save.clone(), props.vehicle.clone(), *id);
        let files = form.draft().files();
        form.submit(
            move |draft: &D| draft.entered(id, &vehicle, measures),
            move |request| {
                save.send((kind.command)(request));
                send_files.send(&files);
            },
        )
    };
    html! {
        <Form submit={text("action-save")} {onsubmit} page={form.page()} oncancel={away} errors={form.errors()} {problem} busy={save.busy() || *preparing} waiting={save.waiting()}>
            <EntryFields key="fields">{ props.choice.clone() }{ D::fields(&form, &around) }</EntryFields>
        </Form>
    }
}
