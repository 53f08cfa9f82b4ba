//! "Waiting to send": everything that nobody has taken, why, and what can be done about it.

use furgo_phone::{Entry, Pause, State};
use furgo_shared::problem::ErrorCode;
use yew::prelude::*;

use super::{discard_dialog::DiscardDialog, export, others::Others, words};
use crate::{
    api::ApiError,
    format,
    i18n::{self, text, text_with},
    offline::{self, News},
    outbox::use_outbox,
    seat::use_seat,
    ui::{
        Button, ButtonKind, Card, EmptyState, Icon, IconName, LinkButton, Page, PageWidth,
        use_toasts,
    },
};

/// See the module.
#[component]
pub fn WaitingPage() -> Html {
    let (outbox, toasts, discarding) = (use_outbox(), use_toasts(), use_state(|| None::<Entry>));
    let seat = use_seat();
    let news = outbox.phone().cloned();
    let entries: Vec<Entry> = news.iter().flat_map(|news| news.entries.iter().cloned()).collect();
    let untaken = |entry: &&Entry| !matches!(entry.state, State::Taken { .. });
    let listed: Vec<Entry> = entries.iter().filter(untaken).cloned().collect();
    let onexport = {
        let (listed, toasts) = (listed.clone(), toasts.clone());
        Callback::from(move |()| toasts.say(export::said(export::export(&listed))))
    };
    let onretry = Callback::from(|()| {
        if let Some(phone) = offline::current() {
            phone.poke();
        }
    });
    let ondiscard = {
        let (discarding, toasts) = (discarding.setter(), toasts.clone());
        Callback::from(move |entry: Entry| {
            if let Some(phone) = offline::current() {
                phone.discard(entry.id);
            }
            discarding.set(None);
            toasts.say(text("waiting-discarded"));
        })
    };
    let onclose = {
        let discarding = discarding.setter();
        Callback::from(move |()| discarding.set(None))
    };
    let is_empty = listed.is_empty();
    let is_lost = news.as_ref().is_some_and(|news| news.lost > 0);
    html! {
        <Page title={text("waiting-title")} width={PageWidth::Narrow}>
            <Others key="others" />
            { for news.iter().filter(|news| news.lost > 0).map(lost) }
            { for news.iter().flat_map(|news| why(news, is_empty)) }
            { for (is_empty && !is_lost).then(|| html! {
                <EmptyState key="empty" icon={IconName::CircleCheck} title={text("waiting-none")} hint={text("waiting-none-hint")}>
                    <LinkButton to={seat.home()}>{ text("waiting-back") }</LinkButton>
                </EmptyState>
            }) }
            { for (!is_empty).then(|| html! {
                <div class="row" key="actions">
                    <Button icon={IconName::Retry} onclick={onretry}>{ text("action-retry") }</Button>
                    <Button icon={IconName::Download} onclick={onexport}>{ text("waiting-export") }</Button>
                </div>
            }) }
            { for (!is_empty).then(|| html! {
                <Card key="list" flush=true><ol class="waiting">{ for listed.iter().map(|entry| row(entry, &discarding)) }</ol></Card>
            }) }
            <DiscardDialog key="discard" entry={(*discarding).clone()} onconfirm={ondiscard} {onclose} />
        </Page>
    }
}

/// What the browser has deleted.
fn lost(news: &News) -> Html {
    let onclick = Callback::from(|()| {
        if let Some(phone) = offline::current() {
            phone.admit();
        }
    });
    html! {
        <p class="notice notice--long" key="lost" role="alert"><Icon name={IconName::CircleAlert} />
            <span class="grow">{ text_with("waiting-lost", [("count", news.lost.into())]) }{ " " }{ text("waiting-lost-hint") }</span>
            <Button {onclick}>{ text("waiting-seen") }</Button>
        </p>
    }
}

/// Why nothing goes.
fn why(news: &News, is_empty: bool) -> Option<Html> {
    let sentence = match (news.pause, &news.trouble) {
        (Some(Pause::Revoked), _) => i18n::problem(&ApiError::Problem(Box::new(
            furgo_shared::problem::Problem::of(ErrorCode::DeviceRevoked, String::new()),
        ))),
        (Some(Pause::SignedOut), _) => text("waiting-signed-out"),
        (None, Some(trouble)) => i18n::problem(trouble),
        (None, None) if !news.is_kept => text("waiting-not-kept"),
        (None, None) if news.is_cut_off && !is_empty => text("waiting-offline"),
        (None, None) => return None,
    };
    Some(html! {
        <p class="notice" key="why" role="status"><Icon name={IconName::WifiOff} /><span class="grow">{ sentence }</span></p>
    })
}

fn row(entry: &Entry, discarding: &UseStateHandle<Option<Entry>>) -> Html {
    let (icon, what) = words::entry(entry);
    let when = text_with(
        "waiting-when",
        [("moment", format::moment(entry.occurred_at).to_string().into())],
    );
    let bad_news = match &entry.state {
        State::Refused { problem, .. } => {
            let reason = i18n::problem(&ApiError::Problem(problem.clone()));
            Some(text_with("waiting-refused", [("reason", reason.to_string().into())]))
        }
        State::TooLate { .. } => Some(text("waiting-too-late")),
        State::Waiting | State::Taken { .. } => None,
    };
    let action = match &bad_news {
        Some(_) => {
            let id = entry.id;
            let onclick = Callback::from(move |()| {
                if let Some(phone) = offline::current() {
                    phone.put_away(id);
                }
            });
            html! { <Button key="seen" {onclick}>{ text("waiting-seen") }</Button> }
        }
        None => {
            let (discarding, entry) = (discarding.setter(), entry.clone());
            let onclick = Callback::from(move |()| discarding.set(Some(entry.clone())));
            html! { <Button key="discard" kind={ButtonKind::Ghost} {onclick}>{ text("waiting-discard") }</Button> }
        }
    };
    html! {
        <li class="waiting__row" key={entry.id.to_string()}>
            <Icon name={if bad_news.is_some() { IconName::CircleAlert } else { icon }} />
            <div class="grow grow--lines" key="what">
                <p class="strong">{ what }</p>
                <p class="muted small">{ when }</p>
                { for bad_news.map(|bad_news| html! { <p class="waiting__refused">{ bad_news }</p> }) }
            </div>
            { action }
        </li>
    }
}
