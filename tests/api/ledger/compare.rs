//! Every figure that the program says, beside the ledger's.

use std::fmt::Debug;

use chrono::{Datelike, Days, Months, NaiveDate};
use furgo_shared::{
    api,
    due_work::ListDue,
    expenses::ListExpenses,
    maintenance::ListMaintenance,
    money::Money,
    packages::OnDay,
    refuels::ListRefuels,
    stats::{
        AskAnalytics, CostsView, FiguresView, MonthRowView, OwnershipView, Period, PeriodOf,
        ReportView,
    },
    units::{Fixed, Km, Quantity},
    validate::Empty,
    vehicles::ListVehicles,
};

use super::{
    book::{Days_, Sum, first_of, last_of, rounded},
    fleet::Fleet,
    fuel, plans,
};

/// Counts what was compared.
#[derive(Default)]
struct Compared(usize);

impl Compared {
    #[track_caller]
    fn same<T: PartialEq + Debug>(&mut self, said: T, reckoned: T, what: impl Debug) {
        self.0 += 1;
        assert_eq!(said, reckoned, "{what:?}");
    }
}

/// Compares everything; how many figures that were.
pub async fn compare_all(fleet: &mut Fleet) -> usize {
    let mut compared = Compared::default();
    let today = fleet.today();
    let all: Vec<Days_> = (0..fleet.book.vans.len())
        .map(|van| fleet.book.days(van, long_ago(today), far_ahead(today)))
        .collect();
    for (van, days) in all.iter().enumerate() {
        stats(fleet, van, days, &mut compared).await;
        months(fleet, van, days, &mut compared).await;
        economy(fleet, van, &mut compared).await;
        lists(fleet, van, days, &mut compared).await;
        due(fleet, van, &mut compared).await;
    }
    garage(fleet, &all, &mut compared).await;
    reports(fleet, &all, &mut compared).await;
    today_page(fleet, &all, &mut compared).await;
    compared.0
}

fn long_ago(today: NaiveDate) -> NaiveDate {
    first_of(today - Months::new(26))
}

fn far_ahead(today: NaiveDate) -> NaiveDate {
    last_of(today + Months::new(3))
}

/// The sum of the days from one to another.
fn total(days: &Days_, from: NaiveDate, to: NaiveDate) -> Sum {
    let mut sum = Sum::default();
    if from <= to {
        days.range(from..=to).for_each(|(_, day)| sum.add(day));
    }
    sum
}

fn money(thousandths: i64) -> Money {
    Money::from_units(thousandths)
}

/// A ratio with so many decimals, half away from zero.
fn ratio<const DECIMALS: u32>(numerator: i128, denominator: i128) -> Option<f64> {
    let scale = i128::from(Fixed::<DECIMALS>::scale());
    (denominator > 0)
        .then(|| Fixed::<DECIMALS>::from_units(rounded(numerator * scale, denominator)).to_f64())
}

/// Random periods, open ones too, with the days that they stand for.
fn periods(fleet: &mut Fleet, van: usize) -> Vec<(Period, Option<(NaiveDate, NaiveDate)>)> {
    let today = fleet.today();
    let first = fleet.book.first_day(van);
    let open = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        let days = from.or(first).map(|from| (from, to.unwrap_or(today)));
        (Period { from, to }, days.filter(|(from, to)| from <= to))
    };
    let mut periods = vec![open(None, None)];
    for number in 0..14 {
        let day = |days: i64| today - Days::new(u64::try_from(days).unwrap());
        let (a, b) = (day(fleet.random(-30 + 30..500)), day(fleet.random(0..500)));
        let (from, to) = (a.min(b), a.max(b));
        periods.push(match number % 7 {
            0 => open(Some(from), None),
            1 => open(None, Some(to)),
            2 => open(Some(from), Some(from)),
            3 => open(Some(first_of(from)), Some(last_of(to))),
            _ => open(Some(from), Some(to)),
        });
    }
    periods
}

fn per_km(costs: i64, distance: Option<i64>, costless: i64) -> Option<f64> {
    let metres = i128::from(distance? - costless) * 100;
    ratio::<4>(i128::from(costs), metres)
}

fn costs(said: &CostsView, sum: &Sum, measured: i64, compared: &mut Compared, what: &str) {
    compared.same(said.fuel, money(sum.fuel), (what, "fuel"));
    compared.same(said.maintenance, money(sum.maintenance), (what, "maintenance"));
    compared.same(said.expenses, money(sum.expenses), (what, "expenses"));
    compared.same(said.total, money(sum.costs()), (what, "total"));
    let reckoned = per_km(measured, sum.distance, sum.costless);
    compared.same(said.per_km, reckoned, (what, "costs per km"));
}

fn ownership(
    said: &OwnershipView,
    sum: &Sum,
    (measured, is_bought): (i64, bool),
    compared: &mut Compared,
    what: &str,
) {
    compared.same(said.total, money(sum.ownership()), (what, "cost of ownership"));
    compared.same(said.spread_expenses, money(sum.spread), (what, "spread expenses"));
    let loss = is_bought.then(|| money(sum.loss));
    compared.same(said.depreciation, loss, (what, "depreciation"));
    let reckoned = per_km(measured, sum.distance, sum.costless);
    compared.same(said.per_km, reckoned, (what, "ownership per km"));
}

/// How many months some days are, as a fraction.
fn months_of(from: NaiveDate, to: NaiveDate) -> (i128, i128) {
    let days = |day: NaiveDate| i128::from(last_of(day).day());
    let (first, last) = (days(from), days(to));
    let mut whole = 0;
    let mut month = first_of(from);
    while month < first_of(to) {
        whole += 1;
        month = month + Months::new(1);
    }
    // Up to the end of the last day, less what was before the first.
    let (end, before) = (i128::from(to.day()), i128::from(from.day()) - 1);
    (whole * first * last + end * first - before * last, first * last)
}

async fn stats(fleet: &mut Fleet, van: usize, days: &Days_, compared: &mut Compared) {
    let alias = fleet.book.vans[van].alias.clone();
    for (period, meant) in periods(fleet, van) {
        let what = format!("{alias} {period:?}");
        let said = fleet.office.ok(&api::VEHICLE_STATS, [&alias], &period).await;
        let sum = meant.map(|(from, to)| total(days, from, to)).unwrap_or_default();
        let count = |number: i64| u64::try_from(number).unwrap();
        let counts = [sum.routes, sum.refuels, sum.works, sum.bills].map(count);
        let own = said.counts;
        let own = [own.routes, own.refuels, own.maintenance, own.expenses];
        compared.same(own, counts, (&what, "counts"));
        compared.same(said.distance_km, sum.distance.map(Km::from_units), (&what, "distance"));
        let known = |amount: i64| if sum.distance.is_some() { amount } else { 0 };
        costs(&said.costs, &sum, known(sum.costs()), compared, &what);
        let is_bought = fleet.book.vans[van].purchase.is_some();
        let measured = (known(sum.ownership()), is_bought);
        ownership(&said.ownership, &sum, measured, compared, &what);
        let per_month = meant.and_then(|(from, to)| {
            let (parts, of) = months_of(from, to);
            ratio::<3>(i128::from(sum.ownership()) * of, parts * 1000)
        });
        compared.same(said.ownership.per_month, per_month, (&what, "per month"));
        compared.same(said.deliveries.delivered, count(sum.delivered), (&what, "delivered"));
        let each = ratio::<3>(i128::from(sum.costs()), i128::from(sum.delivered) * 1000);
        compared.same(said.deliveries.cost_per_delivery, each, (&what, "cost per delivery"));
        let average = ratio::<2>(i128::from(sum.route_distance), i128::from(sum.routes) * 10);
        compared.same(said.efficiency.average_route_km, average, (&what, "average route"));
        let used = used(fleet, van, meant);
        compared.same(said.efficiency.l_per_100km, used.0, (&what, "economy"));
        compared.same(said.efficiency.km_per_l, used.1, (&what, "economy"));
    }
}

/// Litres for 100 km and kilometres for a litre, over the intervals that end on these days.
fn used(
    fleet: &Fleet,
    van: usize,
    days: Option<(NaiveDate, NaiveDate)>,
) -> (Option<f64>, Option<f64>) {
    let (intervals, _) = fuel::reckon(&fleet.book, van, NaiveDate::MAX);
    let (mut distance, mut quantity) = (0_i128, 0_i128);
    for interval in intervals.iter().filter(|interval| interval.counted) {
        if days.is_some_and(|(from, to)| (from..=to).contains(&interval.to)) {
            distance += i128::from(interval.distance);
            quantity += i128::from(interval.quantity);
        }
    }
    if quantity <= 0 || distance <= 0 {
        return (None, None);
    }
    (ratio::<2>(quantity, distance), ratio::<2>(distance * 100, quantity))
}

async fn months(fleet: &mut Fleet, van: usize, days: &Days_, compared: &mut Compared) {
    let alias = fleet.book.vans[van].alias.clone();
    let ask = AskAnalytics { months: Some(20), ..AskAnalytics::default() };
    let said = fleet.office.ok(&api::VEHICLE_ANALYTICS, [&alias], &ask).await;
    let mut month = first_of(fleet.today()) - Months::new(19);
    for row in &said.items {
        let sum = total(days, month, last_of(month));
        row_of(row, month, &sum, compared);
        let quantity = Some(Quantity::from_units(sum.quantity));
        compared.same(row.quantity, quantity, (&alias, month, "quantity"));
        let used = used(fleet, van, Some((month, last_of(month)))).0;
        compared.same(row.efficiency.l_per_100km, used, (&alias, month, "economy"));
        month = month + Months::new(1);
    }
    compared.same(said.items.len(), 20, "months");
}

fn row_of(row: &MonthRowView, month: NaiveDate, sum: &Sum, compared: &mut Compared) {
    compared.same(row.month.clone(), month.format("%Y-%m").to_string(), "the month");
    compared.same(row.distance_km, sum.distance.map(Km::from_units), (month, "distance"));
    compared.same(row.fuel_cost, money(sum.fuel), (month, "fuel"));
    compared.same(row.maintenance_cost, money(sum.maintenance), (month, "maintenance"));
    compared.same(row.expenses_cost, money(sum.expenses), (month, "expenses"));
    let delivered = u64::try_from(sum.delivered).unwrap();
    compared.same(row.deliveries, delivered, (month, "deliveries"));
    compared.same(row.ownership_cost, money(sum.ownership()), (month, "ownership"));
}

async fn economy(fleet: &mut Fleet, van: usize, compared: &mut Compared) {
    let alias = fleet.book.vans[van].alias.clone();
    for days_ago in [-10, 0, 40, 200] {
        let to = fleet.today() - chrono::TimeDelta::days(days_ago);
        let period = Period { from: None, to: Some(to) };
        let said = fleet.office.ok(&api::FUEL_EFFICIENCY, [&alias], &period).await;
        let (intervals, _) = fuel::reckon(&fleet.book, van, NaiveDate::MAX);
        assert!(intervals.len() <= 25, "an interval is judged beside 25 others");
        let ended = intervals.iter().filter(|interval| interval.to <= to);
        let reckoned: Vec<_> = ended
            .filter(|interval| interval.is_known)
            .map(|interval| {
                let value = Fixed::<2>::from_units(interval.value()).to_f64();
                let own = (interval.distance, interval.quantity, value);
                (interval.from, interval.to, own, interval.counted)
            })
            .collect();
        let Some(stream) = said.streams.first() else {
            compared.same(0, reckoned.len(), (&alias, "no fuel"));
            continue;
        };
        let listed: Vec<_> = stream
            .intervals
            .iter()
            .map(|interval| {
                let own = (interval.distance_km.units(), interval.quantity.units(), interval.value);
                (interval.from, interval.to, own, interval.counted)
            })
            .collect();
        compared.same(listed.len(), reckoned.len(), (&alias, "intervals"));
        for (said, reckoned) in listed.into_iter().zip(reckoned) {
            compared.same(said, reckoned, (&alias, "interval"));
        }
        let open = fuel::reckon(&fleet.book, van, to).1;
        compared.same(stream.open.quantity, Quantity::from_units(open), (&alias, to, "open"));
    }
}

async fn lists(fleet: &mut Fleet, van: usize, days: &Days_, compared: &mut Compared) {
    let (alias, office) = (Some(fleet.book.vans[van].alias.clone()), fleet.office.clone());
    for (period, meant) in periods(fleet, van) {
        let (Some((from, to)), Period { from: Some(_), to: Some(_) }) = (meant, period) else {
            continue;
        };
        let sum = total(days, from, to);
        let (vehicle, from, to) = (alias.clone(), Some(from), Some(to));
        let list = ListRefuels { vehicle, from, to, ..ListRefuels::default() };
        let said = office.ok(&api::LIST_REFUELS, [], &list).await;
        let reckoned = (u64::try_from(sum.refuels).unwrap(), money(sum.fuel));
        compared.same((said.page.total, said.sums.cost), reckoned, "refuels");
        let list = ListMaintenance { vehicle: alias.clone(), from, to, ..Default::default() };
        let said = office.ok(&api::LIST_MAINTENANCE, [], &list).await;
        let reckoned = (u64::try_from(sum.works).unwrap(), money(sum.maintenance));
        compared.same((said.page.total, said.sums.cost), reckoned, "maintenance");
        let list = ListExpenses { vehicle: alias.clone(), from, to, ..Default::default() };
        let said = office.ok(&api::LIST_EXPENSES, [], &list).await;
        let reckoned = (u64::try_from(sum.bills).unwrap(), money(sum.expenses));
        compared.same((said.page.total, said.sums.amount), reckoned, "expenses");
        let ask = PeriodOf { vehicle: alias.clone(), from, to };
        let said = office.ok(&api::EXPENSE_SUMMARY, [], &ask).await;
        compared.same(said.total, money(sum.expenses), "expenses by category");
        let parts = said.items.iter().map(|item| item.amount.units()).sum();
        compared.same(said.total, money(parts), "categories add up");
        let ask = Period { from, to };
        let name = alias.clone().unwrap();
        let said = office.ok(&api::REFUEL_ANALYSIS, [&name], &ask).await;
        let reckoned = (u64::try_from(sum.refuels).unwrap(), money(sum.fuel));
        compared.same((said.refuels, said.cost), reckoned, "refuels from all sides");
    }
}

async fn due(fleet: &mut Fleet, van: usize, compared: &mut Compared) {
    let vehicle = Some(fleet.book.vans[van].alias.clone());
    let said = fleet.office.ok(&api::LIST_DUE, [], &ListDue { vehicle, state: None }).await;
    let mut said: Vec<_> = said
        .items
        .iter()
        .map(|item| (item.id.to_string(), item.due_date, item.due_odometer_km.map(Km::units)))
        .collect();
    said.sort();
    compared.same(said, plans::due(&fleet.book, van), "due next");
}

async fn garage(fleet: &mut Fleet, all: &[Days_], compared: &mut Compared) {
    let today = fleet.today();
    let said = fleet.office.ok(&api::GARAGE, [], &ListVehicles::default()).await;
    let january = today.with_month(1).unwrap().with_day(1).unwrap();
    let mut spent = 0;
    for tile in &said.vehicles.items {
        let vans = &fleet.book.vans;
        let van = vans.iter().position(|van| van.alias == tile.vehicle.alias).unwrap();
        let this_year = total(&all[van], january, today).costs();
        spent += this_year;
        compared.same(tile.spent_this_year, money(this_year), "spent this year");
        for (place, cost) in (0..).zip(tile.monthly_costs.iter().rev()) {
            let month = first_of(today) - Months::new(place);
            let sum = total(&all[van], month, last_of(month).min(today));
            compared.same(*cost, money(sum.costs()), (month, "monthly costs"));
        }
        let year = (today + Days::new(1) - Months::new(12), today);
        let used = used(fleet, van, Some(year)).0;
        compared.same(tile.efficiency.l_per_100km, used, "economy of a year");
    }
    compared.same(said.health.spent_this_year, money(spent), "the fleet spent this year");
}

/// The vehicles' sums and what has none.
fn fleet_total(
    fleet: &Fleet,
    all: &[Days_],
    days: impl Fn(usize) -> Option<(NaiveDate, NaiveDate)>,
    rest: (NaiveDate, NaiveDate),
) -> (Sum, i64, i64) {
    let mut sum = Sum::default();
    let (mut costs, mut ownership) = (0, 0);
    for (van, own) in all.iter().enumerate() {
        let Some((from, to)) = days(van) else { continue };
        let own = total(own, from, to);
        if own.distance.is_some() {
            costs += own.costs();
            ownership += own.ownership();
        }
        sum.add(&own);
    }
    if rest.0 <= rest.1 {
        let without = fleet.book.days_without_van(rest.0, rest.1);
        sum.add(&total(&without, rest.0, rest.1));
    }
    (sum, costs, ownership)
}

async fn reports(fleet: &mut Fleet, all: &[Days_], compared: &mut Compared) {
    let today = fleet.today();
    let begin = long_ago(today);
    for (period, _) in periods(fleet, 0) {
        let ask = PeriodOf { vehicle: None, from: period.from, to: period.to };
        let said = fleet.office.ok(&api::REPORT, [], &ask).await;
        let days = |van: usize| {
            let from = period.from.or(fleet.book.first_day(van))?;
            Some((from, period.to.unwrap_or(today)))
        };
        let rest = (period.from.unwrap_or(begin), period.to.unwrap_or(today));
        let reckoned = fleet_total(fleet, all, days, rest);
        let what = format!("report {period:?}");
        figures(&said.total.now, &reckoned, compared, &what);
        for row in &said.vehicles {
            let vans = &fleet.book.vans;
            let van = vans.iter().position(|van| van.alias == row.vehicle).unwrap();
            let own = days(van).map(|(from, to)| total(&all[van], from, to)).unwrap_or_default();
            let now = &row.figures.now;
            compared.same(now.costs.total, money(own.costs()), (&what, &row.vehicle));
            compared.same(now.distance_km, own.distance.map(Km::from_units), (&what, &row.vehicle));
            let before = said.before.and_then(|before| before.from);
            let first = fleet.book.first_entry(van);
            let is_comparable = before.zip(first).is_some_and(|(before, first)| first <= before);
            compared.same(row.figures.is_comparable, is_comparable, (&what, &row.vehicle));
        }
        report_months(fleet, all, &said, rest, compared);
    }
}

/// Each month is the sum of its days, and all of them are the total.
fn report_months(
    fleet: &Fleet,
    all: &[Days_],
    said: &ReportView,
    (from, to): (NaiveDate, NaiveDate),
    compared: &mut Compared,
) {
    let mut distance = None;
    let (mut costs, mut ownership, mut delivered) = (0, 0, 0);
    for row in &said.months {
        let month: NaiveDate = format!("{}-01", row.month).parse().unwrap();
        let part = (from.max(month), to.min(last_of(month)));
        let days = |van: usize| {
            let first = said.period.from.or(fleet.book.first_day(van))?;
            Some((part.0.max(first), part.1))
        };
        let (sum, ..) = fleet_total(fleet, all, days, part);
        row_of(row, month, &sum, compared);
        if let Some(km) = row.distance_km {
            distance = Some(distance.unwrap_or(0) + km.units());
        }
        costs += row.fuel_cost.units() + row.maintenance_cost.units() + row.expenses_cost.units();
        ownership += row.ownership_cost.units();
        delivered += row.deliveries;
    }
    let total = &said.total.now;
    compared.same(total.distance_km, distance.map(Km::from_units), "distances of months");
    compared.same(total.costs.total, money(costs), "costs of months");
    compared.same(total.ownership.total, money(ownership), "ownership of months");
    compared.same(total.deliveries.delivered, delivered, "deliveries of months");
}

fn figures(
    said: &FiguresView,
    (sum, measured_costs, measured_ownership): &(Sum, i64, i64),
    compared: &mut Compared,
    what: &str,
) {
    compared.same(said.distance_km, sum.distance.map(Km::from_units), (what, "distance"));
    costs(&said.costs, sum, *measured_costs, compared, what);
    // Some vehicles have a purchase.
    ownership(&said.ownership, sum, (*measured_ownership, true), compared, what);
    let delivered = u64::try_from(sum.delivered).unwrap();
    compared.same(said.deliveries.delivered, delivered, (what, "delivered"));
}

async fn today_page(fleet: &mut Fleet, all: &[Days_], compared: &mut Compared) {
    let today = fleet.today();
    let month = fleet.office.ok(&api::DASHBOARD, [], &Empty {}).await.month;
    let days = (first_of(today), last_of(today));
    let (sum, ..) = fleet_total(fleet, all, |_| Some(days), days);
    let driven = Km::from_units(sum.distance.unwrap_or(0));
    compared.same(month.distance_km, driven, "driven this month");
    let delivered = u64::try_from(sum.delivered).unwrap();
    compared.same(month.delivered, delivered, "delivered this month");
    let mut brought: Vec<NaiveDate> = fleet.book.deliveries.iter().map(|(day, _)| *day).collect();
    brought.dedup();
    for day in brought {
        let said = fleet.office.ok(&api::DAY_SUMMARY, [], &OnDay { date: Some(day) }).await;
        let on_it = fleet.book.deliveries.iter().filter(|(on, _)| *on == day).count();
        compared.same(said.delivered, u64::try_from(on_it).unwrap(), (day, "delivered"));
    }
}
