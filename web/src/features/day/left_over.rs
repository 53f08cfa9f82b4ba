//! What was not delivered on earlier routes goes into today's, by one press.

use furgo_shared::{
    api,
    routes::{ContinueFromPast, RouteView, UnfinishedOf},
};
use yew::prelude::*;

use crate::{
    hooks::{use_held, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Button, Icon, IconName, ProblemBox, use_toasts},
};

/// See the module. Nothing where nothing is left over.
#[component]
pub fn LeftOver() -> Html {
    let (left, toasts) = (use_query(&api::UNFINISHED, &[], &UnfinishedOf::default()), use_toasts());
    let take = use_write(&api::CONTINUE_FROM_PAST, move |_: RouteView| {
        toasts.say(text("day-left-taken"));
    });
    let count = use_held(&left.value().map_or(0, |left| left.packages.len()));
    let onclick = {
        let take = take.clone();
        Callback::from(move |()| {
            if !take.busy() {
                take.send(&[], &ContinueFromPast::default());
            }
        })
    };
    html! {
        <div class="stack stack--tight" hidden={count == 0}>
            { for (count > 0).then(|| html! {
                <div class="notice notice--next" key="left">
                    <Icon name={IconName::Package} />
                    <span class="grow">{ text_with("day-left", [("count", count.into())]) }</span>
                    <Button busy={take.busy()} {onclick}>{ text("day-left-take") }</Button>
                </div>
            }) }
            { for take.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
        </div>
    }
}
