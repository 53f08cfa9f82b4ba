//! One finding: what is wrong, the records that it is about with the ways to correct them, and what
//! else can be done.

use furgo_shared::{
    fuel::Energy,
    measures::Measure,
    odometer::Source,
    readings::{FindingCode, FindingRecordView, FindingView},
    text::wire_name,
};
use yew::prelude::*;

use super::{mend_buttons::MendButtons, mends, words::sentence};
use crate::{
    features::histories::{query_of, words},
    format,
    i18n::text,
    screens::Screen,
    session::Measures,
    ui::{Icon, IconName, ScreenLink, StatusPill, Tone},
};

/// See the module. `may_record` adds the ways to mend it.
pub fn card(finding: &FindingView, measures: Measures, may_record: bool) -> Html {
    let title = text(&format!("finding-title-{}", wire_name(&finding.code)));
    let vehicle = Screen::Vehicle { alias: finding.vehicle.clone() };
    let tone = match finding.code {
        FindingCode::OdometerConflict => Tone::Bad,
        _ => Tone::Warn,
    };
    html! {
        <li class="card finding" key={key(finding)}>
            <p class="row" key="title">
                <StatusPill {tone} icon={IconName::Alert} label={title} />
                <ScreenLink to={vehicle} class="due-item__vehicle"><Icon name={IconName::Truck} />{ &finding.vehicle }</ScreenLink>
            </p>
            <p class="finding__sentence" key="sentence">{ sentence(finding, measures) }</p>
            <ul class="finding__records" key="records">{ for finding.records.iter().map(|record| line(record, finding, measures, may_record)) }</ul>
            { for may_record.then(|| html! { <MendButtons key="mends" finding={finding.clone()} /> }) }
        </li>
    }
}

/// Findings have no id of their own: what they say is.
fn key(finding: &FindingView) -> String {
    let ids: Vec<String> = finding.records.iter().map(|record| record.id.to_string()).collect();
    format!("{}{}{}", wire_name(&finding.code), finding.vehicle_id, ids.join(""))
}

fn line(
    record: &FindingRecordView,
    finding: &FindingView,
    measures: Measures,
    may_record: bool,
) -> Html {
    let odometer = record.odometer_km.map(|km| format::distance(km, measures.units));
    let quantity = record.quantity.zip(record.fuel).map(|(quantity, fuel)| {
        let measure: Measure = words::measure(Energy::of(fuel));
        format::fuel_quantity(quantity, measure, measures.units)
    });
    let ways = may_record.then(|| ways(record, finding));
    html! {
        <li class="finding__record" key={format!("{}{:?}", record.id, record.source)}>
            <span class="finding__what">
                <span class="strong">{ format::day(record.date) }</span>
                { for odometer.map(|odometer| html! { <span key="odometer">{ " · " }{ odometer }</span> }) }
                { for quantity.map(|quantity| html! { <span key="quantity">{ " · " }{ quantity }</span> }) }
                <span class="muted" key="source">{ " · " }{ words::source(record.source) }</span>
            </span>
            { for ways }
        </li>
    }
}

/// The form of the record, at the field that is probably wrong.
fn ways(record: &FindingRecordView, finding: &FindingView) -> Html {
    let Some(to) = mends::form_of(record.id, record.source) else {
        let to = Screen::EditVehicle { alias: finding.vehicle.clone() };
        return html! { <ScreenLink {to} class="button button--ghost finding__way">{ text("finding-open") }</ScreenLink> };
    };
    if matches!(record.source, Source::RouteStart | Source::RouteEnd) {
        return html! { <ScreenLink {to} class="button button--ghost finding__way">{ text("finding-open") }</ScreenLink> };
    }
    let fields: &[(&str, &'static str)] = match finding.code {
        FindingCode::OverCapacity => &[("finding-fix-quantity", "quantity")],
        FindingCode::AboveUsual
        | FindingCode::ImplausibleEconomy
        | FindingCode::MissedSuspected => {
            &[("finding-fix-quantity", "quantity"), ("finding-fix-odometer", "odometer_km")]
        }
        _ => &[("finding-fix-date", "date"), ("finding-fix-odometer", "odometer_km")],
    };
    html! {
        <span class="finding__ways">{ for fields.iter().map(|(label, field)| html! {
            <ScreenLink key={*field} to={to.clone()} query={query_of(&[("field", *field)])} class="button button--ghost">{ text(label) }</ScreenLink>
        }) }</span>
    }
}
