//! What each kind of record of the demo fleet hangs on, what may hang on it, and what goes with it.

use furgo_shared::{access::Role, demo_data::KeptKind, text::Locale};
use uuid::Uuid;

use crate::{
    error::Result,
    features::{
        auth,
        due::{self, DueStateRecord, NoticeRecord},
        expenses::ExpenseRecord,
        logs::{self, LogRecord},
        mails::{self, Addressee},
        maintenance::MaintenanceRecord,
        packages::PackageRecord,
        readings::ReadingRecord,
        refuels::RefuelRecord,
        routes::RouteRecord,
        timeline::{self, FoundationRecord},
        users::UserRecord,
        vehicles::VehicleRecord,
    },
    storage::{Key, Reads, Record, WriteTx, engine::Order},
};

/// A record of the demo fleet.
pub trait DemoRecord: Record {
    /// As it comes into a real installation.
    fn adopted(self) -> Self {
        self
    }

    /// On what it hangs.
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        Vec::new()
    }

    /// What it is to those that may hang on it, and what it is called.
    fn bears(&self) -> Option<(KeptKind, String)> {
        None
    }

    /// Whether it stays, now that all is gone that hung on it and was no more than demo data.
    fn stays(&self, tx: &impl Reads) -> Result<bool> {
        match self.bears() {
            Some((kind, _)) => Ok(super::kinds::hanging(tx, kind, self.id())? > 0),
            None => Ok(false),
        }
    }

    /// Takes away what was kept for its sake, before it goes itself.
    fn clear<P>(&self, _: &mut WriteTx<'_, P>) -> Result<()> {
        Ok(())
    }

    /// Brings in step what follows from it, when it has come or gone.
    fn follow<P>(&self, _: &mut WriteTx<'_, P>) -> Result<()> {
        Ok(())
    }
}

impl DemoRecord for UserRecord {
    /// Nobody signs in as one of them, or manages people.
    fn adopted(self) -> Self {
        let role = if self.role == Role::Admin { Role::Dispatcher } else { self.role };
        let email = self.email.replace("@example.org", "@demo.invalid");
        Self { role, email, password: None, locale: Locale::default(), ..self }
    }

    fn bears(&self) -> Option<(KeptKind, String)> {
        Some((KeptKind::People, self.name.clone()))
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        auth::links::void_all(tx, self.id)?;
        auth::operations::end_all(tx, self.id, None)?;
        auth::devices::forget(tx, self.id)?;
        mails::queueing::forget(tx, Addressee::Person { user: self.id })
    }
}

impl DemoRecord for VehicleRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        self.driver_ids.iter().map(|driver| (KeptKind::People, driver.0)).collect()
    }

    fn bears(&self) -> Option<(KeptKind, String)> {
        Some((KeptKind::Vehicles, self.alias.clone()))
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        timeline::refresh(tx, self.id, &[])?;
        if let Some(foundation) = tx.find_unseen::<FoundationRecord>(self.id)? {
            tx.delete(&foundation)?;
        }
        let group = Key::new().id(self.id);
        let mut notices = Vec::new();
        tx.visit_ids(due::store::BY_VEHICLE, &group, Order::Ascending, &mut |id| {
            notices.push(id);
            std::ops::ControlFlow::Continue(())
        })?;
        for id in notices {
            if let Some(notice) = tx.find_unseen::<NoticeRecord>(id)? {
                tx.delete(&notice)?;
            }
        }
        Ok(())
    }
}

impl DemoRecord for PackageRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        self.assigned_to.map(|driver| (KeptKind::People, driver.0)).into_iter().collect()
    }

    fn bears(&self) -> Option<(KeptKind, String)> {
        Some((KeptKind::Packages, self.tracking_code.clone()))
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        for id in logs::store::ids_of_package(tx, self.id)? {
            if let Some(row) = tx.find_unseen::<LogRecord>(id)? {
                tx.delete(&row)?;
            }
        }
        mails::queueing::forget(tx, Addressee::Recipient { package: self.id })
    }
}

impl DemoRecord for LogRecord {
    /// With its package.
    fn stays(&self, tx: &impl Reads) -> Result<bool> {
        Ok(tx.find_unseen::<PackageRecord>(self.package_id)?.is_some())
    }
}

impl DemoRecord for RouteRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        let vehicle = self.vehicle_id.map(|vehicle| (KeptKind::Vehicles, vehicle.0));
        let driver = self.driver_id.map(|driver| (KeptKind::People, driver.0));
        let packages = self.stops.iter().map(|stop| (KeptKind::Packages, stop.package_id.0));
        vehicle.into_iter().chain(driver).chain(packages).collect()
    }

    fn bears(&self) -> Option<(KeptKind, String)> {
        Some((KeptKind::Routes, self.date.to_string()))
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        self.vehicle_id.map_or(Ok(()), |vehicle| timeline::refresh(tx, vehicle, &[self.date]))
    }
}

impl DemoRecord for RefuelRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        vec![(KeptKind::Vehicles, self.vehicle_id.0)]
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        timeline::refresh(tx, self.vehicle_id, &[self.date])
    }
}

impl DemoRecord for ReadingRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        vec![(KeptKind::Vehicles, self.vehicle_id.0)]
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        timeline::refresh(tx, self.vehicle_id, &[self.date])
    }
}

impl DemoRecord for MaintenanceRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        vec![(KeptKind::Vehicles, self.vehicle_id.0)]
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        forget_state(tx, self.id.into())
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        timeline::refresh(tx, self.vehicle_id, &[self.date])
    }
}

impl DemoRecord for ExpenseRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        let recurring = self.payment_of.map(|recurring| (KeptKind::Expenses, recurring.0));
        recurring.into_iter().chain([(KeptKind::Vehicles, self.vehicle_id.0)]).collect()
    }

    fn bears(&self) -> Option<(KeptKind, String)> {
        Some((KeptKind::Expenses, self.description.clone()))
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        forget_state(tx, self.id.into())
    }
}

/// How due work stood when it was last looked at.
fn forget_state<P>(tx: &mut WriteTx<'_, P>, item: Uuid) -> Result<()> {
    match tx.find_unseen::<DueStateRecord>(item)? {
        Some(state) => tx.delete(&state),
        None => Ok(()),
    }
}
