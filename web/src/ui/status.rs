//! States: one tone and one icon for each, the same on every screen, always with its word.

use furgo_shared::{
    packages::PackageStatus, routes::RouteStatus, text::wire_name, users::UserView,
};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::{format, i18n::text};

/// What a colour says, and nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    /// Under way.
    Info,
    Good,
    /// Needs somebody's attention.
    Warn,
    Bad,
}

impl Tone {
    fn class(self) -> Option<&'static str> {
        match self {
            Self::Neutral => None,
            Self::Info => Some("pill--info"),
            Self::Good => Some("pill--good"),
            Self::Warn => Some("pill--warn"),
            Self::Bad => Some("pill--bad"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatusPillProps {
    #[prop_or_default]
    pub tone: Tone,
    pub icon: IconName,
    pub label: AttrValue,
}

/// Icon and word on a tinted ground.
#[component]
pub fn StatusPill(props: &StatusPillProps) -> Html {
    html! { <span class={classes!("pill", props.tone.class())}><Icon name={props.icon} /><span>{ &props.label }</span></span> }
}

/// A package's status.
pub fn package_pill(status: PackageStatus) -> Html {
    let (tone, icon) = match status {
        PackageStatus::Pending => (Tone::Neutral, IconName::CircleDashed),
        PackageStatus::Assigned => (Tone::Neutral, IconName::User),
        PackageStatus::InTransit => (Tone::Info, IconName::Truck),
        PackageStatus::Delivered => (Tone::Good, IconName::CircleCheck),
        PackageStatus::Undelivered => (Tone::Warn, IconName::Alert),
        PackageStatus::Failed => (Tone::Bad, IconName::CircleX),
    };
    html! { <StatusPill {tone} {icon} label={text(&format!("package-status-{}", wire_name(&status)))} /> }
}

/// A route's status.
pub fn route_pill(status: RouteStatus) -> Html {
    let (tone, icon) = match status {
        RouteStatus::Planned => (Tone::Neutral, IconName::Calendar),
        RouteStatus::InProgress => (Tone::Info, IconName::Truck),
        RouteStatus::Completed => (Tone::Good, IconName::CircleCheck),
        RouteStatus::Cancelled => (Tone::Bad, IconName::Ban),
    };
    html! { <StatusPill {tone} {icon} label={text(&format!("route-status-{}", wire_name(&status)))} /> }
}

/// Whether somebody can sign in, and if not, whether that is only waited for.
pub fn account_pill(user: &UserView) -> Html {
    match (user.is_active, user.is_activated) {
        (true, _) => activity_pill(true, text("state-active")),
        (false, true) => activity_pill(false, text("state-inactive")),
        (false, false) => {
            html! { <StatusPill tone={Tone::Warn} icon={IconName::Mail} label={text("users-awaited")} /> }
        }
    }
}

/// Whether a vehicle is in use.
pub fn service_pill(is_active: bool) -> Html {
    activity_pill(
        is_active,
        text(if is_active { "state-in-service" } else { "state-out-of-service" }),
    )
}

fn activity_pill(is_active: bool, label: AttrValue) -> Html {
    let (tone, icon) = match is_active {
        true => (Tone::Good, IconName::CircleCheck),
        false => (Tone::Neutral, IconName::CirclePause),
    };
    html! { <StatusPill {tone} {icon} {label} /> }
}

#[derive(Clone, Copy, Debug, PartialEq, Properties)]
pub struct BadgeProps {
    pub count: u64,
}

/// A small count.
#[component]
pub fn Badge(props: &BadgeProps) -> Html {
    html! { <span class="badge">{ format::whole(props.count) }</span> }
}
