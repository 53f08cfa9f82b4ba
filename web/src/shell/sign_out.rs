//! Signing out. What has not been sent is lost by it, or stays on the phone under its author's name;
//! somebody with work waiting is asked.

use yew::prelude::*;

use crate::{
    i18n::{text, text_with},
    outbox::use_outbox,
    session::use_session,
    ui::{ConfirmDialog, Icon, IconName},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SignOutProps {
    pub class: AttrValue,
}

/// See the module.
#[component]
pub fn SignOut(props: &SignOutProps) -> Html {
    let (session, outbox, asks) = (use_session(), use_outbox(), use_state(|| false));
    let (waiting, is_kept) = (outbox.left_behind(), outbox.unkept() == 0);
    {
        // Later work asks anew.
        let asks = asks.setter();
        use_effect_with(waiting == 0, move |_| asks.set(false));
    }
    let leave = {
        let asks = asks.clone();
        let session = session.clone();
        Callback::from(
            move |_: MouseEvent| {
                if waiting == 0 { session.leave() } else { asks.set(true) }
            },
        )
    };
    let onclose = {
        let asks = asks.clone();
        Callback::from(move |()| asks.set(false))
    };
    let onconfirm = Callback::from(move |()| session.leave());
    html! {
        <>
            <button key="leave" type="button" class={&props.class} onclick={leave}><Icon name={IconName::LogOut} /><span>{ text("action-sign-out") }</span></button>
            <ConfirmDialog key="ask" open={*asks && waiting > 0} danger=true title={text_with("sign-out-title", [("count", waiting.into())])} text={if is_kept { text("sign-out-text-kept") } else { text("sign-out-text") }}
                confirm={text("sign-out-confirm")} dismiss={text("sign-out-stay")} {onconfirm} {onclose} />
        </>
    }
}
