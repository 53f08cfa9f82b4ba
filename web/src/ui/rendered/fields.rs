//! Fields and forms.

use furgo_shared::validate::{FieldCode, FieldErrors};
use yew::prelude::*;

use super::{SLY, attribute, has, is_harmless, rendered, tag, tags, text_of};
use crate::ui::*;

fn field(error: Option<&'static str>, hint: Option<&'static str>) -> String {
    let (error, hint) = (error.map(AttrValue::from), hint.map(AttrValue::from));
    rendered(html! {
        <TextField name="alias" label="Short name" value="" oninput={Callback::noop()} {error} {hint} />
    })
}

/// The texts that describe a control, in the order in which they are read out.
fn described(page: &str, control: &str) -> Vec<String> {
    let ids = attribute(control, "aria-describedby").unwrap_or_default();
    ids.split_whitespace().map(|id| text_of(page, id)).collect()
}

#[test]
fn every_field_is_named_by_its_label() {
    let (name, label, value) = ("day", "Day of delivery", "");
    let ignore = Callback::<String>::noop;
    let pages = [
        (rendered(html! { <TextField {name} {label} {value} oninput={ignore()} /> }), "input"),
        (rendered(html! { <NumberField {name} {label} {value} oninput={ignore()} /> }), "input"),
        (rendered(html! { <HourField {name} {label} {value} oninput={ignore()} /> }), "input"),
        (rendered(html! { <TextArea {name} {label} {value} oninput={ignore()} /> }), "textarea"),
        (
            rendered(
                html! { <SelectField {name} {label} {value} choices={vec![]} onchange={ignore()} /> },
            ),
            "select",
        ),
    ];
    for (page, control) in &pages {
        let control = tag(page, control);
        assert!(attribute(control, "id").is_some_and(|id| !id.is_empty()), "{page}");
        assert_eq!(attribute(tag(page, "label"), "for"), attribute(control, "id"), "{page}");
        assert_eq!(attribute(control, "name"), Some("day"), "{page}");
        assert!(page.contains("Day of delivery"), "{page}");
    }
}

#[test]
fn an_error_is_tied_to_its_field_and_read_before_the_hint() {
    for (error, hint, texts) in [
        (None, None, vec![]),
        (None, Some("One word"), vec!["One word"]),
        (Some("Is taken"), None, vec!["Is taken"]),
        (Some("Is taken"), Some("One word"), vec!["Is taken", "One word"]),
    ] {
        let page = field(error, hint);
        let input = tag(&page, "input");
        assert_eq!(described(&page, input), texts, "{page}");
        assert_eq!(attribute(input, "aria-invalid"), error.map(|_| "true"), "{page}");
    }
}

#[test]
fn every_control_says_what_is_wrong_with_it() {
    let error = Some(AttrValue::from("Is missing"));
    let (name, label, value) = ("kind", "Kind", "");
    let ignore = Callback::<String>::noop;
    for (page, control) in [
        (
            rendered(
                html! { <TextArea {name} {label} {value} error={error.clone()} oninput={ignore()} /> },
            ),
            "textarea",
        ),
        (
            rendered(
                html! { <SelectField {name} {label} {value} error={error.clone()} choices={vec![]} onchange={ignore()} /> },
            ),
            "select",
        ),
        (
            rendered(
                html! { <HourField {name} {label} {value} error={error.clone()} oninput={ignore()} /> },
            ),
            "input",
        ),
    ] {
        assert_eq!(described(&page, tag(&page, control)), ["Is missing"], "{page}");
    }
}

#[test]
fn a_form_gives_each_field_its_finding_and_says_the_others_above() {
    let mut errors = FieldErrors::default();
    errors.add("alias", FieldCode::Required);
    errors.add("nobody_shows_this", FieldCode::Invalid);
    let page = rendered(html! {
        <Form submit="Save" onsubmit={Callback::noop()} {errors}>
            <TextField name="alias" label="Short name" value="" oninput={Callback::noop()} />
            <TextField name="make" label="Make" value="" oninput={Callback::noop()} />
        </Form>
    });
    let inputs = tags(&page, "input");
    assert_eq!(attribute(inputs[0], "aria-invalid"), Some("true"), "{page}");
    assert_eq!(described(&page, inputs[0]).len(), 1, "{page}");
    assert_eq!(attribute(inputs[1], "aria-invalid"), None, "{page}");
    assert!(has(tag(&page, "form"), "novalidate"), "our sentences and not the browser's: {page}");
}

#[test]
fn only_what_is_not_marked_as_optional_is_required() {
    for optional in [false, true] {
        let page = rendered(html! {
            <TextField name="vin" label="VIN" value="" {optional} oninput={Callback::noop()} />
        });
        assert_eq!(has(tag(&page, "input"), "required"), !optional, "{page}");
        assert_eq!(page.contains("field__optional"), optional, "{page}");
    }
}

#[test]
fn the_kind_of_a_field_decides_the_keyboard() {
    for (kind, input_type, inputmode) in [
        (TextKind::Text, "text", None),
        (TextKind::Email, "email", Some("email")),
        (TextKind::Tel, "tel", Some("tel")),
        (TextKind::Url, "url", Some("url")),
        (TextKind::Password, "password", None),
    ] {
        let page = rendered(html! {
            <TextField name="it" label="It" value="" {kind} oninput={Callback::noop()} />
        });
        let input = tag(&page, "input");
        assert_eq!(attribute(input, "type"), Some(input_type));
        assert_eq!(attribute(input, "inputmode"), inputmode);
    }
    let page = rendered(
        html! { <NumberField name="km" label="km" value="" oninput={Callback::noop()} /> },
    );
    assert_eq!(attribute(tag(&page, "input"), "inputmode"), Some("decimal"));
}

#[test]
fn a_password_can_be_shown_by_a_button_with_a_name() {
    let page = rendered(html! {
        <TextField name="it" label="It" value="" kind={TextKind::Password} oninput={Callback::noop()} />
    });
    assert!(attribute(tag(&page, "button"), "aria-label").is_some_and(|name| !name.is_empty()));
    assert_eq!(attribute(tag(&page, "button"), "type"), Some("button"), "it submits no form");
}

#[test]
fn what_was_typed_stays_text() {
    let page = rendered(html! {
        <TextField name="note" label={SLY} value={SLY} hint={AttrValue::from(SLY)} error={AttrValue::from(SLY)}
            oninput={Callback::noop()} />
    });
    is_harmless(&page);
    is_harmless(&rendered(html! {
        <TextArea name="note" label="Note" value={SLY} oninput={Callback::noop()} />
    }));
}
