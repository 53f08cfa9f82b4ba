//! Units of distance, of fuel and of its use.

use furgo_shared::{
    measures::{DistanceUnit, EconomyUnit, Units, VolumeUnit},
    text::{from_wire_name, wire_name},
};
use serde::Serialize;
use yew::prelude::*;

use crate::{
    i18n::text,
    ui::{Choice, SelectField},
};

/// Three lists, one beside the other.
pub fn units_fields(units: Units, disabled: bool, onchange: &Callback<Units>) -> Html {
    let distance = onchange.reform(move |name: String| Units {
        distance: from_wire_name(&name).unwrap_or(units.distance),
        ..units
    });
    let volume = onchange.reform(move |name: String| Units {
        volume: from_wire_name(&name).unwrap_or(units.volume),
        ..units
    });
    let economy = onchange.reform(move |name: String| Units {
        economy: from_wire_name(&name).unwrap_or(units.economy),
        ..units
    });
    html! {
        <div class="form-row" key="units">
            <SelectField name="units.distance" label={text("units-distance")} value={wire_name(&units.distance)} choices={choices(&DistanceUnit::ALL)} {disabled} onchange={distance} />
            <SelectField name="units.volume" label={text("units-volume")} value={wire_name(&units.volume)} choices={choices(&VolumeUnit::ALL)} {disabled} onchange={volume} />
            <SelectField name="units.economy" label={text("units-economy")} value={wire_name(&units.economy)} choices={choices(&EconomyUnit::ALL)} {disabled} onchange={economy} />
        </div>
    }
}

fn choices<U: Serialize>(units: &[U]) -> Vec<Choice> {
    let choice = |unit: &U| {
        let name = wire_name(unit);
        let label = text(&format!("unit-{name}"));
        Choice::new(name, label)
    };
    units.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;

    use super::*;

    #[test]
    fn every_unit_has_a_name() {
        for locale in Locale::ALL {
            crate::i18n::set_locale(locale);
            let all = [
                choices(&DistanceUnit::ALL),
                choices(&VolumeUnit::ALL),
                choices(&EconomyUnit::ALL),
            ]
            .concat();
            assert_eq!(all.len(), 9);
            for choice in all {
                assert!(!choice.label.starts_with("unit-"), "{locale}: {}", choice.label);
            }
        }
    }
}
