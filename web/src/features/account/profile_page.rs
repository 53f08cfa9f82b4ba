//! One's own account.

use yew::prelude::*;

use super::{
    password_form::PasswordForm, preferences::PreferencesCard, profile_form::ProfileForm,
    sessions_card::SessionsCard, units_card::UnitsCard,
};
use crate::{
    features::devices::DevicesCard,
    i18n::{self, text},
    session::use_viewer,
    ui::{Card, Page, PageWidth},
};

/// See the module.
#[component]
pub fn ProfilePage() -> Html {
    let viewer = use_viewer();
    html! {
        <Page title={text("profile-title")} subtitle={i18n::standing(&viewer)} width={PageWidth::Narrow}>
            <Card key="person" title={text("profile-person")}><ProfileForm /></Card>
            <PreferencesCard key="preferences" />
            <UnitsCard key="units" />
            <Card key="password" title={text("profile-password")}><PasswordForm /></Card>
            { for viewer.drives().then(|| html! { <DevicesCard key="devices" /> }) }
            <SessionsCard key="sessions" />
        </Page>
    }
}
