//! First run: nobody has an account yet, so whoever sits here becomes the admin.

use yew::prelude::*;

use super::{register_form::RegisterForm, stage::Stage};
use crate::i18n::text;

/// See the module.
#[component]
pub fn SetupPage() -> Html {
    html! {
        <Stage title={text("setup-title")} lead={text("setup-lead")}>
            <RegisterForm submit={text("setup-submit")} />
        </Stage>
    }
}
