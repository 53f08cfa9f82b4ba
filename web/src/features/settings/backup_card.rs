//! A copy of all data to keep elsewhere. It is a file and no change, so it does not pass the outbox.

use furgo_shared::{api, validate::Empty};
use yew::{platform::spawn_local, prelude::*};

use crate::{
    api::{ApiError, Request, download},
    format,
    i18n::text,
    ui::{Button, Card, IconName, ProblemBox, use_toasts},
};

/// See the module.
#[component]
pub fn BackupCard() -> Html {
    let (busy, problem, toasts) =
        (use_state(|| false), use_state(|| None::<ApiError>), use_toasts());
    let onclick = {
        let (busy, problem) = (busy.clone(), problem.clone());
        Callback::from(move |()| {
            let (busy, problem, toasts) = (busy.clone(), problem.clone(), toasts.clone());
            busy.set(true);
            problem.set(None);
            spawn_local(async move {
                let name = format!("furgo-{}.redb", format::today());
                match download(&Request::write(&api::BACKUP, &[], &Empty {}), &name).await {
                    Ok(()) => toasts.say(text("settings-backup-done")),
                    Err(failed) => problem.set(Some(failed)),
                }
                busy.set(false);
            });
        })
    };
    html! {
        <Card title={text("settings-backup")}>
            <p class="muted" key="text">{ text("settings-backup-text") }</p>
            { for problem.iter().map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> }) }
            <div key="button"><Button icon={IconName::Download} busy={*busy} {onclick}>{ text("settings-backup-take") }</Button></div>
        </Card>
    }
}
