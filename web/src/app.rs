//! What wraps what, and which of the great states is shown: starting, out of reach, at the door, inside.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    features::account::{ActivatePage, SetupPage, SignInPage},
    locale::{LanguageProvider, use_language},
    outbox::OutboxProvider,
    platform,
    screens::Screen,
    session::{SessionProvider, Standing, use_session},
    shell::{Shell, StartPage, UnreachablePage},
    ui::ToastsProvider,
};

/// Draws the app into the page.
pub fn mount() {
    yew::Renderer::<App>::with_root(platform::document::app_root()).render();
}

#[component]
fn App() -> Html {
    html! {
        <LanguageProvider>
            <ToastsProvider>
                <OutboxProvider>
                    <SessionProvider>
                        <BrowserRouter><Root /></BrowserRouter>
                    </SessionProvider>
                </OutboxProvider>
            </ToastsProvider>
        </LanguageProvider>
    }
}

/// Drawn anew when the language changes: every text on the screen does.
#[component]
fn Root() -> Html {
    let (language, session, screen) = (use_language(), use_session(), use_route::<Screen>());
    let tag = language.current.tag();
    use_effect_with(*session.standing() == Standing::Asking, |is_asking| {
        if !is_asking {
            platform::program::shown();
        }
    });
    match session.standing() {
        Standing::Asking => html! { <div key="start"><StartPage /></div> },
        // A link to an account is for its owner, whoever happens to be signed in here.
        _ if screen.as_ref().is_some_and(Screen::is_by_link) => {
            html! { <div key={format!("link-{tag}")}><Door /></div> }
        }
        Standing::Unreachable(problem) => {
            html! { <div key="unreachable"><UnreachablePage problem={problem.clone()} /></div> }
        }
        Standing::SignedOut => html! { <div key={format!("door-{tag}")}><Door /></div> },
        Standing::SignedIn(user) => {
            html! { <div key={format!("inside-{tag}-{}", user.id)}><Inside expired=false /></div> }
        }
        Standing::Expired(user) => {
            html! { <div key={format!("inside-{tag}-{}", user.id)}><Inside expired=true /></div> }
        }
    }
}

#[component]
fn Door() -> Html {
    let (screen, session) = (use_route::<Screen>(), use_session());
    let setup_needed = session.welcome().is_some_and(|welcome| welcome.setup_needed);
    match screen {
        Some(Screen::Activate) => html! { <ActivatePage resets=false /> },
        Some(Screen::ResetPassword) => html! { <ActivatePage resets=true /> },
        Some(_) | None if setup_needed => html! { <SetupPage /> },
        Some(_) | None => html! { <SignInPage /> },
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Properties)]
struct InsideProps {
    expired: bool,
}

/// The page stays behind the sign-in screen when the session ended on its own.
#[component]
fn Inside(props: &InsideProps) -> Html {
    html! {
        <>
            <div key="shell" hidden={props.expired}><Shell /></div>
            <div key="door" hidden={!props.expired}>{ for props.expired.then(|| html! { <SignInPage again=true /> }) }</div>
        </>
    }
}
