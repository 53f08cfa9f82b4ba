//! Corrects an expense.

use std::rc::Rc;

use furgo_shared::{
    api, expenses::ExpenseView, id::ExpenseId, validate::Empty, vehicles::VehicleView,
};
use yew::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    features::{
        entries::{
            Around, Entry, EntryFields, EntryPage, Removal, removal_button, use_leave, use_removal,
        },
        histories,
    },
    hooks::{Query, use_form, use_query, use_stale},
    i18n::text,
    outbox::use_write,
    screens::Screen,
    session::use_measures,
    ui::{Form, Page, ProblemCard, Skeleton, StaleNotice, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditExpensePageProps {
    pub id: ExpenseId,
}

/// See the module.
#[component]
pub fn EditExpensePage(props: &EditExpensePageProps) -> Html {
    let expense = use_query(&api::GET_EXPENSE, &[&props.id.to_string()], &Empty {});
    let round = use_state(|| 0_u32);
    let ondrop = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    match &*expense {
        Query::Loading => {
            html! { <Page title={text("entry-edit-expense")} back={Screen::Expenses}><Skeleton lines=8 /></Page> }
        }
        Query::Failed(problem) => html! {
            <Page title={text("entry-edit-expense")} back={Screen::Expenses}><ProblemCard problem={problem.clone()} onretry={expense.refetch.clone()} /></Page>
        },
        Query::Ready { value, .. } => {
            let (expense, onreload, key) = (value.clone(), expense.refetch.clone(), *round);
            let form = Callback::from(move |entry: Entry| {
                html! {
                    <EditForm {key} vehicle={entry.vehicle} choice={entry.choice} expense={expense.clone()} onreload={onreload.clone()} ondrop={ondrop.clone()} />
                }
            });
            html! { <EntryPage title={text("entry-edit-expense")} back={Screen::Expenses} vehicle={Some(value.vehicle_id.to_string())} {form} /> }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps {
    vehicle: Rc<VehicleView>,
    choice: Html,
    /// The newest version that is known.
    expense: Rc<ExpenseView>,
    onreload: Callback<()>,
    /// Starts anew from the newest version.
    ondrop: Callback<()>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let (measures, toasts, leave) = (use_measures(), use_toasts(), use_leave(Screen::Expenses));
    let before = use_state(|| props.expense.clone());
    let form = use_form(|| Draft::of(&props.expense, measures));
    let remove = use_removal(leave.clone());
    let save = use_write(&api::PATCH_EXPENSE, move |_: ExpenseView| {
        toasts.say(text("state-saved"));
        leave.emit(());
    });
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let around = Around {
        vehicle: props.vehicle.clone(),
        hints: None,
        measures,
        may_force: false,
        is_new: false,
    };
    let send = |version: u64| {
        let (save, before, vehicle) = (save.clone(), (*before).clone(), props.vehicle.clone());
        let id = before.id.to_string();
        form.submit(
            move |draft: &Draft| draft.patch(&before, &vehicle, measures),
            move |patch| save.send_from(version, &[&id], &patch),
        )
    };
    let onremove = {
        let expense = props.expense.clone();
        remove.reform(move |()| {
            Removal::of(
                &api::DELETE_EXPENSE,
                &api::CREATE_EXPENSE,
                (expense.id.into(), expense.version),
                &histories::expense(&expense),
                "expense-deleted",
            )
        })
    };
    html! {
        <>
            <Form key="form" submit={text("action-save")} onsubmit={send(before.version)} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
                { for stale.then(|| html! {
                    <StaleNotice key="stale" ready={props.expense.version != before.version} onkeep={send(props.expense.version)} ondrop={props.ondrop.clone()} />
                }) }
                <EntryFields key="fields">{ props.choice.clone() }{ fields(&form, &around) }</EntryFields>
            </Form>
            <div key="remove">{ removal_button(onremove) }</div>
        </>
    }
}
