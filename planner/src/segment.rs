//! How long a stretch of a route takes at least, and when it must begin to take no longer.
//!
//! Two stretches are joined in constant time (Vidal, Crainic, Gendreau and Prins, "A hybrid genetic
//! algorithm with adaptive diversity management for a large class of vehicle routing problems with
//! time-windows", Computers & Operations Research 40(1), 2013, section 4.5), so the paid time that
//! an insertion adds, waiting included, is known without walking the route. Of several windows only
//! the outermost ends count, and breaks do not: this prices, it does not permit.

use crate::parts::{JobModel, NEVER, VehicleModel};

/// A stretch of stops in a fixed order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    pub duration_s: i64,
    /// Beginning within `earliest_s..=latest_s` takes no longer than `duration_s`.
    pub earliest_s: i64,
    pub latest_s: i64,
}

impl Segment {
    /// Setting off: at the shift's start, or when it suits.
    pub fn start(vehicle: &VehicleModel) -> Self {
        let shift = vehicle.shift;
        let latest_s = if vehicle.just_in_time { shift.end_s } else { shift.start_s };
        Self { duration_s: 0, earliest_s: shift.start_s, latest_s }
    }

    /// The service. Windows that are about the set-up are taken as if it were always due.
    pub fn stop(stop: &JobModel) -> Self {
        let shift_s = if stop.setup_in_window { stop.setup_s } else { 0 };
        let (earliest_s, latest_s) = (stop.open_s + shift_s, stop.close_s + shift_s);
        Self { duration_s: stop.service_s, earliest_s, latest_s }
    }

    pub fn end(vehicle: &VehicleModel) -> Self {
        Self { duration_s: 0, earliest_s: -NEVER, latest_s: vehicle.shift.end_s }
    }

    /// This stretch, a leg, and then the `next` stretch.
    #[inline]
    pub fn join(&self, leg_s: i64, next: &Self) -> Self {
        let reach_s = self.duration_s + leg_s;
        let waiting_s = (next.earliest_s - reach_s - self.latest_s).max(0);
        Self {
            duration_s: reach_s + next.duration_s + waiting_s,
            earliest_s: (next.earliest_s - reach_s).max(self.earliest_s) - waiting_s,
            latest_s: (next.latest_s - reach_s).min(self.latest_s),
        }
    }
}
