//! The screen: gathers what a day is planned from, and says what is missing for it. What has been
//! chosen lives here, so that it stays whatever happens to the lists.

use std::rc::Rc;

use furgo_shared::{
    api,
    packages::{ListPackages, PackageStatus, PackageView},
    routes::{ListRoutes, PLAN_PACKAGES_MAX, RouteKind, RouteRowView},
    settings::Settings,
    users::DriverView,
    validate::Empty,
    vehicles::{ListVehicles, VehicleView},
};
use yew::prelude::*;

use super::{
    crew::{Fleet, Member},
    day_draft::DayDraft,
    kept::{self, Kept, use_keeping},
    planning::{Standing, use_planning},
    stages::Stages,
};
use crate::{
    api::ApiError,
    features::routes::{Lack, Missing, PlanStart, is_plannable, sort_packages},
    format,
    hooks::{Query, use_every_page, use_filters, use_form, use_query},
    i18n::text,
    screens::Screen,
    ui::{Page, ProblemCard, Skeleton},
};

/// What a day is planned from, as it was read last.
#[derive(Clone, Debug, PartialEq)]
pub struct Supplies {
    pub drivers: Vec<DriverView>,
    pub vehicles: Vec<VehicleView>,
    pub settings: Settings,
    /// Of the day, and perhaps of the one that was chosen before.
    pub routes: Vec<RouteRowView>,
    /// Those that wait, most urgent first; of those that wait for their driver's route too.
    pub packages: Rc<Vec<PackageView>>,
}

impl Supplies {
    /// Everybody on the day that is chosen.
    pub fn crew(&self, draft: &DayDraft) -> Vec<Member> {
        self.fleet().crew(draft.day(), &draft.touched)
    }

    /// What the crew is made of.
    pub fn fleet(&self) -> Fleet<'_> {
        Fleet {
            drivers: &self.drivers,
            vehicles: &self.vehicles,
            routes: &self.routes,
            departure: &self.settings.departure,
        }
    }

    /// The packages that this crew can take: what is assigned to somebody waits for their route.
    pub fn offered(&self, crew: &[Member]) -> Rc<Vec<PackageView>> {
        let working = || crew.iter().filter(|member| member.works());
        let fits = |package: &&PackageView| {
            is_plannable(package, None)
                || working().any(|member| is_plannable(package, Some(member.driver.id)))
        };
        let offered = self.packages.iter().filter(fits).take(PLAN_PACKAGES_MAX);
        Rc::new(offered.cloned().collect())
    }

    fn lack(&self) -> Option<Lack> {
        if self.drivers.is_empty() {
            Some(Lack::Driver)
        } else if self.settings.depot.is_none() {
            Some(Lack::Depot)
        } else {
            self.packages.is_empty().then_some(Lack::Package)
        }
    }
}

fn waiting(page: u32, limit: u32) -> ListPackages {
    let status = vec![PackageStatus::Pending, PackageStatus::Undelivered];
    ListPackages { status, page: Some(page), limit: Some(limit), ..ListPackages::default() }
}

fn assigned(page: u32, limit: u32) -> ListPackages {
    ListPackages { status: vec![PackageStatus::Assigned], ..waiting(page, limit) }
}

/// See the module.
#[component]
pub fn PlanDayPage() -> Html {
    let start = use_filters::<PlanStart>();
    // A flat struct of texts always encodes.
    let link = serde_html_form::to_string(start.current()).unwrap_or_default();
    let kept = use_memo((), |()| Kept::of(&link));
    let begin = || DayDraft::begin(start.current(), format::today());
    let form = use_form(|| kept.draft.clone().unwrap_or_else(begin));
    let planning = use_planning(|| kept.standing());
    use_keeping(&link, &form, &planning);
    let (supplies, ask_again) = use_supplies(&form.draft().date);
    let day = form.draft().day().map(format::day_with_weekday);
    let is_planned = matches!(planning.standing(), Standing::Busy(_) | Standing::Ready(..));
    let content = match supplies {
        Query::Loading => html! { <Skeleton lines=8 rows=true /> },
        Query::Failed(problem) => html! { <ProblemCard {problem} onretry={ask_again} /> },
        Query::Ready { value, .. } => match value.lack().filter(|_| !is_planned) {
            Some(what) => html! { <Missing {what} /> },
            None => {
                let ondone = Callback::from(move |()| kept::forget(&link));
                html! { <Stages supplies={value} {form} {planning} onstale={ask_again} {ondone} /> }
            }
        },
    };
    html! {
        <Page title={text("plan-day")} subtitle={day.filter(|_| is_planned)} back={Screen::Routes}>
            { content }
        </Page>
    }
}

/// Everything at once, and the way to ask again.
#[hook]
fn use_supplies(date: &str) -> (Query<Supplies>, Callback<()>) {
    let day = date.parse().unwrap_or_else(|_| format::today());
    let drivers = use_query(&api::LIST_DRIVERS, &[], &Empty {});
    let settings = use_query(&api::GET_SETTINGS, &[], &Empty {});
    let vehicles = use_query(
        &api::LIST_VEHICLES,
        &[],
        &ListVehicles { is_active: Some(true), limit: Some(100), ..ListVehicles::default() },
    );
    let of_day = ListRoutes {
        kind: Some(RouteKind::Delivery),
        from: Some(day),
        to: Some(day),
        limit: Some(100),
        ..ListRoutes::default()
    };
    let routes = use_query(&api::LIST_ROUTES, &[], &of_day);
    let (packages, ask_packages) = use_every_page(&api::LIST_PACKAGES, waiting);
    let (assigned, ask_assigned) = use_every_page(&api::LIST_PACKAGES, assigned);
    let sorted =
        use_memo((packages.clone(), assigned), |(packages, assigned)| in_order(packages, assigned));
    let again = [
        drivers.refetch.clone(),
        settings.refetch.clone(),
        vehicles.refetch.clone(),
        routes.refetch.clone(),
        ask_packages,
        ask_assigned,
    ];
    let ask_again = Callback::from(move |()| again.iter().for_each(|ask| ask.emit(())));
    let failed = [
        problem_of(&drivers),
        problem_of(&settings),
        problem_of(&vehicles),
        problem_of(&routes),
        problem_of(&packages),
    ];
    let read = (drivers.value(), settings.value(), vehicles.value(), routes.value(), &*sorted);
    let supplies = match (read, failed.into_iter().flatten().next()) {
        (_, Some(problem)) => Query::Failed(problem),
        ((Some(drivers), Some(settings), Some(vehicles), Some(routes), Some(packages)), None) => {
            let supplies = Supplies {
                drivers: drivers.items.clone(),
                vehicles: vehicles.items.clone(),
                settings: settings.settings.clone(),
                routes: routes.items.clone(),
                packages: packages.clone(),
            };
            Query::Ready { value: Rc::new(supplies), age: 0 }
        }
        _ => Query::Loading,
    };
    (supplies, ask_again)
}

fn problem_of<T>(query: &Query<T>) -> Option<ApiError> {
    match query {
        Query::Failed(problem) => Some(problem.clone()),
        Query::Loading | Query::Ready { .. } => None,
    }
}

/// Both lists as one. Most that are assigned are on a route already, so nobody waits for theirs.
fn in_order(
    packages: &Query<Vec<PackageView>>,
    assigned: &Query<Vec<PackageView>>,
) -> Option<Rc<Vec<PackageView>>> {
    let Query::Ready { value: waiting, .. } = packages else { return None };
    let mut all: Vec<&PackageView> = waiting.iter().collect();
    if let Query::Ready { value: assigned, .. } = assigned {
        all.extend(assigned.iter().filter(|package| package.route_id.is_none()));
    }
    sort_packages(&mut all);
    Some(Rc::new(all.into_iter().cloned().collect()))
}
