//! Lists of refuels: filters, orders, pages, and totals over the whole filter.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use furgo_shared::{
    api,
    money::Money,
    page::PageWithSums,
    refuels::{CreateRefuel, ListRefuels, RefuelSums, RefuelView},
    units::Quantity,
    vehicles::Fuel,
};
use support::Client;

use crate::histories::{Fleet, cents, fleet, refuel};

async fn list(client: &Client, query: &ListRefuels) -> PageWithSums<RefuelView, RefuelSums> {
    client.ok(&api::LIST_REFUELS, [], query).await
}

/// Every refuel of a filter, page by page, each once.
async fn all(client: &Client, query: &ListRefuels) -> Vec<RefuelView> {
    let mut all: Vec<RefuelView> = Vec::new();
    for page in 1.. {
        let query = ListRefuels { page: Some(page), limit: Some(3), ..query.clone() };
        let page = list(client, &query).await.page;
        assert!(page.items.len() <= 3);
        let is_last = page.items.len() < 3;
        all.extend(page.items);
        if is_last {
            assert_eq!(usize::try_from(page.total).unwrap(), all.len());
            break;
        }
    }
    let distinct: std::collections::BTreeSet<_> = all.iter().map(|refuel| refuel.id).collect();
    assert_eq!(distinct.len(), all.len());
    all
}

/// The totals that a list answers are those of its records, one by one.
async fn adds_up(client: &Client, query: &ListRefuels) -> Vec<RefuelView> {
    let all = all(client, query).await;
    let mut cost = 0;
    let mut quantities = BTreeMap::<String, i64>::new();
    for refuel in &all {
        cost += refuel.cost.units();
        let fuel = format!("{:?}", refuel.fuel);
        *quantities.entry(fuel).or_default() += refuel.quantity.units();
    }
    let sums = list(client, query).await.sums;
    assert_eq!(sums.cost, Money::from_units(cost), "{query:?}");
    let answered: BTreeMap<_, _> = sums
        .quantities
        .iter()
        .map(|sum| (format!("{:?}", sum.fuel), sum.quantity.units()))
        .collect();
    assert_eq!(answered, quantities, "{query:?}");
    all
}

/// Refuels over more than a year, on three vehicles, of two fuels.
async fn given_history(fleet: &Fleet) {
    for number in 0..24 {
        let vehicle = ["van", "car", "truck"][number % 3];
        let units = i64::try_from(number).unwrap();
        let request = CreateRefuel {
            fuel: if number % 4 == 0 { Fuel::Petrol } else { Fuel::Diesel },
            quantity: Quantity::from_units(10_000 + units * 137),
            cost: cents(2000 + (units * 7919) % 5000),
            station: (number % 5 == 0).then(|| format!("Ñandú {number}")),
            notes: (number % 7 == 0).then(|| "with a receipt".to_owned()),
            ..refuel(vehicle, fleet.ago(u64::try_from(number).unwrap() * 17))
        };
        fleet.office.ok(&api::CREATE_REFUEL, [], &request).await;
        // What is entered in the same instant has no order.
        fleet.app.advance(TimeDelta::milliseconds(1));
    }
}

#[actix_web::test]
async fn totals_are_those_of_every_record_that_a_filter_lets_through() {
    let fleet = fleet().await;
    given_history(&fleet).await;
    let of = |vehicle: Option<&str>| ListRefuels {
        vehicle: vehicle.map(str::to_owned),
        ..ListRefuels::default()
    };
    let days = [
        (None, None),
        (Some(fleet.ago(100)), None),
        (None, Some(fleet.ago(40))),
        (Some(fleet.ago(200)), Some(fleet.ago(33))),
        (Some(fleet.ago(17)), Some(fleet.ago(17))),
    ];
    for client in [&fleet.office, &fleet.ana, &fleet.ben, &fleet.viewer] {
        for vehicle in [None, Some("van"), Some("truck"), Some("nothing")] {
            for (from, to) in days {
                let query = ListRefuels { from, to, ..of(vehicle) };
                adds_up(client, &query).await;
                let petrol = ListRefuels { fuel: Some(Fuel::Petrol), ..query.clone() };
                let petrol = adds_up(client, &petrol).await;
                assert!(petrol.iter().all(|refuel| refuel.fuel == Fuel::Petrol));
            }
            adds_up(client, &ListRefuels { q: Some(" ñandú".to_owned()), ..of(vehicle) }).await;
        }
    }
    let everything = all(&fleet.office, &of(None)).await;
    assert_eq!(everything.len(), 24);
    // A driver's sums are those of two vehicles, also where records are read one by one.
    let own = all(&fleet.ana, &of(None)).await;
    assert_eq!(own.len(), 16);
    assert!(own.iter().all(|refuel| refuel.vehicle != "truck"));
    let mut costly = of(None);
    costly.sort = Some("-cost".to_owned());
    assert_eq!(adds_up(&fleet.ana, &costly).await.len(), 16);
    assert_eq!(all(&fleet.ben, &of(Some("van"))).await, []);
}

#[actix_web::test]
async fn lists_are_searched_and_ordered() {
    let fleet = fleet().await;
    given_history(&fleet).await;
    let sorted = |sort: &str| ListRefuels { sort: Some(sort.to_owned()), ..ListRefuels::default() };
    let dates = async |sort: &str| -> Vec<_> {
        all(&fleet.office, &sorted(sort)).await.iter().map(|refuel| refuel.date).collect()
    };
    let newest = dates("-date").await;
    assert!(newest.is_sorted_by(|a, b| a > b), "{newest:?}");
    let mut oldest = dates("date").await;
    oldest.reverse();
    assert_eq!(oldest, newest);
    assert_eq!(all(&fleet.office, &ListRefuels::default()).await[0].date, newest[0]);
    let costs = async |client: &Client, sort: &str| -> Vec<_> {
        all(client, &sorted(sort)).await.iter().map(|refuel| refuel.cost).collect()
    };
    for client in [&fleet.office, &fleet.ana] {
        assert!(costs(client, "cost").await.is_sorted());
        assert!(costs(client, "-cost").await.is_sorted_by(|a, b| a >= b));
    }
    let search = async |q: &str| {
        let query = ListRefuels { q: Some(q.to_owned()), ..ListRefuels::default() };
        all(&fleet.office, &query).await.len()
    };
    assert_eq!(search("ñANDÚ").await, 5);
    assert_eq!(search("ñandú 5").await, 1);
    assert_eq!(search("receipt").await, 4);
    assert_eq!(search("  ").await, 24);
    assert_eq!(search("nowhere").await, 0);
    // Searched and by cost at once.
    let both = ListRefuels { q: Some("ñandú".to_owned()), ..sorted("-cost") };
    let found = all(&fleet.office, &both).await;
    assert!(found.len() == 5 && found.is_sorted_by(|a, b| a.cost >= b.cost));
    // What was entered last on a day is the newest of it.
    let early = CreateRefuel { cost: cents(1), ..refuel("van", fleet.today) };
    fleet.office.ok(&api::CREATE_REFUEL, [], &early).await;
    assert_eq!(all(&fleet.office, &ListRefuels::default()).await[0].cost, cents(1));
}
