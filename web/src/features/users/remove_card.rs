//! Removes a person for good; typing the e-mail address keeps that from happening by accident.

use std::rc::Rc;

use furgo_shared::{
    api,
    users::{RemoveUser, UserView},
    validate::{FieldCode, FieldErrors},
};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    hooks::use_form,
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    ui::{Button, ButtonKind, Card, Dialog, Form, IconName, TextField, TextKind, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct RemoveCardProps {
    pub user: Rc<UserView>,
}

/// See the module.
#[component]
pub fn RemoveCard(props: &RemoveCardProps) -> Html {
    let open = use_state(|| false);
    let ask = {
        let open = open.clone();
        Callback::from(move |()| open.set(true))
    };
    let onclose = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    html! {
        <Card title={text("users-remove-card")}>
            <p class="muted" key="text">{ text("users-remove-card-text") }</p>
            <div key="button"><Button icon={IconName::Trash} onclick={ask}>{ text("users-remove") }</Button></div>
            <Dialog key="dialog" open={*open} title={text_with("users-remove-title", [("name", props.user.name.clone().into())])} onclose={onclose.clone()}>
                <RemoveForm user={props.user.clone()} {onclose} />
            </Dialog>
        </Card>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RemoveFormProps {
    user: Rc<UserView>,
    onclose: Callback<()>,
}

#[component]
fn RemoveForm(props: &RemoveFormProps) -> Html {
    let (navigator, toasts, form) = (use_navigator(), use_toasts(), use_form(String::new));
    let remove = use_write(&api::REMOVE_USER, move |()| {
        toasts.say(text("users-removed"));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Users);
        }
    });
    let onsubmit = {
        let (remove, id, email) =
            (remove.clone(), props.user.id.to_string(), props.user.email.clone());
        form.submit(
            move |typed: &String| confirmed(typed, &email),
            move |request| remove.send(&[&id], &request),
        )
    };
    html! {
        <div class="stack">
            <p key="text">{ text("users-remove-text") }</p>
            <Form key="form" submit={text("users-remove")} kind={ButtonKind::Danger} {onsubmit} oncancel={props.onclose.clone()}
                errors={form.errors()} problem={remove.problem()} busy={remove.busy()} waiting={remove.waiting()}>
                <TextField name="confirm" kind={TextKind::Email} label={text("users-remove-confirm")} value={form.draft().clone()} autofocus=true
                    hint={AttrValue::from(props.user.email.clone())} oninput={form.bind(|typed: &mut String, value| *typed = value)} />
            </Form>
        </div>
    }
}

fn confirmed(typed: &str, email: &str) -> Result<RemoveUser, FieldErrors> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(FieldErrors::one("confirm", FieldCode::Required));
    }
    if !typed.eq_ignore_ascii_case(email) {
        return Err(FieldErrors::one("confirm", FieldCode::Wrong));
    }
    Ok(RemoveUser { confirm: typed.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_persons_own_address_removes_them() {
        assert!(confirmed(" Ane@Example.org ", "ane@example.org").is_ok());
        for (typed, code) in [("", FieldCode::Required), ("jon@example.org", FieldCode::Wrong)] {
            assert_eq!(confirmed(typed, "ane@example.org"), Err(FieldErrors::one("confirm", code)));
        }
    }
}
