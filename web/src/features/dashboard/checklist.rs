//! What an empty installation needs before the first route can be driven; gone once it was.

use furgo_shared::{
    access::{Action, Role},
    api,
    dashboard::DashboardView,
    packages::ListPackages,
    routes::ListRoutes,
    users::AskDrivers,
};
use yew::prelude::*;

use crate::{
    features::settings::DemoCard,
    hooks::use_query,
    i18n::text,
    screens::Screen,
    ui::{Card, Icon, IconName, LinkButton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChecklistProps {
    pub view: DashboardView,
    pub role: Role,
}

/// One thing to do first.
struct Task {
    key: &'static str,
    done: bool,
    to: Screen,
    /// The field that waits there.
    field: &'static str,
    /// What one must be allowed to do oneself.
    needs: Action,
}

/// See the module.
#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    if is_established(&props.view) {
        return html! { <div hidden=true></div> };
    }
    html! { <Tasks view={props.view.clone()} role={props.role} /> }
}

/// Whether the dashboard alone shows that everything has been done once.
fn is_established(view: &DashboardView) -> bool {
    let has_routes = !view.routes.is_empty() || view.month.routes_completed > 0;
    view.has_depot && view.vehicles_active > 0 && has_routes
}

#[component]
fn Tasks(props: &ChecklistProps) -> Html {
    let drivers = use_query(&api::LIST_DRIVERS, &[], &AskDrivers::with_invited());
    let packages = use_query(
        &api::LIST_PACKAGES,
        &[],
        &ListPackages { limit: Some(1), ..ListPackages::default() },
    );
    let routes =
        use_query(&api::LIST_ROUTES, &[], &ListRoutes { limit: Some(1), ..ListRoutes::default() });
    let (Some(drivers), Some(packages), Some(routes)) =
        (drivers.value(), packages.value(), routes.value())
    else {
        return html! { <div hidden=true></div> };
    };
    let tasks = [
        Task {
            key: "dashboard-task-depot",
            done: props.view.has_depot,
            to: Screen::Settings,
            field: "field=depot.address",
            needs: Action::ManageSettings,
        },
        Task {
            key: "dashboard-task-vehicle",
            done: props.view.vehicles_active > 0,
            to: Screen::NewVehicle,
            field: "",
            needs: Action::EditVehicles,
        },
        Task {
            key: "dashboard-task-driver",
            done: !drivers.items.is_empty(),
            to: Screen::NewUser,
            field: "",
            needs: Action::ManageUsers,
        },
        Task {
            key: "dashboard-task-package",
            done: packages.total > 0,
            to: Screen::NewPackage,
            field: "",
            needs: Action::EditPackages,
        },
        Task {
            key: "dashboard-task-route",
            done: routes.total > 0,
            to: Screen::NewRoute,
            field: "",
            needs: Action::PlanRoutes,
        },
    ];
    if tasks.iter().all(|task| task.done) {
        return html! { <div hidden=true></div> };
    }
    let next = tasks.iter().position(|task| !task.done);
    html! {
        <>
            <Card key="tasks" title={text("dashboard-tasks")}>
                <ol class="stack stack--tight">{ for tasks.iter().enumerate().map(|(index, task)| line(task, next == Some(index), props.role)) }</ol>
            </Card>
            { for props.role.may(Action::ManageSettings).then(|| html! { <DemoCard key="demo" quiet=true /> }) }
        </>
    }
}

fn line(task: &Task, is_next: bool, role: Role) -> Html {
    let icon = if task.done { IconName::CircleCheck } else { IconName::CircleDashed };
    let class =
        classes!("notice", task.done.then_some("notice--done"), is_next.then_some("notice--next"));
    let way = match (task.done, role.may(task.needs)) {
        (true, _) => html! { <span class="visually-hidden">{ text("dashboard-task-done") }</span> },
        (false, true) => {
            let query = (!task.field.is_empty()).then_some(AttrValue::Static(task.field));
            html! { <LinkButton to={task.to.clone()} {query}>{ text("dashboard-task-do") }</LinkButton> }
        }
        (false, false) => {
            html! { <span class="muted small">{ text("dashboard-task-admin") }</span> }
        }
    };
    html! { <li {class} key={task.key}><Icon name={icon} /><span class="grow">{ text(task.key) }</span>{ way }</li> }
}
