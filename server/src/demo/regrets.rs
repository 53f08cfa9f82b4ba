//! What the fleet's people deleted: a bill that was entered twice, and a package that was called off.

use furgo_shared::{
    access::{EditPackages, RecordOnVehicles},
    due::Basis,
    expenses::{CreateExpense, ExpenseCategory},
    money::Money,
};

use super::{
    garage::Author,
    stage::{Stage, written},
};
use crate::{
    error::Result,
    features::{
        door::Door, expenses::operations::editing as expenses,
        packages::operations::editing as packages,
    },
    storage::{WriteTx, outcome::Once},
};

/// Enters and deletes both.
pub async fn tell(stage: &mut Stage) -> Result<()> {
    let called_off = stage.enter_packages(1, None).await?;
    let permit = stage.permit_of::<EditPackages>(Author::Dispatcher);
    let delete = move |tx: &mut WriteTx<'_, EditPackages>| {
        called_off.into_iter().try_for_each(|package| packages::delete(tx, package, None))
    };
    written(stage.app.db.write(permit, Once::by_command("demo"), delete).await)?;
    let bill = CreateExpense {
        files: Vec::new(),
        id: None,
        vehicle: "Berlingo".to_owned(),
        date: stage.settings.day_of(stage.end),
        category: ExpenseCategory::Parking,
        amount: Money::from_units(3_600),
        description: "Aparkalekua, Donostia (birritan sartuta)".to_owned(),
        recurrence: None,
        next_due: None,
        recurrence_basis: Basis::Fixed,
        lead_days: None,
        tax_deductible: false,
        notes: None,
        payment_of: None,
        pays_due: None,
    };
    let permit = stage.permit_of(Author::Dispatcher);
    let twice = move |tx: &mut WriteTx<'_, RecordOnVehicles>| {
        let entered = expenses::create(tx, bill, &mut Door::Asked)?;
        expenses::delete(tx, entered.id, None)
    };
    written(stage.app.db.write(permit, Once::by_command("demo"), twice).await)
}
