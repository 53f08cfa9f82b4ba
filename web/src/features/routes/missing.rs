//! What is missing for a plan, and the way to it.

use furgo_shared::{access::Action, users::DriverView};
use yew::prelude::*;

use crate::{
    features::users::Awaited,
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
    /// Drivers who were invited: of them it is only the activation that is missing.
    #[prop_or_default]
    pub awaited: Vec<DriverView>,
}

/// See the module.
#[component]
pub fn Missing(props: &MissingProps) -> Html {
    let role = use_viewer().role;
    let awaited = if props.what == Lack::Driver { props.awaited.clone() } else { Vec::new() };
    let (icon, title, hint, to, verb, needs) = match props.what {
        Lack::Driver if !props.awaited.is_empty() => (
            IconName::Mail,
            text("plan-awaits-driver"),
            text("plan-awaits-driver-hint"),
            Screen::Users,
            text("plan-awaits-driver-do"),
            Action::ManageUsers,
        ),
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
    let query = (props.what == Lack::Depot).then_some("field=depot.address");
    html! {
        <EmptyState {icon} {title} {hint}>
            <Awaited key="awaited" drivers={awaited} />
            { for role.may(needs).then(|| html! { <LinkButton key="way" {to} {query} kind={ButtonKind::Primary}>{ verb }</LinkButton> }) }
        </EmptyState>
    }
}
