//! Sends what the queue holds, one command of each lane at a time.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use furgo_shared::{
    field::{FieldCommand, is_final},
    problem::ErrorCode,
};
use gloo_timers::callback::Timeout;
use uuid::Uuid;
use yew::{platform::spawn_local, prelude::*};

use super::queue::{Command, Event, LaneName, Queue, Work};
use crate::{
    api::{self, ApiError, Request},
    cache::Shows,
    offline::{self, News, Outgoing, Settled},
    platform::{clock, network::Revival},
};

type Waiting = Rc<RefCell<HashMap<Uuid, Callback<Result<String, ApiError>>>>>;

/// Where writes are appended.
#[derive(Clone)]
pub struct Outbox {
    queue: UseReducerHandle<Queue>,
    waiting: Waiting,
}

impl PartialEq for Outbox {
    fn eq(&self, other: &Self) -> bool {
        self.queue == other.queue
    }
}

impl std::fmt::Debug for Outbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbox").field("queue", &*self.queue).finish_non_exhaustive()
    }
}

impl Outbox {
    /// Appends a form's write; `on_outcome` gets the answer's body or why it was refused, never
    /// `Offline`. The id names the write from then on.
    pub fn append(&self, request: Request, on_outcome: Callback<Result<String, ApiError>>) -> Uuid {
        self.add(Work::Office(request), on_outcome)
    }

    /// As [`Outbox::append`], for what is written on the way.
    pub fn append_field(
        &self,
        command: FieldCommand,
        on_outcome: Callback<Result<String, ApiError>>,
    ) -> Uuid {
        self.add(Work::Field(command), on_outcome)
    }

    /// As [`Outbox::append`], for a file. One that waits already is sent once.
    pub fn append_file(&self, file: Outgoing, on_outcome: Callback<Result<String, ApiError>>) {
        if self.queue.has_file(file.sha256) {
            return;
        }
        if let Some(phone) = offline::driving() {
            let file = file.clone();
            spawn_local(async move {
                phone.keep_file(file.sha256, &file.content, file.length).await;
            });
        }
        self.add(Work::File(file), on_outcome);
    }

    fn add(&self, work: Work, on_outcome: Callback<Result<String, ApiError>>) -> Uuid {
        let id = clock::new_id();
        let work = match (work, offline::driving()) {
            (Work::Field(command), Some(phone)) => {
                phone.append(id, command, on_outcome);
                return id;
            }
            (work, _) => work,
        };
        self.waiting.borrow_mut().insert(id, on_outcome);
        self.queue.dispatch(Event::Append(Command { id, work }));
        id
    }

    /// Field commands without an answer, in the order of their making: what the screen shows in
    /// advance.
    pub fn field(&self) -> impl Iterator<Item = &FieldCommand> {
        self.queue.field()
    }

    /// What came of the field commands that an answer does not show.
    pub fn unshown(&self, shows: Shows) -> impl Iterator<Item = &Settled> {
        self.queue.unshown(shows)
    }

    /// What whoever leaves leaves behind: writes without an answer, and refusals that nobody has read.
    pub fn left_behind(&self) -> usize {
        self.queue.left_behind()
    }

    /// Writes without an answer.
    pub fn pending(&self) -> usize {
        self.queue.pending()
    }

    /// The last attempt found nobody.
    pub fn is_cut_off(&self) -> bool {
        self.queue.is_cut_off()
    }

    /// The last attempt of the lane that this write waits in found nobody.
    pub fn is_held_up(&self, id: Uuid) -> bool {
        self.queue.is_held_up(id)
    }

    /// This write is in the phone's store: whatever happens to the page, it is sent.
    pub fn is_kept(&self, id: Uuid) -> bool {
        self.queue.is_kept(id)
    }

    /// Writes without an answer that live as long as the page.
    pub fn unkept(&self) -> usize {
        self.queue.unkept()
    }

    /// What the phone of whoever drives said last.
    pub fn phone(&self) -> Option<&News> {
        self.queue.phone()
    }

    /// The same person signed in again: send what waited, ask anew what is shown.
    pub fn unlock(&self) {
        if let Some(phone) = offline::current() {
            phone.resume();
        }
        self.queue.dispatch(Event::Unlocked);
    }

    /// Forgets everything; for signing out.
    pub fn clear(&self) {
        self.waiting.borrow_mut().clear();
        self.queue.dispatch(Event::Clear);
    }
}

/// Grows with every applied write; queries ask anew when it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revision(pub u32);

/// How many field commands have been settled so far, for whoever wants to know it at some moment
/// without being drawn again at each.
#[derive(Clone, Debug, Default)]
pub struct SettledSoFar(Rc<Cell<usize>>);

impl PartialEq for SettledSoFar {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl SettledSoFar {
    /// As of now.
    pub fn count(&self) -> usize {
        self.0.get()
    }
}

/// The outbox of the app.
#[hook]
pub fn use_outbox() -> Outbox {
    use_context::<Outbox>().expect("the app wraps every screen in OutboxProvider")
}

#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutboxProviderProps {
    pub children: Html,
}

/// Holds the outbox; wraps all screens.
#[component]
pub fn OutboxProvider(props: &OutboxProviderProps) -> Html {
    let queue = use_reducer(Queue::default);
    let waiting = use_memo((), |()| RefCell::new(HashMap::new()));
    let settled = (*use_memo((), |()| SettledSoFar::default())).clone();
    settled.0.set(queue.settled());
    let outbox = Outbox { queue: queue.clone(), waiting };
    use_revival(&queue);
    use_phone(&queue);
    use_sender(&outbox, LaneName::Field);
    use_sender(&outbox, LaneName::Office);
    use_sender(&outbox, LaneName::Files);
    html! {
        <ContextProvider<Outbox> context={outbox}>
            <ContextProvider<Revision> context={Revision(queue.revision())}>
                <ContextProvider<SettledSoFar> context={settled}>
                    { props.children.clone() }
                </ContextProvider<SettledSoFar>>
            </ContextProvider<Revision>>
        </ContextProvider<Outbox>>
    }
}

#[hook]
fn use_revival(queue: &UseReducerHandle<Queue>) {
    let dispatcher = queue.dispatcher();
    use_effect_with((), move |()| {
        let revival = Revival::new(move || dispatcher.dispatch(Event::Revive));
        move || drop(revival)
    });
}

#[hook]
fn use_phone(queue: &UseReducerHandle<Queue>) {
    let dispatcher = queue.dispatcher();
    use_effect_with((), move |()| {
        let of = Cell::new(None);
        offline::on_news(Callback::from(move |news: Option<News>| {
            let person = news.as_ref().and(offline::current()).map(|phone| phone.user);
            let is_other = of.replace(person) != person;
            if person.is_some() && is_other {
                spawn_local(send_kept(dispatcher.clone()));
            }
            dispatcher.dispatch(Event::Phone(news));
        }));
        || offline::on_news(Callback::noop())
    });
}

/// Files that waited when the page was closed.
async fn send_kept(queue: UseReducerDispatcher<Queue>) {
    let Some(phone) = offline::current() else { return };
    for file in phone.kept_files().await {
        let command = Command { id: clock::new_id(), work: Work::File(file) };
        queue.dispatch(Event::Append(command));
    }
}

/// One command of the lane is under way at any time; the next attempt is due when the first command,
/// its count of attempts, or nothing at all changed.
#[hook]
fn use_sender(outbox: &Outbox, name: LaneName) {
    let under_way = use_mut_ref(|| false);
    let (first, lane) = (outbox.queue.first(name).cloned(), outbox.queue.lane(name));
    let (attempts, pause_ms) = (lane.attempts(), lane.pause_ms(clock::random()));
    let (dispatcher, waiting) = (outbox.queue.dispatcher(), outbox.waiting.clone());
    use_effect_with((first.as_ref().map(|first| first.id), attempts, lane.turns()), move |_| {
        let timer = first.filter(|_| !*under_way.borrow()).map(|command| {
            Timeout::new(pause_ms, move || {
                *under_way.borrow_mut() = true;
                spawn_local(async move {
                    let outcome = carry(&command, attempts).await;
                    *under_way.borrow_mut() = false;
                    settle(&command, outcome, attempts, &dispatcher, &waiting);
                });
            })
        });
        move || drop(timer)
    });
}

async fn carry(command: &Command, attempts: u32) -> Result<String, ApiError> {
    match (&command.work, command.request()) {
        (Work::File(Outgoing { sha256, length, content }), _) => {
            // What was begun is gone on with.
            let is_begun = attempts > 0;
            api::upload(*sha256, *length, content, is_begun).await.map(|()| String::new())
        }
        (_, Some(request)) => api::send(&request).await,
        (_, None) => Ok(String::new()),
    }
}

/// Whether this decides about the write. Only a refusal by Furgo itself ends what was done on the
/// way; somebody in the office reads what went wrong in the server and decides what to do.
fn decides(work: &Work, outcome: &Result<String, ApiError>) -> bool {
    let is_field = matches!(work, Work::Field(_) | Work::File(_));
    match outcome {
        Ok(_) | Err(ApiError::FileGone) => true,
        Err(ApiError::Offline) => false,
        Err(ApiError::Unreadable(_)) => !is_field,
        Err(error) if matches!(work, Work::File(_)) && may_pass(error) => false,
        Err(ApiError::Problem(problem)) => {
            is_final(problem.code.status()) || (problem.code == ErrorCode::Internal && !is_field)
        }
    }
}

/// Refusals of a file that say how things are now, and nothing about the file: it is on this device
/// only, so it waits.
fn may_pass(error: &ApiError) -> bool {
    error.is(ErrorCode::UploadGap) || error.is(ErrorCode::FilesFull)
}

fn settle(
    command: &Command,
    outcome: Result<String, ApiError>,
    attempts: u32,
    queue: &UseReducerDispatcher<Queue>,
    waiting: &Waiting,
) {
    let id = command.id;
    if matches!(&outcome, Err(error) if error.is_about_session()) {
        return queue.dispatch(Event::Locked { id });
    }
    if !decides(&command.work, &outcome) {
        let is_full = matches!(&outcome, Err(error) if error.is(ErrorCode::FilesFull));
        // Said when the lane comes to a stop, and not at every attempt.
        let listener = waiting.borrow().get(&id).filter(|_| is_full && attempts == 0).cloned();
        if let Some(listener) = listener {
            listener.emit(outcome);
        }
        return queue.dispatch(Event::Unanswered { id });
    }
    if let (Work::File(file), Some(phone)) = (&command.work, offline::current()) {
        let sha256 = file.sha256;
        spawn_local(async move { phone.drop_file(sha256).await });
    }
    queue.dispatch(Event::Answered { id, refused: outcome.as_ref().err().cloned() });
    let listener = waiting.borrow_mut().remove(&id);
    if let Some(listener) = listener {
        listener.emit(outcome);
    }
}

#[cfg(test)]
mod tests {
    use furgo_shared::{
        api as endpoints, files::FileDigest, id::StopId, problem::Problem, routes::RecordArrival,
        validate::Empty,
    };

    use super::*;
    use crate::platform::files::Content;

    fn refusal(code: ErrorCode) -> Result<String, ApiError> {
        Err(ApiError::Problem(Box::new(Problem::of(code, String::new()))))
    }

    #[test]
    fn a_server_that_cannot_decide_throws_nothing_away() {
        let arrival = RecordArrival { stop_id: StopId(Uuid::nil()), occurred_at: None };
        let field = Work::Field(FieldCommand::RecordArrival(arrival));
        let request = Request::write(&endpoints::REACTIVATE_VEHICLE, &["van"], &Empty {});
        let office = Work::Office(request);
        for (outcome, ends_field, ends_office) in [
            (Ok(String::new()), true, true),
            (Err(ApiError::Offline), false, false),
            // A portal that wants a password answers for the server.
            (Err(ApiError::Unreadable("<html>".to_owned())), false, true),
            (refusal(ErrorCode::IllegalStep), true, true),
            (refusal(ErrorCode::Validation), true, true),
            (refusal(ErrorCode::NotFound), true, true),
            (refusal(ErrorCode::BodyTooSlow), false, false),
            (refusal(ErrorCode::TooManyAttempts), false, false),
            (refusal(ErrorCode::Unavailable), false, false),
            (refusal(ErrorCode::Internal), false, true),
        ] {
            assert_eq!(decides(&field, &outcome), ends_field, "{outcome:?}");
            assert_eq!(decides(&office, &outcome), ends_office, "{outcome:?}");
        }
    }

    #[test]
    fn a_file_that_is_nowhere_else_ends_only_by_what_is_said_of_it() {
        let (sha256, length) = (FileDigest([1; 32]), 1);
        let file = Work::File(Outgoing { sha256, length, content: Content::nowhere() });
        for (outcome, ends) in [
            (Ok(String::new()), true),
            (Err(ApiError::Offline), false),
            (Err(ApiError::Unreadable("<html>".to_owned())), false),
            (Err(ApiError::FileGone), true),
            (refusal(ErrorCode::UploadGap), false),
            (refusal(ErrorCode::FilesFull), false),
            (refusal(ErrorCode::TooManyUploads), false),
            (refusal(ErrorCode::FileDiffers), true),
            (refusal(ErrorCode::FileNotAllowed), true),
        ] {
            assert_eq!(decides(&file, &outcome), ends, "{outcome:?}");
        }
    }
}
