//! The words of kinds, categories, sources and flags.

use furgo_shared::{
    due::State,
    expenses::{ExpenseCategory, ExpenseRecurrence},
    fuel::{Energy, EnergyUnit, FlagCode},
    maintenance::MaintenanceKind,
    measures::Measure,
    odometer::Source,
    text::wire_name,
    vehicles::Fuel,
};
use yew::prelude::*;

use crate::{
    i18n::text,
    ui::{IconName, StatusPill, Tone},
};

/// The name of a fuel.
pub fn fuel(fuel: Fuel) -> AttrValue {
    text(&format!("fuel-{}", wire_name(&fuel)))
}

/// The name of an energy.
pub fn energy(energy: Energy) -> AttrValue {
    text(&format!("energy-{}", wire_name(&energy)))
}

/// What an energy is counted in.
pub const fn measure(energy: Energy) -> Measure {
    match energy.unit() {
        EnergyUnit::Litre => Measure::Litres,
        EnergyUnit::Kwh => Measure::KilowattHours,
        EnergyUnit::Kg => Measure::Kilograms,
    }
}

/// The name of a kind of work.
pub fn maintenance_kind(kind: MaintenanceKind) -> AttrValue {
    text(&format!("maintenance-kind-{}", wire_name(&kind)))
}

/// The name of a category.
pub fn expense_category(category: ExpenseCategory) -> AttrValue {
    text(&format!("expense-category-{}", wire_name(&category)))
}

/// How often an expense comes back.
pub fn recurrence(recurrence: ExpenseRecurrence) -> AttrValue {
    text(&format!("expense-recurrence-{}", wire_name(&recurrence)))
}

/// Where a reading comes from.
pub fn source(source: Source) -> AttrValue {
    text(&format!("odometer-source-{}", wire_name(&source)))
}

/// What is odd, as a pill.
pub fn flag_pill(code: FlagCode) -> Html {
    let label = text(&format!("flag-{}", wire_name(&code)));
    html! { <StatusPill key={wire_name(&code)} tone={Tone::Warn} icon={IconName::Alert} {label} /> }
}

/// How due work stands, as a pill.
pub fn due_pill(state: State) -> Html {
    let (tone, icon) = match state {
        State::Overdue => (Tone::Bad, IconName::CircleAlert),
        State::Due => (Tone::Warn, IconName::Bell),
        State::Soon => (Tone::Warn, IconName::Clock),
        State::Scheduled => (Tone::Neutral, IconName::Calendar),
        State::Unknown => (Tone::Neutral, IconName::CircleDashed),
    };
    html! { <StatusPill {tone} {icon} label={due_state(state)} /> }
}

/// The name of a state.
pub fn due_state(state: State) -> AttrValue {
    text(&format!("due-state-{}", wire_name(&state)))
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;

    use super::*;

    #[test]
    fn everything_has_a_name() {
        crate::i18n::set_locale(Locale::En);
        let sources = [
            Source::Refuel,
            Source::Maintenance,
            Source::RouteStart,
            Source::RouteEnd,
            Source::Reading,
            Source::Initial,
        ];
        let names: Vec<AttrValue> = (MaintenanceKind::ALL.map(maintenance_kind).into_iter())
            .chain(ExpenseCategory::ALL.map(expense_category))
            .chain(ExpenseRecurrence::ALL.map(recurrence))
            .chain(Energy::ALL.map(energy))
            .chain(State::ALL.map(due_state))
            .chain(sources.map(source))
            .chain(FlagCode::ALL.map(|code| text(&format!("flag-{}", wire_name(&code)))))
            .collect();
        // A key without a text shows itself: lower case and with hyphens.
        let missing: Vec<_> = names
            .iter()
            .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
