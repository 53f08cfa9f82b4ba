//! Lists of packages, with every filter and in every order that there is.
//!
//! By status and driver in the order of entry, a page costs what lies before its end: it is read
//! from merged groups, and the total from their counts. Anything else reads the catalogue, or the
//! records themselves where there are few.

use std::{cmp::Ordering, ops::ControlFlow};

use chrono::{DateTime, Utc};
use furgo_shared::{
    id::UserId,
    packages::PackageStatus,
    page::{Page, PageRequest},
};

use super::{
    PackageRecord,
    facts::{self, CATALOGUE, Facts, Place},
    record::forgets_recipients,
    store::{self, BY_CREATION, BY_DRIVER, BY_DRIVER_AND_STATUS, BY_STATUS},
};
use crate::{
    error::{Error, Result},
    storage::{
        Index, Key, Reads, Span, StorageError,
        catalogue::{Query, entry_of},
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
    let (index, span) = wanted.groups();
    if wanted.is_whole_groups() {
        return tx.list_in(index, &span, page);
    }
    let (is_complete, filter) = (CATALOGUE.is_complete(tx)?, wanted.filter());
    let forgets = forgets_recipients(tx);
    let mut cut = Cut::new(page, wanted.order);
    // What the viewer does not know of a package does not find it, nor order it.
    let known = |package: &PackageRecord| {
        let entry = entry_of(&*package.as_known(tx))?;
        wanted.text.as_ref().is_none_or(|text| text.finds(&entry.words)).then_some(entry)
    };
    let offer_known = |cut: &mut Cut, package: &PackageRecord| {
        let Some(entry) = known(package) else { return Ok(()) };
        let facts = Facts::read(&entry.facts).ok_or_else(no_facts)?;
        if filter(&facts) {
            cut.offer(facts.place_begin(wanted.sort), || {
                facts.place(wanted.sort, package.id.into(), || Ok(&entry.title))
            })?;
        }
        Ok(())
    };
    // A search that leaves out the oldest for a while is better than one that takes for ever.
    let is_catalogued = is_complete || wanted.text.is_some();
    let is_short_of_some = if is_catalogued && tx.count_in(index, &span)? > FEW {
        CATALOGUE.visit(tx, wanted.text.as_ref(), wanted.order, |slot| {
            let facts = Facts::read(slot.facts).ok_or_else(no_facts)?;
            match filter(&facts) {
                true if forgets && facts.is_at(&FINISHED) => {
                    let package: Option<PackageRecord> = tx.find(slot.id)?;
                    package.map_or(Ok(()), |package| offer_known(&mut cut, &package))
                }
                true => Ok(cut.offer(facts.place_begin(wanted.sort), || {
                    facts.place(wanted.sort, slot.id, || slot.title())
                })?),
                false => Ok(()),
            }
        })?;
        !is_complete
    } else {
        tx.for_each_in(index, &span, |package: PackageRecord| {
            offer_known(&mut cut, &package)?;
            Ok(ControlFlow::Continue(()))
        })?;
        false
    };
    let found = cut.page().try_map(|(_, _, id)| tx.require(id))?;
    Ok(Page { searching_older: is_short_of_some, ..found })
}

fn no_facts() -> Error {
    let detail = "facts of another length".to_owned();
    Error::Storage(StorageError::Damaged { space: CATALOGUE.space.0, detail })
}

/// A page of what comes in any order. Keeps what lies before the page's end, and a little more.
struct Cut {
    request: PageRequest,
    order: Order,
    /// Places up to the page's end.
    wanted: usize,
    total: u64,
    best: Vec<Place>,
    /// What lies behind it is on no page so far.
    end: Option<Place>,
}

impl Cut {
    fn new(request: PageRequest, order: Order) -> Self {
        let wanted = request.offset() + u64::from(request.limit);
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        Self { request, order, wanted, total: 0, best: Vec::new(), end: None }
    }

    /// Counts one whose place begins like this; asks for the place itself where that says too
    /// little.
    fn offer(&mut self, begin: &[u8], place: impl FnOnce() -> Result<Place>) -> Result<()> {
        self.total += 1;
        let behind = match self.order {
            Order::Ascending => Ordering::Greater,
            Order::Descending => Ordering::Less,
        };
        let is_behind = |end: &Place| {
            end.0.get(..begin.len()).is_some_and(|end_begin| begin.cmp(end_begin) == behind)
        };
        if self.end.as_ref().is_some_and(is_behind) {
            return Ok(());
        }
        let place = place()?;
        if self.end.as_ref().is_some_and(|end| place.cmp(end) == behind) {
            return Ok(());
        }
        self.best.push(place);
        if self.best.len() >= self.wanted.saturating_add(self.wanted / 4 + 1_024) {
            self.shorten();
        }
        Ok(())
    }

    fn shorten(&mut self) {
        match self.order {
            Order::Ascending => self.best.sort_unstable(),
            Order::Descending => self.best.sort_unstable_by(|a, b| b.cmp(a)),
        }
        self.best.truncate(self.wanted);
        self.end = self.best.last().filter(|_| self.best.len() == self.wanted).copied();
    }

    fn page(mut self) -> Page<Place> {
        self.shorten();
        let skip = usize::try_from(self.request.offset()).unwrap_or(usize::MAX);
        let items = self.best.into_iter().skip(skip).collect();
        Page::of(items, self.total, self.request)
    }
}
