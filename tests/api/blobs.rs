//! Files beside records: brought, seen, let go of.

use chrono::TimeDelta;
use furgo::{jobs, metrics};
use furgo_shared::{
    api,
    change::Change,
    expenses::{CreateExpense, ExpenseRecurrence, ExpenseView, PatchExpense, PayExpense},
    files::{AddFile, FILE_BYTES_MAX, FileDigest, FileState, FileType, UploadView},
    jobs::JobKind,
    problem::ErrorCode,
    settings::{FileRules, Settings},
    validate::{Empty, FieldCode},
};
use sha2::{Digest as _, Sha256};
use support::{Client, Reply, TestApp};

use crate::histories::{Fleet, expense, fleet, refuel, work};

/// A file as far as anybody looks: its beginning is one's, and no two are equal.
#[derive(Clone)]
pub struct Given {
    kind: FileType,
    bytes: Vec<u8>,
}

pub fn photo(number: u8, length: usize) -> Given {
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    bytes.extend((0..length - 4).map(|at| (at % 251) as u8 ^ number));
    Given { kind: FileType::Jpeg, bytes }
}

fn paper(length: usize) -> Given {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(length, b' ');
    Given { kind: FileType::Pdf, bytes }
}

impl Given {
    fn sha256(&self) -> FileDigest {
        FileDigest(Sha256::digest(&self.bytes).into())
    }

    fn path(&self) -> String {
        format!("/api/blobs/{}", self.sha256())
    }

    pub fn named(&self, name: &str) -> AddFile {
        let (sha256, length) = (self.sha256(), self.bytes.len() as u64);
        AddFile { sha256, length, kind: self.kind, name: name.to_owned() }
    }

    /// All of it comes.
    pub async fn brought_by(&self, client: &Client) {
        assert!(self.put(client).await.status < 300);
    }

    async fn put(&self, client: &Client) -> Reply {
        client.bytes("PUT", &self.path(), "application/octet-stream", self.bytes.clone()).await
    }

    /// The bytes from one place to another.
    async fn put_part(&self, client: &Client, from: usize, to: usize) -> Reply {
        let range = format!("bytes {from}-{}/{}", to - 1, self.bytes.len());
        let part = self.bytes[from..to].to_vec();
        let client = client.with("content-range", &range);
        client.bytes("PUT", &self.path(), "application/octet-stream", part).await
    }

    pub async fn brought(&self, client: &Client) {
        let reply = self.put(client).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(reply.json::<UploadView>().is_complete);
    }

    async fn get(&self, client: &Client) -> Reply {
        client.raw("GET", &self.path(), None).await
    }
}

async fn enter(fleet: &Fleet, who: &Client, alias: &str, files: Vec<AddFile>) -> ExpenseView {
    let request = CreateExpense { files, ..expense(alias, fleet.today) };
    who.ok(&api::CREATE_EXPENSE, [], &request).await
}

async fn read(who: &Client, expense: &ExpenseView) -> ExpenseView {
    who.ok(&api::GET_EXPENSE, [&expense.id.to_string()], &Empty {}).await
}

async fn set_rules(app: &TestApp, files: FileRules) {
    let admin = app.admin().await;
    let settings = admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    admin.ok(&api::PUT_SETTINGS, [], &Settings { files, ..settings }).await;
}

#[actix_web::test]
async fn a_receipt_is_named_first_and_comes_later() {
    let fleet = fleet().await;
    let receipt = photo(1, 100_000);
    let named = vec![receipt.named("Peaje añejo.jpg")];
    let entered = enter(&fleet, &fleet.ana, "van", named).await;
    let file = &read(&fleet.office, &entered).await.files[0];
    assert_eq!((file.state, file.name.as_str()), (FileState::Awaited, "Peaje añejo.jpg"));
    assert_eq!(receipt.get(&fleet.office).await.problem(404).code, ErrorCode::NotFound);

    receipt.brought(&fleet.ana).await;
    receipt.brought(&fleet.ana).await;
    assert_eq!(read(&fleet.office, &entered).await.files[0].state, FileState::Arrived);
    for who in [&fleet.ana, &fleet.office, &fleet.viewer] {
        let reply = receipt.get(who).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, "image/jpeg"));
        assert!(reply.bytes == receipt.bytes);
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("cache-control"), "no-store");
        let disposition = reply.header("content-disposition");
        assert!(disposition.starts_with("inline; filename=\"Peaje a_ejo.jpg\";"), "{disposition}");
        assert!(disposition.contains("a%C3%B1ejo"), "{disposition}");
    }
    assert_eq!(receipt.get(&fleet.ben).await.problem(404).code, ErrorCode::NotFound);
    assert_eq!(receipt.get(&fleet.app.stranger()).await.status, 401);
    assert_eq!(receipt.put(&fleet.viewer).await.problem(403).code, ErrorCode::Forbidden);
}

#[actix_web::test]
async fn a_paper_is_downloaded_and_can_be_had_in_parts() {
    let fleet = fleet().await;
    let paper = paper(100_000);
    let named = vec![paper.named("invoice.html")];
    let request = furgo_shared::maintenance::CreateMaintenance {
        files: named,
        ..work("van", fleet.today, 1_100)
    };
    fleet.office.ok(&api::CREATE_MAINTENANCE, [], &request).await;
    paper.brought(&fleet.office).await;
    let whole = paper.get(&fleet.office).await;
    assert_eq!(whole.header("content-disposition"), "attachment; filename=\"invoice.html.pdf\"");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let tag = whole.header("etag").to_owned();
    assert_eq!(tag, format!("\"{}\"", paper.sha256()));
    assert_eq!(paper.get(&fleet.office.with("if-none-match", &tag)).await.status, 304);

    for (range, first, last) in
        [("bytes=0-9", 0, 9), ("bytes=31990-64100", 31_990, 64_100), ("bytes=-5", 99_995, 99_999)]
    {
        let part = paper.get(&fleet.office.with("range", range)).await;
        assert_eq!(part.status, 206, "{range}");
        assert_eq!(part.header("content-range"), format!("bytes {first}-{last}/100000"));
        assert!(part.bytes == paper.bytes[first..=last], "{range}");
    }
    let beyond = paper.get(&fleet.office.with("range", "bytes=100000-")).await;
    assert_eq!(beyond.header("content-range"), "bytes */100000");
    assert_eq!(beyond.problem(416).code, ErrorCode::RangeNotSatisfiable);
    let head = fleet.office.raw("HEAD", &paper.path(), None).await;
    assert_eq!((head.status, head.header("content-length")), (200, "100000"));
    assert!(head.bytes.is_empty());
}

#[actix_web::test]
async fn an_upload_goes_on_where_it_stopped() {
    let fleet = fleet().await;
    let receipt = photo(2, 200_000);
    let state = async || {
        let path = format!("{}/upload", receipt.path());
        fleet.ana.raw("GET", &path, None).await
    };
    assert_eq!(state().await.status, 404);
    let part: UploadView = receipt.put_part(&fleet.ana, 0, 150_000).await.json();
    assert!(!part.is_complete);
    let received = part.received.unwrap();
    assert!((128_000..=150_000).contains(&received), "whole pieces stay: {received}");
    assert_eq!(state().await.json::<UploadView>(), part);

    let gap = receipt.put_part(&fleet.ana, 180_000, 200_000).await;
    assert_eq!(gap.problem(409).code, ErrorCode::UploadGap);
    let again: UploadView = receipt.put_part(&fleet.ana, 0, 10).await.json();
    assert_eq!(again, part, "what is there already changes nothing");
    let from = usize::try_from(received).unwrap();
    let last: UploadView = receipt.put_part(&fleet.ana, from - 100, 200_000).await.json();
    assert!(last.is_complete && last.received.is_none());
    let entered = enter(&fleet, &fleet.ana, "van", vec![receipt.named("a.jpg")]).await;
    assert_eq!(entered.files[0].state, FileState::Arrived);
    assert!(receipt.get(&fleet.ana).await.bytes == receipt.bytes);
}

#[actix_web::test]
async fn what_is_no_receipt_is_refused_and_leaves_nothing() {
    let fleet = fleet().await;
    let used = async || fleet.app.admin().await.ok(&api::FILES_USE, [], &Empty {}).await;
    let before = used().await;
    let page = Given { kind: FileType::Jpeg, bytes: b"<html><script>".repeat(5_000) };
    assert_eq!(page.put(&fleet.ana).await.problem(415).code, ErrorCode::FileNotAllowed);
    let (announced, other) = (photo(1, 70_000), photo(2, 70_000));
    let reply = fleet
        .ana
        .bytes("PUT", &announced.path(), "application/octet-stream", other.bytes.clone())
        .await;
    assert_eq!(reply.problem(422).code, ErrorCode::FileDiffers);
    let small = photo(3, 10);
    let announce = |range: &str| fleet.ana.with("content-range", range);
    let too_large = format!("bytes 0-9/{}", FILE_BYTES_MAX + 1);
    let reply = small.put(&announce(&too_large)).await;
    assert_eq!(reply.problem(413).code, ErrorCode::BodyTooLarge);
    for bad in ["bytes 0-9/5", "bytes */10", "0-9/10"] {
        let reply = small.put(&announce(bad)).await;
        assert_eq!(reply.problem(400).code, ErrorCode::MalformedHeader, "{bad}");
    }
    let reply = small.put(&announce("bytes 0-4/10")).await;
    assert_eq!(reply.problem(413).code, ErrorCode::BodyTooLarge, "more than was announced");
    let name = "/api/blobs/no-digest";
    let reply = fleet.ana.bytes("PUT", name, "application/octet-stream", small.bytes.clone()).await;
    assert_eq!(reply.status, 404);
    jobs::look_once(&fleet.app.app, JobKind::SweepFiles).await;
    let after = used().await;
    assert_eq!((after.files, after.bytes), (before.files, before.bytes));
}

#[actix_web::test]
async fn a_record_has_at_most_five_files_each_once() {
    let fleet = fleet().await;
    let names = |count: u8| (0..count).map(|number| photo(number, 100).named("a.jpg")).collect();
    enter(&fleet, &fleet.ana, "van", names(5)).await;
    let request = CreateExpense { files: names(6), ..expense("van", fleet.today) };
    let problem = fleet.ana.refused(400, &api::CREATE_EXPENSE, [], &request).await;
    assert_eq!(problem.fields.of("files"), Some(FieldCode::TooLong));
    let twice = vec![photo(1, 100).named("a.jpg"), photo(1, 100).named("b.jpg")];
    let request = CreateExpense { files: twice, ..expense("van", fleet.today) };
    let problem = fleet.ana.refused(400, &api::CREATE_EXPENSE, [], &request).await;
    assert_eq!(problem.fields.of("files.1.sha256"), Some(FieldCode::Repeated));
    let nameless = vec![photo(1, 100).named(&"x".repeat(101))];
    let request =
        furgo_shared::refuels::CreateRefuel { files: nameless, ..refuel("van", fleet.today) };
    let problem = fleet.ana.refused(400, &api::CREATE_REFUEL, [], &request).await;
    assert_eq!(problem.fields.of("files.0.name"), Some(FieldCode::TooLong));
}

#[actix_web::test]
async fn a_file_is_seen_as_long_as_a_record_that_names_it() {
    let fleet = fleet().await;
    let receipt = photo(1, 40_000);
    let named = || vec![receipt.named("a.jpg")];
    let first = enter(&fleet, &fleet.ana, "van", named()).await;
    receipt.brought(&fleet.ana).await;
    // The office saw it when it named it once more.
    let second = enter(&fleet, &fleet.office, "truck", named()).await;
    assert_eq!(second.files[0].state, FileState::Arrived);
    assert_eq!(receipt.get(&fleet.ben).await.status, 200, "his truck has it too");
    let delete = async |expense: &ExpenseView| {
        fleet.office.ok(&api::DELETE_EXPENSE, [&expense.id.to_string()], &Empty {}).await
    };
    delete(&second).await;
    assert_eq!(receipt.get(&fleet.ben).await.status, 404, "no record that he sees names it");
    assert_eq!(receipt.get(&fleet.ana).await.status, 200);
    delete(&first).await;
    assert_eq!(receipt.get(&fleet.office).await.status, 404);
    fleet.office.ok(&api::RESTORE, ["expenses", &first.id.to_string()], &Empty {}).await;
    assert_eq!(receipt.get(&fleet.office).await.status, 200, "nothing has to be sent again");
}

#[actix_web::test]
async fn a_file_that_was_taken_off_can_be_put_back_for_a_day() {
    let fleet = fleet().await;
    let receipt = photo(1, 40_000);
    let entered = enter(&fleet, &fleet.office, "van", vec![receipt.named("a.jpg")]).await;
    receipt.brought(&fleet.office).await;
    let id = entered.id.to_string();
    let set = async |who: &Client, files: Vec<AddFile>| {
        let patch = PatchExpense { files: Change::Set(files), ..PatchExpense::default() };
        who.ok(&api::PATCH_EXPENSE, [&id], &patch).await.files
    };
    assert_eq!(set(&fleet.office, Vec::new()).await, []);
    let back = set(&fleet.office, vec![receipt.named("a.jpg")]).await;
    assert_eq!(back[0].state, FileState::Arrived, "nothing has to be sent again");
    assert_eq!(set(&fleet.office, Vec::new()).await, []);
    fleet.app.advance(TimeDelta::hours(25));
    jobs::look_once(&fleet.app.app, JobKind::SweepFiles).await;
    // Tokens are old after a day.
    let again = async |who: &Client| fleet.app.sign_in(&who.user().email).await;
    let (admin, office) = (again(&fleet.app.admin().await).await, again(&fleet.office).await);
    let used = admin.ok(&api::FILES_USE, [], &Empty {}).await;
    assert_eq!((used.files, used.bytes, used.awaited_bytes), (0, 0, 0));
    let named = set(&office, vec![receipt.named("a.jpg")]).await;
    assert_eq!(named[0].state, FileState::Awaited);
}

#[actix_web::test]
async fn who_can_say_the_name_of_a_file_does_not_have_it() {
    let fleet = fleet().await;
    let receipt = photo(1, 100_000);
    enter(&fleet, &fleet.ana, "van", vec![receipt.named("a.jpg")]).await;
    receipt.brought(&fleet.ana).await;
    let ben = &fleet.ben;
    let upload = || format!("{}/upload", receipt.path());
    assert_eq!(ben.raw("GET", &upload(), None).await.status, 404);
    let entered = enter(&fleet, ben, "truck", vec![receipt.named("mine.jpg")]).await;
    assert_eq!(entered.files[0].state, FileState::Awaited);
    assert_eq!(receipt.get(ben).await.status, 404);
    let part: UploadView = receipt.put_part(ben, 0, 64_000).await.json();
    assert_eq!((part.is_complete, part.received), (false, Some(64_000)), "all of it is wanted");
    assert_eq!(receipt.get(ben).await.status, 404);
    let other = Given { kind: FileType::Jpeg, bytes: photo(2, 100_000).bytes };
    let range = "bytes 64000-99999/100000";
    let reply = ben
        .with("content-range", range)
        .bytes("PUT", &receipt.path(), "application/octet-stream", other.bytes[64_000..].to_vec())
        .await;
    assert_eq!(reply.problem(422).code, ErrorCode::FileDiffers);
    assert_eq!(receipt.get(ben).await.status, 404);

    receipt.brought(ben).await;
    assert!(receipt.get(ben).await.bytes == receipt.bytes);
    assert_eq!(read(ben, &entered).await.files[0].state, FileState::Arrived);
    let admin = fleet.app.admin().await;
    let used = admin.ok(&api::FILES_USE, [], &Empty {}).await;
    assert_eq!((used.files, used.bytes), (1, 100_000), "it is kept once");
}

#[actix_web::test]
async fn what_does_not_come_is_missing_after_a_month() {
    let fleet = fleet().await;
    let receipt = photo(1, 100_000);
    let entered = enter(&fleet, &fleet.ana, "van", vec![receipt.named("a.jpg")]).await;
    receipt.put_part(&fleet.ana, 0, 50_000).await;
    fleet.app.advance(TimeDelta::days(30));
    jobs::look_once(&fleet.app.app, JobKind::SweepFiles).await;
    let (office, ana) = (
        fleet.app.sign_in(&fleet.office.user().email).await,
        fleet.app.sign_in(&fleet.ana.user().email).await,
    );
    assert_eq!(read(&office, &entered).await.files[0].state, FileState::Missing);
    let state = ana.raw("GET", &format!("{}/upload", receipt.path()), None).await;
    assert_eq!(state.json::<UploadView>().received, Some(32_000), "it was not swept");
    receipt.put_part(&ana, 32_000, 100_000).await;
    assert_eq!(read(&office, &entered).await.files[0].state, FileState::Arrived);
}

#[actix_web::test]
async fn files_have_room_and_a_time_that_an_admin_sets() {
    let fleet = fleet().await;
    let rules = FileRules { mb_max: 10, kept_days: Some(60) };
    set_rules(&fleet.app, rules).await;
    let (old, large) = (photo(1, 1_000_000), paper(9_500_000));
    let files = vec![old.named("a.jpg"), photo(9, 50).named("never.jpg")];
    let entered = enter(&fleet, &fleet.ana, "van", files).await;
    old.brought(&fleet.ana).await;
    assert_eq!(large.put(&fleet.ana).await.problem(409).code, ErrorCode::FilesFull);
    let admin = fleet.app.admin().await;
    let used = admin.ok(&api::FILES_USE, [], &Empty {}).await;
    assert_eq!((used.files, used.bytes, used.bytes_max), (1, 1_000_000, 10_000_000));
    fleet.office.refused_as(ErrorCode::Forbidden, &api::FILES_USE, [], &Empty {}).await;
    let figures = metrics::text(&fleet.app.app, None).unwrap();
    assert!(figures.contains("furgo_files 1\n"), "{figures}");
    assert!(figures.contains("furgo_files_bytes{state=\"kept\"} 1000000\n"), "{figures}");

    let bad = Settings {
        files: FileRules { mb_max: 1, kept_days: Some(10) },
        ..admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings
    };
    let problem = admin.refused(400, &api::PUT_SETTINGS, [], &bad).await;
    for field in ["files.mb_max", "files.kept_days"] {
        assert_eq!(problem.fields.of(field), Some(FieldCode::OutOfRange), "{field}");
    }

    fleet.app.advance(TimeDelta::days(61));
    jobs::look_once(&fleet.app.app, JobKind::SweepFiles).await;
    let office = fleet.app.sign_in(&fleet.office.user().email).await;
    let states = read(&office, &entered).await.files.into_iter().map(|file| file.state);
    assert_eq!(states.collect::<Vec<_>>(), [FileState::Forgotten, FileState::Missing]);
    assert_eq!(old.get(&office).await.status, 404);
}

#[actix_web::test]
async fn a_payment_has_files_of_its_own() {
    let fleet = fleet().await;
    let request = CreateExpense {
        files: vec![paper(1_000).named("policy.pdf")],
        recurrence: Some(ExpenseRecurrence::Yearly),
        next_due: Some(fleet.today),
        ..expense("van", fleet.today)
    };
    let insurance = fleet.office.ok(&api::CREATE_EXPENSE, [], &request).await;
    let pay = PayExpense::default();
    let paid = fleet.office.ok(&api::PAY_EXPENSE, [&insurance.id.to_string()], &pay).await;
    assert_eq!((paid.payment.files.len(), paid.expense.files.len()), (0, 1));
}

#[actix_web::test]
async fn a_copy_of_the_data_has_the_files() {
    let data = tempfile::tempdir().unwrap();
    let app = TestApp::on_disk(data.path()).await;
    let admin = app.admin().await;
    crate::day::given_vehicle(&admin, "van").await;
    let receipt = photo(1, 300_000);
    let today = crate::day::today(&app);
    let request = CreateExpense { files: vec![receipt.named("a.jpg")], ..expense("van", today) };
    admin.ok(&api::CREATE_EXPENSE, [], &request).await;
    receipt.brought(&admin).await;
    let copy = admin.call(&api::BACKUP, [], &Empty {}).await;
    assert_eq!(copy.status, 200);
    let folder = tempfile::tempdir().unwrap();
    support::plant(&folder.path().join(furgo::storage::file::FILE_NAME), &copy.bytes);
    let restored = TestApp::on_disk(folder.path()).await;
    let admin = restored.sign_in(&admin.user().email).await;
    assert!(receipt.get(&admin).await.bytes == receipt.bytes);
}
