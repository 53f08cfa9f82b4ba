//! Lists come in pages.

use serde::{Deserialize, Serialize};

use crate::{
    validate::{FieldCode, FieldErrors},
    view::Versioned,
};

/// Rows of a page when the request names no `limit`.
pub const LIMIT_DEFAULT: u32 = 20;
/// The most rows that one page may hold.
pub const LIMIT_MAX: u32 = 100;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Rows in the whole list.
    pub total: u64,
    /// From 1.
    pub page: u32,
    pub limit: u32,
    /// Older records are not searched yet: they are being indexed, and found soon.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub searching_older: bool,
}

impl<T: Serialize> Versioned for Page<T> {}

impl<T> Page<T> {
    /// These items of a list with this many rows.
    pub fn of(items: Vec<T>, total: u64, wanted: PageRequest) -> Self {
        let PageRequest { page, limit } = wanted;
        Self { items, total, page, limit, searching_older: false }
    }

    /// The wanted page of a whole list.
    pub fn cut(all: Vec<T>, wanted: PageRequest) -> Self {
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let skip = usize::try_from(wanted.offset()).unwrap_or(usize::MAX);
        let take = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
        let items = all.into_iter().skip(skip).take(take).collect();
        Self::of(items, total, wanted)
    }

    /// The same page of another form of the rows.
    pub fn map<U>(mut self, form: impl FnMut(T) -> U) -> Page<U> {
        let items = std::mem::take(&mut self.items).into_iter().map(form).collect();
        self.with(items)
    }

    /// The same page of another form of the rows, unless one of them has none.
    ///
    /// # Errors
    /// The first that `form` returns.
    pub fn try_map<U, E>(mut self, form: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = std::mem::take(&mut self.items).into_iter().map(form);
        let items = items.collect::<Result<_, E>>()?;
        Ok(self.with(items))
    }

    /// Other items in the place of these.
    pub fn with<U>(&self, items: Vec<U>) -> Page<U> {
        let Self { total, page, limit, searching_older, .. } = *self;
        Page { items, total, page, limit, searching_older }
    }
}

/// One page of a list, and totals over the whole of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PageWithSums<T, S> {
    #[serde(flatten)]
    pub page: Page<T>,
    pub sums: S,
}

impl<T: Serialize, S: Serialize> Versioned for PageWithSums<T, S> {}

/// Several answers of one request, in its order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Items<T> {
    pub items: Vec<T>,
}

impl<T: Serialize> Versioned for Items<T> {}

/// Which page is asked for; already within the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    pub page: u32,
    pub limit: u32,
}

impl PageRequest {
    /// Fills in what the query left out. Call after [`validate_paging`].
    pub fn new(page: Option<u32>, limit: Option<u32>) -> Self {
        Self { page: page.unwrap_or(1), limit: limit.unwrap_or(LIMIT_DEFAULT) }
    }

    /// Whether the page begins so early that passing over the rows before it takes no time.
    pub fn is_early(self) -> bool {
        self.offset() <= 10_000
    }

    /// Rows before the first one of the page.
    pub fn offset(self) -> u64 {
        u64::from(self.page.saturating_sub(1)) * u64::from(self.limit)
    }
}

/// The rules of `page` and `limit`.
pub fn validate_paging(page: Option<u32>, limit: Option<u32>, errors: &mut FieldErrors) {
    errors.require(
        "page",
        page.is_none_or(|page| (1..=1_000_000).contains(&page)),
        FieldCode::OutOfRange,
    );
    errors.require(
        "limit",
        limit.is_none_or(|limit| (1..=LIMIT_MAX).contains(&limit)),
        FieldCode::OutOfRange,
    );
}

/// A `sort` of a query: one of the list's own fields, newest or largest first with a leading `-`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    pub field: &'static str,
    pub descending: bool,
}

/// Finds the wanted order among the list's fields; the first one is the default.
pub fn parse_sort(wanted: Option<&str>, fields: &[&'static str]) -> Option<Sort> {
    let wanted = wanted.unwrap_or(fields.first()?);
    let name = wanted.strip_prefix('-').unwrap_or(wanted);
    let field =
        fields.iter().map(|field| field.trim_start_matches('-')).find(|field| *field == name)?;
    Some(Sort { field, descending: wanted.starts_with('-') })
}

/// The rule of `sort`.
pub fn validate_sort(wanted: Option<&str>, fields: &[&'static str], errors: &mut FieldErrors) {
    errors.require("sort", parse_sort(wanted, fields).is_some(), FieldCode::Invalid);
}
