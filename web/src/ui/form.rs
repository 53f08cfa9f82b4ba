//! The frame of every form: keeps the text on any error, shows the problem as a sentence, moves the
//! focus to the first field that needs attention, cannot be sent twice.

use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use furgo_shared::validate::FieldErrors;
use yew::prelude::*;

use super::{
    button::{Button, ButtonKind, LinkButton},
    icon::{Icon, IconName},
    problem::ProblemBox,
};
use crate::{api::ApiError, hooks::PageDraft, i18n, i18n::text, platform, screens::Screen};

/// What fields learn from the form around them, and the form from its fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormContext {
    errors: FieldErrors,
    /// Fields that show their own errors.
    names: Rc<RefCell<BTreeSet<String>>>,
}

impl FormContext {
    /// The sentence for the field of this name, if something is wrong with it.
    pub fn error_of(&self, name: &str) -> Option<AttrValue> {
        self.names.borrow_mut().insert(name.to_owned());
        self.errors.of(name).map(i18n::field_error)
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FormProps {
    /// The text of the one primary button.
    pub submit: AttrValue,
    pub onsubmit: Callback<()>,
    /// Found before sending.
    #[prop_or_default]
    pub errors: FieldErrors,
    /// Said by the server, or nobody answered.
    #[prop_or_default]
    pub problem: Option<ApiError>,
    #[prop_or_default]
    pub busy: bool,
    /// The button takes no press yet.
    #[prop_or_default]
    pub rests: bool,
    /// The command lies in the outbox and waits for a connection.
    #[prop_or_default]
    pub waiting: bool,
    /// The draft of the page that this is the form of.
    #[prop_or_default]
    pub page: Option<PageDraft>,
    /// Where "Cancel" leads.
    #[prop_or_default]
    pub cancel: Option<Screen>,
    /// What "Cancel" does where it leads to no screen of its own: closes a dialog, goes back.
    #[prop_or_default]
    pub oncancel: Option<Callback<()>>,
    /// Buttons as wide as the form: sign-in and the like.
    #[prop_or_default]
    pub stage: bool,
    #[prop_or_default]
    pub kind: Option<ButtonKind>,
    #[prop_or_default]
    pub icon: Option<IconName>,
    pub children: Html,
}

/// See the module.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let (form, names) = (use_node_ref(), use_memo((), |()| RefCell::new(BTreeSet::new())));
    let tries = use_state(|| 0_u32);
    let errors = all_errors(props);
    let notes = notes(props, &errors, &names.borrow());
    {
        let form = form.clone();
        use_effect_with(
            (errors.clone(), props.problem.clone(), *tries),
            move |(errors, problem, _)| {
                if !errors.is_empty() || problem.is_some() {
                    platform::focus::first_problem(&form);
                }
            },
        );
    }
    use_effect_with((), |()| platform::document::focus_field_of_link());
    let onsubmit = {
        let (busy, send) = (props.busy, props.onsubmit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !busy {
                tries.set(*tries + 1);
                send.emit(());
            }
        })
    };
    html! {
        <ContextProvider<FormContext> context={FormContext { errors, names }}>
            <form ref={form} class={classes!("form", props.stage.then_some("form--stage"))} novalidate=true {onsubmit}>
                <div class="form__problem" key="problem" tabindex="-1">
                    { for notes }
                </div>
                { for props.page.iter().filter(|page| page.is_kept).map(kept) }
                <div class="form__fields" key="fields">{ props.children.clone() }</div>
                <p class="form__waiting" key="waiting" role="status" hidden={!props.waiting}>
                    <Icon name={IconName::CloudUpload} />{ text("form-waiting") }
                </p>
                <div class="form__actions" key="actions">
                    <Button submit=true kind={props.kind.unwrap_or(ButtonKind::Primary)} icon={props.icon} busy={props.busy} disabled={props.rests}>{ &props.submit }</Button>
                    { for ways_out(props) }
                </div>
            </form>
        </ContextProvider<FormContext>>
    }
}

/// What was typed here before, and the way to start over.
fn kept(page: &PageDraft) -> Html {
    html! {
        <div class="notice" key="kept" role="status">
            <Icon name={IconName::Info} /><span class="grow">{ text("draft-kept") }</span>
            <Button onclick={page.start_over.clone()}>{ text("draft-start-over") }</Button>
        </div>
    }
}

/// "Cancel" gives up what was typed; every other way out keeps it.
fn ways_out(props: &FormProps) -> Vec<Html> {
    let give_up = props.page.as_ref().map(|page| page.give_up.clone()).unwrap_or_default();
    let screen = props.cancel.iter().map(|to| {
        let onclick = give_up.reform(|_: MouseEvent| ());
        html! { <span key="cancel" {onclick}><LinkButton to={to.clone()}>{ text("action-cancel") }</LinkButton></span> }
    });
    let close = props.oncancel.iter().map(|cancel| {
        let (give_up, cancel) = (give_up.clone(), cancel.clone());
        let onclick = Callback::from(move |()| {
            give_up.emit(());
            cancel.emit(());
        });
        html! { <Button key="cancel" {onclick}>{ text("action-cancel") }</Button> }
    });
    screen.chain(close).collect()
}

/// What stands above the fields: why the call failed, and what is wrong with things that have no
/// field here, by their names on the wire.
fn notes(props: &FormProps, errors: &FieldErrors, names: &BTreeSet<String>) -> Vec<Html> {
    let problem = props.problem.as_ref().filter(|problem| !problem.is_about_fields());
    let strays = errors.iter().filter(|(field, _)| !names.contains(*field)).map(|(field, code)| {
        let sentence = format!("{field}: {}", i18n::field_error(code));
        html! { <Note key={field.to_owned()} {sentence} /> }
    });
    problem
        .map(|problem| html! { <ProblemBox key="problem" problem={problem.clone()} /> })
        .into_iter()
        .chain(strays)
        .collect()
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct NoteProps {
    sentence: AttrValue,
}

#[component]
fn Note(props: &NoteProps) -> Html {
    html! { <div class="problem" role="alert"><Icon name={IconName::CircleAlert} /><p class="problem__text">{ &props.sentence }</p></div> }
}

/// What was found here and what the server found, first finding first.
fn all_errors(props: &FormProps) -> FieldErrors {
    let mut errors = props.errors.clone();
    if let Some(ApiError::Problem(problem)) = &props.problem {
        for (field, code) in problem.fields.iter() {
            errors.add(field, code);
        }
    }
    errors
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FormSectionProps {
    pub title: AttrValue,
    pub children: Html,
}

/// Fields that belong together, with a heading that screen readers repeat.
#[component]
pub fn FormSection(props: &FormSectionProps) -> Html {
    html! {
        <fieldset class="form-section"><legend>{ &props.title }</legend>{ props.children.clone() }</fieldset>
    }
}
