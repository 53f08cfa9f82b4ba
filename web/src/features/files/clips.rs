//! A record's files in a list: a link to each that is here, and where the others are.

use furgo_shared::{
    files::{FileState, FileView},
    text::wire_name,
};
use yew::prelude::*;

use crate::{
    i18n::text,
    ui::{CellSlot, Column, Icon, IconName},
};

/// The column of a list for them, if any of its records has some.
pub fn column(has_files: bool) -> Option<Column> {
    has_files.then(|| Column::new(text("files-title"), CellSlot::Fact))
}

/// The cell of one record.
pub fn clips(files: &[FileView]) -> Html {
    html! { <>{ for files.iter().map(clip) }</> }
}

fn clip(file: &FileView) -> Html {
    let (key, name) = (file.sha256.to_string(), &file.name);
    let icon = html! { <Icon name={IconName::Receipt} /> };
    if file.state == FileState::Arrived {
        let is_download = (!file.kind.is_photo()).then(|| name.clone());
        let href = format!("/api/blobs/{}", file.sha256);
        return html! { <a {key} class="files__clip" {href} target="_blank" rel="noopener" download={is_download}>{ icon }{ name }</a> };
    }
    let state = text(&format!("files-state-{}", wire_name(&file.state)));
    html! { <span {key} class="files__clip muted">{ icon }{ format!("{name}: {state}") }</span> }
}
