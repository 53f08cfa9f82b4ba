//! The settings' form.

use std::rc::Rc;

use furgo_shared::{
    api,
    money::Currency,
    packages::PackageStatus,
    settings::{Settings, SettingsView},
    text::wire_name,
};
use yew::prelude::*;

use super::draft::{Draft, merged};
use super::here_button::HereButton;
use crate::{
    features::account::units_fields,
    format,
    hooks::{FormState, use_draft, use_stale},
    i18n::text,
    outbox::use_write,
    platform::{self, clock},
    screens::Screen,
    session::use_session,
    ui::{
        Choice, Form, FormSection, HourField, LanguageField, NumberField, SelectField, StaleNotice,
        Switch, TextField, use_toasts,
    },
};

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SettingsFormProps {
    /// The newest version that is known.
    pub settings: Rc<SettingsView>,
    pub onreload: Callback<()>,
}

/// See the module. Two people may save at once: each keeps what they changed.
#[component]
pub fn SettingsForm(props: &SettingsFormProps) -> Html {
    let (toasts, session, before) =
        (use_toasts(), use_session(), use_state(|| props.settings.clone()));
    let form = use_draft(props.settings.version, || Draft::of(&props.settings.settings));
    let save = {
        let (before, form) = (before.clone(), form.clone());
        use_write(&api::PUT_SETTINGS, move |saved: SettingsView| {
            // What somebody else changed is in it as well.
            show(&form, &saved.settings);
            format::set_time_zone(&saved.settings.time_zone);
            before.set(Rc::new(saved));
            toasts.say(text("state-saved"));
            // The side bar shows the fleet's name.
            session.ask();
        })
    };
    let (stale, problem) = use_stale(save.problem(), props.onreload.clone());
    let send = |onto: &Rc<SettingsView>| {
        let (save, before, onto) = (save.clone(), (*before).clone(), onto.clone());
        let version = onto.version;
        let request =
            move |draft: &Draft| Ok(merged(&before.settings, draft.request()?, &onto.settings));
        form.submit(request, move |settings| save.send_from(version, &[], &settings))
    };
    let ondrop = {
        let (form, save, before) = (form.clone(), save.clone(), before.clone());
        let latest = props.settings.clone();
        Callback::from(move |()| {
            show(&form, &latest.settings);
            before.set(latest.clone());
            save.reset();
        })
    };
    html! {
        <Form submit={text("action-save")} onsubmit={send(&before)} page={form.page()} cancel={Screen::Dashboard} errors={form.errors()} {problem} busy={save.busy()} waiting={save.waiting()}>
            { for stale.then(|| html! { <StaleNotice key="stale" ready={props.settings.version != before.version} onkeep={send(&props.settings)} {ondrop} /> }) }
            <div class="stack" key="fields">
                { fleet(&form) }
                { measures(&form) }
                { depot(&form) }
                { routes(&form) }
                { mails(&form) }
            </div>
        </Form>
    }
}

fn show(form: &FormState<Draft>, settings: &Settings) {
    form.begin(Draft::of(settings));
}

fn fleet(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <div class="card"><FormSection title={text("settings-fleet")}>
            <TextField name="fleet_name" label={text("settings-fleet-name")} value={draft.fleet_name.clone()} hint={text("settings-fleet-name-hint")}
                oninput={form.bind(|draft: &mut Draft, value| draft.fleet_name = value)} />
            <div class="form-row">
                <SelectField name="time_zone" label={text("settings-time-zone")} value={draft.time_zone.clone()} choices={zones(&draft.time_zone)}
                    hint={text("settings-time-zone-hint")} onchange={form.bind(|draft: &mut Draft, zone| draft.time_zone = zone)} />
                <LanguageField label={text("settings-language")} locale={draft.locale} hint={text("settings-language-hint")}
                    onchange={form.bind(|draft: &mut Draft, locale| draft.locale = locale)} />
            </div>
            <Switch name="registration_open" label={text("settings-registration")} hint={text("settings-registration-hint")} checked={draft.registration_open}
                onchange={form.bind(|draft: &mut Draft, open| draft.registration_open = open)} />
        </FormSection></div>
    }
}

/// The browser's zones, and the one that is set even where the browser does not list it.
fn zones(current: &str) -> Vec<Choice> {
    let mut zones = clock::zones();
    zones.extend([current.to_owned(), "UTC".to_owned()]);
    zones.sort();
    zones.dedup();
    zones
        .into_iter()
        .filter(|zone| !zone.is_empty())
        .map(|zone| Choice::new(zone.clone(), zone.replace('_', " ")))
        .collect()
}

fn measures(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    let onunits = form.bind(|draft: &mut Draft, units| draft.units = units);
    html! {
        <div class="card"><FormSection title={text("settings-measures")}>
            <SelectField key="currency" name="currency" label={text("settings-currency")} value={draft.currency.code()} choices={currencies()}
                hint={text("settings-currency-hint")} onchange={form.bind(|draft: &mut Draft, code: String| draft.currency = code.parse().unwrap_or(draft.currency))} />
            { units_fields(draft.units, false, &onunits) }
            <p class="field__hint" key="hint">{ text("settings-units-hint") }</p>
        </FormSection></div>
    }
}

/// Every currency by its code, which typing finds, and by the name that the browser has for it.
fn currencies() -> Vec<Choice> {
    let locale = format::locale();
    Currency::all()
        .into_iter()
        .map(|currency| {
            let code = currency.code();
            let name = platform::currency_name(locale.tag(), code).filter(|name| name != code);
            let label = name.map_or_else(|| code.to_owned(), |name| format!("{code} · {name}"));
            Choice::new(code, label)
        })
        .collect()
}

fn depot(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <div class="card"><FormSection title={text("settings-depot")}>
            <p class="muted">{ text("settings-depot-hint") }</p>
            <TextField name="depot.address" label={text("settings-depot-address")} value={draft.address.clone()} optional=true
                oninput={form.bind(|draft: &mut Draft, value| draft.address = value)} />
            <TextField name="depot.coordinates" label={text("settings-depot-position")} value={draft.coordinates.clone()} hint={text("coordinates-hint")}
                placeholder={text("coordinates-placeholder")} oninput={form.bind(|draft: &mut Draft, value| draft.coordinates = value)} />
            <HereButton onpoint={form.bind(|draft: &mut Draft, point| draft.coordinates = format::shown_point(point))} />
        </FormSection></div>
    }
}

fn routes(form: &FormState<Draft>) -> Html {
    let draft = form.draft();
    html! {
        <div class="card"><FormSection title={text("settings-routes")}>
            <div class="form-row">
                <HourField name="departure" label={text("settings-departure")} value={draft.departure.clone()}
                    oninput={form.bind(|draft: &mut Draft, value| draft.departure = value)} />
                <NumberField name="service_min" label={text("settings-service")} value={draft.service_min.clone()} suffix="min" hint={text("settings-service-hint")}
                    oninput={form.bind(|draft: &mut Draft, value| draft.service_min = value)} />
                <NumberField name="undo_minutes" label={text("settings-undo")} value={draft.undo_minutes.clone()} suffix="min" hint={text("settings-undo-hint")}
                    oninput={form.bind(|draft: &mut Draft, value| draft.undo_minutes = value)} />
                <NumberField name="offline_until_h" label={text("settings-offline")} value={draft.offline_until_h.clone()} suffix="h" hint={text("settings-offline-hint")}
                    oninput={form.bind(|draft: &mut Draft, value| draft.offline_until_h = value)} />
            </div>
        </FormSection></div>
    }
}

/// Whether recipients are told of one status.
fn recipient_mail(form: &FormState<Draft>, status: PackageStatus) -> Html {
    let name = match status {
        PackageStatus::Pending => "registered".to_owned(),
        status => wire_name(&status),
    };
    let onchange = form.bind(move |draft: &mut Draft, on| {
        *draft.mails.told_mut(status) = on;
    });
    html! {
        <Switch key={name.clone()} name={format!("mails.{name}")} label={text(&format!("settings-mails-{name}"))}
            checked={form.draft().mails.tells(status)} {onchange} />
    }
}

/// Which mails leave by themselves; whether any does, the card of the mail server says.
fn mails(form: &FormState<Draft>) -> Html {
    let mails = form.draft().mails;
    html! {
        <div class="card"><FormSection title={text("settings-mails")}>
            <Switch name="mails.weekly_digest" label={text("settings-mails-digest")} hint={text("settings-mails-digest-hint")} checked={mails.weekly_digest}
                onchange={form.bind(|draft: &mut Draft, on| draft.mails.weekly_digest = on)} />
            <p class="muted">{ text("settings-mails-recipients") }</p>
            { for PackageStatus::ALL.into_iter().map(|status| recipient_mail(form, status)) }
        </FormSection></div>
    }
}
