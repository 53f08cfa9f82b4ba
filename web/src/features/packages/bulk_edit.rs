//! The same particulars for all packages that are ticked. What stays empty stays as it is.

use furgo_shared::{
    api,
    change::Change,
    id::PackageId,
    packages::{PackageView, PatchMany, PatchPackages},
    page::Items,
    text::{Locale, from_wire_name},
    validate::{FieldErrors, Validate},
};
use yew::prelude::*;

use super::draft;
use crate::{
    format::parse_whole,
    hooks::{FormState, use_form},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{
        Checkbox, Choice, DateField, Dialog, Form, HourField, NumberField, SelectField, use_toasts,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BulkEditProps {
    pub open: bool,
    pub package_ids: Vec<PackageId>,
    pub onclose: Callback<()>,
    pub ondone: Callback<()>,
}

/// See the module.
#[component]
pub fn BulkEdit(props: &BulkEditProps) -> Html {
    let form = props.open.then(|| {
        html! { <EditForm package_ids={props.package_ids.clone()} onclose={props.onclose.clone()} ondone={props.ondone.clone()} /> }
    });
    html! { <Dialog open={props.open} title={text("packages-edit-many")} onclose={props.onclose.clone()}>{ for form }</Dialog> }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    day: String,
    from: String,
    to: String,
    without_window: bool,
    service_min: String,
    locale: Option<Locale>,
}

impl Draft {
    fn request(&self, package_ids: Vec<PackageId>) -> Result<PatchPackages, FieldErrors> {
        let mut errors = FieldErrors::default();
        let when = draft::Draft {
            day: self.day.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            ..draft::Draft::default()
        };
        let day = when.day(&mut errors);
        let window = (!self.without_window).then(|| when.window(day, &mut errors)).flatten();
        let service_min = parse_whole("service_min", &self.service_min, &mut errors);
        let request = PatchPackages {
            package_ids,
            patch: PatchMany {
                estimated_delivery: set(day),
                time_window: match self.without_window {
                    true => Change::Set(None),
                    false => set(window),
                },
                service_min: set(service_min),
                locale: set(self.locale),
            },
        };
        if errors.is_empty() {
            let mut found = FieldErrors::default();
            request.validate(&mut found);
            for (field, code) in found.iter() {
                errors.add(field.strip_prefix("patch.").unwrap_or(field), code);
            }
        }
        if errors.is_empty() { Ok(request) } else { Err(errors) }
    }
}

fn set<T>(value: Option<T>) -> Change<Option<T>> {
    value.map_or(Change::Keep, |value| Change::Set(Some(value)))
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct EditFormProps {
    package_ids: Vec<PackageId>,
    onclose: Callback<()>,
    ondone: Callback<()>,
}

#[component]
fn EditForm(props: &EditFormProps) -> Html {
    let (toasts, form) = (use_toasts(), use_form(Draft::default));
    let write = {
        let done = props.ondone.clone();
        use_write(&api::PATCH_PACKAGES, move |changed: Items<PackageView>| {
            toasts.say(text_with("packages-edited", [("count", changed.items.len().into())]));
            done.emit(());
        })
    };
    let onsubmit = {
        let (write, ids) = (write.clone(), props.package_ids.clone());
        form.submit(
            move |draft: &Draft| draft.request(ids.clone()),
            move |request| write.send(&[], &request),
        )
    };
    let several = text_with("package-step-several", [("count", props.package_ids.len().into())]);
    html! {
        <Form submit={text("packages-edit-save")} {onsubmit} oncancel={props.onclose.clone()} errors={form.errors()} problem={write.problem()} busy={write.busy()} waiting={write.waiting()}>
            <p key="text">{ text("packages-edit-text") }</p>
            <p class="strong" key="several">{ several }</p>
            { when(&form) }
            { how(&form) }
        </Form>
    }
}

fn when(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <div class="stack" key="when">
            <div class="form-row">
                <DateField name="estimated_delivery" label={text("package-day")} value={draft.day.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.day = value)} />
                <HourField name="window_from" label={text("package-from")} value={draft.from.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.from = value)} />
                <HourField name="time_window" label={text("package-to")} value={draft.to.clone()} optional=true
                    oninput={form.bind(|draft: &mut Draft, value| draft.to = value)} />
            </div>
            <Checkbox name="without_window" label={text("packages-edit-no-window")} checked={draft.without_window}
                onchange={form.bind(|draft: &mut Draft, value| draft.without_window = value)} />
        </div>
    }
}

fn how(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    let own = Locale::ALL.iter().map(|locale| Choice::new(locale.tag(), locale.native_name()));
    let choices: Vec<Choice> =
        std::iter::once(Choice::new("", text("packages-edit-keep"))).chain(own).collect();
    html! {
        <div class="form-row" key="how">
            <NumberField name="service_min" label={text("package-service")} value={draft.service_min.clone()} suffix="min" optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.service_min = value)} />
            <SelectField name="locale" label={text("package-locale")} value={draft.locale.map(Locale::tag).unwrap_or_default()} {choices}
                onchange={form.bind(|draft: &mut Draft, tag: String| draft.locale = from_wire_name(&tag))} />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::validate::FieldCode;
    use uuid::Uuid;

    use super::*;

    fn ids() -> Vec<PackageId> {
        vec![PackageId(Uuid::from_u128(1))]
    }

    #[test]
    fn what_stays_empty_is_not_sent() {
        let draft = Draft { service_min: "6".to_owned(), ..Draft::default() };
        let patch = draft.request(ids()).expect("minutes alone").patch;
        let expected = PatchMany { service_min: Change::Set(Some(6)), ..PatchMany::default() };
        assert_eq!(patch, expected);
        let nothing = Draft::default().request(ids()).expect_err("nothing to change");
        assert_eq!(nothing.of("patch"), Some(FieldCode::Required));
    }

    #[test]
    fn hours_need_a_day_unless_the_window_goes() {
        let hours = Draft { from: "09:00".to_owned(), to: "12:00".to_owned(), ..Draft::default() };
        let errors = hours.request(ids()).expect_err("no day");
        assert_eq!(errors.of("estimated_delivery"), Some(FieldCode::Required));
        let without = Draft { without_window: true, ..hours };
        let patch = without.request(ids()).expect("no window").patch;
        assert_eq!(patch.time_window, Change::Set(None));
    }
}
