//! What the fields of a record need besides what is typed.

use std::rc::Rc;

use furgo_shared::{readings::HintsView, vehicles::VehicleView};
use yew::Callback;

use crate::session::Measures;

/// See the module.
#[derive(Clone, Debug)]
pub struct Around {
    pub vehicle: Rc<VehicleView>,
    pub hints: Option<Rc<HintsView>>,
    pub measures: Measures,
    /// The server said that the reading is out of order, and the viewer may insist.
    pub may_force: bool,
    /// Not on record yet.
    pub is_new: bool,
    /// Told whether files are being made ready: saving waits for them.
    pub onpreparing: Callback<bool>,
}
