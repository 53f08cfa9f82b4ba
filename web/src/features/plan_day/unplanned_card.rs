//! What does not fit, by reason: why in plain words, what can be done, and which packages.

use std::{collections::BTreeMap, rc::Rc};

use furgo_shared::{
    id::PackageId,
    packages::PackageView,
    routes::{DayPlanView, UnplannedReason, UnplannedView},
    text::wire_name,
};
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    screens::Screen,
    ui::{Card, Icon, IconName, IconSize, ScreenLink},
};

/// More of a reason are folded away.
const SHOWN_MAX: usize = 5;

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct UnplannedCardProps {
    pub plan: Rc<DayPlanView>,
    /// What is known of the packages.
    pub packages: Rc<Vec<PackageView>>,
}

/// See the module.
#[component]
pub fn UnplannedCard(props: &UnplannedCardProps) -> Html {
    let known: BTreeMap<PackageId, &PackageView> =
        props.packages.iter().map(|package| (package.id, package)).collect();
    let mut reasons: BTreeMap<UnplannedReason, Vec<&UnplannedView>> = BTreeMap::new();
    for left in &props.plan.unplanned {
        reasons.entry(left.reason).or_default().push(left);
    }
    let title = text_with("plan-day-left", [("count", props.plan.unplanned.len().into())]);
    html! {
        <Card {title}>
            <div class="lefts">{ for reasons.into_iter().map(|(reason, left)| of_reason(reason, &left, &known)) }</div>
        </Card>
    }
}

fn of_reason(
    reason: UnplannedReason,
    left: &[&UnplannedView],
    known: &BTreeMap<PackageId, &PackageView>,
) -> Html {
    let name = wire_name(&reason);
    let rows = |left: &[&UnplannedView]| -> Vec<Html> {
        left.iter().map(|left| row(left, known.get(&left.package_id).copied())).collect()
    };
    let (shown, folded) = left.split_at(left.len().min(SHOWN_MAX));
    let rest = (!folded.is_empty()).then(|| html! {
        <details class="planned__stops" key="rest">
            <summary>{ text_with("plan-day-left-rest", [("count", folded.len().into())]) }<Icon name={IconName::ChevronDown} size={IconSize::Small} /></summary>
            <ul>{ for rows(folded) }</ul>
        </details>
    });
    html! {
        <section class="left" key={name.clone()}>
            <p class="left__reason" key="reason"><Icon name={IconName::Alert} /><span>{ text_with(&format!("plan-day-left-{name}"), [("count", left.len().into())]) }</span></p>
            <p class="muted small" key="do">{ text(&format!("plan-day-do-{name}")) }</p>
            <ul key="rows">{ for rows(shown) }</ul>
            { for rest }
        </section>
    }
}

fn row(left: &UnplannedView, package: Option<&PackageView>) -> Html {
    let who = package.map_or(&left.tracking_code, |package| &package.recipient_name);
    let place = package.map_or_else(
        || left.city.clone(),
        |package| format!("{}, {}", package.address.street, package.address.city),
    );
    let window = package.and_then(|package| package.time_window).map(|window| {
        format!(
            "{} {}–{}",
            format::day_short(format::day_of(window.from)),
            format::clock(window.from),
            format::clock(window.to)
        )
    });
    let weight = package.and_then(|package| package.weight_kg).map(format::kg);
    html! {
        <li class="left__row" key={left.package_id.to_string()}>
            <ScreenLink to={Screen::Package { id: left.package_id }} class="stop__link clamp">{ who }</ScreenLink>
            <span class="muted small clamp">{ place }</span>
            <span class="left__facts small numbers muted">
                { for window.map(|window| html! { <span class="with-icon" key="window"><Icon name={IconName::Clock} size={IconSize::Small} />{ window }</span> }) }
                { for weight.map(|weight| html! { <span class="with-icon" key="weight"><Icon name={IconName::Weight} size={IconSize::Small} />{ weight }</span> }) }
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_says_why_and_what_to_do() {
        use UnplannedReason::{Capacity, LeftOut, OtherDay, Time, TooFar, TooHeavy, Unreachable};
        for reason in [TooHeavy, OtherDay, Unreachable, TooFar, Capacity, Time, LeftOut] {
            for part in ["left", "do"] {
                let key = format!("plan-day-{part}-{}", wire_name(&reason));
                assert_ne!(text(&key), key);
            }
        }
    }
}
