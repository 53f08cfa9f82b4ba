//! The viewer's own units, or the fleet's; they act at once.

use furgo_shared::{api, auth::UpdateProfile, change::Change, measures::Units, users::UserView};
use yew::prelude::*;

use super::units_fields::units_fields;
use crate::{
    i18n::text,
    outbox::use_write,
    session::{use_measures, use_session, use_viewer},
    ui::{Card, ProblemBox, Switch, use_toasts},
};

/// See the module.
#[component]
pub fn UnitsCard() -> Html {
    let (viewer, session, toasts) = (use_viewer(), use_session(), use_toasts());
    let units = use_measures().units;
    let save = use_write(&api::UPDATE_PROFILE, move |user: UserView| {
        session.enter(user);
        toasts.say(text("state-saved"));
    });
    let choose = {
        let save = save.clone();
        Callback::from(move |units: Option<Units>| {
            save.send(
                &[],
                &UpdateProfile { units: Change::Set(units), ..UpdateProfile::default() },
            );
        })
    };
    // Own ones begin as the fleet's.
    let follow = choose.reform(move |follows: bool| (!follows).then_some(units));
    let own =
        viewer.units.map(|units| units_fields(units, save.busy(), &choose.reform(Some::<Units>)));
    html! {
        <Card title={text("profile-units")}>
            { for save.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
            <Switch key="follow" name="units" label={text("profile-units-fleet")} checked={viewer.units.is_none()} disabled={save.busy()} onchange={follow} />
            { for own }
        </Card>
    }
}
