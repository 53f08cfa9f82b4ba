//! Lists of packages, with every filter and in every order that there is.
//!
//! By status and driver in the order of entry, a page costs what lies before its end: it is read
//! from merged groups, and the total from their counts. Anything else reads the catalogue, or the
//! records themselves where there are few.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use furgo_shared::{
    id::UserId,
    packages::{PackageCountsView, PackageStatus},
    page::{Page, PageRequest},
};
use uuid::Uuid;

use super::{
    PackageRecord,
    cut::Cut,
    facts::{self, CATALOGUE, Facts},
    particulars::Particulars,
    record::forgets_recipients,
    store::{self, BY_CREATION, BY_DRIVER, BY_DRIVER_AND_STATUS, BY_STATUS},
};
use crate::{
    error::{Error, Result},
    storage::{
        Index, Key, Reads, Span, StorageError,
        catalogue::{Query, Slot, entry_of},
        engine::Order,
    },
};

/// So many packages are read one by one sooner than the catalogue of all.
const FEW: u64 = 1_000;
/// So many are read where the request is.
const FEW_AT_ONCE: u64 = 200;

/// Of packages at which for whom they were is forgotten after a while.
const FINISHED: [PackageStatus; 2] = [PackageStatus::Delivered, PackageStatus::Failed];

/// From when and until when; open without them.
pub type Stretch = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// Which packages are asked for, and in which order.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub driver: Option<UserId>,
    pub statuses: Vec<PackageStatus>,
    pub city: Option<String>,
    pub text: Option<Query>,
    /// When it was entered: in one of these stretches, their ends excluded. `None` is whenever.
    pub entered: Option<Vec<Stretch>>,
    pub particulars: Particulars,
    pub sort: SortBy,
    pub order: Order,
}

/// What a list of packages is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    Creation,
    EstimatedDelivery,
    Recipient,
}

impl Wanted {
    /// The groups of an index that together hold every wanted package.
    fn groups(&self) -> (Index<PackageRecord>, Span) {
        let by_status = |prefix: &Key| {
            let key = |status: &PackageStatus| prefix.clone().then(&store::of_status(*status));
            self.statuses.iter().map(key).collect()
        };
        let (index, groups) = match (self.driver, self.statuses.is_empty()) {
            (None, true) => (BY_CREATION, vec![Key::new()]),
            (None, false) => (BY_STATUS, by_status(&Key::new())),
            (Some(driver), true) => (BY_DRIVER, vec![Key::new().id(driver)]),
            (Some(driver), false) => (BY_DRIVER_AND_STATUS, by_status(&Key::new().id(driver))),
        };
        (index, Span::of(groups, self.order))
    }

    fn is_whole_groups(&self) -> bool {
        self.city.is_none()
            && self.text.is_none()
            && self.entered.is_none()
            && self.particulars.ask_nothing()
            && self.sort == SortBy::Creation
    }

    /// What the facts have to be.
    fn filter(&self) -> impl Fn(&Facts<'_>) -> bool {
        let driver = self.driver.map(facts::driver);
        let city = self.city.as_deref().map(facts::city);
        let entered: Option<Vec<_>> = self.entered.as_ref().map(|stretches| {
            let instants = stretches.iter();
            instants
                .map(|(from, until)| (from.map(facts::instant), until.map(facts::instant)))
                .collect()
        });
        move |facts| {
            facts.is_at(&self.statuses)
                && driver.as_ref().is_none_or(|driver| facts.is_of(driver))
                && city.as_ref().is_none_or(|city| facts.goes_to(city))
                && entered.as_ref().is_none_or(|stretches| {
                    let mut stretches = stretches.iter();
                    stretches.any(|(from, until)| facts.is_entered(from.as_ref(), until.as_ref()))
                })
        }
    }
}

/// Whether the page is a matter of microseconds, or of reading very much.
pub fn is_bounded(tx: &impl Reads, wanted: &Wanted, page: PageRequest) -> Result<bool> {
    let (index, span) = wanted.groups();
    match wanted.is_whole_groups() {
        true => Ok(page.is_early()),
        false => Ok(tx.count_in(index, &span)? <= FEW_AT_ONCE),
    }
}

/// One page of packages.
pub fn list(tx: &impl Reads, wanted: &Wanted, page: PageRequest) -> Result<Page<PackageRecord>> {
    if wanted.is_whole_groups() {
        let (index, span) = wanted.groups();
        return tx.list_in(index, &span, page);
    }
    let mut cut = Cut::new(page, wanted.order);
    let searching_older = visit(tx, wanted, |facts, id, title| {
        cut.offer(facts.place_begin(wanted.sort), || facts.place(wanted.sort, id, || title.bytes()))
    })?;
    let found = cut.page().try_map(|(_, _, id)| tx.require(id))?;
    Ok(Page { searching_older, ..found })
}

/// How many stand at each of the wanted statuses.
pub fn count(tx: &impl Reads, wanted: &Wanted) -> Result<PackageCountsView> {
    let mut counts = PackageCountsView::default();
    if wanted.is_whole_groups() {
        for status in PackageStatus::ALL {
            counts.add(status, store::count(tx, wanted.driver, status)?);
        }
        return Ok(counts);
    }
    visit(tx, wanted, |facts, _, _| {
        if let Some(status) = facts.status() {
            counts.add(status, 1);
        }
        Ok(())
    })?;
    Ok(counts)
}

/// What a list is ordered by when its names are asked for.
enum Title<'t, 's> {
    Catalogued(&'t Slot<'s>),
    Of(&'t [u8]),
}

impl Title<'_, '_> {
    fn bytes(&self) -> std::result::Result<&[u8], StorageError> {
        match self {
            Self::Catalogued(slot) => slot.title(),
            Self::Of(title) => Ok(title),
        }
    }
}

/// Calls `each` for every wanted package, in any order. Says whether the oldest are left out.
fn visit(
    tx: &impl Reads,
    wanted: &Wanted,
    mut each: impl FnMut(&Facts<'_>, Uuid, &Title<'_, '_>) -> Result<()>,
) -> Result<bool> {
    let (index, span) = wanted.groups();
    let (is_complete, filter) = (CATALOGUE.is_complete(tx)?, wanted.filter());
    let forgets = forgets_recipients(tx);
    // What the viewer does not know of a package does not find it, nor order it.
    let judge = |each: &mut dyn FnMut(&Facts<'_>, Uuid, &Title<'_, '_>) -> Result<()>,
                 package: &PackageRecord| {
        let known = package.as_known(tx);
        let Some(entry) = entry_of(&*known) else { return Ok(()) };
        let facts = Facts::read(&entry.facts).ok_or_else(no_facts)?;
        let is_found = wanted.text.as_ref().is_none_or(|text| text.finds(&entry.words));
        match is_found && filter(&facts) && wanted.particulars.are_met_by(&known) {
            true => each(&facts, package.id.into(), &Title::Of(&entry.title)),
            false => Ok(()),
        }
    };
    // A search that leaves out the oldest for a while is better than one that takes for ever.
    let is_catalogued = is_complete || wanted.text.is_some();
    if is_catalogued && tx.count_in(index, &span)? > FEW {
        CATALOGUE.visit(tx, wanted.text.as_ref(), wanted.order, |slot| {
            let facts = Facts::read(slot.facts).ok_or_else(no_facts)?;
            let told = match filter(&facts) {
                false => Some(false),
                true if forgets && facts.is_at(&FINISHED) => None,
                true => wanted.particulars.told_by(&facts),
            };
            match told {
                Some(false) => Ok(()),
                Some(true) => Ok(each(&facts, slot.id, &Title::Catalogued(slot))?),
                None => {
                    let package: Option<PackageRecord> = tx.find(slot.id)?;
                    Ok(package.map_or(Ok(()), |package| judge(&mut each, &package))?)
                }
            }
        })?;
        return Ok(!is_complete);
    }
    tx.for_each_in(index, &span, |package: PackageRecord| {
        judge(&mut each, &package)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(false)
}

fn no_facts() -> Error {
    let detail = "facts of another length".to_owned();
    Error::Storage(StorageError::Damaged { space: CATALOGUE.space.0, detail })
}
