//! Which devices keep a copy of somebody's day, how far each has sent, and the way to send away what
//! was lost or is not one's own.

use chrono::TimeDelta;
use furgo_shared::{
    api,
    id::UserId,
    sync::{DeviceView, ListDevices},
    validate::Empty,
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Query, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{
        Button, Card, ConfirmDialog, Icon, IconName, ProblemCard, Skeleton, StatusPill, Tone,
        use_toasts,
    },
};

/// A clock that is off by no more is right.
const RIGHT_WITHIN: TimeDelta = TimeDelta::seconds(30);

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DevicesCardProps {
    /// One's own when absent.
    #[prop_or_default]
    pub user_id: Option<UserId>,
}

/// See the module.
#[component]
pub fn DevicesCard(props: &DevicesCardProps) -> Html {
    let is_own = props.user_id.is_none();
    let devices = use_query(&api::LIST_DEVICES, &[], &ListDevices { user_id: props.user_id });
    let (toasts, leaving) = (use_toasts(), use_state(|| None::<DeviceView>));
    let revoke = {
        let (leaving, refetch) = (leaving.clone(), devices.refetch.clone());
        use_write(&api::REVOKE_DEVICE, move |()| {
            leaving.set(None);
            toasts.say(text("devices-revoked"));
            refetch.emit(());
        })
    };
    let onconfirm = {
        let (revoke, leaving) = (revoke.clone(), leaving.clone());
        Callback::from(move |()| {
            if let Some(device) = &*leaving {
                revoke.send(&[&device.id.to_string()], &Empty {});
            }
        })
    };
    let onclose = {
        let leaving = leaving.clone();
        Callback::from(move |()| leaving.set(None))
    };
    let device = leaving.as_ref().map(|device| device.name.clone()).unwrap_or_default();
    let content = match &*devices {
        Query::Loading => html! { <Skeleton lines=2 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={devices.refetch.clone()} /> }
        }
        Query::Ready { value, .. } if value.items.is_empty() => {
            html! { <p class="muted">{ text("devices-none") }</p> }
        }
        Query::Ready { value, .. } => {
            let rows = value.items.iter().map(|device| row(device, is_own, &leaving));
            html! { <ul class="stack">{ for rows }</ul> }
        }
    };
    html! {
        <Card title={text("devices-title")}>
            <div key="content">{ content }</div>
            <ConfirmDialog key="confirm" open={leaving.is_some()} title={text("devices-revoke-title")} text={text_with("devices-revoke-text", [("device", device.into())])}
                confirm={text("devices-revoke")} danger=true busy={revoke.busy()} problem={revoke.problem()} {onconfirm} {onclose} />
        </Card>
    }
}

fn row(device: &DeviceView, is_own: bool, leaving: &UseStateHandle<Option<DeviceView>>) -> Html {
    let onclick = {
        let (leaving, device) = (leaving.clone(), device.clone());
        Callback::from(move |()| leaving.set(Some(device.clone())))
    };
    let this = device.is_current.then(|| {
        html! { <StatusPill tone={Tone::Good} icon={IconName::CircleCheck} label={text("sessions-this")} /> }
    });
    html! {
        <li class="row row--between" key={device.id.to_string()}>
            <Icon name={IconName::Smartphone} />
            <span class="grow grow--lines">
                <span class="strong">{ &device.name }</span>
                { for said_of(device, is_own).into_iter().map(|said| html! { <><br /><span class="muted small">{ said }</span></> }) }
            </span>
            { this }
            <Button {onclick}>{ text("devices-revoke") }</Button>
        </li>
    }
}

/// What is known of a device, a line each.
fn said_of(device: &DeviceView, is_own: bool) -> Vec<AttrValue> {
    let seen = format::moment(device.seen_at).to_string();
    let mut said = vec![
        text_with("devices-seen", [("moment", seen.into())]),
        text_with("devices-sent", [("number", device.last_seq.into())]),
    ];
    if let Some(minutes) = minutes_off(device.skew_ms) {
        let key = if minutes > 0 { "devices-ahead" } else { "devices-behind" };
        let time = format::duration(minutes.unsigned_abs()).to_string();
        said.push(text_with(key, [("time", time.into())]));
    }
    if device.heals > 0 && !is_own {
        said.push(text_with("devices-healed", [("count", device.heals.into())]));
    }
    said
}

/// By how many minutes a clock is ahead, at least one; `None` of one that is right.
fn minutes_off(skew_ms: Option<i64>) -> Option<i64> {
    let skew = TimeDelta::try_milliseconds(skew_ms?)?;
    let minutes = skew.abs().num_minutes().max(1) * skew.num_milliseconds().signum();
    (skew.abs() > RIGHT_WITHIN).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::minutes_off;

    #[test]
    fn a_clock_is_off_by_a_minute_at_least_or_right() {
        for (skew_ms, expected) in [
            (None, None),
            (Some(30_000), None),
            (Some(-30_000), None),
            (Some(31_000), Some(1)),
            (Some(-31_000), Some(-1)),
            (Some(26 * 3_600_000), Some(1_560)),
            (Some(i64::MIN), None),
        ] {
            assert_eq!(minutes_off(skew_ms), expected, "{skew_ms:?}");
        }
    }
}
