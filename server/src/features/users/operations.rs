//! What can be done with people, each in one transaction.

use furgo_shared::{
    access::{ManageUsers, Role},
    id::UserId,
    problem::ErrorCode,
    users::{CreateUser, CreatedUserView, PatchUser, ResetLinkView, SetRole, UserView},
    validate::{FieldCode, FieldErrors},
};

use super::{AccountState, UserRecord, store};
use crate::{
    auth::{Gate, System},
    error::{Error, Result},
    features::{
        auth::{devices as known_devices, links, operations as sessions, record::LinkPurpose},
        devices,
        mails::{self, Addressee},
        settings, work,
    },
    storage::{Meta, Reads, WriteTx},
};

/// Blanks around a name or an address are nobody's intent.
pub fn tidy(user: &mut UserRecord) {
    user.name = user.name.trim().to_owned();
    user.email = user.email.trim().to_owned();
}

/// Invites a person. The link's token is added to the answer afterwards: it is not remembered.
pub fn create<P>(
    tx: &mut WriteTx<'_, P>,
    gate: &Gate,
    request: &CreateUser,
) -> Result<CreatedUserView> {
    if let Some(user) = tx.created_before::<UserRecord>(request.id, request)? {
        return invited(tx, gate, user);
    }
    let locale = match request.locale {
        Some(locale) => locale,
        None => settings::store::current(tx)?.settings.locale,
    };
    let mut user = UserRecord {
        id: request.id.unwrap_or_else(|| tx.new_id().into()),
        name: request.name.clone(),
        email: request.email.clone(),
        role: request.role,
        also_drives: request.also_drives,
        drove_until: None,
        state: AccountState::Invited,
        locale,
        units: None,
        password: None,
        password_changed_at: None,
        meta: Meta::new(tx.now()),
    };
    tidy(&mut user);
    require_no_driving_viewer(&user)?;
    let user = tx.create(user, request)?;
    invited(tx, gate, user)
}

/// Makes the link of somebody who has not used one yet.
fn invited<P>(tx: &mut WriteTx<'_, P>, gate: &Gate, user: UserRecord) -> Result<CreatedUserView> {
    if user.state == AccountState::Invited {
        let token = links::activation_token(gate, user.id, user.meta.version);
        links::issue(tx, user.id, LinkPurpose::Activate, &token)?;
    }
    Ok(CreatedUserView { user: user.to_view(), activation_url: None })
}

/// Makes a link with which somebody who was activated chooses another password, to be handed over.
pub fn make_reset_link(
    tx: &mut WriteTx<'_, ManageUsers>,
    gate: &Gate,
    id: UserId,
) -> Result<ResetLinkView> {
    let user: UserRecord = tx.require(id)?;
    if !user.is_active() {
        return Err(Error::IllegalStep {
            from: furgo_shared::text::wire_name(&user.state),
            allowed: Vec::new(),
        });
    }
    let token = links::random_token();
    links::issue(tx, user.id, LinkPurpose::Reset, &token)?;
    let expires_at = tx.steady() + LinkPurpose::Reset.lifetime();
    Ok(ResetLinkView { reset_url: links::url(gate, LinkPurpose::Reset, &token), expires_at })
}

/// Makes a new activation link; the one before is void.
pub fn invite_again<P>(
    tx: &mut WriteTx<'_, P>,
    gate: &Gate,
    id: UserId,
) -> Result<CreatedUserView> {
    let user: UserRecord = tx.require(id)?;
    if user.state != AccountState::Invited {
        return Err(Error::IllegalStep {
            from: furgo_shared::text::wire_name(&user.state),
            allowed: Vec::new(),
        });
    }
    // Each version has its own token.
    let user = tx.put(user)?;
    invited(tx, gate, user)
}

/// Adds the link to the answer about a person who is invited.
pub fn show_link(gate: &Gate, created: &mut CreatedUserView) {
    let token = links::activation_token(gate, created.user.id, created.user.version);
    created.activation_url =
        (!created.user.is_active).then(|| links::url(gate, LinkPurpose::Activate, &token));
}

/// Corrects a person's particulars.
pub fn patch(
    tx: &mut WriteTx<'_, ManageUsers>,
    id: UserId,
    request: PatchUser,
    if_match: Option<u64>,
) -> Result<UserView> {
    let mut user: UserRecord = tx.require(id)?;
    tx.require_version(&user, if_match)?;
    let is_active = request.is_active.as_set().copied();
    let drove = user.drives();
    apply(&mut user, request);
    require_no_driving_viewer(&user)?;
    require_no_work_left(tx, drove, &user)?;
    user.note_driving(drove, tx.now());
    if let Some(is_active) = is_active {
        set_active(tx, &mut user, is_active)?;
    }
    Ok(tx.put_changed(user)?.to_view())
}

/// Writes what the request says into the record.
pub fn apply(user: &mut UserRecord, request: PatchUser) {
    request.name.apply(&mut user.name);
    request.email.apply(&mut user.email);
    request.locale.apply(&mut user.locale);
    request.units.apply(&mut user.units);
    request.also_drives.apply(&mut user.also_drives);
    tidy(user);
}

/// Gives a person another role. A viewer drives no more; whoever of the office did gives up their
/// packages and routes first, as when the switch alone is turned off.
pub fn set_role<P>(
    tx: &mut WriteTx<'_, P>,
    id: UserId,
    request: &SetRole,
    if_match: Option<u64>,
) -> Result<UserView> {
    let SetRole { role, also_drives } = *request;
    let mut user: UserRecord = tx.require(id)?;
    tx.require_version(&user, if_match)?;
    if role != Role::Admin {
        require_other_admin(tx, &user)?;
    } else if user.is_active() && user.password.is_none() {
        // They would count as an admin who can sign in.
        return Err(Error::Code(ErrorCode::PasswordMissing));
    }
    let drove = user.drives();
    let drove_besides = user.role != Role::Driver && drove;
    user.role = role;
    user.also_drives = also_drives.unwrap_or(user.also_drives && role != Role::Viewer);
    require_no_driving_viewer(&user)?;
    require_no_work_left(tx, drove_besides, &user)?;
    user.note_driving(drove, tx.now());
    Ok(tx.put_changed(user)?.to_view())
}

/// Gives a person the admin's role and opens their account if it was closed: for the command line,
/// when nobody can manage users any more.
pub fn make_admin(tx: &mut WriteTx<'_, System>, id: UserId) -> Result<()> {
    let mut user: UserRecord = tx.require(id)?;
    user.role = Role::Admin;
    user.state = state_when_open(&user);
    tx.put(user)?;
    Ok(())
}

/// Who never had a password needs an invitation.
fn state_when_open(user: &UserRecord) -> AccountState {
    if user.password.is_some() { AccountState::Active } else { AccountState::Invited }
}

/// Closes an account; its sessions and links end.
pub fn deactivate(
    tx: &mut WriteTx<'_, ManageUsers>,
    id: UserId,
    if_match: Option<u64>,
) -> Result<()> {
    let mut user: UserRecord = tx.require(id)?;
    tx.require_version(&user, if_match)?;
    set_active(tx, &mut user, false)?;
    tx.put_changed(user).map(drop)
}

/// Closes the account, or opens it if it was closed; the record is the caller's to write.
fn set_active(
    tx: &mut WriteTx<'_, ManageUsers>,
    user: &mut UserRecord,
    is_active: bool,
) -> Result<()> {
    if is_active {
        if user.state == AccountState::Deactivated {
            user.state = state_when_open(user);
        }
        return Ok(());
    }
    require_other_person(tx, user)?;
    require_other_admin(tx, user)?;
    user.state = AccountState::Deactivated;
    links::void_all(tx, user.id)?;
    sessions::end_all(tx, user.id, None)
}

/// Opens a closed account; who never had a password needs an invitation again.
pub fn reactivate(
    tx: &mut WriteTx<'_, ManageUsers>,
    id: UserId,
    if_match: Option<u64>,
) -> Result<UserView> {
    let mut user: UserRecord = tx.require(id)?;
    tx.require_version(&user, if_match)?;
    set_active(tx, &mut user, true)?;
    Ok(tx.put_changed(user)?.to_view())
}

/// Removes a person. Records that name them stay; the name is looked up, so it is blank there.
pub fn remove(
    tx: &mut WriteTx<'_, ManageUsers>,
    id: UserId,
    confirm: &str,
    if_match: Option<u64>,
) -> Result<()> {
    let user: UserRecord = tx.require(id)?;
    tx.require_version(&user, if_match)?;
    if !confirm.trim().eq_ignore_ascii_case(&user.email) {
        return Err(Error::field("confirm", FieldCode::Wrong));
    }
    require_other_person(tx, &user)?;
    require_other_admin(tx, &user)?;
    if work::has_open_work(tx, id)? {
        return Err(Error::Code(ErrorCode::HasOpenWork));
    }
    links::void_all(tx, id)?;
    sessions::erase(tx, id)?;
    known_devices::forget(tx, id)?;
    devices::operations::erase(tx, id)?;
    mails::queueing::forget(tx, Addressee::Person { user: id })?;
    tx.delete(&user)
}

/// Says it beside the switch, whether that or the role is new.
fn require_no_driving_viewer(user: &UserRecord) -> Result<()> {
    match user.also_drives && user.role == Role::Viewer {
        true => Err(Error::Refused {
            code: ErrorCode::ViewersDoNotDrive,
            fields: FieldErrors::one("also_drives", FieldCode::NotUsable),
        }),
        false => Ok(()),
    }
}

/// `HasOpenWork` when somebody who drove is to drive no more and work of theirs is open.
fn require_no_work_left(tx: &impl Reads, drove: bool, user: &UserRecord) -> Result<()> {
    match drove && !user.drives() && work::has_open_work(tx, user.id)? {
        true => Err(Error::Code(ErrorCode::HasOpenWork)),
        false => Ok(()),
    }
}

fn require_other_person(tx: &impl Reads, user: &UserRecord) -> Result<()> {
    match tx.viewer().user_id() == Some(user.id) {
        true => Err(Error::Code(ErrorCode::OwnAccount)),
        false => Ok(()),
    }
}

/// `LastAdmin` when nobody else could manage users any more.
fn require_other_admin(tx: &impl Reads, user: &UserRecord) -> Result<()> {
    let is_last = user.role == Role::Admin && user.is_active() && store::active_admins(tx)? == 1;
    if is_last { Err(Error::Code(ErrorCode::LastAdmin)) } else { Ok(()) }
}
