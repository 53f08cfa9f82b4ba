//! What photos and papers take, how much they may, and how long they are kept.

use std::rc::Rc;

use furgo_shared::{
    api,
    files::FilesUseView,
    settings::{FileRules, Settings, SettingsView},
    validate::{Empty, FieldCode, FieldErrors, Validate},
};
use yew::prelude::*;

use crate::{
    format::{self, parse_whole},
    hooks::{Query, use_form, use_query},
    i18n::{text, text_with},
    outbox::use_write,
    ui::{Card, Form, NumberField, ProblemCard, Skeleton, use_toasts},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FilesCardProps {
    pub settings: Rc<SettingsView>,
}

/// See the module.
#[component]
pub fn FilesCard(props: &FilesCardProps) -> Html {
    let used = use_query(&api::FILES_USE, &[], &Empty {});
    let content = match &*used {
        Query::Loading => html! { <Skeleton lines=3 /> },
        Query::Failed(problem) => {
            html! { <ProblemCard problem={problem.clone()} onretry={used.refetch.clone()} /> }
        }
        Query::Ready { value, .. } => html! { <p>{ said(value) }</p> },
    };
    html! {
        <Card title={text("settings-files")}>
            <p class="muted" key="text">{ text("settings-files-text") }</p>
            <div key="used">{ content }</div>
            <RulesForm key={props.settings.version.to_string()} settings={props.settings.clone()} />
        </Card>
    }
}

fn said(used: &FilesUseView) -> String {
    let taken = text_with(
        "settings-files-used",
        [
            ("count", used.files.into()),
            ("size", megabytes(used.bytes).into()),
            ("max", megabytes(used.bytes_max).into()),
        ],
    );
    let free = used
        .free_bytes
        .map(|free| text_with("settings-files-free", [("size", megabytes(free).into())]));
    free.map_or_else(|| taken.to_string(), |free| format!("{taken} {free}"))
}

/// Rounded up: what is there is not nothing.
fn megabytes(bytes: u64) -> String {
    format::whole(bytes.div_ceil(1_000_000)).to_string()
}

#[derive(Clone, Debug, PartialEq)]
struct Draft {
    mb_max: String,
    kept_days: String,
}

impl Draft {
    fn of(rules: FileRules) -> Self {
        Self {
            mb_max: rules.mb_max.to_string(),
            kept_days: rules.kept_days.map(|days| days.to_string()).unwrap_or_default(),
        }
    }

    fn request(&self, settings: &Settings) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mb_max = parse_whole("files.mb_max", &self.mb_max, &mut errors);
        errors.require("files.mb_max", mb_max.is_some(), FieldCode::Required);
        let kept_days = parse_whole("files.kept_days", &self.kept_days, &mut errors);
        let files = FileRules { mb_max: mb_max.unwrap_or_default(), kept_days };
        let settings = Settings { files, ..settings.clone() };
        settings.validate(&mut errors);
        if errors.is_empty() { Ok(settings) } else { Err(errors) }
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RulesFormProps {
    settings: Rc<SettingsView>,
}

#[component]
fn RulesForm(props: &RulesFormProps) -> Html {
    let (toasts, settings) = (use_toasts(), props.settings.clone());
    let form = use_form(|| Draft::of(settings.settings.files));
    let save = use_write(&api::PUT_SETTINGS, move |_: SettingsView| {
        toasts.say(text("state-saved"));
    });
    let onsubmit = {
        let (save, version) = (save.clone(), settings.version);
        form.submit(
            move |draft: &Draft| draft.request(&settings.settings),
            move |request| save.send_from(version, &[], &request),
        )
    };
    let draft = form.draft();
    html! {
        <Form submit={text("action-save")} {onsubmit} errors={form.errors()} problem={save.problem()} busy={save.busy()} waiting={save.waiting()}>
            <NumberField key="max" name="files.mb_max" label={text("settings-files-max")} value={draft.mb_max.clone()} suffix="MB"
                oninput={form.bind(|draft: &mut Draft, value| draft.mb_max = value)} />
            <NumberField key="kept" name="files.kept_days" label={text("settings-files-kept")} hint={text("settings-files-kept-hint")} value={draft.kept_days.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.kept_days = value)} />
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_not_nothing() {
        for (bytes, shown) in [(0, "0"), (1, "1"), (2_000_000, "2")] {
            assert_eq!(megabytes(bytes), shown);
        }
    }
}
