//! What each kind of record of the demo fleet hangs on, what may hang on it, and what goes with it.

use std::ops::ControlFlow;

use furgo_shared::{
    access::Role, demo_data::KeptKind, due_work::NoticeKind, effects::StepOfRoute, id::VehicleId,
    routes::RouteStatus, text::Locale,
};
use uuid::Uuid;

use crate::{
    error::Result,
    features::{
        auth, devices,
        due::{self, DueStateRecord, NoticeRecord},
        exceptions::{self, ExceptionRecord},
        expenses::ExpenseRecord,
        logs::{self, LogRecord},
        mails::{self, Addressee},
        maintenance::MaintenanceRecord,
        packages::PackageRecord,
        readings::ReadingRecord,
        refuels::RefuelRecord,
        routes::{self, RouteRecord},
        users::{UserRecord, record::DEMO_HOST},
        vehicles::{FoundationRecord, VehicleRecord},
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
        let email = self.email.replace("@example.org", DEMO_HOST);
        Self { role, email, password: None, locale: Locale::default(), ..self }
    }

    fn bears(&self) -> Option<(KeptKind, String)> {
        Some((KeptKind::People, self.name.clone()))
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        auth::links::void_all(tx, self.id)?;
        auth::operations::erase(tx, self.id)?;
        auth::devices::forget(tx, self.id)?;
        devices::operations::erase(tx, self.id)?;
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
        tx.changed::<VehicleRecord>(self.id, &[])?;
        if let Some(foundation) = tx.find_unseen::<FoundationRecord>(self.id)? {
            tx.delete(&foundation)?;
        }
        forget_news(tx, self.id, |_| true)
    }
}

impl DemoRecord for PackageRecord {
    /// Whatever becomes of it, nobody is written to.
    fn adopted(self) -> Self {
        Self { recipient_email: None, ..self }
    }

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
        exceptions::store::forget(tx, self.id)?;
        mails::queueing::forget(tx, Addressee::Recipient { package: self.id })
    }
}

impl DemoRecord for ExceptionRecord {}

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

    /// Packages that stay are taken off it, as when a planned route is deleted.
    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        let mut route = self.clone();
        let step = StepOfRoute { to: RouteStatus::Cancelled, odometer: None, at: tx.now() };
        routes::operations::packages::step(tx, &mut route, &step)?;
        routes::operations::packages::forget(tx, &route)
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        self.vehicle_id.map_or(Ok(()), |vehicle| tx.changed::<VehicleRecord>(vehicle, &[self.date]))
    }
}

impl DemoRecord for RefuelRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        vec![(KeptKind::Vehicles, self.vehicle_id.0)]
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        tx.changed::<VehicleRecord>(self.vehicle_id, &[self.date])
    }
}

impl DemoRecord for ReadingRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        vec![(KeptKind::Vehicles, self.vehicle_id.0)]
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        tx.changed::<VehicleRecord>(self.vehicle_id, &[self.date])
    }
}

impl DemoRecord for MaintenanceRecord {
    fn hangs_on(&self) -> Vec<(KeptKind, Uuid)> {
        vec![(KeptKind::Vehicles, self.vehicle_id.0)]
    }

    fn clear<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        forget_due(tx, self.vehicle_id, self.id.into())
    }

    fn follow<P>(&self, tx: &mut WriteTx<'_, P>) -> Result<()> {
        tx.changed::<VehicleRecord>(self.vehicle_id, &[self.date])
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
        forget_due(tx, self.vehicle_id, self.id.into())
    }
}

/// How due work stood when it was last looked at, and the news of it.
fn forget_due<P>(tx: &mut WriteTx<'_, P>, vehicle: VehicleId, item: Uuid) -> Result<()> {
    if let Some(state) = tx.find_unseen::<DueStateRecord>(item)? {
        tx.delete(&state)?;
    }
    let is_about_it = |notice: &NoticeKind| matches!(notice, NoticeKind::StateChanged { source_id, .. } if *source_id == item);
    forget_news(tx, vehicle, is_about_it)
}

fn forget_news<P>(
    tx: &mut WriteTx<'_, P>,
    vehicle: VehicleId,
    is_meant: impl Fn(&NoticeKind) -> bool,
) -> Result<()> {
    let mut news = Vec::new();
    let group = Key::new().id(vehicle);
    tx.visit_ids(due::store::BY_VEHICLE, &group, Order::Ascending, &mut |id| {
        news.push(id);
        ControlFlow::Continue(())
    })?;
    for id in news {
        let notice = tx.find_unseen::<NoticeRecord>(id)?;
        if let Some(notice) = notice.filter(|notice| is_meant(&notice.notice)) {
            tx.delete(&notice)?;
        }
    }
    Ok(())
}
