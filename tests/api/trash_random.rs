//! In a random history, whatever is deleted and brought back leaves everything as it was.

use furgo_shared::{
    api, expenses::ListExpenses, maintenance::ListMaintenance, refuels::ListRefuels,
    trash::TrashKind,
};

use crate::{
    histories::Fleet,
    random_entries::{self, Dice},
    trash::{Case, assert_same, everything, given_fleet, is_sound, restore},
};

async fn refuels_of(fleet: &Fleet) -> Vec<String> {
    let query = ListRefuels { limit: Some(100), ..ListRefuels::default() };
    let page = fleet.office.ok(&api::LIST_REFUELS, [], &query).await.page;
    page.items.iter().map(|refuel| refuel.id.to_string()).collect()
}

async fn works_of(fleet: &Fleet) -> Vec<String> {
    let query = ListMaintenance { limit: Some(100), ..ListMaintenance::default() };
    let page = fleet.office.ok(&api::LIST_MAINTENANCE, [], &query).await.page;
    page.items.iter().map(|work| work.id.to_string()).collect()
}

async fn expenses_of(fleet: &Fleet) -> Vec<String> {
    let query = ListExpenses { limit: Some(100), ..ListExpenses::default() };
    let page = fleet.office.ok(&api::LIST_EXPENSES, [], &query).await.page;
    page.items.iter().map(|expense| expense.id.to_string()).collect()
}

async fn random_history(seed: u64) {
    let (fleet, mut dice) = (given_fleet().await, Dice(seed));
    let mut restored = 0;
    for round in 0..40 {
        for _ in 0..6 {
            random_entries::act(&fleet, &fleet.office, &mut dice).await;
        }
        let (kind, ids) = match round % 3 {
            0 => (TrashKind::Refuels, refuels_of(&fleet).await),
            1 => (TrashKind::Maintenance, works_of(&fleet).await),
            _ => (TrashKind::Expenses, expenses_of(&fleet).await),
        };
        if ids.is_empty() {
            continue;
        }
        let case = Case::Of(kind);
        let before = everything(&fleet).await;
        let mut deleted = Vec::new();
        for _ in 0..3 {
            let id = dice.one_of(&ids).clone();
            let reply = fleet.office.raw("DELETE", &case.path(&id), Some("{}")).await;
            match reply.status {
                204 => deleted.push(id),
                // A recurring expense with payments.
                409 => {}
                // It is deleted already.
                status => assert!(status == 404 && deleted.contains(&id), "{}", reply.text()),
            }
        }
        if deleted.is_empty() {
            continue;
        }
        assert_ne!(everything(&fleet).await, before);
        // Work that closed a plan, and what it closed, come back from the last to the first.
        for id in deleted.iter().rev() {
            restore(&fleet.office, case, id).await;
        }
        let what = format!("seed {seed}, {case:?} {deleted:?}");
        assert_same(&before, &everything(&fleet).await, &what);
        restored += 1;
    }
    assert!(restored > 20, "{restored}");
    is_sound(&fleet.app);
}

#[actix_web::test]
async fn in_random_histories_what_comes_back_leaves_everything_as_it_was() {
    for seed in [1, 2, 3] {
        random_history(seed).await;
    }
}
