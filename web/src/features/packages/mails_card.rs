//! What a recipient was told of a package by mail, and what became of each mail.

use furgo_shared::{
    api,
    id::PackageId,
    mail::{MailState, MailView},
    text::wire_name,
    validate::Empty,
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::text,
    ui::{
        Card, IconName, ProblemCard, Skeleton, StatusPill, Timeline, TimelineStep, Tone,
        package_pill,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MailsCardProps {
    pub id: PackageId,
}

/// See the module.
#[component]
pub fn MailsCard(props: &MailsCardProps) -> Html {
    let mails = use_query(&api::PACKAGE_MAILS, &[&props.id.to_string()], &Empty {});
    let content = match &*mails {
        Query::Loading => html! { <Skeleton lines=2 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={mails.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => {
            html! { <p class="muted">{ text("package-mails-none") }</p> }
        }
        Query::Ready { value, .. } => {
            html! { <Timeline label={text("package-mails")}>{ for value.items.iter().rev().map(row) }</Timeline> }
        }
    };
    html! { <Card title={text("package-mails")}><div key="content">{ content }</div></Card> }
}

fn row(mail: &MailView) -> Html {
    let (tone, icon) = match mail.state {
        MailState::Waiting => (Tone::Info, IconName::Clock),
        MailState::Sent => (Tone::Good, IconName::CircleCheck),
        MailState::Refused => (Tone::Bad, IconName::CircleX),
        MailState::Dropped => (Tone::Neutral, IconName::Ban),
    };
    let label = text(&format!("mail-state-{}", wire_name(&mail.state)));
    let moment = format::moment(mail.settled_at.unwrap_or(mail.queued_at));
    html! {
        <TimelineStep key={mail.id.to_string()} title={package_pill(mail.status)} {moment}>
            <div key="state"><StatusPill {tone} {icon} {label} /></div>
            { for mail.error.iter().map(|error| html! { <p key="error" class="small">{ error }</p> }) }
        </TimelineStep>
    }
}
