//! Throwing away what waits: only by typing that one means it.

use furgo_phone::Entry;
use yew::prelude::*;

use super::words;
use crate::{
    i18n::{text, text_with},
    ui::{Button, ButtonKind, Dialog, TextField},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DiscardDialogProps {
    pub entry: Option<Entry>,
    pub onconfirm: Callback<Entry>,
    pub onclose: Callback<()>,
}

/// See the module.
#[component]
pub fn DiscardDialog(props: &DiscardDialogProps) -> Html {
    let title = text("waiting-discard-title");
    let content = props.entry.as_ref().map(|entry| {
        html! { <Discard entry={entry.clone()} onconfirm={props.onconfirm.clone()} onclose={props.onclose.clone()} /> }
    });
    html! { <Dialog open={props.entry.is_some()} {title} onclose={props.onclose.clone()}>{ for content }</Dialog> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct DiscardProps {
    entry: Entry,
    onconfirm: Callback<Entry>,
    onclose: Callback<()>,
}

#[component]
fn Discard(props: &DiscardProps) -> Html {
    let (typed, word) = (use_state(String::new), text("waiting-discard-word"));
    let is_meant = typed.trim().to_lowercase() == word.to_lowercase();
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |value| typed.set(value))
    };
    let onsubmit = {
        let (entry, confirm) = (props.entry.clone(), props.onconfirm.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if is_meant {
                confirm.emit(entry.clone());
            }
        })
    };
    html! {
        <form class="stack" {onsubmit}>
            <p key="what" class="strong">{ words::entry(&props.entry).1 }</p>
            <p key="text">{ text("waiting-discard-text") }</p>
            <TextField key="word" name="word" label={text_with("waiting-discard-type", [("word", word.to_string().into())])} value={(*typed).clone()} autofocus=true {oninput} />
            <div class="dialog__actions" key="actions">
                <Button onclick={props.onclose.clone()}>{ text("waiting-discard-keep") }</Button>
                <Button submit=true kind={ButtonKind::Danger} disabled={!is_meant}>{ text("waiting-discard") }</Button>
            </div>
        </form>
    }
}
