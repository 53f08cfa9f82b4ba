//! What is missing for a plan, and the way to it.

use furgo_shared::access::Action;
use yew::prelude::*;

use crate::{
    i18n::text,
    screens::Screen,
    session::use_viewer,
    ui::{ButtonKind, EmptyState, IconName, LinkButton},
};

/// What a route cannot be planned without.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lack {
    Driver,
    Depot,
    Package,
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MissingProps {
    pub what: Lack,
}

/// See the module.
#[component]
pub fn Missing(props: &MissingProps) -> Html {
    let role = use_viewer().role;
    let (icon, title, hint, to, verb, needs) = match props.what {
        Lack::Driver => (
            IconName::User,
            text("plan-no-driver"),
            text("plan-no-driver-hint"),
            Screen::NewUser,
            text("plan-no-driver-do"),
            Action::ManageUsers,
        ),
        Lack::Depot => (
            IconName::MapPin,
            text("plan-no-depot"),
            text("plan-no-depot-hint"),
            Screen::Settings,
            text("plan-no-depot-do"),
            Action::ManageSettings,
        ),
        Lack::Package => (
            IconName::Package,
            text("plan-no-package"),
            text("plan-no-package-hint"),
            Screen::NewPackage,
            text("plan-no-package-do"),
            Action::EditPackages,
        ),
    };
    html! {
        <EmptyState {icon} {title} {hint}>
            { for role.may(needs).then(|| html! { <LinkButton {to} kind={ButtonKind::Primary}>{ verb }</LinkButton> }) }
        </EmptyState>
    }
}
