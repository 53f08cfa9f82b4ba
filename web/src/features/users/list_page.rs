//! Everybody who may sign in, or could once.

use furgo_shared::{
    access::Role,
    api,
    text::{from_wire_name, wire_name},
    users::{ListUsers, UserView},
};
use yew::prelude::*;

use crate::{
    format,
    hooks::{Filters, use_filters, use_query},
    i18n::{self, text},
    screens::Screen,
    ui::{
        ButtonKind, CellSlot, Chip, Chips, Column, EmptyState, IconName, LinkButton, Listing, Page,
        Row, SearchField, Table, account_pill,
    },
};

/// A desktop shows this many rows without a second page.
const ROWS: u32 = 50;

/// See the module.
#[component]
pub fn UsersPage() -> Html {
    let filters = use_filters::<ListUsers>();
    let current = filters.current();
    let list = use_query(
        &api::LIST_USERS,
        &[],
        &ListUsers { limit: current.limit.or(Some(ROWS)), ..current.clone() },
    );
    let invite = || {
        html! {
            <LinkButton to={Screen::NewUser} kind={ButtonKind::Primary} icon={IconName::UserPlus} shortcut="n">{ text("users-invite") }</LinkButton>
        }
    };
    let listing = Listing {
        list: &list,
        nothing: html! { <EmptyState icon={IconName::Users} title={text("users-empty")} hint={text("users-empty-hint")}>{ invite() }</EmptyState> },
        filtered: current.q.is_some()
            || current.role.is_some()
            || current.is_active.is_some()
            || current.page.is_some(),
        onclear: filters.bind(|filters, ()| *filters = ListUsers::default()),
        onpage: filters.bind(|filters, page| filters.page = Some(page)),
    };
    html! {
        <Page title={text("users-title")} age={list.age()} actions={invite()}>
            <div class="toolbar" key="toolbar">{ toolbar(&filters) }</div>
            <div key="list">{ listing.show(|rows| table(rows, &filters)) }</div>
        </Page>
    }
}

fn toolbar(filters: &Filters<ListUsers>) -> Html {
    let role = filters.current().role;
    let onsearch = filters.bind(|filters, q: String| {
        filters.q = format::filled(&q);
        filters.page = None;
    });
    let ontoggle = filters.bind(|filters, id: AttrValue| {
        let pressed = from_wire_name::<Role>(&id);
        filters.role = if filters.role == pressed { None } else { pressed };
        filters.page = None;
    });
    let chips: Vec<Chip> = Role::ALL
        .iter()
        .map(|each| Chip::new(wire_name(each), i18n::role(*each), role == Some(*each)))
        .collect();
    html! {
        <>
            <SearchField label={text("users-search")} value={filters.current().q.clone().unwrap_or_default()} {onsearch} />
            <Chips label={text("users-role")} {chips} {ontoggle} />
        </>
    }
}

fn table(users: &[UserView], filters: &Filters<ListUsers>) -> Html {
    let columns = vec![
        Column::new(text("users-name"), CellSlot::Title).sorts_by("name"),
        Column::new(text("users-state"), CellSlot::Status),
        Column::new(text("users-role"), CellSlot::Fact),
        Column::new(text("users-email"), CellSlot::Line),
        Column::new(text("users-since"), CellSlot::Hidden).sorts_by("created_at"),
    ];
    let rows: Vec<Row> = users.iter().map(row).collect();
    let sort = filters.current().sort.clone().unwrap_or_else(|| "name".to_owned());
    html! { <Table caption={text("users-title")} {columns} {rows} {sort} onsort={filters.bind(|filters, sort| { filters.sort = Some(sort); filters.page = None; })} /> }
}

fn row(user: &UserView) -> Row {
    Row::new(
        user.id,
        vec![
            html! { &user.name },
            account_pill(user),
            html! { { i18n::standing(user) } },
            html! { &user.email },
            html! { { format::day(format::day_of(user.created_at)) } },
        ],
    )
    .to(Screen::User { id: user.id })
}
