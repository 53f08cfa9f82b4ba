//! Figures of vehicles and of the fleet. A figure that cannot be known is `null`, never 0.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    dashboard::FleetHealthView,
    due_work::DueView,
    fuel::{Basis, Energy, FlagCode},
    id::VehicleId,
    money::Money,
    page::Page,
    refuels::IntervalView,
    time::Day,
    units::{Km, Quantity},
    validate::{FieldCode, FieldErrors, Validate},
    vehicles::VehicleView,
    view::Versioned,
};

/// A period; open where it is `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    #[serde(default)]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default)]
    pub to: Option<Day>,
}

impl Validate for Period {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.days(self.from, self.to);
    }
}

/// What is asked of one vehicle, or of the whole fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PeriodOf {
    /// Alias or id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vehicle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Included whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Validate for PeriodOf {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.optional_line("vehicle", self.vehicle.as_deref(), 36);
        errors.days(self.from, self.to);
    }
}

/// How much of each kind there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CountsView {
    /// Completed.
    pub routes: u64,
    pub refuels: u64,
    pub maintenance: u64,
    pub expenses: u64,
}

/// Money spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CostsView {
    pub fuel: Money,
    pub maintenance: Money,
    pub expenses: Money,
    pub total: Money,
    /// All costs of the period by its distance, to four decimals.
    pub per_km: Option<f64>,
}

/// How far a unit of energy goes, in every form that people are used to; two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EfficiencyView {
    /// Of fuels sold by the litre (by the kilogram for CNG and hydrogen).
    pub km_per_l: Option<f64>,
    pub l_per_100km: Option<f64>,
    pub km_per_kwh: Option<f64>,
    pub kwh_per_100km: Option<f64>,
    /// Of completed routes.
    pub average_route_km: Option<f64>,
}

/// What the deliveries cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliveriesView {
    pub delivered: u64,
    pub cost_per_delivery: Option<f64>,
}

/// Total cost of ownership: what is spent, yearly items spread over their months, and the loss of
/// value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnershipView {
    /// Of the period; `null` without a purchase price.
    pub depreciation: Option<Money>,
    /// Expenses with recurring ones spread over the months that they are for.
    pub spread_expenses: Money,
    /// Fuel, maintenance, spread expenses and depreciation.
    pub total: Money,
    pub per_km: Option<f64>,
    pub per_month: Option<f64>,
}

/// Everything about a vehicle in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VehicleStatsView {
    pub vehicle_id: VehicleId,
    /// The vehicle's alias.
    pub vehicle: String,
    pub period: Period,
    pub counts: CountsView,
    pub distance_km: Option<Km>,
    pub costs: CostsView,
    /// Of the vehicle's main fuel.
    pub efficiency: EfficiencyView,
    pub deliveries: DeliveriesView,
    pub ownership: OwnershipView,
}

impl Versioned for VehicleStatsView {}

/// Fuel economy of a vehicle in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FuelEfficiencyView {
    pub vehicle_id: VehicleId,
    /// The vehicle's alias.
    pub vehicle: String,
    pub period: Period,
    pub basis: Basis,
    /// Of the vehicle's main fuel.
    pub efficiency: EfficiencyView,
    pub streams: Vec<StreamView>,
    pub flags: Vec<FlagView>,
}

impl Versioned for FuelEfficiencyView {}

/// One energy of a vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StreamView {
    pub fuel: Energy,
    pub efficiency: EfficiencyView,
    /// The intervals that end in the period, oldest first; the newest 500 of them.
    pub intervals: Vec<IntervalView>,
    pub open: OpenView,
}

/// What was added since the last moment at which the level was known; in no average yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenView {
    pub quantity: Quantity,
}

/// Something odd, and the records that it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlagView {
    pub code: FlagCode,
    pub record_ids: Vec<Uuid>,
}

/// How many months, or which days; whole months either way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AskAnalytics {
    /// Up to this one; 12 when neither it nor `from` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Validate for AskAnalytics {
    fn validate(&self, errors: &mut FieldErrors) {
        errors.days(self.from, self.to);
        errors.require(
            "months",
            self.months.is_none_or(|months| (1..=36).contains(&months)),
            FieldCode::OutOfRange,
        );
    }
}

/// A vehicle month by month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnalyticsView {
    pub vehicle_id: VehicleId,
    /// The vehicle's alias.
    pub vehicle: String,
    /// Oldest first, empty months included.
    pub items: Vec<MonthRowView>,
}

impl Versioned for AnalyticsView {}

/// One month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MonthRowView {
    /// `YYYY-MM`.
    pub month: String,
    pub distance_km: Option<Km>,
    pub fuel_cost: Money,
    pub maintenance_cost: Money,
    pub expenses_cost: Money,
    /// Of the vehicle's main fuel; `null` for the fleet.
    pub quantity: Option<Quantity>,
    pub efficiency: EfficiencyView,
    pub deliveries: u64,
    /// All costs by the distance, to four decimals.
    pub cost_per_km: Option<f64>,
    /// Total cost of ownership.
    pub ownership_cost: Money,
}

/// Refuels of a vehicle in a period, looked at from all sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefuelAnalysisView {
    pub vehicle_id: VehicleId,
    /// The vehicle's alias.
    pub vehicle: String,
    pub period: Period,
    pub refuels: u64,
    pub cost: Money,
    pub fuels: Vec<FuelAnalysisView>,
    /// The refuels of the period, oldest first; the newest 500 of them.
    pub points: Vec<RefuelPointView>,
}

impl Versioned for RefuelAnalysisView {}

/// One energy in a period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FuelAnalysisView {
    pub fuel: Energy,
    pub refuels: u64,
    pub quantity: Quantity,
    pub cost: Money,
    /// Cost by quantity over the period, to three decimals.
    pub average_unit_price: Option<Money>,
    pub efficiency: EfficiencyView,
    /// The intervals that needed least and most for 100 km, among the points' ones.
    pub best: Option<IntervalView>,
    pub worst: Option<IntervalView>,
}

/// One refuel as a point of a chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefuelPointView {
    pub id: Uuid,
    pub date: Day,
    pub fuel: Energy,
    pub quantity: Quantity,
    pub cost: Money,
    pub unit_price: Money,
    /// Litres, kWh or kg for 100 km, of the interval that it closes, if that counts.
    pub value: Option<f64>,
}

/// The figures of a vehicle or of the fleet in a period, for comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FiguresView {
    pub distance_km: Option<Km>,
    pub costs: CostsView,
    pub deliveries: DeliveriesView,
    pub ownership: OwnershipView,
}

/// A period beside the same one a year earlier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportView {
    pub period: Period,
    /// The year before; `null` when the period has no beginning or no end.
    pub before: Option<Period>,
    /// Of the vehicles that are listed, and of `no_vehicle`.
    pub total: ComparedView,
    /// Most expensive first.
    pub vehicles: Vec<ReportRowView>,
    /// What the fleet drove and delivered without a vehicle; `null` when it did neither, and in
    /// reports of less than the whole fleet.
    pub no_vehicle: Option<ComparedView>,
    /// Months of the period, oldest first; the newest 36.
    pub months: Vec<MonthRowView>,
    /// The same months of the year before.
    pub months_before: Vec<MonthRowView>,
}

impl Versioned for ReportView {}

/// Figures now and a year earlier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ComparedView {
    pub now: FiguresView,
    pub before: Option<FiguresView>,
    /// Something was on record when the earlier period began: the two can be compared.
    pub is_comparable: bool,
}

/// A vehicle's line of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportRowView {
    pub vehicle_id: VehicleId,
    /// The vehicle's alias.
    pub vehicle: String,
    pub is_active: bool,
    #[serde(flatten)]
    pub figures: ComparedView,
}

/// The garage: how the fleet is, and a tile for each vehicle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GarageView {
    pub health: FleetHealthView,
    pub vehicles: Page<TileView>,
}

impl Versioned for GarageView {}

/// A vehicle at a glance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TileView {
    pub vehicle: VehicleView,
    /// Of the main fuel, over the twelve months up to today.
    pub efficiency: EfficiencyView,
    pub spent_this_year: Money,
    /// Of the last twelve calendar months, oldest first; of the current one up to today.
    pub monthly_costs: Vec<Money>,
    /// What is most urgent.
    pub next_due: Option<DueView>,
    pub findings: u64,
}
