//! The field of a form in which photos and papers are chosen.

use furgo_shared::{
    files::{FILES_MAX, FileState, FileType},
    text::wire_name,
};
use yew::{platform::spawn_local, prelude::*};

use super::{Attachment, Attachments};
use crate::{
    i18n::{text, text_with},
    platform::files::{self, Address, Chosen, Unfit},
    ui::{Icon, IconButton, IconName, IconSize, use_field_error},
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FilesFieldProps {
    pub files: Attachments,
    pub onadd: Callback<Chosen>,
    pub onremove: Callback<usize>,
    /// Whether files are being made ready, which the form waits for before it is saved.
    pub onpreparing: Callback<bool>,
}

/// What is wrong with what was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Unfit(Unfit),
    /// There were more than a record has room for.
    Surplus,
}

/// See the module.
#[component]
pub fn FilesField(props: &FilesFieldProps) -> Html {
    let (busy, unfit) = (use_state(|| false), use_state(|| None::<Trouble>));
    let error = use_field_error(&"files".into(), None);
    let onchange = {
        let (busy, unfit, onadd) = (busy.clone(), unfit.clone(), props.onadd.clone());
        let onpreparing = props.onpreparing.clone();
        let room = FILES_MAX.saturating_sub(props.files.len());
        Callback::from(move |event: Event| {
            let mut chosen = files::picked(&event);
            let (busy, unfit, onadd) = (busy.clone(), unfit.clone(), onadd.clone());
            let onpreparing = onpreparing.clone();
            unfit.set((chosen.len() > room).then_some(Trouble::Surplus));
            chosen.truncate(room);
            busy.set(true);
            onpreparing.emit(true);
            spawn_local(async move {
                for file in chosen {
                    match files::prepare(file).await {
                        Ok(chosen) => onadd.emit(chosen),
                        Err(why) => unfit.set(Some(Trouble::Unfit(why))),
                    }
                }
                busy.set(false);
                onpreparing.emit(false);
            });
        })
    };
    let accept = FileType::ALL.map(FileType::media_type).join(",");
    let rows = props.files.iter().enumerate().map(|(at, attachment)| {
        let key = attachment.file.sha256.to_string();
        let onremove = props.onremove.reform(move |()| at);
        html! { <Row {key} attachment={attachment.clone()} {onremove} /> }
    });
    let problem = unfit.map(|unfit| match unfit {
        Trouble::Unfit(Unfit::Kind) => text("files-unfit-kind"),
        Trouble::Unfit(Unfit::TooLarge) => text("files-unfit-large"),
        Trouble::Surplus => text_with("files-unfit-surplus", [("max", FILES_MAX.into())]),
    });
    let problem = problem.or(error);
    let is_full = props.files.len() >= FILES_MAX;
    let label = if *busy { text("files-preparing") } else { text("files-add") };
    html! {
        <fieldset class="files" aria-busy={busy.to_string()}>
            <legend class="field__label" key="label">{ text("files-title") }<span class="field__optional">{ text("field-optional") }</span></legend>
            <ul class="files__list" key="list">{ for rows }</ul>
            { for (!is_full).then(|| html! {
                <label class="button button--secondary files__add" key="add">
                    <Icon name={IconName::Upload} />{ label }
                    <input class="visually-hidden" type="file" name="files" multiple=true {accept} disabled={*busy} {onchange} />
                </label>
            }) }
            <p class="field__error" role="alert" key="problem" hidden={problem.is_none()}>{ for problem }</p>
        </fieldset>
    }
}

#[derive(Clone, Debug, PartialEq, Properties)]
struct RowProps {
    attachment: Attachment,
    onremove: Callback<()>,
}

/// One file: a small picture where there is one, its name, where it is, and the way to be rid of it.
#[component]
fn Row(props: &RowProps) -> Html {
    let Attachment { file, state, content } = &props.attachment;
    let local =
        use_memo(content.clone(), |content| content.as_ref().and_then(files::Content::address));
    let kept = format!("/api/blobs/{}", file.sha256);
    let address = local.as_ref().as_ref().map(Address::as_str);
    let address = address.or_else(|| (*state == FileState::Arrived).then_some(&kept));
    let picture = match address.filter(|_| file.kind.is_photo()) {
        Some(address) => html! { <img class="files__picture" src={address.to_owned()} alt="" /> },
        None => {
            html! { <span class="files__picture"><Icon name={IconName::Receipt} size={IconSize::Large} /></span> }
        }
    };
    let name = match address {
        Some(address) => {
            html! { <a class="files__name" href={address.to_owned()} target="_blank" rel="noopener" download={(!file.kind.is_photo()).then(|| file.name.clone())}>{ &file.name }</a> }
        }
        None => html! { <span class="files__name">{ &file.name }</span> },
    };
    let state =
        (*state != FileState::Arrived).then(|| text(&format!("files-state-{}", wire_name(state))));
    html! {
        <li class="files__row">
            { picture }
            <span class="grow">{ name }{ for state.map(|state| html! { <span class="muted files__state">{ state }</span> }) }</span>
            <IconButton icon={IconName::X} label={text_with("files-remove", [("name", file.name.clone().into())])} onclick={props.onremove.clone()} />
        </li>
    }
}
