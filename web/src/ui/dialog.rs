//! Dialogs on the browser's own `<dialog>`: it traps the focus, closes on Escape and gives the focus back.

use yew::prelude::*;

use super::{
    button::{Button, ButtonKind, IconButton},
    icon::IconName,
    problem::ProblemBox,
};
use crate::{api::ApiError, hooks::use_id, i18n::text, platform};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DialogProps {
    pub open: bool,
    pub title: AttrValue,
    /// Escape, the cross, or a press beside it.
    pub onclose: Callback<()>,
    pub children: Html,
}

/// See the module.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let (node, id) = (use_node_ref(), use_id());
    {
        let node = node.clone();
        use_effect_with(props.open, move |open| platform::focus::show_dialog(&node, *open));
    }
    let oncancel = {
        let close = props.onclose.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    let onclick = {
        let (node, close) = (node.clone(), props.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            if platform::focus::is_target(&event, &node) {
                close.emit(());
            }
        })
    };
    // Content exists only while the dialog is open, so that its forms start empty each time.
    let content = props.open.then(|| props.children.clone());
    html! {
        <dialog class="dialog" ref={node} {oncancel} {onclick} aria-labelledby={id.clone()}>
            <div class="dialog__inner">
                <div class="dialog__head" key="head">
                    <h2 {id}>{ &props.title }</h2>
                    <IconButton icon={IconName::X} label={text("action-close")} onclick={props.onclose.clone()} />
                </div>
                <div class="stack dialog__body" key="body">{ for content }</div>
            </div>
        </dialog>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ConfirmDialogProps {
    pub open: bool,
    /// A question.
    pub title: AttrValue,
    /// What happens then.
    pub text: AttrValue,
    /// The verb on the button; never "OK".
    pub confirm: AttrValue,
    /// What closes it says "Cancel", unless that is what the question is about.
    #[prop_or_else(|| text("action-cancel"))]
    pub dismiss: AttrValue,
    /// Cannot be undone.
    #[prop_or_default]
    pub danger: bool,
    #[prop_or_default]
    pub busy: bool,
    #[prop_or_default]
    pub problem: Option<ApiError>,
    pub onconfirm: Callback<()>,
    pub onclose: Callback<()>,
    /// Fields between text and buttons, for example a reason.
    #[prop_or_default]
    pub children: Html,
}

/// Asks before something that cannot easily be taken back.
#[component]
pub fn ConfirmDialog(props: &ConfirmDialogProps) -> Html {
    let kind = if props.danger { ButtonKind::Danger } else { ButtonKind::Primary };
    html! {
        <Dialog open={props.open} title={props.title.clone()} onclose={props.onclose.clone()}>
            <p key="text">{ &props.text }</p>
            <div key="fields" class="stack">{ props.children.clone() }</div>
            { for props.problem.iter().map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> }) }
            <div class="dialog__actions" key="actions">
                <Button onclick={props.onclose.clone()}>{ &props.dismiss }</Button>
                <Button {kind} busy={props.busy} onclick={props.onconfirm.clone()}>{ &props.confirm }</Button>
            </div>
        </Dialog>
    }
}
