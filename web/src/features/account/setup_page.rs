//! First run: nobody has an account yet. Whoever has the link that the server printed becomes the
//! admin; its code stands behind `#`.

use yew::prelude::*;

use super::{register_form::RegisterForm, stage::Stage};
use crate::{
    i18n::text,
    platform::document::{self, FragmentListener},
    ui::{EmptyState, IconName},
};

/// See the module.
#[component]
pub fn SetupPage() -> Html {
    let code = use_state(document::fragment);
    {
        let code = code.clone();
        use_effect_with((), move |()| {
            let listener = FragmentListener::new(move || code.set(document::fragment()));
            move || drop(listener)
        });
    }
    if code.is_empty() {
        return html! {
            <Stage title={text("setup-title")} lead={text("setup-lead")}>
                <EmptyState icon={IconName::Link} title={text("setup-no-code-title")} hint={text("setup-no-code-hint")} />
            </Stage>
        };
    }
    html! {
        <Stage title={text("setup-title")} lead={text("setup-lead")}>
            <RegisterForm submit={text("setup-submit")} setup_code={(*code).clone()} />
        </Stage>
    }
}
