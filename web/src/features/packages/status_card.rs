//! Where a package stands, with whom, and every step that the viewer may take from there.

use std::rc::Rc;

use furgo_shared::{
    access::Role,
    packages::{PackageStatus, PackageView},
};
use yew::prelude::*;

use super::{step_dialog::StepDialog, steps};
use crate::{
    i18n::text,
    screens::Screen,
    ui::{Button, ButtonKind, Card, Fact, Facts, ScreenLink, package_pill},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StatusCardProps {
    pub package: Rc<PackageView>,
    pub role: Role,
}

/// See the module.
#[component]
pub fn StatusCard(props: &StatusCardProps) -> Html {
    let (package, asked) = (&props.package, use_state(|| None::<PackageStatus>));
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    // A driver sends nothing out by hand: starting the route does.
    let waits = props.role == Role::Driver && package.status == PackageStatus::Assigned;
    let open = if waits { Vec::new() } else { steps::open_to_all(&[package.status], props.role) };
    let first = open.first().copied();
    let button = |to: PackageStatus| {
        let onclick = {
            let asked = asked.clone();
            Callback::from(move |()| asked.set(Some(to)))
        };
        let kind = if Some(to) == first { ButtonKind::Primary } else { ButtonKind::Secondary };
        html! { <Button key={format!("{to:?}")} {kind} icon={steps::icon(to)} wide=true {onclick}>{ steps::verb(to) }</Button> }
    };
    html! {
        <Card title={text("package-status")}>
            <div key="pill">{ package_pill(package.status) }</div>
            <Facts key="facts">
                <Fact label={text("package-driver")}>{ package.assigned_to_name.clone().unwrap_or_else(|| text("package-nobody").to_string()) }</Fact>
                { for package.route_id.map(|id| html! {
                    <Fact key="route" label={text("package-route")}><ScreenLink to={Screen::Route { id }}>{ text("package-route-open") }</ScreenLink></Fact>
                }) }
            </Facts>
            <div class="stack stack--tight" key="steps" hidden={open.is_empty()}>{ for open.iter().copied().map(button) }</div>
            <StepDialog key="dialog" to={*asked} package_ids={vec![package.id]} onclose={close.clone()} ondone={close} />
        </Card>
    }
}
