//! `furgo user …`: works without mail and without the web.

use std::io::{Read, stdin};

use clap::{Args, Subcommand, ValueEnum};
use furgo_shared::{
    access::Role,
    auth::{ChoosePassword, Password},
    text::wire_name,
    users::CreateUser,
    validate::Validate,
};

use super::{Failure, installation, say};
use crate::{
    app::App,
    auth::{
        Permit,
        keys::{self, Keys},
    },
    clock::Clock,
    config::Config,
    error::Error,
    features::{
        auth::{
            links,
            passwords::{fleet_name, words_of},
            record::LinkPurpose,
            ticket::Ticket,
        },
        users::{AccountState, UserRecord, operations, store},
    },
    storage::{Key, Reads, engine::Order, outcome::Once},
};

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Invite a person and print the link that activates the account.
    Add(Add),
    /// List everybody: role, state, e-mail, name.
    List,
    /// Print a link with which a person chooses another password, within 30 minutes; works while the
    /// server runs.
    ResetPassword(Person),
    /// Print the link with which the first account is made; works while the server runs.
    SetupLink,
    /// Make a person an admin; a deactivated account becomes active again.
    MakeAdmin(Person),
}

/// Somebody new.
#[derive(Debug, Args)]
pub struct Add {
    #[arg(long)]
    name: String,
    #[arg(long)]
    email: String,
    #[arg(long, value_enum)]
    role: RoleName,
    /// They drive besides their work in the office; drivers do so anyway
    #[arg(long)]
    also_drives: bool,
    /// Read the password from the first line of stdin and activate the account at once
    #[arg(long)]
    password_stdin: bool,
}

/// Somebody who has an account.
#[derive(Debug, Args)]
pub struct Person {
    /// Their e-mail address
    email: String,
    /// Read the new password from the first line of stdin
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    Admin,
    Dispatcher,
    Driver,
    Viewer,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Admin => Self::Admin,
            RoleName::Dispatcher => Self::Dispatcher,
            RoleName::Driver => Self::Driver,
            RoleName::Viewer => Self::Viewer,
        }
    }
}

/// Does it.
pub fn perform(command: UserCommand, config: &Config) -> Result<(), Failure> {
    if let UserCommand::SetupLink = command {
        return setup_link(config);
    }
    let app = match (installation::open(config), &command) {
        (Err(in_use), UserCommand::ResetPassword(person)) if in_use.is_in_use() => {
            return reset_beside(config, person);
        }
        (opened, _) => opened?,
    };
    let done = installation::block_on(async {
        match command {
            UserCommand::SetupLink => Ok(()),
            UserCommand::Add(add) => invite(&app, config, add).await,
            UserCommand::List => list(&app),
            UserCommand::ResetPassword(person) => reset(&app, config, person).await,
            UserCommand::MakeAdmin(person) => make_admin(&app, &person.email).await,
        }
    });
    app.close()?;
    done
}

/// From the secret key alone, because a server holds the data file: whether there is such an account
/// shows when the link is used.
fn reset_beside(config: &Config, person: &Person) -> Result<(), Failure> {
    if person.password_stdin {
        return Err(Failure::new(
            "a server is running on this data folder; leave out --password-stdin and use the link \
             that is printed then, or stop the server first",
        ));
    }
    let ticket = Ticket::new(&person.email, Clock::system().now());
    let token = ticket.to_token(&keys_of(config)?);
    say(&format!("{}{}#{token}", config.url(config.reached.listen), LinkPurpose::Reset.screen()));
    Ok(())
}

/// From the secret key alone, so the data file may be in use.
fn setup_link(config: &Config) -> Result<(), Failure> {
    let keys = keys_of(config)?;
    say(&keys::setup_link(&config.url(config.reached.listen), &keys));
    Ok(())
}

/// The keys of an installation that is there.
fn keys_of(config: &Config) -> Result<Keys, Failure> {
    if !config.data.join(keys::FILE_NAME).exists() {
        return Err(Failure::new(format!(
            "there is no installation in {}; start the server once with `furgo serve`, or name its folder with --data",
            config.data.display()
        )));
    }
    Keys::of_folder(&config.data)
        .map_err(|error| Failure::of("cannot use the secret key of the data folder", error))
}

async fn invite(app: &App, config: &Config, add: Add) -> Result<(), Failure> {
    let password = add.password_stdin.then(password_from_stdin).transpose()?;
    let request = CreateUser {
        id: None,
        name: add.name,
        email: add.email,
        role: add.role.into(),
        also_drives: add.also_drives,
        locale: None,
    };
    request.check().map_err(Error::Fields)?;
    let (gate, email) = (std::sync::Arc::clone(&app.gate), request.email.clone());
    app.db
        .write(Permit::for_job(), Once::by_command("user add"), move |tx| {
            operations::create(tx, &gate, &request)
        })
        .await?;
    let user = find(app, &email)?;
    let token = links::activation_token(&app.gate, user.id, user.meta.version);
    offer(app, config, LinkPurpose::Activate, token, password).await
}

async fn reset(app: &App, config: &Config, person: Person) -> Result<(), Failure> {
    let password = person.password_stdin.then(password_from_stdin).transpose()?;
    let user = find(app, &person.email)?;
    let purpose = match user.state {
        AccountState::Active => LinkPurpose::Reset,
        AccountState::Invited => LinkPurpose::Activate,
        AccountState::Deactivated => {
            return Err(Failure::new(format!(
                "{} is deactivated; restore access under People first, or, if this is to be an \
                 admin, with `furgo user make-admin`",
                user.email
            )));
        }
    };
    let token = links::random_token();
    let issued = token.clone();
    app.db
        .write(Permit::for_job(), Once::by_command("user reset-password"), move |tx| {
            links::issue(tx, user.id, purpose, &issued)
        })
        .await?;
    offer(app, config, purpose, token, password).await
}

/// Uses the link at once with a given password, or prints it.
async fn offer(
    app: &App,
    config: &Config,
    purpose: LinkPurpose,
    token: String,
    password: Option<Password>,
) -> Result<(), Failure> {
    let Some(password) = password else {
        say(&format!("{}{}#{token}", config.url(config.reached.listen), purpose.screen()));
        return Ok(());
    };
    let request = ChoosePassword { token: Password(token.clone()), password, sign_in: false };
    request.check().map_err(Error::Fields)?;
    let (user, fleet_name) = app.db.read(&Permit::for_job(), |tx| {
        Ok((links::holder(tx, &app.gate.keys, purpose, &token)?, fleet_name(tx)?))
    })?;
    let words = words_of(&user.name, &user.email, fleet_name);
    let hash = app.gate.passwords.accept("password", request.password, words).await?;
    let keys = app.gate.keys.clone();
    app.db
        .write(Permit::for_job(), Once::by_command("user --password-stdin"), move |tx| {
            links::redeem(tx, &keys, purpose, &token, hash).map(drop)
        })
        .await?;
    say(&format!("{} can now sign in", user.email));
    Ok(())
}

fn list(app: &App) -> Result<(), Failure> {
    let users = app.db.read(&Permit::for_job(), |tx| {
        tx.collect(store::BY_NAME, &Key::new(), Order::Ascending, usize::MAX)
    })?;
    for user in users {
        let drives = if user.role != Role::Driver && user.drives() { "also drives" } else { "" };
        let UserRecord { role, state, email, name, .. } = user;
        let (role, state) = (wire_name(&role), wire_name(&state));
        say(&format!("{role}\t{state}\t{email}\t{name}\t{drives}"));
    }
    Ok(())
}

async fn make_admin(app: &App, email: &str) -> Result<(), Failure> {
    let user = find(app, email)?;
    let (id, email) = (user.id, user.email);
    app.db
        .write(Permit::for_job(), Once::by_command("user make-admin"), move |tx| {
            operations::make_admin(tx, id)
        })
        .await?;
    say(&format!("{email} is now an admin"));
    Ok(())
}

fn find(app: &App, email: &str) -> Result<UserRecord, Failure> {
    let user = app.db.read(&Permit::for_job(), |tx| store::find_by_email(tx, email))?;
    user.ok_or_else(|| {
        Failure::new(format!("nobody has the e-mail {email}; `furgo user list` shows everybody"))
    })
}

/// Longest line that is read as a password, in bytes: four a character.
const PASSWORD_BYTES_MAX: u64 = 1024;

fn password_from_stdin() -> Result<Password, Failure> {
    let mut text = String::new();
    stdin()
        .take(PASSWORD_BYTES_MAX)
        .read_to_string(&mut text)
        .map_err(|error| Failure::of("cannot read the password from stdin", error))?;
    Ok(Password(text.lines().next().unwrap_or_default().to_owned()))
}
