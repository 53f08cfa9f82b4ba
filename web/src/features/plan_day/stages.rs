//! From choosing to a plan: the choices, the plan under way, the plan that is shown. Choosing again
//! finds everything as it was.

use std::rc::Rc;

use furgo_shared::{problem::ErrorCode, routes::PlanDay, validate::FieldErrors};
use yew::prelude::*;

use super::{
    day_draft::DayDraft,
    day_form::DayForm,
    plan_view::PlanView,
    planning::{Planning, Standing},
    progress_card::ProgressCard,
    supplies::Supplies,
};
use crate::{
    features::routes::without_places,
    hooks::FormState,
    live::use_plan_progress,
    platform::{clock, focus},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StagesProps {
    pub supplies: Rc<Supplies>,
    pub form: FormState<DayDraft>,
    pub planning: Planning,
    /// What was read no longer holds.
    pub onstale: Callback<()>,
    /// The plan has been confirmed.
    pub ondone: Callback<()>,
}

/// The request for a plan of what is chosen, or what is wrong with that.
fn wanted(supplies: &Supplies, draft: &DayDraft) -> Result<PlanDay, FieldErrors> {
    let crew = supplies.crew(draft);
    let chosen = draft.chosen(&supplies.offered(&crew));
    draft.request(&crew, chosen.into_iter().collect(), clock::new_id())
}

/// See the module.
#[component]
pub fn Stages(props: &StagesProps) -> Html {
    let (supplies, planning) = (&props.supplies, &props.planning);
    let stage = match planning.standing() {
        Standing::Idle | Standing::Refused(_) => 0,
        Standing::Busy(_) => 1,
        Standing::Ready(..) => 2,
    };
    let node = use_focus_on(stage);
    let progress = use_plan_progress(planning.under_way());
    let ask = {
        let (supplies, planning) = (supplies.clone(), planning.clone());
        let request = move |draft: &DayDraft| wanted(&supplies, draft);
        props.form.submit(request, move |request| planning.ask(request))
    };
    let onchange = {
        let planning = planning.clone();
        Callback::from(move |()| planning.drop_plan())
    };
    // What is wrong with the choices is shown beside them.
    let onagain = {
        let (change, ask) = (onchange.clone(), ask.clone());
        Callback::from(move |()| {
            change.emit(());
            ask.emit(());
        })
    };
    let problem = match planning.standing() {
        Standing::Refused(problem) => Some(without_places(problem.clone())),
        Standing::Idle | Standing::Busy(_) | Standing::Ready(..) => None,
    };
    use_effect_with(problem.clone(), {
        let ask = props.onstale.clone();
        let rests_on_lists = [ErrorCode::PackageNotPlannable, ErrorCode::Overlaps];
        move |problem| {
            let problem = problem.as_ref();
            if problem.is_some_and(|problem| rests_on_lists.iter().any(|code| problem.is(*code))) {
                ask.emit(());
            }
        }
    });
    let content = match planning.standing() {
        Standing::Idle | Standing::Refused(_) => html! {
            <DayForm supplies={supplies.clone()} form={props.form.clone()} {problem} onsubmit={ask} />
        },
        Standing::Busy(_) => html! { <ProgressCard {progress} oncancel={onchange} /> },
        Standing::Ready(plan, request) => html! {
            <PlanView key={plan.plan_id.to_string()} plan={plan.clone()} request={request.clone()} supplies={supplies.clone()}
                {onchange} {onagain} onstale={props.onstale.clone()} ondone={props.ondone.clone()} />
        },
    };
    html! { <div class="plan-day" ref={node} tabindex="-1">{ content }</div> }
}

/// An element that gets the focus whenever another stage begins: what had it is gone.
#[hook]
fn use_focus_on(stage: u8) -> NodeRef {
    let (node, shown) = (use_node_ref(), use_mut_ref(|| stage));
    {
        let node = node.clone();
        use_effect_with(stage, move |stage| {
            if shown.replace(*stage) != *stage {
                focus::new_content(&node);
            }
        });
    }
    node
}
