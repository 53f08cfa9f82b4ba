//! Accounts of a demo installation: public, one for each role, filled in by a press.

use furgo_shared::settings::DemoAccountView;
use yew::prelude::*;

use crate::{
    i18n::{self, text},
    ui::{Card, Icon, IconName},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DemoAccountsProps {
    pub accounts: Vec<DemoAccountView>,
    /// E-mail and password.
    pub onpick: Callback<(String, String)>,
}

/// See the module; nothing on a real installation.
#[component]
pub fn DemoAccounts(props: &DemoAccountsProps) -> Html {
    let rows = props.accounts.iter().map(|account| {
        let onclick = {
            let chosen = (account.email.clone(), account.password.clone());
            props.onpick.reform(move |_: MouseEvent| chosen.clone())
        };
        html! {
            <li key={account.email.clone()}>
                <button type="button" class="menu__item" {onclick}>
                    <Icon name={IconName::CircleUser} />
                    <span class="sidebar__who"><span>{ &account.name }{ " · " }{ i18n::role(account.role) }</span><small>{ &account.email }</small></span>
                </button>
            </li>
        }
    });
    html! {
        <div hidden={props.accounts.is_empty()}>
            <Card title={text("demo-title")} flush=true><ul>{ for rows }</ul></Card>
        </div>
    }
}
