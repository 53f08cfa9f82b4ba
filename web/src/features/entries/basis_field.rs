//! What the next time is counted from.

use furgo_shared::{
    due::Basis,
    text::{from_wire_name, wire_name},
};
use yew::prelude::*;

use crate::{
    i18n::text,
    ui::{Choice, SelectField},
};

/// See the module.
pub fn basis_field(basis: Basis, onchange: Callback<Basis>) -> Html {
    let choices = vec![
        Choice::new(wire_name(&Basis::Fixed), text("entry-basis-fixed")),
        Choice::new(wire_name(&Basis::Floating), text("entry-basis-floating")),
    ];
    let onchange = onchange.reform(move |name: String| from_wire_name(&name).unwrap_or(basis));
    html! {
        <SelectField key="basis" name="recurrence_basis" label={text("entry-basis")} value={wire_name(&basis)} {choices} {onchange} />
    }
}
