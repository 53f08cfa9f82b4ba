//! Books the payment of a recurring expense: its day and its amount, as last time unless typed.

use furgo_shared::{
    api,
    expenses::{PaidView, PayExpense},
    field::FieldCommand,
    id::ExpenseId,
    money::{Currency, Money},
    validate::{Empty, FieldCode, FieldErrors, Validate},
};
use yew::prelude::*;

use crate::{
    api::Request,
    features::entries::{measured::parse_money, parse_day, use_undo},
    format,
    hooks::use_form,
    i18n::{text, text_with},
    outbox::{use_field_write, use_once_kept},
    platform::clock,
    session::use_measures,
    ui::{DateField, Dialog, Form, NumberField, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct PayDialogProps {
    pub open: bool,
    pub id: ExpenseId,
    /// What is paid.
    pub title: AttrValue,
    /// What it was last time.
    #[prop_or_default]
    pub amount: Option<Money>,
    /// Closed by hand, or paid.
    pub onclose: Callback<()>,
}

/// See the module.
#[component]
pub fn PayDialog(props: &PayDialogProps) -> Html {
    html! {
        <Dialog open={props.open} title={props.title.clone()} onclose={props.onclose.clone()}>
            <PayForm ..props.clone() />
        </Dialog>
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    date: String,
    amount: String,
}

impl Draft {
    fn request(&self, id: ExpenseId, currency: Currency) -> Result<PayExpense, FieldErrors> {
        let mut errors = FieldErrors::default();
        let date = parse_day("date", &self.date, &mut errors);
        errors.require("date", date.is_some(), FieldCode::Required);
        let amount = parse_money("amount", &self.amount, currency, &mut errors);
        let request = PayExpense { id: Some(id), date, amount };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

#[component]
fn PayForm(props: &PayDialogProps) -> Html {
    let (measures, undo) = (use_measures(), use_undo());
    let id = use_state(|| ExpenseId(clock::new_id()));
    let form = use_form(|| Draft {
        date: format::today().to_string(),
        amount: props.amount.map(format::shown_fixed).unwrap_or_default(),
    });
    let save = {
        let close = props.onclose.clone();
        use_field_write(move |paid: PaidView| {
            let amount = format::money(paid.payment.amount, measures.currency).to_string();
            let id = paid.payment.id.to_string();
            undo.offer(
                text_with("entry-paid", [("amount", amount.into())]),
                Request::write(&api::DELETE_EXPENSE, &[&id], &Empty {}),
            );
            close.emit(());
        })
    };
    {
        let (toasts, close) = (use_toasts(), props.onclose.clone());
        use_once_kept(&save, move || {
            toasts.say(text("waiting-kept"));
            close.emit(());
        });
    }
    let onsubmit = {
        let (save, id, expense_id) = (save.clone(), *id, props.id);
        form.submit(
            move |draft: &Draft| draft.request(id, measures.currency),
            move |pay| save.send(FieldCommand::PayExpense { expense_id, pay }),
        )
    };
    let (draft, symbol) = (form.draft(), format::currency_symbol(measures.currency));
    html! {
        <Form submit={text("entry-pay")} {onsubmit} oncancel={props.onclose.clone()} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
            <p class="muted" key="hint">{ text("entry-pay-hint") }</p>
            <NumberField key="amount" name="amount" label={text_with("entry-total", [("currency", symbol.into())])} value={draft.amount.clone()}
                oninput={form.bind(|draft: &mut Draft, value| draft.amount = value)} />
            <DateField key="date" name="date" label={text("history-date")} value={draft.date.clone()} oninput={form.bind(|draft: &mut Draft, value| draft.date = value)} />
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn without_an_amount_it_is_as_last_time() {
        let id = ExpenseId(Uuid::nil());
        let draft = Draft { date: "2026-03-01".to_owned(), amount: String::new() };
        let request = draft.request(id, Currency::EUR).expect("nothing is wrong");
        assert_eq!((request.id, request.amount), (Some(id), None));
        let dear = Draft { amount: "480,505".to_owned(), ..draft };
        let errors = dear.request(id, Currency::EUR).expect_err("half a cent");
        assert_eq!(errors.of("amount"), Some(FieldCode::TooManyDecimals));
    }
}
