//! In the place of a page whose part of the program is not here yet: fetches it, or says that there is
//! no connection and leads back to the day.

use furgo_shared::access::Role;
use yew::{platform::spawn_local, prelude::*};

use crate::{
    i18n::text,
    parts::Part,
    platform::network::Revival,
    screens::Screen,
    session::use_viewer,
    ui::{Button, ButtonKind, EmptyState, IconName, LinkButton, Page, PageWidth, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FetchedPageProps {
    pub part: Part,
    pub screen: Screen,
}

/// See the module.
#[component]
pub fn FetchedPage(props: &FetchedPageProps) -> Html {
    let (missed, tries) = (use_state(|| false), use_state(|| 0_u32));
    let arrived = use_force_update();
    let part = props.part;
    {
        let missed = missed.setter();
        use_effect_with((part, *tries), move |_| {
            if part.pages().is_none() {
                spawn_local(async move {
                    match part.fetch().await {
                        Ok(()) => arrived.force_update(),
                        Err(_) => missed.set(true),
                    }
                });
            }
        });
    }
    let again = {
        let (missed, tries) = (missed.setter(), tries.clone());
        Callback::from(move |()| {
            missed.set(false);
            tries.set(*tries + 1);
        })
    };
    {
        let again = again.clone();
        use_effect_with(*tries, move |_| {
            let revival = Revival::new(move || again.emit(()));
            move || drop(revival)
        });
    }
    match part.pages() {
        Some(pages) => pages(props.screen.clone()),
        None if *missed => html! { <CutOff onretry={again} /> },
        None => html! { <Skeleton lines=8 /> },
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct CutOffProps {
    onretry: Callback<()>,
}

#[component]
fn CutOff(props: &CutOffProps) -> Html {
    let drives = use_viewer().role == Role::Driver;
    let hint = if drives { text("cut-off-hint-driver") } else { text("cut-off-hint") };
    html! {
        <Page title={text("cut-off-title")} width={PageWidth::Narrow}>
            <EmptyState icon={IconName::WifiOff} title={text("cut-off-headline")} {hint}>
                <div class="stack">
                    { for drives.then(|| html! { <LinkButton key="day" to={Screen::Day} kind={ButtonKind::Primary} icon={IconName::Navigation} big=true>{ text("cut-off-day") }</LinkButton> }) }
                    <Button key="retry" icon={IconName::Retry} onclick={props.onretry.clone()}>{ text("action-retry") }</Button>
                </div>
            </EmptyState>
        </Page>
    }
}
