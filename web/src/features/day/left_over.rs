//! What was not delivered on earlier routes goes into today's, by one press; or some of it.

use std::collections::BTreeSet;

use furgo_shared::{
    api,
    id::PackageId,
    packages::PackageView,
    problem::ErrorCode,
    routes::{ContinueFromPast, RouteView, UnfinishedOf},
};
use yew::prelude::*;

use crate::{
    api::ApiError,
    hooks::{use_held, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Button, ButtonKind, Checkbox, Icon, IconName, ProblemBox, use_toasts},
};

/// See the module. Nothing where nothing is left over.
#[component]
pub fn LeftOver() -> Html {
    let (left, toasts) = (use_query(&api::UNFINISHED, &[], &UnfinishedOf::default()), use_toasts());
    let (chooses, stays) = (use_state(|| false), use_state(BTreeSet::<PackageId>::new));
    let take = {
        let (chooses, stays) = (chooses.setter(), stays.setter());
        use_write(&api::CONTINUE_FROM_PAST, move |_: RouteView| {
            chooses.set(false);
            // What stayed is offered anew.
            stays.set(BTreeSet::new());
            toasts.say(text("day-left-taken"));
        })
    };
    {
        let (chooses, refetch, take) = (chooses.setter(), left.refetch.clone(), take.clone());
        use_effect_with(take.problem(), move |problem| match outcome(problem.as_ref()) {
            Outcome::Open => {}
            Outcome::TooMuch => chooses.set(true),
            Outcome::Changed => refetch.emit(()),
            Outcome::NothingLeft => {
                take.reset();
                refetch.emit(());
            }
        });
    }
    let view = use_held(&left.value().cloned());
    let all = view.as_ref().map_or(&[][..], |view| &view.packages);
    let ids: Vec<PackageId> = all.iter().map(|package| package.id).collect();
    let wanted = going(&ids, &stays);
    let onclick = {
        let (take, package_ids) = (take.clone(), wanted.clone());
        Callback::from(move |()| {
            if !take.busy() {
                take.send(
                    &[],
                    &ContinueFromPast {
                        package_ids: package_ids.clone(),
                        ..ContinueFromPast::default()
                    },
                );
            }
        })
    };
    let onchoose = {
        let chooses = chooses.clone();
        Callback::from(move |()| chooses.set(true))
    };
    let may_choose = all.len() > 1;
    html! {
        <div class="stack stack--tight" hidden={all.is_empty()}>
            { for (!all.is_empty()).then(|| html! {
                <div class="notice notice--next" key="left">
                    <Icon name={IconName::Package} />
                    <span class="grow">{ text_with("day-left", [("count", all.len().into())]) }</span>
                    { for (may_choose && !*chooses).then(|| html! { <div key="choose"><Button kind={ButtonKind::Ghost} onclick={onchoose}>{ text("day-left-choose") }</Button></div> }) }
                    <div key="take"><Button busy={take.busy()} disabled={wanted.is_empty()} {onclick}>{ text("day-left-take") }</Button></div>
                </div>
            }) }
            { for (may_choose && *chooses).then(|| choices(all, &stays)) }
            { for take.problem().map(|problem| html! { <ProblemBox key="problem" {problem} /> }) }
        </div>
    }
}

/// Which of it goes along; the last one has no box.
fn going(all: &[PackageId], stays: &BTreeSet<PackageId>) -> Vec<PackageId> {
    let goes = |id: &&PackageId| all.len() == 1 || !stays.contains(id);
    all.iter().filter(goes).copied().collect()
}

/// Each with a box.
fn choices(all: &[PackageView], stays: &UseStateHandle<BTreeSet<PackageId>>) -> Html {
    html! {
        <fieldset class="stack stack--tight" key="choices">
            <legend class="muted">{ text("day-left-choose-hint") }</legend>
            { for all.iter().map(|package| {
                let id = package.id;
                let onchange = {
                    let stays = stays.clone();
                    Callback::from(move |goes: bool| {
                        let mut next = (*stays).clone();
                        if goes { next.remove(&id) } else { next.insert(id) };
                        stays.set(next);
                    })
                };
                let label = format!("{}, {}", package.recipient_name, package.address.street);
                html! { <Checkbox key={id.to_string()} name={format!("goes-{id}")} {label} checked={!stays.contains(&id)} {onchange} /> }
            }) }
        </fieldset>
    }
}

/// What a refusal means for what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing.
    Open,
    /// Some of it has to stay.
    TooMuch,
    /// Somebody else has taken some of it.
    Changed,
    /// Somebody else has taken all of it: done.
    NothingLeft,
}

fn outcome(problem: Option<&ApiError>) -> Outcome {
    let is = |code| problem.is_some_and(|problem| problem.is(code));
    match () {
        () if is(ErrorCode::DoesNotFit) => Outcome::TooMuch,
        () if is(ErrorCode::PackageNotPlannable) => Outcome::Changed,
        () if is(ErrorCode::NothingUnfinished) => Outcome::NothingLeft,
        () => Outcome::Open,
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::problem::Problem;

    use super::*;

    #[test]
    fn all_go_along_but_what_stays() {
        let [one, two] = [1, 2].map(|id| PackageId(uuid::Uuid::from_u128(id)));
        assert_eq!(going(&[one, two], &BTreeSet::new()), [one, two]);
        assert_eq!(going(&[one, two], &BTreeSet::from([one])), [two]);
        assert!(going(&[one, two], &BTreeSet::from([one, two])).is_empty());
        // Somebody else has taken the other one meanwhile.
        assert_eq!(going(&[one], &BTreeSet::from([one])), [one]);
    }

    #[test]
    fn what_somebody_else_has_taken_is_no_problem() {
        let refusal = |code| ApiError::Problem(Box::new(Problem::of(code, String::new())));
        for (code, wanted) in [
            (ErrorCode::NothingUnfinished, Outcome::NothingLeft),
            (ErrorCode::DoesNotFit, Outcome::TooMuch),
            (ErrorCode::PackageNotPlannable, Outcome::Changed),
            (ErrorCode::Overlaps, Outcome::Open),
        ] {
            assert_eq!(outcome(Some(&refusal(code))), wanted);
        }
        assert_eq!(outcome(None), Outcome::Open);
    }
}
