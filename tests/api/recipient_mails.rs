//! Mail to those for whom packages are: which step tells them, in which language, and when none.

use std::time::Duration;

use chrono::TimeDelta;
use furgo::jobs;
use furgo_shared::{
    api,
    change::Change,
    mail::{MailState, MailView},
    packages::{CreatePackage, PackageStatus, PackageView, PatchPackage, StepPackages, StepReason},
    problem::ErrorCode,
    routes::{CreateRoute, RouteStatus},
    settings::{MailChoices, Settings},
    text::Locale,
    validate::Empty,
};
use support::{Client, MailServer, TestApp};

use crate::{
    day::{given_depot, given_vehicle, package, route, step, step_route, today},
    mail_settings::settings_for,
    mails::work_off,
};

/// A depot, a van, the office, a driver, and a mail server.
struct Fleet {
    app: TestApp,
    server: MailServer,
    admin: Client,
    office: Client,
    ana: Client,
}

impl Fleet {
    async fn new() -> Self {
        let (app, server) = (TestApp::start().await, MailServer::start());
        given_depot(&app).await;
        let (admin, office) = (app.admin().await, app.dispatcher("dora").await);
        let ana = app.driver("ana").await;
        given_vehicle(&office, "van-1").await;
        admin.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
        Self { app, server, admin, office, ana }
    }

    async fn enter(&self, request: &CreatePackage) -> PackageView {
        self.office.ok(&api::CREATE_PACKAGE, [], request).await
    }

    /// A package that its driver has on the road; each step was told.
    async fn under_way(&self, request: &CreatePackage) -> PackageView {
        let package = self.enter(request).await;
        work_off(&self.app).await;
        let planned = CreateRoute {
            vehicle: Some("van-1".to_owned()),
            ..route(self.ana.id(), today(&self.app), vec![package.id])
        };
        let planned = self.office.ok(&api::CREATE_ROUTE, [], &planned).await;
        work_off(&self.app).await;
        step_route(&self.ana, &planned, RouteStatus::InProgress).await;
        work_off(&self.app).await;
        package
    }

    async fn told(&self, package: &PackageView) -> Vec<MailView> {
        self.office.ok(&api::PACKAGE_MAILS, [&package.id.to_string()], &Empty {}).await.items
    }

    /// Subjects of all mails that arrived, in the order of what they tell.
    async fn arrived(&self) -> Vec<String> {
        work_off(&self.app).await;
        self.server.mails().iter().map(|mail| mail.subject().to_owned()).collect()
    }
}

fn failing(package: &PackageView, to: PackageStatus, reason: StepReason) -> StepPackages {
    StepPackages { reason: Some(reason), ..step(package.id, to) }
}

#[actix_web::test]
async fn each_step_is_told_once_in_the_recipients_language_with_the_link() {
    let fleet = Fleet::new().await;
    let request = CreatePackage { locale: Some(Locale::Es), ..package("Ane Garmendia", 1) };
    let package = fleet.under_way(&request).await;
    assert_eq!(package.locale, Some(Locale::Es));
    fleet.ana.ok(&api::STEP_PACKAGES, [], &step(package.id, PackageStatus::Delivered)).await;
    assert_eq!(fleet.server.mails().len(), 3, "no step waits for a mail");
    assert_eq!(fleet.told(&package).await[3].state, MailState::Waiting);

    assert_eq!(
        fleet.arrived().await,
        [
            "Furgo te va a entregar un paquete",
            "Tu paquete de Furgo se está preparando",
            "Tu paquete de Furgo está en reparto",
            "Tu paquete de Furgo se ha entregado",
        ]
    );
    for mail in fleet.server.mails() {
        assert_eq!(mail.to, ["ane@example.org"]);
        assert!(mail.plain.contains("Hola, Ane Garmendia:"), "{}", mail.plain);
        assert!(mail.plain.contains(&package.tracking_code), "{}", mail.plain);
        let path = mail.link().strip_prefix("https://furgo.example.org").unwrap();
        assert_eq!(fleet.app.stranger().raw("GET", path, None).await.status, 200);
    }
    let told = fleet.told(&package).await;
    let statuses: Vec<_> = told.iter().map(|mail| (mail.status, mail.state)).collect();
    let sent = |status| (status, MailState::Sent);
    assert_eq!(
        statuses,
        [
            sent(PackageStatus::Pending),
            sent(PackageStatus::Assigned),
            sent(PackageStatus::InTransit),
            sent(PackageStatus::Delivered),
        ]
    );
    assert!(told.iter().all(|mail| mail.settled_at.is_some() && mail.error.is_none()));
    let id = package.id.to_string();
    fleet.ana.refused_as(ErrorCode::Forbidden, &api::PACKAGE_MAILS, [&id], &Empty {}).await;
}

#[actix_web::test]
async fn a_failed_attempt_says_why_and_a_note_stays_in_the_fleet() {
    let fleet = Fleet::new().await;
    let package = fleet.under_way(&package("Ane", 1)).await;
    let absent = failing(&package, PackageStatus::Undelivered, StepReason::RecipientAbsent);
    fleet.ana.ok(&api::STEP_PACKAGES, [], &absent).await;
    work_off(&fleet.app).await;
    let other = StepPackages {
        note: Some("the dog again".to_owned()),
        ..failing(&package, PackageStatus::Failed, StepReason::Other)
    };
    fleet.office.ok(&api::STEP_PACKAGES, [], &other).await;
    let subjects = fleet.arrived().await;
    assert_eq!(
        subjects[3..],
        [
            "Your package from Furgo could not be delivered",
            "Your package from Furgo will not be delivered"
        ]
    );
    let mails = fleet.server.mails();
    assert!(mails[3].plain.contains("Reason: nobody was there"), "{}", mails[3].plain);
    assert!(!mails[4].plain.contains("Reason") && !mails[4].plain.contains("dog"));
}

#[actix_web::test]
async fn corrections_refusals_and_repeats_tell_nobody_anything() {
    let fleet = Fleet::new().await;
    let package = fleet.enter(&package("Ane", 1)).await;
    let illegal = step(package.id, PackageStatus::Delivered);
    fleet.office.refused_as(ErrorCode::IllegalStep, &api::STEP_PACKAGES, [], &illegal).await;
    let given = StepPackages {
        assigned_to: Some(fleet.ana.id()),
        ..step(package.id, PackageStatus::Assigned)
    };
    work_off(&fleet.app).await;
    let keyed = fleet.office.with("idempotency-key", "once");
    for _ in 0..3 {
        keyed.ok(&api::STEP_PACKAGES, [], &given).await;
    }
    work_off(&fleet.app).await;
    let corrected = StepPackages {
        note: Some("it was handed over at the depot".to_owned()),
        ..step(package.id, PackageStatus::Delivered)
    };
    fleet.admin.ok(&api::STEP_PACKAGES, [], &corrected).await;
    let again = StepPackages {
        note: Some("it was not".to_owned()),
        ..step(package.id, PackageStatus::Pending)
    };
    fleet.admin.ok(&api::STEP_PACKAGES, [], &again).await;
    assert_eq!(fleet.arrived().await.len(), 2, "registered and assigned");
}

#[actix_web::test]
async fn the_fleet_chooses_what_is_told() {
    let fleet = Fleet::new().await;
    let settings = fleet.admin.ok(&api::GET_SETTINGS, [], &Empty {}).await.settings;
    let mails = MailChoices { registered: false, assigned: false, ..settings.mails };
    fleet.admin.ok(&api::PUT_SETTINGS, [], &Settings { mails, ..settings }).await;
    let silent = CreatePackage { recipient_email: None, ..package("Jon", 2) };
    fleet.enter(&silent).await;
    fleet.under_way(&package("Ane", 1)).await;
    assert_eq!(fleet.arrived().await, ["Your package from Furgo is out for delivery"]);
}

#[actix_web::test]
async fn what_is_not_true_any_more_is_not_sent() {
    let fleet = Fleet::new().await;
    let (kept, deleted) = (package("Ane", 1), package("Jon", 2));
    let (kept, deleted) = (fleet.enter(&kept).await, fleet.enter(&deleted).await);
    let nowhere = PatchPackage { recipient_email: Change::Set(None), ..PatchPackage::default() };
    fleet.office.ok(&api::PATCH_PACKAGE, [&kept.id.to_string()], &nowhere).await;
    fleet.office.ok(&api::DELETE_PACKAGE, [&deleted.id.to_string()], &Empty {}).await;
    assert!(fleet.arrived().await.is_empty());
    let [mail] = &fleet.told(&kept).await[..] else { panic!("one mail") };
    assert_eq!(mail.state, MailState::Dropped);
    assert!(crate::jobs::waiting(&fleet.admin).await.is_empty());

    let moved = fleet.enter(&package("Eva", 3)).await;
    let other = PatchPackage {
        recipient_email: Change::Set(Some("eva@example.net".to_owned())),
        ..PatchPackage::default()
    };
    fleet.office.ok(&api::PATCH_PACKAGE, [&moved.id.to_string()], &other).await;
    work_off(&fleet.app).await;
    assert_eq!(fleet.server.mails()[0].to, ["eva@example.net"]);

    let given = StepPackages {
        assigned_to: Some(fleet.ana.id()),
        ..step(moved.id, PackageStatus::Assigned)
    };
    fleet.server.be("busy");
    let late = fleet.enter(&package("Iker", 4)).await;
    work_off(&fleet.app).await;
    fleet.server.be("take");
    let given = StepPackages { package_id: Some(late.id), ..given };
    fleet.office.ok(&api::STEP_PACKAGES, [], &given).await;
    fleet.app.advance(TimeDelta::minutes(1));
    assert_eq!(fleet.arrived().await[1..], ["Your package from Furgo is being prepared"]);
    assert_eq!(fleet.told(&late).await[0].state, MailState::Dropped);
}

#[actix_web::test]
async fn a_difficult_server_holds_no_step_up_and_the_package_says_what_became_of_it() {
    let fleet = Fleet::new().await;
    fleet.server.be("refuse");
    let package = fleet.under_way(&package("Ane", 1)).await;
    work_off(&fleet.app).await;
    let told = fleet.told(&package).await;
    assert!(told.iter().all(|mail| mail.state == MailState::Refused), "{told:?}");
    assert!(told[0].error.as_deref().unwrap().contains("nobody of this name"), "{told:?}");
    fleet.server.be("greylist");
    fleet.ana.ok(&api::STEP_PACKAGES, [], &step(package.id, PackageStatus::Delivered)).await;
    work_off(&fleet.app).await;
    assert_eq!(fleet.told(&package).await[3].state, MailState::Waiting);
    fleet.app.advance(TimeDelta::minutes(1));
    work_off(&fleet.app).await;
    assert_eq!(fleet.told(&package).await[3].state, MailState::Sent);
    assert_eq!(fleet.server.mails().len(), 1);
}

#[actix_web::test]
async fn without_a_mail_server_nothing_waits() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.dispatcher("dora").await);
    let entered = office.ok(&api::CREATE_PACKAGE, [], &package("Ane", 1)).await;
    let told = office.ok(&api::PACKAGE_MAILS, [&entered.id.to_string()], &Empty {}).await;
    assert!(told.items.is_empty() && crate::jobs::waiting(&admin).await.is_empty());
}

/// A mail that had not left when the package was deleted leaves when that comes back, and once.
#[actix_web::test]
async fn a_deleted_package_sends_nothing_and_one_that_comes_back_what_it_owes() {
    let fleet = Fleet::new().await;
    let waiting = fleet.enter(&package("Ane", 1)).await;
    let id = waiting.id.to_string();
    fleet.office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    assert!(fleet.arrived().await.is_empty());
    fleet.office.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    assert_eq!(fleet.arrived().await.len(), 1);
    fleet.office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    fleet.office.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    assert_eq!(fleet.arrived().await.len(), 1, "it was told already");
    assert_eq!(fleet.told(&waiting).await.len(), 1);
}

/// A mail that is being handed over when its package is deleted is sent once, whatever comes then.
#[actix_web::test]
async fn a_mail_on_its_way_is_not_sent_again_when_its_package_comes_back() {
    let fleet = Fleet::new().await;
    let id = fleet.enter(&package("Ane", 1)).await.id.to_string();
    fleet.server.be("slow");
    let (sent, ()) = tokio::join!(jobs::work_off(&fleet.app.app), async {
        while fleet.server.attempts() == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        fleet.office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    });
    sent.unwrap();
    fleet.office.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    assert_eq!(fleet.arrived().await.len(), 1);
}

/// Nobody hears weeks later of a package that was entered before mail was set up.
#[actix_web::test]
async fn a_package_that_comes_back_tells_nothing_that_was_not_to_be_told() {
    let (app, server) = (TestApp::start().await, MailServer::start());
    let office = app.dispatcher("dora").await;
    let id = office.ok(&api::CREATE_PACKAGE, [], &package("Ane", 1)).await.id.to_string();
    app.admin().await.ok(&api::PUT_MAIL_SETTINGS, [], &settings_for(&server)).await;
    office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    office.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    work_off(&app).await;
    assert!(server.mails().is_empty());
}

/// What waits leaves when the package is back, also beside what was sent, and also if its turn came
/// meanwhile.
#[actix_web::test]
async fn what_still_waited_is_sent_when_the_package_is_back() {
    let fleet = Fleet::new().await;
    let entered = fleet.enter(&package("Ane", 1)).await;
    let id = entered.id.to_string();
    assert_eq!(fleet.arrived().await.len(), 1);
    let planned = route(fleet.ana.id(), today(&fleet.app), vec![entered.id]);
    let planned = fleet.office.ok(&api::CREATE_ROUTE, [], &planned).await.id.to_string();
    fleet.office.ok(&api::DELETE_ROUTE, [&planned], &Empty {}).await;
    let states = async || {
        let mails = fleet.told(&entered).await;
        mails.into_iter().map(|mail| mail.state).collect::<Vec<_>>()
    };
    let before = states().await;
    assert_eq!(before.iter().filter(|state| **state == MailState::Waiting).count(), 1);
    fleet.office.ok(&api::DELETE_PACKAGE, [&id], &Empty {}).await;
    assert_eq!(fleet.arrived().await.len(), 1);
    fleet.office.ok(&api::RESTORE, ["packages", &id], &Empty {}).await;
    assert_eq!(states().await, before);
}

/// Bringing a route back tells nobody anew.
#[actix_web::test]
async fn a_route_that_comes_back_is_no_news_to_recipients() {
    let fleet = Fleet::new().await;
    let package = fleet.enter(&package("Ane", 1)).await;
    let planned = route(fleet.ana.id(), today(&fleet.app), vec![package.id]);
    let planned = fleet.office.ok(&api::CREATE_ROUTE, [], &planned).await.id.to_string();
    let before = fleet.arrived().await;
    assert!(!before.is_empty());
    fleet.office.ok(&api::DELETE_ROUTE, [&planned], &Empty {}).await;
    fleet.office.ok(&api::RESTORE, ["routes", &planned], &Empty {}).await;
    assert_eq!(fleet.arrived().await, before);
}
