//! Changes a package's particulars.

use std::rc::Rc;

use furgo_shared::{api, id::PackageId, packages::PackageView, validate::Empty};
use yew::prelude::*;
use yew_router::prelude::*;

use super::{draft::Draft, fields::fields};
use crate::{
    hooks::{Query, use_draft, use_query, use_stale},
    i18n::text,
    outbox::use_write,
    screens::Screen,
    ui::{Form, Page, PageWidth, ProblemCard, Skeleton, StaleNotice, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct EditPackagePageProps {
    pub id: PackageId,
}

/// See the module.
#[component]
pub fn EditPackagePage(props: &EditPackagePageProps) -> Html {
    let (package, round) =
        (use_query(&api::GET_PACKAGE, &[&props.id.to_string()], &Empty {}), use_state(|| 0_u32));
    let ondrop = {
        let round = round.clone();
        Callback::from(move |()| round.set(*round + 1))
    };
    let content = match &*package {
        Query::Loading => html! { <Skeleton lines=8 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={package.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => {
            html! { <EditForm key={*round} package={value.clone()} onreload={package.refetch.clone()} {ondrop} /> }
        }
    };
    let subtitle = package.value().map(|package| AttrValue::from(package.tracking_code.clone()));
    html! { <Page title={text("package-edit-title")} {subtitle} back={Screen::Package { id: props.id }} width={PageWidth::Narrow}>{ content }</Page> }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps {
    /// The newest version that is known.
    package: Rc<PackageView>,
    onreload: Callback<()>,
    /// Starts anew from the newest version.
    ondrop: Callback<()>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let (navigator, toasts, before) =
        (use_navigator(), use_toasts(), use_state(|| props.package.clone()));
    let form = use_draft(props.package.version, || Draft::of(&props.package));
    let save = use_write(&api::PATCH_PACKAGE, move |package: PackageView| {
        toasts.say(text("state-saved"));
        if let Some(navigator) = &navigator {
            navigator.replace(&Screen::Package { id: package.id });
        }
    });
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let send = |version: u64| {
        let (save, before, id) = (save.clone(), (*before).clone(), before.id.to_string());
        form.submit(
            move |draft: &Draft| draft.patch(&before),
            move |patch| save.send_from(version, &[&id], &patch),
        )
    };
    html! {
        <Form submit={text("action-save")} onsubmit={send(before.version)} cancel={Screen::Package { id: before.id }}
            page={form.page()} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            { for stale.then(|| html! {
                <StaleNotice key="stale" ready={props.package.version != before.version} onkeep={send(props.package.version)} ondrop={props.ondrop.clone()} />
            }) }
            <div class="stack stack--sections" key="fields">{ fields(&form) }</div>
        </Form>
    }
}
