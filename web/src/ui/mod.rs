//! The design system. Pages are made of these and bring no styles of their own; one file in
//! `web/styles/` belongs to each group. Every component returns exactly one element.

mod button;
mod card;
mod choice;
mod dialog;
mod empty;
mod field;
mod form;
mod icon;
mod keys;
mod menu;
mod page;
mod pagination;
mod problem;
mod search;
mod skeleton;
mod stat;
mod status;
mod table;
mod tabs;
mod toast;

pub use button::{BigButton, Button, ButtonKind, IconButton, LinkButton, ScreenLink};
pub use card::{Card, Fact, Facts};
pub use choice::{Checkbox, Choice, SelectField, Switch, TextArea};
pub use dialog::{ConfirmDialog, Dialog};
pub use empty::EmptyState;
pub use field::{DateField, NumberField, TextField, TextKind};
pub use form::{Form, FormSection};
pub use icon::{Icon, IconName, IconSize};
pub use keys::{Key, KeyboardShortcuts, ShortcutsDialog};
pub use menu::{Menu, MenuItem};
pub use page::{Page, PageWidth};
pub use pagination::Pagination;
pub use problem::{ProblemBox, ProblemCard};
pub use search::SearchField;
pub use skeleton::Skeleton;
pub use stat::{Stat, Stats};
pub use status::{Badge, StatusPill, Tone, activity_pill, package_pill, route_pill};
pub use table::{CellSlot, Column, Row, Table};
pub use tabs::{Tab, Tabs};
pub use toast::{Toasts, ToastsProvider, use_toasts};
