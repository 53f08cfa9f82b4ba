//! Enters work that was done.

use furgo_shared::{api, id::MaintenanceId, maintenance::MaintenanceView, validate::Empty};
use yew::prelude::*;

use super::draft::Draft;
use crate::{
    features::entries::{AskEntry, Entry, EntryPage, NewForm, NewPage},
    format,
    hooks::{Query, use_filters, use_query},
    i18n::{text, text_with},
    seat::use_seat,
    session::use_measures,
    ui::{Page, ProblemCard, Skeleton},
};

/// See the module.
#[component]
pub fn NewMaintenancePage() -> Html {
    let asked = use_filters::<AskEntry>();
    if let Some(id) = asked.current().done {
        return html! { <DonePage key={id.to_string()} {id} /> };
    }
    html! { <NewPage<Draft> /> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct DonePageProps {
    id: MaintenanceId,
}

/// Work whose turn it was: the form starts from the last time.
#[component]
fn DonePage(props: &DonePageProps) -> Html {
    let (done, seat) =
        (use_query(&api::GET_MAINTENANCE, &[&props.id.to_string()], &Empty {}), use_seat());
    let (measures, back) = (use_measures(), seat.home());
    match &*done {
        Query::Loading => {
            html! { <Page title={text("maintenance-add")} {back}><Skeleton lines=8 /></Page> }
        }
        Query::Failed(problem) => html! {
            <Page title={text("maintenance-add")} {back}><ProblemCard problem={problem.clone()} onretry={done.refetch.clone()} /></Page>
        },
        Query::Ready { value, .. } => {
            let (title, done) = (done_title(value), value.clone());
            let form = Callback::from(move |entry: Entry| {
                let start = Draft::done(&done, format::today(), measures);
                html! { <NewForm<Draft> vehicle={entry.vehicle} choice={Html::default()} start={Some(start)} /> }
            });
            html! { <EntryPage {title} {back} vehicle={Some(value.vehicle_id.to_string())} {form} /> }
        }
    }
}

fn done_title(done: &MaintenanceView) -> AttrValue {
    text_with("entry-done-title", [("what", done.description.clone().into())])
}
