//! Corrects a record of a vehicle, or deletes it.

use std::rc::Rc;

use furgo_shared::{validate::Empty, vehicles::VehicleView};
use uuid::Uuid;
use yew::prelude::*;

use super::{
    Around, Entry, EntryFields, EntryPage, Removal, kind::EntryDraft, removal_button, use_force,
    use_hints, use_leave, use_removal,
};
use crate::{
    features::files::use_send_files,
    hooks::{Query, use_draft, use_query, use_stale},
    i18n::text,
    outbox::use_write,
    session::use_measures,
    ui::{Form, Page, ProblemCard, Skeleton, StaleNotice, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditPageProps {
    pub id: Uuid,
}

/// See the module.
#[component]
pub fn EditPage<D: EntryDraft>(props: &EditPageProps) -> Html {
    let kind = D::kind();
    let record = use_query(&kind.get, &[&props.id.to_string()], &Empty {});
    let round = use_state(|| 0_u32);
    let ondrop = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    let (title, back) = (text(kind.edits), kind.history);
    match &*record {
        Query::Loading => html! { <Page {title} {back}><Skeleton lines=8 /></Page> },
        Query::Failed(problem) => html! {
            <Page {title} {back}><ProblemCard problem={problem.clone()} onretry={record.refetch.clone()} /></Page>
        },
        Query::Ready { value, .. } => {
            let (record, onreload, key) = (value.clone(), record.refetch.clone(), *round);
            let form = Callback::from(move |entry: Entry| {
                html! {
                    <EditForm<D> {key} vehicle={entry.vehicle} choice={entry.choice} record={record.clone()} onreload={onreload.clone()} ondrop={ondrop.clone()} />
                }
            });
            let vehicle = D::key(value).vehicle.map(|id| id.to_string());
            html! { <EntryPage {title} {back} {vehicle} {form} /> }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps<D: EntryDraft> {
    vehicle: Rc<VehicleView>,
    choice: Html,
    /// The newest version that is known.
    record: Rc<D::View>,
    onreload: Callback<()>,
    /// Starts anew from the newest version.
    ondrop: Callback<()>,
}

#[component]
fn EditForm<D: EntryDraft>(props: &EditFormProps<D>) -> Html {
    let kind = D::kind();
    let (measures, toasts, leave) = (use_measures(), use_toasts(), use_leave(kind.history.clone()));
    let before = use_state(|| props.record.clone());
    let form = use_draft(D::key(&props.record).version, || D::opened(&props.record, measures));
    let remove = use_removal(leave.clone());
    let (away, send_files) = (leave.clone(), use_send_files());
    let save = use_write(&kind.patch, move |_: D::View| {
        toasts.say(text("state-saved"));
        leave.emit(());
    });
    let may_force = use_force(save.problem().as_ref());
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let preparing = use_state(|| false);
    let (opened, newest) = (D::key(&before), D::key(&props.record));
    let around = Around {
        vehicle: props.vehicle.clone(),
        hints: use_hints(kind.has_reading, &props.vehicle, form.draft().about(), Some(opened.id)),
        measures,
        may_force,
        is_new: false,
        onpreparing: {
            let preparing = preparing.setter();
            Callback::from(move |is| preparing.set(is))
        },
    };
    let send = |version: u64| {
        let (save, before, vehicle) = (save.clone(), (*before).clone(), props.vehicle.clone());
        let (id, files, send_files) =
            (opened.id.to_string(), form.draft().files(), send_files.clone());
        form.submit(
            move |draft: &D| draft.corrected(&before, &vehicle, measures),
            move |patch| {
                save.send_from(version, &[&id], &patch);
                send_files.send(&files);
            },
        )
    };
    let onremove = remove.reform(move |()| {
        Removal::of(&kind.delete, kind.trash, (newest.id, newest.version), kind.deleted)
    });
    html! {
        <>
            <Form key="form" submit={text("action-save")} onsubmit={send(opened.version)} page={form.page()} oncancel={away} errors={form.errors()} {problem} busy={save.busy() || *preparing} waiting={save.waiting()}>
                { for stale.then(|| html! {
                    <StaleNotice key="stale" ready={newest.version != opened.version} onkeep={send(newest.version)} ondrop={props.ondrop.clone()} />
                }) }
                <EntryFields key="fields">{ props.choice.clone() }{ D::fields(&form, &around) }</EntryFields>
            </Form>
            <div key="remove">{ removal_button(onremove) }</div>
        </>
    }
}
