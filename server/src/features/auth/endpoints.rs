//! Signing in over HTTP.

use std::net::IpAddr;

use actix_session::SessionExt;
use actix_web::{HttpRequest, http::header};
use furgo_shared::{
    access::{Public, SignOut, SignedIn},
    api,
    auth::{
        ChoosePassword, ForgotPassword, Grant, Login, Password, Register, SessionView,
        SignedInView, TokenView, UpdatePassword, UpdateProfile,
    },
    id::SessionId,
    page::Items,
    problem::ErrorCode,
    users::UserView,
    validate::Empty,
};
use subtle::ConstantTimeEq;

use super::{
    device,
    operations::{self, Arrival, person},
    passwords,
    record::{LinkPurpose, REFRESH_LIFETIME},
    store,
    tokens::{self, RefreshToken},
};
use crate::{
    app::App,
    auth::{Permit, SESSION_ENTRY, bearer, cookies, origin},
    error::{Error, Result},
    features::{
        mails,
        users::{self, UserRecord},
    },
    http::{Answer, Call, Mount, WithCookies},
    storage::Reads,
};

/// Mounts the noun.
pub fn mount(mount: &mut Mount) {
    mount.add(api::REGISTER, register);
    mount.add(api::LOGIN, login);
    mount.add(api::REFRESH, refresh);
    mount.add(api::LOGOUT, logout);
    mount.add(api::ME, me);
    mount.add(api::UPDATE_PROFILE, update_profile);
    mount.add(api::UPDATE_PASSWORD, update_password);
    mount.add(api::LIST_SESSIONS, list_sessions);
    mount.add(api::END_SESSION, end_session);
    mount.add(api::FORGOT_PASSWORD, forgot_password);
    mount.add(api::RESET_PASSWORD, reset_password);
    mount.add(api::ACTIVATE, activate);
}

fn client_of<P, Req>(call: &Call<P, Req>) -> IpAddr {
    call.app.gate.address_of(&call.request)
}

fn arrival_of(app: &App, request: &HttpRequest, grant: Grant) -> Arrival {
    let millis = u64::try_from(app.clock.now().timestamp_millis()).unwrap_or(0);
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid();
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    Arrival { session: id.into(), device: device::describe(agent), grant }
}

/// Hands the browser its cookie: always a new one, and the old one's session ends.
fn hand_cookie(request: &HttpRequest, id: SessionId) -> Result<()> {
    let session = request.get_session();
    session.clear();
    session.renew();
    session.insert(SESSION_ENTRY, id).map_err(|error| Error::Internal(error.to_string()))
}

async fn register(call: Call<Public, Register>) -> Result<Answer<SignedInView>> {
    let (is_first, fleet_name) = call.app.db.read(&Permit::for_auth(), |tx| {
        operations::role_of_newcomer(tx)?;
        Ok((users::store::is_empty(tx)?, passwords::fleet_name(tx)?))
    })?;
    call.app.gate.throttle.charge(client_of(&call), call.app.clock.uptime())?;
    if is_first && !call.app.is_demo() {
        require_setup_code(&call.app, call.body.setup_code.as_ref())?;
    }
    let words = passwords::words_of(&call.body.name, &call.body.email, fleet_name);
    let password =
        call.app.gate.passwords.accept("password", call.body.password.clone(), words).await?;
    let arrival = arrival_of(&call.app, &call.request, Grant::Session);
    let (body, session) = (call.body, arrival.session);
    let answer = call
        .app
        .db
        .write(Permit::for_auth(), call.once.forgotten(), move |tx| {
            operations::register(tx, &body, password, arrival)
        })
        .await?;
    hand_cookie(&call.request, session)?;
    Ok(answer)
}

async fn login(call: Call<Public, Login>) -> Result<WithCookies<SignedInView>> {
    let user = passwords::verify(&call.app, &call.body, client_of(&call)).await?;
    let grant = call.body.grant.unwrap_or_else(|| usual_grant(&call.request));
    let arrival = arrival_of(&call.app, &call.request, grant);
    let (session, key) = (arrival.session, call.app.gate.keys.access.clone());
    let answer = call
        .app
        .db
        .write(Permit::for_auth(), call.once.forgotten(), move |tx| {
            let grant = arrival.grant;
            let user = operations::sign_in(tx, user.id, user.password.as_ref(), arrival)?;
            let access_token = match grant {
                Grant::Session => None,
                Grant::Token => Some(bearer::issue(&key, user.id, session, tx.steady())?),
            };
            let expires_in = access_token.is_some().then(bearer::lifetime_s);
            Ok(SignedInView { user, access_token, expires_in })
        })
        .await?;
    match grant {
        Grant::Session => hand_cookie(&call.request, session).map(|()| answer.into()),
        Grant::Token => Ok(with_refresh_cookie(&call.app, answer, RefreshToken::first(session))),
    }
}

/// Whoever can reach an empty installation is not yet its owner: behind a proxy everybody seems to
/// come from this machine, and a page of another site may be made to as well.
fn require_setup_code(app: &App, given: Option<&Password>) -> Result<()> {
    let wanted = app.gate.keys.setup_code();
    let is_it = |given: &Password| bool::from(wanted.as_bytes().ct_eq(given.0.trim().as_bytes()));
    match given.is_some_and(is_it) {
        true => Ok(()),
        false => Err(Error::Code(ErrorCode::SetupCodeInvalid)),
    }
}

/// Every browser says where a write comes from; a client that does not is none, and could not use a
/// cookie either.
fn usual_grant(request: &HttpRequest) -> Grant {
    match origin::is_said(request) {
        true => Grant::Session,
        false => Grant::Token,
    }
}

fn with_refresh_cookie<T>(app: &App, answer: Answer<T>, token: RefreshToken) -> WithCookies<T> {
    let cookie = cookies::refresh(&app.gate, token.to_text(&app.gate), REFRESH_LIFETIME);
    WithCookies::from(answer).with_cookie(cookie)
}

fn refresh_token(app: &App, request: &HttpRequest) -> Option<RefreshToken> {
    RefreshToken::read(&app.gate, request.cookie(cookies::REFRESH)?.value())
}

async fn refresh(call: Call<Public, Empty>) -> Result<WithCookies<TokenView>> {
    let token =
        refresh_token(&call.app, &call.request).ok_or(Error::Code(ErrorCode::NotSignedIn))?;
    let (key, once) = (call.app.gate.keys.access.clone(), call.once.forgotten());
    let renewed = call.app.db.write(Permit::for_auth(), once.clone(), move |tx| {
        let user = tokens::renew(tx, token)?;
        let access_token = bearer::issue(&key, user, token.session, tx.steady())?;
        Ok(TokenView { access_token, expires_in: bearer::lifetime_s() })
    });
    match renewed.await {
        Ok(answer) => Ok(with_refresh_cookie(&call.app, answer, token.next())),
        Err(refusal) => {
            call.app
                .db
                .write(Permit::for_auth(), once, move |tx| tokens::end_if_spent(tx, token))
                .await?;
            Err(refusal)
        }
    }
}

/// Done whatever the request has or lacks: somebody who leaves must not be told that they cannot.
/// Only what another site makes a browser send ends nothing.
async fn logout(call: Call<SignOut, Empty>) -> Result<WithCookies<()>> {
    if origin::is_other_site(&call.request, call.app.gate.public_origin()) {
        return Ok(Answer::of(call.once.success, &()).into());
    }
    let cookie = call.request.get_session();
    let of_cookie: Option<SessionId> = cookie.get(SESSION_ENTRY).ok().flatten();
    let of_viewer = person(call.permit.viewer()).ok().map(|person| person.session);
    let of_token = refresh_token(&call.app, &call.request).map(|token| token.session);
    let sessions = [of_cookie, of_viewer, of_token];
    let answer = call
        .app
        .db
        .write(Permit::for_auth(), call.once.forgotten(), move |tx| {
            sessions.into_iter().flatten().try_for_each(|session| operations::end(tx, session))
        })
        .await?;
    let answer = WithCookies::from(answer).signing_out();
    cookie.purge();
    match call.request.cookie(cookies::REFRESH) {
        Some(_) => Ok(answer.with_cookie(cookies::no_refresh(&call.app.gate))),
        None => Ok(answer),
    }
}

async fn me(call: Call<SignedIn, Empty>) -> Result<Answer<UserView>> {
    let id = person(call.permit.viewer())?.id;
    call.app.db.read(&call.permit, |tx| Ok(Answer::read(&tx.require::<UserRecord>(id)?.to_view())))
}

async fn update_profile(call: Call<SignedIn, UpdateProfile>) -> Result<Answer<UserView>> {
    let (person, address) = (person(call.permit.viewer())?, client_of(&call));
    let checked = passwords::check_for_email(&call.app, person, &call.body, address).await?;
    // What holds a password is not remembered.
    let once = if checked.is_some() { call.once.forgotten() } else { call.once };
    let (body, if_match) = (call.body, call.if_match);
    call.app
        .db
        .write(call.permit, once, move |tx| operations::update_profile(tx, body, checked, if_match))
        .await
}

async fn update_password(call: Call<SignedIn, UpdatePassword>) -> Result<Answer<()>> {
    let (person, address) = (person(call.permit.viewer())?, client_of(&call));
    passwords::change(&call.app, person, call.body, address, call.once).await
}

async fn list_sessions(call: Call<SignedIn, Empty>) -> Result<Answer<Items<SessionView>>> {
    let person = person(call.permit.viewer())?;
    call.app.db.read(&call.permit, |tx| {
        let sessions = store::of_user(tx, person.id)?
            .into_iter()
            .filter(|session| session.is_live(tx.steady()));
        Ok(Answer::read(&Items {
            items: sessions.map(|session| session.to_view(Some(person.session))).collect(),
        }))
    })
}

async fn end_session(call: Call<SignedIn, Empty>) -> Result<Answer<()>> {
    let id = call.id("id")?;
    call.app.db.write(call.permit, call.once, move |tx| operations::end_own(tx, id)).await
}

/// Whether anybody has the address, a worker finds out: the answer is the same in the same time.
async fn forgot_password(call: Call<Public, ForgotPassword>) -> Result<Answer<()>> {
    call.app.gate.throttle.charge_reset(client_of(&call), call.app.clock.uptime())?;
    if !call.app.db.read(&Permit::for_auth(), |tx| mails::settings::exist(tx))? {
        tracing::warn!(
            "somebody forgot their password and there is no mail server; `furgo user reset-password E-MAIL` makes a link"
        );
        return Ok(Answer::of(call.once.success, &()));
    }
    let (email, once) = (call.body.email, call.once.forgotten());
    call.app.db.write(Permit::for_auth(), once, move |tx| mails::queueing::forgot(tx, &email)).await
}

async fn reset_password(call: Call<Public, ChoosePassword>) -> Result<Answer<()>> {
    choose_password(call, LinkPurpose::Reset).await
}

async fn activate(call: Call<Public, ChoosePassword>) -> Result<Answer<()>> {
    choose_password(call, LinkPurpose::Activate).await
}

async fn choose_password(
    call: Call<Public, ChoosePassword>,
    purpose: LinkPurpose,
) -> Result<Answer<()>> {
    let address = client_of(&call);
    let arrival = call.body.sign_in.then(|| arrival_of(&call.app, &call.request, Grant::Session));
    let session = arrival.as_ref().map(|arrival| arrival.session);
    let answer =
        passwords::choose(&call.app, purpose, call.body, address, arrival, call.once).await?;
    if let Some(session) = session {
        hand_cookie(&call.request, session)?;
    }
    Ok(answer)
}
