//! Language (of the account) and theme (of this browser); both act at once.

use furgo_shared::{
    api,
    auth::UpdateProfile,
    change::Change,
    text::{Locale, from_wire_name},
    users::UserView,
};
use yew::prelude::*;

use crate::{
    i18n::text,
    outbox::use_write,
    platform::{
        document,
        storage::{self, Preference},
    },
    session::{use_session, use_viewer},
    ui::{Card, Choice, ProblemBox, SelectField, use_toasts},
};

/// See the module.
#[component]
pub fn PreferencesCard() -> Html {
    let (viewer, session, toasts) = (use_viewer(), use_session(), use_toasts());
    let theme = use_state(|| storage::read(Preference::Theme).unwrap_or_default());
    let save = use_write(&api::UPDATE_PROFILE, move |user: UserView| {
        session.enter(user);
        toasts.say(text("state-saved"));
    });
    let choose_language = {
        let save = save.clone();
        Callback::from(move |tag: String| {
            if let Some(locale) = from_wire_name::<Locale>(&tag) {
                save.send(
                    &[],
                    &UpdateProfile { locale: Change::Set(locale), ..UpdateProfile::default() },
                );
            }
        })
    };
    let choose_theme = {
        let theme = theme.clone();
        Callback::from(move |value: String| {
            let chosen = Some(value.as_str()).filter(|value| !value.is_empty());
            document::set_theme(chosen);
            storage::write(Preference::Theme, chosen);
            theme.set(value);
        })
    };
    let languages: Vec<Choice> = Locale::ALL
        .into_iter()
        .map(|locale| Choice::new(locale.tag(), locale.native_name()))
        .collect();
    let themes = vec![
        Choice::new("", text("theme-system")),
        Choice::new("light", text("theme-light")),
        Choice::new("dark", text("theme-dark")),
    ];
    html! {
        <Card title={text("profile-preferences")}>
            { for save.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            <div class="form-row" key="fields">
                <SelectField name="locale" label={text("profile-language")} value={viewer.locale.tag()} choices={languages} disabled={save.busy()} onchange={choose_language} />
                <SelectField name="theme" label={text("profile-theme")} value={(*theme).clone()} choices={themes} onchange={choose_theme} hint={text("profile-theme-hint")} />
            </div>
        </Card>
    }
}
