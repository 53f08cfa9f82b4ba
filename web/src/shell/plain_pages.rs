//! Pages without a noun: starting, out of reach, elsewhere, nothing here.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    api::ApiError,
    i18n::text,
    platform,
    screens::Screen,
    seat::use_seat,
    session::use_session,
    ui::{ButtonKind, EmptyState, IconName, LinkButton, Page, ProblemCard, Skeleton},
};

/// While the first questions are under way. `index.html` holds the same, for the time before.
#[component]
pub fn StartPage() -> Html {
    html! {
        <main class="stage">
            <div class="stage__card">
                <p class="stage__brand"><img src="/favicon.svg" alt="" /><span class="stage__fleet"></span></p>
                <Skeleton lines=4 />
            </div>
        </main>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct UnreachablePageProps {
    pub problem: ApiError,
}

/// The server did not answer when the app started.
#[component]
pub fn UnreachablePage(props: &UnreachablePageProps) -> Html {
    let session = use_session();
    use_effect_with((), |()| platform::document::set_title(&text("unreachable-title")));
    let onretry = Callback::from(move |()| session.start_again());
    html! {
        <main class="stage">
            <div class="stage__card">
                <h1>{ text("unreachable-title") }</h1>
                <ProblemCard problem={props.problem.clone()} {onretry} />
            </div>
        </main>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct InsteadProps {
    pub to: Screen,
}

/// Leads to another screen in the place of this one, so that the way back does not lead here again.
#[component]
pub fn Instead(props: &InsteadProps) -> Html {
    let navigator = use_navigator();
    use_effect_with(props.to.clone(), move |to| {
        if let Some(navigator) = navigator {
            navigator.replace(to);
        }
    });
    Html::default()
}

/// No such screen, or not for this role: the two look the same.
#[component]
pub fn NotFoundPage() -> Html {
    let home = use_seat().home();
    html! {
        <Page title={text("not-found-title")}>
            <EmptyState icon={IconName::Search} title={text("not-found-headline")} hint={text("not-found-hint")}>
                <LinkButton to={home} kind={ButtonKind::Primary}>{ text("not-found-home") }</LinkButton>
            </EmptyState>
        </Page>
    }
}
