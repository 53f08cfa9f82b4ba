//! One exception: both sides, what it is about, and the answers that settle it.

use furgo_shared::{
    api,
    exceptions::{ExceptionView, Resolution, ResolveException},
};
use yew::prelude::*;

use super::words;
use crate::{
    format,
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    session::Measures,
    ui::{
        Button, Fact, Facts, Icon, IconName, ProblemBox, ScreenLink, StatusPill, Tone, use_toasts,
    },
};

/// A phone's clock that is further off is told.
const SKEW_MS: u64 = 60_000;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ExceptionCardProps {
    pub exception: ExceptionView,
    pub measures: Measures,
}

/// See the module.
#[component]
pub fn ExceptionCard(props: &ExceptionCardProps) -> Html {
    let (exception, measures, toasts) = (&props.exception, props.measures, use_toasts());
    let resolve = use_write(&api::RESOLVE_EXCEPTION, move |_: ExceptionView| {
        toasts.say(text("exception-settled"));
    });
    let is_busy = resolve.busy();
    let answer = |(place, how): (usize, &Resolution)| {
        let (how, resolve) = (*how, resolve.clone());
        let (id, version) = (exception.id.to_string(), exception.version);
        let onclick = Callback::from(move |()| {
            if !resolve.busy() {
                resolve.send_from(version, &[&id], &ResolveException { how });
            }
        });
        let icon = (place == 0).then_some(IconName::Check);
        let label = words::answer(exception.kind, how);
        html! { <Button key={place} {icon} busy={is_busy} {onclick}>{ label }</Button> }
    };
    let plan = exception.plan.as_ref().map(|plan| {
        html! { <Fact key="plan" label={text("exception-plan")}>{ words::side(plan, measures) }</Fact> }
    });
    let is_off = exception.skew_ms.unsigned_abs() >= SKEW_MS;
    let skew = exception.claimed_at.filter(|_| is_off).map(|claimed_at| {
        let claimed = format::moment(claimed_at).to_string();
        html! { <Fact key="claim" label={text("exception-claim")}>{ claimed }</Fact> }
    });
    let settled = words::settled(exception).map(|said| {
        html! { <p key="settled" class="row"><Icon name={IconName::CircleCheck} />{ said }</p> }
    });
    html! {
        <li class="card exception">
            <p class="row" key="title">
                <StatusPill tone={Tone::Warn} icon={IconName::Alert} label={words::title(exception.kind)} />
                { for about(exception) }
            </p>
            <Facts key="sides">
                <Fact key="fact" label={text("exception-fact")}>{ words::side(&exception.fact, measures) }</Fact>
                { for plan }
                { for skew }
            </Facts>
            { for exception.resolved.is_none().then(|| html! { <p key="hint" class="muted">{ words::hint(exception.kind) }</p> }) }
            { for settled }
            <div class="row" key="answers" hidden={exception.resolutions.is_empty()}>{ for exception.resolutions.iter().enumerate().map(answer) }</div>
            { for resolve.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
        </li>
    }
}

/// The records that it is about.
fn about(exception: &ExceptionView) -> Vec<Html> {
    let package = exception.package.as_ref().filter(|package| !package.tracking_code.is_empty());
    let package = package.map(|package| {
        link(
            "package",
            Screen::Package { id: package.id },
            IconName::Package,
            &package.tracking_code,
        )
    });
    let routes = [("route", &exception.route), ("other", &exception.other_route)];
    let routes = routes.into_iter().filter_map(|(key, route)| {
        let route = route.as_ref()?;
        let day = format::day_short(route.date).to_string();
        let label = text_with(
            "exception-route",
            [("day", day.into()), ("driver", route.driver_name.clone().into())],
        );
        Some(link(key, Screen::Route { id: route.id }, IconName::Route, &label))
    });
    let vehicle = exception.vehicle.as_ref().map(|vehicle| {
        let to = Screen::Vehicle { alias: vehicle.alias.clone() };
        link("vehicle", to, IconName::Truck, &vehicle.alias)
    });
    package.into_iter().chain(routes).chain(vehicle).collect()
}

fn link(key: &'static str, to: Screen, icon: IconName, label: &str) -> Html {
    html! { <ScreenLink {key} {to} class="due-item__vehicle"><Icon name={icon} />{ label }</ScreenLink> }
}
