//! The link with which a person chooses a password, to be handed over.

use furgo_shared::users::CreatedUserView;
use yew::prelude::*;

use crate::{
    i18n::{text, text_with},
    platform::document,
    ui::{CopyField, Icon, IconName},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct InvitationProps {
    pub created: CreatedUserView,
}

/// See the module. Without a link the server has sent it by e-mail.
#[component]
pub fn Invitation(props: &InvitationProps) -> Html {
    let user = &props.created.user;
    match &props.created.activation_url {
        Some(url) => html! {
            <div class="stack" role="status">
                <p>{ text_with("users-link-lead", [("name", user.name.clone().into())]) }</p>
                <CopyField label={text("users-link")} value={document::absolute(url)} hint={text("users-link-hint")} />
            </div>
        },
        None => html! {
            <p class="row" role="status"><Icon name={IconName::Mail} /><span class="grow">{ text_with("users-link-mailed", [("email", user.email.clone().into())]) }</span></p>
        },
    }
}
