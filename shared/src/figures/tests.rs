//! Formulas of the figures, by tables and properties.
#![allow(clippy::unwrap_used, reason = "tests may fail")]

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn one(totals: Totals) -> Totals {
    totals.of_one()
}

#[test]
fn cost_per_km_is_all_costs_by_the_distance_and_unknown_without_one() {
    for (fuel, maintenance, expenses, distance_m, expected) in [
        (60_000, 0, 0, Some(1_000_000), Some(0.06)),
        (60_000, 30_000, 10_500, Some(1_000_000), Some(0.1005)),
        (60_000, 0, 0, Some(0), None),
        (60_000, 0, 0, None, None),
        (0, 0, 0, Some(5_000), Some(0.0)),
        (1_000, 0, 0, Some(3_000), Some(0.3333)),
    ] {
        let totals = Totals { fuel, maintenance, expenses, distance_m, ..Totals::default() };
        assert_eq!(one(totals).costs_view().per_km, expected, "{totals:?}");
    }
}

#[test]
fn a_vehicle_without_a_distance_does_not_spoil_the_fleets_cost_per_km() {
    let measured = Totals { fuel: 100_000, distance_m: Some(1_000_000), ..Totals::default() };
    let unmeasured = Totals { fuel: 900_000, delivered: 2, ..Totals::default() };
    let fleet = one(measured).plus(&one(unmeasured)).view();
    assert_eq!(fleet.costs.total, Money::whole(1000));
    assert_eq!(fleet.distance_km, Some(Km::whole(1000)));
    assert_eq!(fleet.costs.per_km, Some(0.1));
    assert_eq!(fleet.deliveries.cost_per_delivery, Some(500.0));
}

#[test]
fn economy_is_said_in_the_unit_of_the_energy() {
    let petrol = efficiency(Energy::Petrol, 65_000, 1_000_000);
    assert_eq!((petrol.l_per_100km, petrol.km_per_l), (Some(6.5), Some(15.38)));
    assert_eq!((petrol.kwh_per_100km, petrol.km_per_kwh), (None, None));
    let electric = efficiency(Energy::Electric, 18_000, 100_000);
    assert_eq!((electric.kwh_per_100km, electric.km_per_kwh), (Some(18.0), Some(5.56)));
    assert_eq!((electric.l_per_100km, electric.km_per_l), (None, None));
    let cng = efficiency(Energy::Cng, 4_500, 100_000);
    assert_eq!((cng.l_per_100km, cng.km_per_l), (Some(4.5), Some(22.22)));
    for (quantity, distance_m) in [(0, 100), (100, 0), (0, 0), (-5, 100)] {
        assert_eq!(efficiency(Energy::Diesel, quantity, distance_m), EfficiencyView::default());
    }
}

#[test]
fn averages_of_nothing_are_unknown() {
    assert_eq!(average_route_km(0, 0), None);
    assert_eq!(average_route_km(37_500, 3), Some(12.5));
    assert_eq!(unit_price(10_000, 0), None);
    assert_eq!(unit_price(57_960, 40_000), Some(Money::from_units(1_449)));
    assert_eq!(Totals::default().deliveries_view().cost_per_delivery, None);
}

#[test]
fn value_is_lost_evenly_over_the_months_and_pro_rata_by_days() {
    let van = Purchase { date: day("2024-01-15"), price: 24_000_000, residual: 0, months: 24 };
    for (from, to, expected) in [
        ("2024-01-15", "2024-02-14", 1_000_000),
        ("2024-01-01", "2024-01-14", 0),
        // 17 of the 31 days from 15 January to 14 February.
        ("2024-01-01", "2024-01-31", 548_387),
        ("2024-01-15", "2025-01-14", 12_000_000),
        ("2020-01-01", "2030-12-31", 24_000_000),
        ("2026-01-15", "2026-12-31", 0),
        ("2026-01-14", "2026-01-14", 32_259),
        ("2024-06-02", "2024-06-01", 0),
    ] {
        assert_eq!(van.depreciation(day(from), day(to)), expected, "{from} to {to}");
    }
    let rest = Purchase { residual: 4_000_000, date: day("2024-01-31"), ..van };
    assert_eq!(rest.depreciation(day("2024-01-31"), day("2024-02-28")), 833_333);
    assert_eq!(rest.depreciation(day("2024-01-01"), day("2026-01-30")), 20_000_000);
}

#[test]
fn periods_are_counted_in_months() {
    for (from, to, expected) in [
        ("2026-01-01", "2026-12-31", Some((12, 1))),
        ("2026-02-01", "2026-02-14", Some((1, 2))),
        ("2026-01-17", "2026-02-14", Some((61, 62))),
        ("2026-04-16", "2026-04-30", Some((1, 2))),
        ("2026-04-16", "2026-04-15", None),
    ] {
        let found = Months::between(day(from), day(to));
        assert_eq!(found.is_some(), expected.is_some(), "{from} to {to}");
        if let Some((found, (parts, of))) = found.zip(expected) {
            assert_eq!(found.parts * of, parts * found.of, "{from} to {to}: {found:?}");
        }
    }
    let half = Months::between(day("2026-04-16"), day("2026-04-30")).unwrap();
    let two = Months::between(day("2026-01-01"), day("2026-02-28")).unwrap();
    assert_eq!((half.longer(two), two.longer(half)), (two, two));
    assert_eq!(half.share_of(100_000), Some(200.0));
}

#[test]
fn exact_halves_are_rounded_away_from_zero() {
    let month = |total: i64, months: u64| {
        let to = day("2026-01-01") + chrono::Months::new(u32::try_from(months).unwrap());
        let months = Months::between(day("2026-01-01"), to.pred_opt().unwrap());
        Totals { fuel: total, months, ..Totals::default() }.ownership_view().per_month
    };
    assert_eq!(month(10_414_700, 8), Some(1_301.838));
    assert_eq!(month(15_622_050, 12), Some(1_301.838));
    assert_eq!(month(-10_414_700, 8), Some(-1_301.838));
    assert_eq!(per_km(20_001, Some(2_000_000)), Some(0.01));
    assert_eq!(per_km(20_100, Some(2_000_000)), Some(0.0101));
    assert_eq!(per_km(20_300, Some(2_000_000)), Some(0.0102));
    assert_eq!(per_km(-20_100, Some(2_000_000)), Some(-0.0101));
    assert_eq!(per_100km(32_025, 500_000), Some(6.41));
    assert_eq!(unit_price(-57_950, 40_000), Some(Money::from_units(-1_449)));
}

#[test]
fn days_of_a_month_have_equal_parts() {
    assert_eq!(part_of_month(31_000, (1, 10), 31), 10_000);
    assert_eq!(part_of_month(1_000, (1, 1), 30), 33);
    assert_eq!(part_of_month(1_000, (30, 30), 30), 33);
    assert_eq!(part_of_month(2_000, (1, 1), 30), 67);
    assert_eq!(part_of_month(-2_000, (1, 1), 30), -67);
}

#[test]
fn a_leap_day_is_compared_with_the_day_before() {
    assert_eq!(year_before(day("2024-02-29")), day("2023-02-28"));
    assert_eq!(year_before(day("2025-02-28")), day("2024-02-28"));
    assert_eq!(year_before(day("2026-11-22")), day("2025-11-22"));
}

#[test]
fn ownership_adds_the_loss_of_value_if_it_is_known() {
    let totals = one(Totals {
        fuel: 100_000,
        maintenance: 50_000,
        expenses: 600_000,
        spread_expenses: 50_000,
        depreciation: Some(200_000),
        distance_m: Some(2_000_000),
        months: Months::between(day("2026-01-01"), day("2026-02-28")),
        ..Totals::default()
    });
    let view = totals.ownership_view();
    assert_eq!(view.total, Money::whole(400));
    assert_eq!((view.per_km, view.per_month), (Some(0.2), Some(200.0)));
    let unknown = one(Totals { depreciation: None, distance_m: None, months: None, ..totals });
    let view = unknown.ownership_view();
    assert_eq!((view.depreciation, view.total), (None, Money::whole(200)));
    assert_eq!((view.per_km, view.per_month), (None, None));
}

proptest! {
    /// Whatever a month is cut into, its parts are the month.
    #[test]
    fn parts_of_a_month_add_up(amount in -9_000_000_i64..9_000_000, days in 28_u32..32, cut in 1_u32..28) {
        let parts = part_of_month(amount, (1, cut), days) + part_of_month(amount, (cut + 1, days), days);
        prop_assert_eq!(parts, amount);
        let each: i64 = (1..=days).map(|day| part_of_month(amount, (day, day), days)).sum();
        prop_assert_eq!(each, amount);
    }

    /// Whatever the period is cut into, the losses of its parts are that of the whole.
    #[test]
    fn losses_of_parts_add_up(
        bought in 0_i64..4_000, price in 0_i64..90_000_000, left in 0_i64..100, months in 1_u32..120,
        cuts in prop::collection::vec(0_i64..6_000, 2..8),
    ) {
        let start = day("2015-01-01");
        let at = |days: i64| start + chrono::TimeDelta::days(days);
        let purchase =
            Purchase { date: at(bought), price, residual: price * left / 100, months };
        let mut cuts = cuts;
        cuts.sort_unstable();
        let parts: i64 = cuts
            .windows(2)
            .map(|pair| purchase.depreciation(at(pair[0]), at(pair[1] - 1)))
            .sum();
        let (first, last) = (cuts[0], cuts[cuts.len() - 1]);
        prop_assert_eq!(parts, purchase.depreciation(at(first), at(last - 1)));
        prop_assert!(parts >= 0 && parts <= price);
    }
}
