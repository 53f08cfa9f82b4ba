//! In the driver's program, in the place of a page that the office's has: fetches that program, or
//! says that there is no connection and leads back to the day.

use furgo_shared::access::Role;
use yew::prelude::*;

use crate::{
    i18n::text,
    outbox::use_outbox,
    platform::{
        network::Revival,
        program::{Missed, fetch_office},
    },
    screens::Screen,
    session::use_viewer,
    ui::{Button, ButtonKind, EmptyState, IconName, LinkButton, Page, PageWidth, Skeleton},
};

/// See the module. It waits until everything written is sent, because the other program starts from
/// nothing.
#[component]
pub fn OtherProgram() -> Html {
    let (outbox, missed, tries) = (use_outbox(), use_state(|| false), use_state(|| 0_u32));
    let all_sent = outbox.pending() == 0;
    use_effect_with((all_sent, *tries), |(all_sent, _)| {
        if *all_sent {
            fetch_office();
        }
    });
    let again = {
        let (missed, tries) = (missed.setter(), tries.clone());
        Callback::from(move |()| {
            missed.set(false);
            tries.set(*tries + 1);
        })
    };
    {
        let (missed, again) = (missed.setter(), again.clone());
        use_effect_with(*tries, move |_| {
            let heard = Missed::new(move || missed.set(true));
            let revival = Revival::new(move || again.emit(()));
            move || drop((heard, revival))
        });
    }
    match *missed || (!all_sent && outbox.is_cut_off()) {
        true => html! { <CutOff onretry={again} /> },
        false => html! { <Skeleton lines=8 /> },
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
