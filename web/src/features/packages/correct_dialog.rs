//! The office's correction: any status, with a note that says why; the log marks it as such.

use std::rc::Rc;

use furgo_shared::{
    api,
    id::UserId,
    packages::{PackageStatus, PackageView, StepPackages},
    page::Items,
    text::{from_wire_name, wire_name},
    validate::{FieldCode, FieldErrors, Validate},
};
use yew::prelude::*;

use super::{driver_field::DriverField, steps};
use crate::{
    format,
    hooks::use_form,
    i18n::text,
    outbox::use_write,
    ui::{Choice, Dialog, Form, SelectField, TextArea, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct CorrectDialogProps {
    pub open: bool,
    pub package: Rc<PackageView>,
    pub onclose: Callback<()>,
}

/// See the module.
#[component]
pub fn CorrectDialog(props: &CorrectDialogProps) -> Html {
    html! {
        <Dialog open={props.open} title={text("package-correct")} onclose={props.onclose.clone()}>
            <CorrectForm package={props.package.clone()} ondone={props.onclose.clone()} />
        </Dialog>
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    to: Option<PackageStatus>,
    driver: Option<UserId>,
    note: String,
}

impl Draft {
    fn request(&self, package: &PackageView) -> Result<StepPackages, FieldErrors> {
        let mut errors = FieldErrors::default();
        let assigns = self.to == Some(PackageStatus::Assigned);
        let note = format::filled(&self.note);
        errors.require("new_status", self.to.is_some(), FieldCode::Required);
        errors.require("assigned_to", !assigns || self.driver.is_some(), FieldCode::Required);
        errors.require("note", note.is_some(), FieldCode::Required);
        let request = StepPackages {
            package_id: None,
            package_ids: vec![package.id],
            new_status: self.to.unwrap_or(package.status),
            assigned_to: self.driver.filter(|_| assigns),
            reason: None,
            note,
            occurred_at: None,
            undo: false,
        };
        request.validate(&mut errors);
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct CorrectFormProps {
    package: Rc<PackageView>,
    ondone: Callback<()>,
}

#[component]
fn CorrectForm(props: &CorrectFormProps) -> Html {
    let toasts = use_toasts();
    let form = use_form(|| Draft { driver: props.package.assigned_to, ..Draft::default() });
    let step = {
        let done = props.ondone.clone();
        use_write(&api::STEP_PACKAGES, move |_: Items<PackageView>| {
            toasts.say(text("package-corrected"));
            done.emit(());
        })
    };
    let onsubmit = {
        let (step, package) = (step.clone(), props.package.clone());
        form.submit(
            move |draft: &Draft| draft.request(&package),
            move |request| step.send(&[], &request),
        )
    };
    let mut choices = vec![Choice::new("", text("package-choose"))];
    choices.extend(steps::corrections(props.package.status).map(|to| {
        Choice::new(wire_name(&to), text(&format!("package-status-{}", wire_name(&to))))
    }));
    let draft = form.draft();
    html! {
        <Form submit={text("package-correct")} {onsubmit} oncancel={props.ondone.clone()} errors={form.errors()} problem={step.problem()} busy={step.busy()} waiting={step.waiting()}>
            <p key="text">{ text("package-correct-text") }</p>
            <SelectField key="status" name="new_status" label={text("package-status")} value={draft.to.map(|to| wire_name(&to)).unwrap_or_default()} {choices}
                onchange={form.bind(|draft: &mut Draft, name: String| draft.to = from_wire_name(&name))} />
            { for (draft.to == Some(PackageStatus::Assigned)).then(|| html! {
                <DriverField key="driver" label={text("package-driver")} driver={draft.driver} none={text("package-choose")}
                    onchange={form.bind(|draft: &mut Draft, driver| draft.driver = driver)} />
            }) }
            <TextArea key="note" name="note" label={text("package-note")} value={draft.note.clone()} hint={text("package-correct-note-hint")}
                oninput={form.bind(|draft: &mut Draft, note| draft.note = note)} />
        </Form>
    }
}
