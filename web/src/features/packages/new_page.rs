//! Enters packages, one after the other, without leaving the keyboard: Enter saves and the next one
//! begins in the same town.

use furgo_shared::{
    api,
    packages::{ListPackages, PackageView},
};
use yew::prelude::*;

use super::{draft::Draft, fields::fields, recent_card::RecentCard};
use crate::{
    format,
    hooks::{Query, use_draft, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    screens::Screen,
    session::use_session,
    ui::{Form, Page, Skeleton, use_toasts},
};

/// As many as one may want to look at again.
const RECENT_MAX: usize = 10;

/// See the module. The country is that of the latest package, or else the fleet's.
#[component]
pub fn NewPackagePage() -> Html {
    let latest = use_query(
        &api::LIST_PACKAGES,
        &[],
        &ListPackages { limit: Some(1), ..ListPackages::default() },
    );
    let session = use_session();
    let of_fleet =
        session.welcome().and_then(|welcome| format::country_of_zone(&welcome.time_zone));
    let content = match &*latest {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(_) => html! { <Entry key="entry" country={of_fleet.unwrap_or_default()} /> },
        Query::Ready { value, .. } => {
            let country = value
                .items
                .first()
                .map(|package| package.address.country.clone())
                .or(of_fleet)
                .unwrap_or_default();
            html! { <Entry key="entry" {country} /> }
        }
    };
    html! { <Page title={text("package-new-title")} subtitle={text("package-new-lead")} back={Screen::Packages}>{ content }</Page> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EntryProps {
    country: String,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let (toasts, recent, form) = (
        use_toasts(),
        use_state(Vec::<PackageView>::new),
        use_draft(0, || Draft::new(&props.country)),
    );
    let save = {
        let (recent, form) = (recent.clone(), form.clone());
        use_write(&api::CREATE_PACKAGE, move |package: PackageView| {
            toasts.say(text_with(
                "package-entered",
                [
                    ("name", format::brief(&package.recipient_name).into()),
                    ("code", package.tracking_code.clone().into()),
                ],
            ));
            form.begin(form.draft().next());
            let mut entered = (*recent).clone();
            entered.insert(0, package);
            entered.truncate(RECENT_MAX);
            recent.set(entered);
        })
    };
    let onsubmit = {
        let save = save.clone();
        form.submit(Draft::request, move |request| save.send(&[], &request))
    };
    // New fields for each package: the first one takes the focus.
    let round = recent.first().map_or_else(|| "first".to_owned(), |package| package.id.to_string());
    html! {
        <div class="columns columns--main">
            <Form key="form" submit={text("package-save-next")} {onsubmit} cancel={Screen::Packages}
                page={form.page()} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
                <div class="stack stack--sections" key={round}>{ fields(&form) }</div>
            </Form>
            <RecentCard key="recent" packages={(*recent).clone()} />
        </div>
    }
}
