//! A new version of the app is on the device: a line above every screen says so and waits. Nothing is
//! ever loaded again by itself, and what would be lost by it goes first.

use yew::prelude::*;

use crate::{
    hooks::use_held,
    i18n::text,
    outbox::use_outbox,
    platform::program::{self, NewVersion},
    ui::{Button, Icon, IconName},
};

/// See the module.
#[component]
pub fn NewVersionLine() -> Html {
    let (outbox, wanted) = (use_outbox(), use_state(|| false));
    let ready = use_state(program::has_new_version);
    {
        let ready = ready.setter();
        use_effect_with((), move |()| {
            let heard = NewVersion::new(move || ready.set(true));
            move || drop(heard)
        });
    }
    let all_sent = outbox.unkept() == 0;
    use_effect_with((*wanted, all_sent), |(wanted, all_sent)| {
        if *wanted && *all_sent {
            program::update();
        }
    });
    let onclick = Callback::from(move |()| wanted.set(true));
    let is_shown = use_held(&*ready);
    let said = if all_sent { text("new-version-ready") } else { text("new-version-waits") };
    html! {
        <div class="banners" role="status" hidden={!is_shown}>
            { for is_shown.then(|| html! {
                <div class="banner banner--info" key="new-version">
                    <Icon name={IconName::Refresh} />
                    <span class="grow">{ said }</span>
                    <Button {onclick}>{ text("new-version-update") }</Button>
                </div>
            }) }
        </div>
    }
}
