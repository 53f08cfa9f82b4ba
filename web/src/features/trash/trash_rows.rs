//! Rows of the trash: what it was, when and by whom it was deleted, and until when it can come back.

use furgo_shared::{
    text::wire_name,
    trash::{TrashKind, TrashView},
};
use uuid::Uuid;
use yew::prelude::*;

use crate::{
    format,
    i18n::{text, text_with},
    session::Measures,
    ui::{Button, ButtonKind, Card, IconName},
};

/// What is to be deleted for good, if the answer is yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub kind: TrashKind,
    pub id: Uuid,
    /// What it is called in the question.
    pub named: String,
}

/// All of them.
pub fn rows(
    items: &[TrashView],
    measures: Measures,
    onrestore: &Callback<(TrashKind, Uuid)>,
    onerase: &Callback<Gone>,
) -> Html {
    html! {
        <Card>
            <ul class="stack">{ for items.iter().map(|item| row(item, measures, onrestore, onerase)) }</ul>
        </Card>
    }
}

fn row(
    item: &TrashView,
    measures: Measures,
    onrestore: &Callback<(TrashKind, Uuid)>,
    onerase: &Callback<Gone>,
) -> Html {
    let (kind, id) = (item.kind, item.id);
    let named = named(item);
    let gone = Gone { kind, id, named: named.clone() };
    let onerase = onerase.reform(move |()| gone.clone());
    let onclick = onrestore.reform(move |()| (kind, id));
    let about = about(item, measures);
    html! {
        <li class="row row--between" key={id.to_string()}>
            <span class="grow grow--lines">
                <span class="strong">{ named }</span><br />
                { for (!about.is_empty()).then(|| html! { <>{ about }<br /></> }) }
                <span class="muted small">{ deleted(item) }{ " · " }{ kept_until(item) }</span>
            </span>
            <span class="row">
                <Button icon={IconName::Undo} {onclick}>{ text("trash-restore") }</Button>
                <Button kind={ButtonKind::Ghost} icon={IconName::Trash} onclick={onerase}>{ text("trash-erase") }</Button>
            </span>
        </li>
    }
}

/// "Expense: motorway".
fn named(item: &TrashView) -> String {
    let kind = text(&format!("trash-kind-{}", wire_name(&item.kind)));
    match item.title.is_empty() {
        true => kind.to_string(),
        false => format!("{kind}: {}", item.title),
    }
}

fn about(item: &TrashView, measures: Measures) -> String {
    let parts = [
        item.vehicle.clone(),
        item.date.map(|day| format::day(day).to_string()),
        item.amount.map(|amount| format::money(amount, measures.currency).to_string()),
        item.odometer_km.map(|km| format::distance(km, measures.units).to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn deleted(item: &TrashView) -> AttrValue {
    let moment = format::moment(item.deleted_at).to_string();
    match item.deleted_by_name.as_deref().filter(|name| !name.is_empty()) {
        Some(name) => text_with(
            "trash-deleted-by",
            [("moment", moment.into()), ("name", name.to_owned().into())],
        ),
        None => text_with("trash-deleted", [("moment", moment.into())]),
    }
}

fn kept_until(item: &TrashView) -> AttrValue {
    let day = format::day(format::day_of(item.kept_until)).to_string();
    text_with("trash-kept-until", [("day", day.into())])
}

#[cfg(test)]
mod tests {
    use furgo_shared::{money::Money, time::Timestamp};

    use super::*;

    fn item(title: &str) -> TrashView {
        TrashView {
            kind: TrashKind::Expenses,
            id: Uuid::nil(),
            title: title.to_owned(),
            vehicle: Some("van-1".to_owned()),
            date: None,
            amount: None,
            odometer_km: None,
            deleted_at: Timestamp::default(),
            deleted_by: None,
            deleted_by_name: Some(String::new()),
            kept_until: Timestamp::default(),
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert!(named(&item("Motorway")).ends_with(": Motorway"));
        assert!(!named(&item("")).contains(':'));
        let paid = TrashView { amount: Some(Money::whole(12)), ..item("") };
        assert!(
            about(&paid, crate::features::entries::test_vehicle::METRIC).starts_with("van-1 · ")
        );
        assert!(!deleted(&item("")).contains("by"));
    }
}
