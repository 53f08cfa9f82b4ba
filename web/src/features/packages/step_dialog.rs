//! One step of one package or of many: asks for what the step needs, and only for that.

use furgo_shared::{
    field::FieldCommand,
    id::{PackageId, UserId},
    packages::{PackageStatus, PackageView, StepPackages, StepReason},
    page::Items,
    text::{from_wire_name, wire_name},
    validate::{FieldCode, FieldErrors, Validate},
};
use yew::prelude::*;

use super::{driver_field::DriverField, steps};
use crate::{
    format,
    hooks::{FormState, use_form},
    i18n::{text, text_with},
    outbox::{use_field_write, use_once_kept},
    ui::{ButtonKind, Choice, Dialog, Form, SelectField, TextArea, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct StepDialogProps {
    /// The step that is asked for; `None` is closed.
    pub to: Option<PackageStatus>,
    pub package_ids: Vec<PackageId>,
    pub onclose: Callback<()>,
    pub ondone: Callback<()>,
}

/// See the module.
#[component]
pub fn StepDialog(props: &StepDialogProps) -> Html {
    let content = props.to.map(|to| {
        html! {
            <StepForm {to} package_ids={props.package_ids.clone()} ondone={props.ondone.clone()} onclose={props.onclose.clone()} />
        }
    });
    let title = props.to.map(steps::verb).unwrap_or_default();
    html! { <Dialog open={props.to.is_some()} {title} onclose={props.onclose.clone()}>{ for content }</Dialog> }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    driver: Option<UserId>,
    reason: Option<StepReason>,
    note: String,
}

fn needs_reason(to: PackageStatus) -> bool {
    matches!(to, PackageStatus::Undelivered | PackageStatus::Failed)
}

impl Draft {
    fn request(
        &self,
        to: PackageStatus,
        package_ids: Vec<PackageId>,
    ) -> Result<StepPackages, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.require(
            "assigned_to",
            to != PackageStatus::Assigned || self.driver.is_some(),
            FieldCode::Required,
        );
        errors.require("reason", !needs_reason(to) || self.reason.is_some(), FieldCode::Required);
        let request = StepPackages {
            package_id: None,
            package_ids,
            new_status: to,
            assigned_to: self.driver,
            reason: self.reason,
            note: crate::format::filled(&self.note),
            occurred_at: None,
            undo: false,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct StepFormProps {
    to: PackageStatus,
    package_ids: Vec<PackageId>,
    ondone: Callback<()>,
    onclose: Callback<()>,
}

#[component]
fn StepForm(props: &StepFormProps) -> Html {
    let (toasts, to, form) = (use_toasts(), props.to, use_form(Draft::default));
    let step = {
        let done = props.ondone.clone();
        use_field_write(move |packages: Items<PackageView>| {
            toasts.say(news(&packages.items));
            done.emit(());
        })
    };
    {
        let (toasts, done) = (use_toasts(), props.ondone.clone());
        use_once_kept(&step, move || {
            toasts.say(text("waiting-kept"));
            done.emit(());
        });
    }
    let onsubmit = {
        let (step, ids) = (step.clone(), props.package_ids.clone());
        form.submit(
            move |draft: &Draft| draft.request(to, ids.clone()),
            move |request| step.send(FieldCommand::StepPackages(request)),
        )
    };
    let kind = if to == PackageStatus::Failed { ButtonKind::Danger } else { ButtonKind::Primary };
    let several = (props.package_ids.len() > 1)
        .then(|| text_with("package-step-several", [("count", props.package_ids.len().into())]));
    html! {
        <Form submit={steps::verb(to)} {kind} {onsubmit} oncancel={props.onclose.clone()} errors={form.errors()} problem={step.problem()} busy={step.busy()} waiting={step.waiting()}>
            <p key="meaning">{ steps::meaning(to) }</p>
            { for several.map(|several| html! { <p class="strong" key="several">{ several }</p> }) }
            { for (to == PackageStatus::Assigned).then(|| html! {
                <DriverField key="driver" label={text("package-driver")} driver={form.draft().driver} none={text("package-choose")}
                    onchange={form.bind(|draft: &mut Draft, driver| draft.driver = driver)} />
            }) }
            { for needs_reason(to).then(|| reason_and_note(&form)) }
        </Form>
    }
}

fn news(stepped: &[PackageView]) -> AttrValue {
    match stepped {
        [package] => text_with(
            "package-stepped-one",
            [
                ("name", format::brief(&package.recipient_name).into()),
                (
                    "status",
                    text(&format!("package-status-{}", wire_name(&package.status)))
                        .to_string()
                        .into(),
                ),
            ],
        ),
        several => text_with("package-stepped", [("count", several.len().into())]),
    }
}

fn reason_and_note(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    let mut choices = vec![Choice::new("", text("package-choose"))];
    choices.extend(StepReason::ALL.iter().map(|reason| {
        Choice::new(wire_name(reason), text(&format!("step-reason-{}", wire_name(reason))))
    }));
    let value = draft.reason.map(|reason| wire_name(&reason)).unwrap_or_default();
    html! {
        <div class="stack" key="reason">
            <SelectField name="reason" label={text("package-reason")} {value} {choices}
                onchange={form.bind(|draft: &mut Draft, name: String| draft.reason = from_wire_name(&name))} />
            <TextArea name="note" label={text("package-note")} value={draft.note.clone()} optional={draft.reason != Some(StepReason::Other)}
                oninput={form.bind(|draft: &mut Draft, note| draft.note = note)} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn ids() -> Vec<PackageId> {
        vec![PackageId(Uuid::from_u128(1))]
    }

    #[test]
    fn a_step_asks_only_for_what_it_needs() {
        let empty = Draft::default();
        assert!(empty.request(PackageStatus::Delivered, ids()).is_ok());
        assert_eq!(
            empty.request(PackageStatus::Assigned, ids()),
            Err(FieldErrors::one("assigned_to", FieldCode::Required))
        );
        assert_eq!(
            empty.request(PackageStatus::Failed, ids()),
            Err(FieldErrors::one("reason", FieldCode::Required))
        );
        let other = Draft { reason: Some(StepReason::Other), ..Draft::default() };
        assert_eq!(
            other.request(PackageStatus::Failed, ids()),
            Err(FieldErrors::one("note", FieldCode::Required))
        );
    }
}
