//! What is due, or will be: of each vehicle in work, the plan of the newest maintenance of each
//! kind (a later one closes the plan before it), and its recurring expenses.
//!
//! Every item is judged by its own plan alone, on the fleet's civil day.

use std::cmp::Ordering;

use furgo_shared::{
    due::{Assessment, Plan, State, Urgency, assess, forecast, urgency},
    due_work::{DueSource, DueView},
    expenses::ExpenseCategory,
    id::VehicleId,
    maintenance::MaintenanceKind,
    money::Money,
    time::Day,
    units::{Fixed, Km},
};
use uuid::Uuid;

use super::pace::Pace;
use crate::{
    error::Result,
    features::{
        expenses::{self, ExpenseRecord},
        maintenance::{self, MaintenanceRecord},
        settings, vehicles,
        vehicles::VehicleRecord,
    },
    storage::{Reads, engine::Order},
};

/// More recurring expenses than any vehicle has.
const RECURRING_MAX: usize = 1_000;

/// An item, and how it stands.
#[derive(Clone, Debug)]
pub struct DueItem {
    pub source: DueSource,
    /// Of the record that planned it.
    pub id: Uuid,
    pub vehicle_id: VehicleId,
    pub vehicle: String,
    pub kind: Option<MaintenanceKind>,
    pub category: Option<ExpenseCategory>,
    pub description: String,
    /// Thousandths.
    pub amount: i64,
    pub plan: Plan,
    pub version: u64,
    /// It is of the demo fleet, or of one of its vehicles.
    pub is_demo: bool,
    pub assessment: Assessment,
    /// The earlier of its day and of the one on which its reading is probably reached.
    pub expected: Option<Day>,
    /// Of the vehicle.
    pub m_per_day: Option<i64>,
}

impl DueItem {
    /// How urgent it is in a list, whatever its lead.
    pub fn urgency(&self) -> Urgency {
        urgency(self.assessment.days_left, self.assessment.m_left)
    }

    /// The most urgent first; then what comes first.
    pub fn by_state(&self, other: &Self) -> Ordering {
        self.assessment.state.cmp(&other.assessment.state).then_with(|| self.by_day(other))
    }

    /// The most urgent first, whatever the leads; then what comes first.
    pub fn by_urgency(&self, other: &Self) -> Ordering {
        self.urgency().cmp(&other.urgency()).then_with(|| self.by_day(other))
    }

    fn by_day(&self, other: &Self) -> Ordering {
        let key = |item: &Self| (item.expected.is_none(), item.expected, item.assessment.m_left);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.vehicle.cmp(&other.vehicle))
            .then_with(|| self.id.cmp(&other.id))
    }

    /// Whether somebody should know by now: overdue, due or within its lead.
    pub fn is_pressing(&self) -> bool {
        matches!(self.assessment.state, State::Overdue | State::Due | State::Soon)
    }

    /// As sent.
    pub fn to_view(&self) -> DueView {
        let by_distance = self.plan.odometer_m.is_some();
        DueView {
            source: self.source,
            id: self.id,
            vehicle_id: self.vehicle_id,
            vehicle: self.vehicle.clone(),
            kind: self.kind,
            category: self.category,
            description: self.description.clone(),
            amount: Money::from_units(self.amount),
            due_date: self.plan.date,
            due_odometer_km: self.plan.odometer_m.map(Km::from_metres),
            days_left: self.assessment.days_left,
            km_left: self.assessment.m_left.map(Km::from_metres),
            // Of an item with nothing but a day there is nothing to estimate.
            forecast_date: self.expected.filter(|_| by_distance),
            km_per_day: self.m_per_day.map(|m| Fixed::<3>::from_units(m).to_f64()),
            state: self.assessment.state,
            urgency: self.urgency(),
            version: self.version,
        }
    }
}

/// All items of the vehicles in work that the viewer may see, the most urgent first.
pub fn all(tx: &impl Reads) -> Result<Vec<DueItem>> {
    of(tx, &vehicles::store::all(tx)?)
}

/// The items of these vehicles, the most urgent first. A vehicle out of work has none.
pub fn of(tx: &impl Reads, vehicles: &[VehicleRecord]) -> Result<Vec<DueItem>> {
    let today = settings::store::today(tx)?;
    let mut items = Vec::new();
    for vehicle in vehicles.iter().filter(|vehicle| vehicle.is_active) {
        items.extend(of_vehicle(tx, vehicle, today)?);
    }
    items.sort_by(DueItem::by_state);
    Ok(items)
}

fn of_vehicle(tx: &impl Reads, vehicle: &VehicleRecord, today: Day) -> Result<Vec<DueItem>> {
    let mut planned = Vec::new();
    for kind in MaintenanceKind::ALL {
        let newest = maintenance::store::newest(tx, vehicle.id, kind)?;
        planned.extend(newest.filter(MaintenanceRecord::has_plan));
    }
    let group = expenses::store::due_of(Some(vehicle.id));
    let recurring: Vec<ExpenseRecord> =
        tx.collect(expenses::store::BY_DUE, &group, Order::Ascending, RECURRING_MAX)?;
    if planned.is_empty() && recurring.is_empty() {
        return Ok(Vec::new());
    }
    let pace =
        Pace::of(tx, vehicle, today, planned.iter().any(|work| work.next_odometer_m.is_some()))?;
    let works = planned.into_iter().map(|work| Ok(of_maintenance(vehicle, work, today, &pace)));
    let bills = recurring.into_iter().map(|expense| of_expense(tx, vehicle, expense, today));
    works.chain(bills).collect()
}

fn of_maintenance(
    vehicle: &VehicleRecord,
    work: MaintenanceRecord,
    today: Day,
    pace: &Pace,
) -> DueItem {
    let plan = work.plan();
    // As the odometer of the plan's time would show now, had it not been replaced since.
    let odometer_m = pace.odometer_since(&work, today);
    DueItem {
        source: DueSource::Maintenance,
        id: work.id.into(),
        vehicle_id: vehicle.id,
        vehicle: vehicle.alias.clone(),
        kind: Some(work.kind),
        category: None,
        description: work.description,
        amount: work.cost,
        plan,
        version: work.meta.version,
        is_demo: vehicle.meta.demo || work.meta.demo,
        assessment: assess(&plan, today, odometer_m),
        expected: forecast(&plan, today, odometer_m, pace.m_per_day),
        m_per_day: pace.m_per_day,
    }
}

fn of_expense(
    tx: &impl Reads,
    vehicle: &VehicleRecord,
    expense: ExpenseRecord,
    today: Day,
) -> Result<DueItem> {
    let plan = expense.plan();
    Ok(DueItem {
        // As much as paying it books, unless somebody says otherwise.
        amount: expenses::store::last_amount(tx, &expense)?,
        source: DueSource::Expense,
        id: expense.id.into(),
        vehicle_id: vehicle.id,
        vehicle: vehicle.alias.clone(),
        kind: None,
        category: Some(expense.category),
        description: expense.description,
        plan,
        version: expense.meta.version,
        is_demo: vehicle.meta.demo || expense.meta.demo,
        assessment: assess(&plan, today, None),
        expected: plan.date,
        m_per_day: None,
    })
}
