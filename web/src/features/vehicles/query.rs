//! What the URL of a vehicle's page says: the tab, the period, and the filters of its history.

use furgo_shared::{
    expenses::{ExpenseCategory, ListExpenses},
    maintenance::{ListMaintenance, MaintenanceKind},
    refuels::ListRefuels,
    routes::{ListRoutes, RouteKind},
    text::{from_wire_name, wire_name},
    time::Day,
    vehicles::Fuel,
};
use serde::{Deserialize, Serialize};
use yew::prelude::*;

use crate::{
    features::reports::ReportQuery,
    format::{self, Span},
    hooks::Filters,
    i18n::text,
    ui::Tab,
};

/// A view of a vehicle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VehicleTab {
    #[default]
    Overview,
    Fuel,
    Maintenance,
    Expenses,
    Routes,
    Due,
    Odometer,
}

impl VehicleTab {
    const ALL: [Self; 7] = [
        Self::Overview,
        Self::Fuel,
        Self::Maintenance,
        Self::Expenses,
        Self::Routes,
        Self::Due,
        Self::Odometer,
    ];

    /// Whether its content is of a period.
    pub const fn has_period(self) -> bool {
        !matches!(self, Self::Due)
    }
}

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VehicleQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tab: Option<VehicleTab>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// No bounds on purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fuel: Option<Fuel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<MaintenanceKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<ExpenseCategory>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax_deductible: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route_kind: Option<RouteKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
}

impl VehicleQuery {
    /// The tab that is shown.
    pub fn tab(&self) -> VehicleTab {
        self.tab.unwrap_or_default()
    }

    /// The days that are shown: the last twelve months unless the URL says otherwise.
    pub fn span(&self) -> Span {
        self.period().span(format::today())
    }

    /// As the report of the vehicle asks for it.
    pub fn period(&self) -> ReportQuery {
        ReportQuery { vehicle: None, from: self.from, to: self.to, all: self.all }
    }

    /// Another period; the first page of it.
    pub fn set_span(&mut self, span: Span) {
        let mut period = self.period();
        period.set_span(span);
        (self.from, self.to, self.all, self.page) = (period.from, period.to, period.all, None);
    }

    /// Another tab keeps the period and nothing else.
    pub fn open(&mut self, id: &str) {
        let tab = from_wire_name(id).filter(|tab| *tab != VehicleTab::Overview);
        *self = Self { tab, from: self.from, to: self.to, all: self.all, ..Self::default() };
    }

    /// The routes of the period.
    pub fn routes(&self, alias: &str) -> ListRoutes {
        let (from, to) = self.span();
        ListRoutes {
            kind: self.route_kind,
            vehicle: Some(alias.to_owned()),
            from,
            to,
            page: self.page,
            ..ListRoutes::default()
        }
    }
}

/// All tabs with their names.
pub fn tabs() -> Vec<Tab> {
    let tab = |tab: VehicleTab| {
        let name = wire_name(&tab);
        let label = text(&format!("vehicle-tab-{name}"));
        Tab::new(name, label)
    };
    VehicleTab::ALL.into_iter().map(tab).collect()
}

/// The history of refuels keeps its filters among the page's.
pub fn refuels(filters: &Filters<VehicleQuery>, alias: &str) -> Filters<ListRefuels> {
    let vehicle = Some(alias.to_owned());
    filters.part(
        |query| {
            let (from, to) = query.span();
            ListRefuels {
                vehicle: vehicle.clone(),
                fuel: query.fuel,
                from,
                to,
                q: query.q.clone(),
                page: query.page,
                limit: None,
                sort: query.sort.clone(),
            }
        },
        |query, list: ListRefuels| {
            (query.fuel, query.q, query.page, query.sort) =
                (list.fuel, list.q, list.page, list.sort);
        },
    )
}

/// As [`refuels`].
pub fn maintenance(filters: &Filters<VehicleQuery>, alias: &str) -> Filters<ListMaintenance> {
    let vehicle = Some(alias.to_owned());
    filters.part(
        |query| {
            let (from, to) = query.span();
            ListMaintenance {
                vehicle: vehicle.clone(),
                kind: query.kind,
                from,
                to,
                q: query.q.clone(),
                page: query.page,
                limit: None,
                sort: query.sort.clone(),
            }
        },
        |query, list: ListMaintenance| {
            (query.kind, query.q, query.page, query.sort) =
                (list.kind, list.q, list.page, list.sort);
        },
    )
}

/// As [`refuels`].
pub fn expenses(filters: &Filters<VehicleQuery>, alias: &str) -> Filters<ListExpenses> {
    let vehicle = Some(alias.to_owned());
    filters.part(
        |query| {
            let (from, to) = query.span();
            ListExpenses {
                vehicle: vehicle.clone(),
                category: query.category,
                from,
                to,
                tax_deductible: query.tax_deductible,
                q: query.q.clone(),
                page: query.page,
                limit: None,
                sort: query.sort.clone(),
            }
        },
        |query, list: ListExpenses| {
            (query.category, query.tax_deductible) = (list.category, list.tax_deductible);
            (query.q, query.page, query.sort) = (list.q, list.page, list.sort);
        },
    )
}

/// The tab on the wire.
pub fn tab_id(tab: VehicleTab) -> AttrValue {
    wire_name(&tab).into()
}

#[cfg(test)]
mod tests {
    use furgo_shared::text::Locale;

    use super::*;

    fn read(query: &str) -> VehicleQuery {
        serde_html_form::from_str(query).expect("a query of ours")
    }

    #[test]
    fn a_url_comes_back_from_the_page_that_it_opened() {
        for url in [
            "",
            "tab=fuel&from=2026-01-01&to=2026-12-31&fuel=diesel&page=2",
            "tab=expenses&all=true&category=toll&tax_deductible=false&q=AP+8&sort=-amount",
            "tab=routes&route_kind=logged",
        ] {
            assert_eq!(serde_html_form::to_string(read(url)).as_deref(), Ok(url));
        }
    }

    #[test]
    fn another_tab_keeps_the_period_alone() {
        let mut query = read("tab=fuel&from=2026-01-01&fuel=diesel&page=2&q=x");
        query.open("expenses");
        assert_eq!(query, read("tab=expenses&from=2026-01-01"));
        query.open("overview");
        assert_eq!((query.tab, query.tab()), (None, VehicleTab::Overview));
    }

    #[test]
    fn every_tab_has_a_name() {
        crate::i18n::set_locale(Locale::En);
        for tab in tabs() {
            assert!(!tab.label.starts_with("vehicle-tab-"), "{:?}", tab.label);
        }
    }
}
