//! Who is signed in. A session that ends on its own leaves the page as it is behind the sign-in
//! screen, with the same URL: nothing that was typed is lost.

mod handover;

use std::{cell::Cell, rc::Rc};

use furgo_shared::{
    api,
    measures::Units,
    money::Currency,
    settings::{SettingsView, UNDO_MINUTES, WelcomeView},
    users::UserView,
    validate::Empty,
};
use yew::{platform::spawn_local, prelude::*};

use self::handover::{put_down, recall, take_up, tell_leaving};
use crate::{
    api::{self as http, ApiError, Request},
    cache, drafts, format,
    locale::{Language, use_language},
    offline,
    outbox::{Outbox, use_outbox},
    platform::{
        clock,
        network::Revival,
        storage::{self, Preference},
    },
};

/// What is known of the person in front of the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Standing {
    /// The first questions are under way.
    #[default]
    Asking,
    /// The first questions found no answer.
    Unreachable(ApiError),
    SignedOut,
    SignedIn(Rc<UserView>),
    /// Was signed in until the server forgot it.
    Expired(Rc<UserView>),
}

/// A phone that comes out of a pocket later than this asks again who its driver is.
const LOOK_AGAIN_MS: f64 = 5.0 * 60.0 * 1000.0;

/// How the fleet counts; people may choose units of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    pub units: Units,
    pub currency: Currency,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct State {
    standing: Standing,
    welcome: Option<Rc<WelcomeView>>,
    /// Asked once at the start and kept, so that forms know their units without a connection.
    fleet: Option<Fleet>,
}

enum Change {
    Asking,
    Welcome(WelcomeView),
    Unreachable(ApiError),
    Fleet(Fleet),
    SignedIn(UserView),
    SignedOut,
    /// What the server says now of the person who is there.
    Seen(UserView),
    /// A request was answered "not signed in".
    Expired,
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut state = (*self).clone();
        match (change, &self.standing) {
            (Change::Asking, _) => state.standing = Standing::Asking,
            (Change::Welcome(welcome), _) => state.welcome = Some(Rc::new(welcome)),
            (Change::Unreachable(problem), _) => state.standing = Standing::Unreachable(problem),
            (Change::Fleet(fleet), _) => state.fleet = Some(fleet),
            (Change::SignedIn(user), _) => {
                state.standing = Standing::SignedIn(Rc::new(user));
                state.welcome = state.welcome.map(|welcome| {
                    Rc::new(WelcomeView { setup_needed: false, ..(*welcome).clone() })
                });
            }
            (Change::SignedOut, _) => state.standing = Standing::SignedOut,
            (Change::Seen(user), Standing::SignedIn(before)) if before.id == user.id => {
                state.standing = Standing::SignedIn(Rc::new(user));
            }
            // Somebody else by now, or nobody.
            (Change::Seen(_), _) => {}
            (Change::Expired, Standing::SignedIn(user)) => {
                state.standing = Standing::Expired(user.clone())
            }
            (Change::Expired, _) => {}
        }
        Rc::new(state)
    }
}

/// The session of the app.
#[derive(Clone)]
pub struct Session {
    state: UseReducerHandle<State>,
    language: Language,
    outbox: Outbox,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state && self.language == other.language
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.state.fmt(f)
    }
}

impl Session {
    /// Who is there.
    pub fn standing(&self) -> &Standing {
        &self.state.standing
    }

    /// What the server says to strangers.
    pub fn welcome(&self) -> Option<&Rc<WelcomeView>> {
        self.state.welcome.as_ref()
    }

    /// Somebody signed in, or changed their own particulars.
    pub fn enter(&self, user: UserView) {
        let is_same = match self.standing() {
            Standing::Expired(before) if before.id == user.id => {
                self.outbox.unlock();
                true
            }
            Standing::SignedIn(before) => before.id == user.id,
            _ => false,
        };
        if !is_same {
            // Somebody else must neither see nor send what was typed by the one before.
            self.forget();
        }
        self.language.set.emit(user.locale);
        let (state, known) = (self.state.dispatcher(), self.state.fleet);
        spawn_local(async move {
            take_up(&user).await;
            if known.is_none() {
                // Without an answer the next start asks again.
                state.dispatch(Change::Fleet(fleet().await.unwrap_or_default()));
            }
            state.dispatch(Change::SignedIn(user));
        });
    }

    /// Signs out. The screen forgets at once, and this phone whatever it kept of the person, unless
    /// something of theirs still waits on it; the server is told as soon as somebody answers.
    pub fn leave(&self) {
        storage::write(Preference::Leaving, Some("1"));
        self.forget();
        self.state.dispatch(Change::Asking);
        let session = self.clone();
        spawn_local(async move {
            put_down().await;
            let told = tell_leaving().await;
            session.state.dispatch(Change::SignedOut);
            if told {
                session.ask();
            }
        });
    }

    /// Asks the server who we are; whoever drives sees their day meanwhile, as this phone knows it.
    pub fn ask(&self) {
        let session = self.clone();
        spawn_local(async move {
            let (state, language) = (session.state.dispatcher(), &session.language);
            offline::tidy_up().await;
            if storage::read(Preference::Leaving).is_some() {
                // The page may have ended before it had put the phone down.
                if let Some(left) = offline::remembered() {
                    offline::enter(left).await;
                }
                put_down().await;
                if !tell_leaving().await {
                    return state.dispatch(Change::SignedOut);
                }
            }
            let shown = recall().await;
            if let Some((user, fleet)) = shown.clone() {
                language.set.emit(user.locale);
                state.dispatch(Change::Fleet(fleet));
                state.dispatch(Change::SignedIn(user));
            }
            let shown = shown.map(|(user, _)| user.id);
            match who_am_i().await {
                Ok((welcome, known)) => {
                    format::set_time_zone(&welcome.time_zone);
                    state.dispatch(Change::Welcome(welcome));
                    let Some((user, fleet)) = known else {
                        let ended =
                            if shown.is_some() { Change::Expired } else { Change::SignedOut };
                        return state.dispatch(ended);
                    };
                    if shown.is_some_and(|shown| shown != user.id) {
                        session.forget();
                    }
                    take_up(&user).await;
                    language.set.emit(user.locale);
                    state.dispatch(Change::Fleet(fleet));
                    state.dispatch(Change::SignedIn(user));
                }
                // Whoever sees their day goes on with it.
                Err(_) if shown.is_some() => {}
                Err(problem) => state.dispatch(Change::Unreachable(problem)),
            }
        });
    }

    /// Asks what the server says now of whoever is signed in: their role and what they drive may have
    /// changed. Without an answer everything stays as it is.
    fn look_again(state: UseReducerDispatcher<State>) {
        spawn_local(async move {
            let asked = http::call(&Request::read(&api::ME, &[], &Empty {})).await;
            let Ok::<UserView, _>(user) = asked else { return };
            let drives = offline::driving().is_some();
            if offline::current().is_none_or(|phone| phone.user == user.id)
                && drives != user.drives()
            {
                take_up(&user).await;
            }
            state.dispatch(Change::Seen(user));
        });
    }

    /// As [`Session::ask`], with the start screen while waiting.
    pub fn start_again(&self) {
        self.state.dispatch(Change::Asking);
        self.ask();
    }

    fn forget(&self) {
        cache::clear();
        drafts::clear();
        self.outbox.clear();
    }
}

/// What the fleet has set and screens need at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fleet {
    measures: Measures,
    undo_minutes: u32,
}

impl Fleet {
    fn of(view: &SettingsView) -> Self {
        let measures = Measures { units: view.settings.units, currency: view.settings.currency };
        Self { measures, undo_minutes: view.settings.undo_minutes }
    }
}

impl Default for Fleet {
    fn default() -> Self {
        Self { measures: Measures::default(), undo_minutes: UNDO_MINUTES }
    }
}

async fn who_am_i() -> Result<(WelcomeView, Option<(UserView, Fleet)>), ApiError> {
    let welcome = http::call(&Request::read(&api::WELCOME, &[], &Empty {})).await?;
    match http::call(&Request::read(&api::ME, &[], &Empty {})).await {
        Ok(user) => Ok((welcome, Some((user, fleet().await?)))),
        Err(problem) if problem.is_about_session() => Ok((welcome, None)),
        Err(problem) => Err(problem),
    }
}

async fn fleet() -> Result<Fleet, ApiError> {
    let view: SettingsView = http::call(&Request::read(&api::GET_SETTINGS, &[], &Empty {})).await?;
    Ok(Fleet::of(&view))
}

/// The session.
#[hook]
pub fn use_session() -> Session {
    use_context::<Session>().expect("the app wraps every screen in SessionProvider")
}

/// Who is signed in; only for screens behind the sign-in.
#[hook]
pub fn use_viewer() -> Rc<UserView> {
    match use_session().standing() {
        Standing::SignedIn(user) | Standing::Expired(user) => user.clone(),
        Standing::Asking | Standing::Unreachable(_) | Standing::SignedOut => {
            unreachable!("the shell is shown only to somebody who signed in")
        }
    }
}

/// The units and the currency in which the viewer reads and types.
#[hook]
pub fn use_measures() -> Measures {
    let session = use_session();
    let own = match session.standing() {
        Standing::SignedIn(user) | Standing::Expired(user) => user.units,
        Standing::Asking | Standing::Unreachable(_) | Standing::SignedOut => None,
    };
    let fleet = session.state.fleet.unwrap_or_default().measures;
    Measures { units: own.unwrap_or(fleet.units), ..fleet }
}

/// For how many minutes one's own steps can be undone.
#[hook]
pub fn use_undo_minutes() -> u32 {
    use_session().state.fleet.unwrap_or_default().undo_minutes
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SessionProviderProps {
    pub children: Html,
}

/// Holds the session; asks once at the start.
#[component]
pub fn SessionProvider(props: &SessionProviderProps) -> Html {
    let (state, language, outbox) = (use_reducer(State::default), use_language(), use_outbox());
    let session = Session { state: state.clone(), language, outbox };
    {
        let (session, dispatcher) = (session.clone(), state.dispatcher());
        use_effect_with((), move |()| {
            http::on_signed_out(Callback::from(move |()| dispatcher.dispatch(Change::Expired)));
            session.ask();
        });
    }
    {
        let dispatcher = state.dispatcher();
        let is_in = matches!(session.standing(), Standing::SignedIn(_));
        use_effect_with(is_in, move |is_in| {
            let asked_ms = Rc::new(Cell::new(clock::now_ms()));
            let revival = is_in.then(|| {
                Revival::new(move || {
                    if clock::now_ms() - asked_ms.get() > LOOK_AGAIN_MS {
                        asked_ms.set(clock::now_ms());
                        Session::look_again(dispatcher.clone());
                    }
                })
            });
            move || drop(revival)
        });
    }
    html! { <ContextProvider<Session> context={session}>{ props.children.clone() }</ContextProvider<Session>> }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{access::Role, id::UserId, text::Locale, time::Timestamp};

    use super::*;

    fn user() -> UserView {
        UserView {
            id: UserId(uuid::Uuid::nil()),
            name: "Ane".to_owned(),
            email: "ane@example.org".to_owned(),
            role: Role::Admin,
            also_drives: false,
            is_active: true,
            is_activated: true,
            locale: Locale::Eu,
            units: None,
            created_at: Timestamp::default(),
            updated_at: Timestamp::default(),
            version: 1,
        }
    }

    #[test]
    fn a_session_that_ends_on_its_own_remembers_who_it_was() {
        let state =
            Rc::new(State::default()).reduce(Change::SignedIn(user())).reduce(Change::Expired);
        assert_eq!(state.standing, Standing::Expired(Rc::new(user())));
    }

    #[test]
    fn what_the_server_says_now_counts_only_for_whoever_is_there() {
        let drives = UserView { also_drives: true, ..user() };
        let state = Rc::new(State::default()).reduce(Change::SignedIn(user()));
        let seen = state.clone().reduce(Change::Seen(drives.clone()));
        assert_eq!(seen.standing, Standing::SignedIn(Rc::new(drives.clone())));
        let other = UserView { id: UserId(uuid::Uuid::max()), ..drives.clone() };
        assert_eq!(state.clone().reduce(Change::Seen(other)).standing, state.standing);
        let left = state.reduce(Change::SignedOut).reduce(Change::Seen(drives));
        assert_eq!(left.standing, Standing::SignedOut);
    }

    #[test]
    fn a_stranger_cannot_expire() {
        let state = Rc::new(State::default()).reduce(Change::SignedOut).reduce(Change::Expired);
        assert_eq!(state.standing, Standing::SignedOut);
    }
}
