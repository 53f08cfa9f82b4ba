//! One person: particulars, role, access.

use std::rc::Rc;

use furgo_shared::{api, id::UserId, users::UserView, validate::Empty};
use yew::prelude::*;

use super::{
    access_card::AccessCard, edit_form::EditForm, remove_card::RemoveCard, role_card::RoleCard,
};
use crate::{
    features::devices::DevicesCard,
    hooks::{Query, use_query},
    i18n::{self, text},
    screens::Screen,
    session::use_viewer,
    ui::{Card, Page, ProblemCard, Skeleton},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct UserPageProps {
    pub id: UserId,
}

/// See the module.
#[component]
pub fn UserPage(props: &UserPageProps) -> Html {
    let (user, viewer) =
        (use_query(&api::GET_USER, &[&props.id.to_string()], &Empty {}), use_viewer());
    let content = match &*user {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={user.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => record(value, value.id == viewer.id, user.refetch.clone()),
    };
    let title = user.value().map_or_else(|| text("users-person"), |user| user.name.clone().into());
    let subtitle = user.value().map(|user| i18n::standing(user));
    html! { <Page {title} {subtitle} back={Screen::Users} age={user.age()}>{ content }</Page> }
}

/// What one must not do to oneself is not offered.
fn record(user: &Rc<UserView>, own: bool, onreload: Callback<()>) -> Html {
    html! {
        <div class="columns columns--main">
            <div class="stack" key="main">
                <Card title={text("users-particulars")}><EditForm user={user.clone()} {own} {onreload} /></Card>
                <RoleCard user={user.clone()} {own} />
            </div>
            <div class="stack" key="side">
                <AccessCard user={user.clone()} {own} />
                { for user.drives().then(|| html! { <DevicesCard user_id={user.id} /> }) }
                { for (!own).then(|| html! { <RemoveCard user={user.clone()} /> }) }
            </div>
        </div>
    }
}
