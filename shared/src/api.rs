//! THE endpoint table. It mounts the server, drives the app, generates `openapi.json` and the
//! authorisation matrix test. An endpoint that is not here does not exist.

mod kinds;
mod method;
mod path;

use std::{fmt, marker::PhantomData};

pub use self::{
    kinds::{Body, Bytes, File, JSON_BYTES_MAX, Reply, Request, Response, Stream},
    method::Method,
};
#[cfg(feature = "schema")]
use crate::validate::FieldErrors;
use crate::{
    access::{self, Access, Permission},
    auth::{
        ChoosePassword, ForgotPassword, Login, Register, SessionView, SignedInView, TokenView,
        UpdatePassword, UpdateProfile,
    },
    dashboard::DashboardView,
    demo_data::DemoDataView,
    due_work::{DueView, ListDue, ListNotices, NoticeView, UpcomingExpenses, UpcomingMaintenance},
    events::Event,
    exceptions::{ExceptionView, ListExceptions, ResolveException},
    expenses::{
        CreateExpense, ExpenseSummaryView, ExpenseSums, ExpenseView, ListExpenses, PaidView,
        PatchExpense, PayExpense,
    },
    files::{FILE_BYTES_MAX, FilesUseView, UploadView},
    jobs::{JobView, ListJobs},
    logs::{ListLog, LogEntryView},
    mail::{MailSettings, MailSettingsView, MailTestView, MailView},
    maintenance::{
        CreateMaintenance, ListMaintenance, MaintenanceSums, MaintenanceView, PatchMaintenance,
    },
    packages::{
        CreatePackage, DaySummaryView, ListPackages, OnDay, PackageCountsView, PackageView,
        PatchPackage, PatchPackages, StepPackages,
    },
    page::{Items, Page, PageWithSums},
    readings::{
        AskHints, CreateReading, FindingView, HintsView, ListFindings, ListReadings, ListTimeline,
        PatchReading, ReadingView, TimelineView,
    },
    refuels::{CreateRefuel, ListRefuels, PatchRefuel, RefuelSums, RefuelView},
    routes::{
        AddPackages, ContinueFromPast, CreateRoute, DayPlanView, DayRouteView, ListRoutes,
        MoveStop, MyDay, PatchRoute, PlanDay, RecordArrival, ReorderStops, RouteLegs,
        RouteOfDriver, RouteRowView, RouteView, StepRoute, StopView, UnfinishedOf, UnfinishedView,
    },
    settings::{HealthView, Settings, SettingsView, WelcomeView},
    stats::{
        AnalyticsView, AskAnalytics, FuelEfficiencyView, GarageView, Period, PeriodOf,
        RefuelAnalysisView, ReportView, VehicleStatsView,
    },
    sync::{
        AskDigest, AskSnapshot, DeviceView, DigestView, ListDevices, Pull, PulledView, Push,
        PushedView, SnapshotView,
    },
    tls::TlsView,
    tracking::TrackingView,
    trash::{ListTrash, TrashView},
    users::{
        AskDrivers, CreateUser, CreatedUserView, DriverView, ListUsers, PatchUser, RemoveUser,
        ResetLinkView, SetRole, UserView,
    },
    validate::Empty,
    vehicles::{CreateVehicle, ListVehicles, PatchVehicle, VehicleView},
};

/// One endpoint: who may (`P`), what goes in (`Req`, see [`Request`]), what comes out (`Res`, see
/// [`Response`]; `()` is an empty answer).
pub struct Endpoint<P, Req, Res> {
    pub name: &'static str,
    pub summary: &'static str,
    pub method: Method,
    /// With `{parameter}`s.
    pub path: &'static str,
    /// Other ways to the same endpoint.
    pub aliases: &'static [(Method, &'static str)],
    /// Status of success.
    pub success: u16,
    types: PhantomData<fn(P, Req) -> Res>,
}

impl<P, Req, Res> Clone for Endpoint<P, Req, Res> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P, Req, Res> Copy for Endpoint<P, Req, Res> {}

impl<P, Req, Res> fmt::Debug for Endpoint<P, Req, Res> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method.name(), self.path)
    }
}

impl<P: Permission, Req, Res> Endpoint<P, Req, Res> {
    /// Who may call.
    pub const fn access(&self) -> Access {
        P::ACCESS
    }

    /// The path with its parameters filled in, in order. Values are percent-encoded.
    pub fn path_with(&self, args: &[&str]) -> String {
        path::filled(self.path, args)
    }
}

/// An endpoint without its types, for whoever walks over the whole table.
#[derive(Clone, Copy)]
pub struct Described {
    pub name: &'static str,
    pub summary: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub aliases: &'static [(Method, &'static str)],
    pub success: u16,
    pub access: Access,
    /// How what goes in is brought, by the method.
    pub body: fn(Method) -> Body,
    pub reply: Reply,
    /// JSON schemas of what goes in and what comes out.
    #[cfg(feature = "schema")]
    pub request: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    #[cfg(feature = "schema")]
    pub response: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    /// What the rules find in a request; `None` when it cannot be read as one.
    #[cfg(feature = "schema")]
    pub judge: fn(serde_json::Value) -> Option<FieldErrors>,
}

impl fmt::Debug for Described {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.method.name(), self.path)
    }
}

macro_rules! endpoints {
    ($(
        $(#[doc = $summary:literal])+
        $name:ident: $permission:ident, $request:ty => $response:ty
            = $success:literal $method:ident $path:literal $(, $alias_method:ident $alias_path:literal)*;
    )*) => {
        $(
            $(#[doc = $summary])+
            pub const $name: Endpoint<access::$permission, $request, $response> = Endpoint {
                name: stringify!($name),
                summary: concat!($($summary),+),
                method: Method::$method,
                path: $path,
                aliases: &[$((Method::$alias_method, $alias_path)),*],
                success: $success,
                types: PhantomData,
            };
        )*

        /// Every endpoint.
        pub fn all() -> Vec<Described> {
            vec![$(Described {
                name: $name.name,
                summary: $name.summary,
                method: $name.method,
                path: $name.path,
                aliases: $name.aliases,
                success: $name.success,
                access: <access::$permission as Permission>::ACCESS,
                body: <$request as Request>::body,
                reply: <$response as Response>::REPLY,
                #[cfg(feature = "schema")]
                request: |generator| generator.subschema_for::<$request>(),
                #[cfg(feature = "schema")]
                response: |generator| generator.subschema_for::<$response>(),
                #[cfg(feature = "schema")]
                judge: <$request as Request>::judge,
            }),*]
        }
    };
}

endpoints! {
    /// Makes an account; the first one becomes the admin and is signed in.
    REGISTER: Public, Register => SignedInView = 201 Post "/api/auth/register";
    /// Signs in with a browser session or with tokens.
    LOGIN: Public, Login => SignedInView = 200 Post "/api/auth/login";
    /// Renews the access token with the refresh cookie.
    REFRESH: Public, Empty => TokenView = 200 Post "/api/auth/refresh";
    /// Signs out.
    LOGOUT: SignOut, Empty => () = 204 Post "/api/auth/logout";
    /// Who is signed in.
    ME: SignedIn, Empty => UserView = 200 Get "/api/auth/me";
    /// Changes one's own name, e-mail or language.
    UPDATE_PROFILE: SignedIn, UpdateProfile => UserView = 200 Put "/api/auth/updateprofile";
    /// Changes one's own password; all other sessions end.
    UPDATE_PASSWORD: SignedIn, UpdatePassword => () = 204 Put "/api/auth/updatepassword", Put "/api/users/me/password",
        Patch "/api/users/changeMyPwd";
    /// One's own sessions.
    LIST_SESSIONS: SignedIn, Empty => Items<SessionView> = 200 Get "/api/auth/sessions";
    /// Ends one of one's own sessions.
    END_SESSION: SignedIn, Empty => () = 204 Delete "/api/auth/sessions/{id}";
    /// Asks for a link to choose a new password.
    FORGOT_PASSWORD: Public, ForgotPassword => () = 202 Post "/api/auth/forgot-password", Post "/api/auth/forgotPassword",
        Post "/api/auth/forgotpassword";
    /// Chooses a new password with a link's token.
    RESET_PASSWORD: Public, ChoosePassword => () = 204 Post "/api/auth/reset-password";
    /// Activates an account with a link's token.
    ACTIVATE: Public, ChoosePassword => () = 204 Post "/api/auth/activate";

    /// Lists people.
    LIST_USERS: ManageUsers, ListUsers => Page<UserView> = 200 Get "/api/users", Get "/api/auth/users";
    /// Invites a person.
    CREATE_USER: ManageUsers, CreateUser => CreatedUserView = 201 Post "/api/users", Post "/api/auth/users";
    /// One person.
    GET_USER: ManageUsers, Empty => UserView = 200 Get "/api/users/{id}", Get "/api/auth/users/{id}";
    /// Corrects a person's particulars.
    PATCH_USER: ManageUsers, PatchUser => UserView = 200 Patch "/api/users/{id}", Patch "/api/auth/users/{id}";
    /// Gives a person another role.
    SET_ROLE: ManageUsers, SetRole => UserView = 200 Put "/api/users/{id}/role", Put "/api/auth/users/{id}/role";
    /// Deactivates a person; their sessions end at once.
    DEACTIVATE_USER: ManageUsers, Empty => () = 204 Delete "/api/users/{id}", Delete "/api/auth/users/{id}";
    /// Lets a person sign in again.
    REACTIVATE_USER: ManageUsers, Empty => UserView = 200 Post "/api/users/{id}/reactivate",
        Patch "/api/users/{id}/reactivate", Post "/api/auth/users/{id}/reactivate", Patch "/api/auth/users/{id}/reactivate";
    /// Makes a new activation link for an account that was never activated.
    INVITE_USER_AGAIN: ManageUsers, Empty => CreatedUserView = 200 Post "/api/users/{id}/invite";
    /// Makes a link with which a person who was activated chooses another password; earlier links are void.
    MAKE_RESET_LINK: ManageUsers, Empty => ResetLinkView = 200 Post "/api/users/{id}/reset-link";
    /// Removes a person for good and keeps the records.
    REMOVE_USER: ManageUsers, RemoveUser => () = 204 Delete "/api/users/{id}/permanent", Delete "/api/auth/users/{id}/permanent";
    /// The active drivers, to assign work to; with `invited=true` those too who have yet to activate their account.
    LIST_DRIVERS: ListDrivers, AskDrivers => Items<DriverView> = 200 Get "/api/drivers";

    /// Lists vehicles.
    LIST_VEHICLES: ReadFleet, ListVehicles => Page<VehicleView> = 200 Get "/api/vehicles";
    /// Adds a vehicle.
    CREATE_VEHICLE: EditVehicles, CreateVehicle => VehicleView = 201 Post "/api/vehicles";
    /// One vehicle, by alias or id.
    GET_VEHICLE: ReadFleet, Empty => VehicleView = 200 Get "/api/vehicles/{alias}";
    /// Changes a vehicle.
    PATCH_VEHICLE: EditVehicles, PatchVehicle => VehicleView = 200 Patch "/api/vehicles/{alias}", Put "/api/vehicles/{alias}";
    /// Deactivates a vehicle; its records stay.
    DEACTIVATE_VEHICLE: EditVehicles, Empty => () = 204 Delete "/api/vehicles/{alias}";
    /// Puts a vehicle back to work.
    REACTIVATE_VEHICLE: EditVehicles, Empty => VehicleView = 200 Post "/api/vehicles/{alias}/reactivate", Patch "/api/vehicles/{alias}/reactivate";

    /// A vehicle in a period: counts, distance, costs, economy, deliveries, cost of ownership.
    VEHICLE_STATS: ReadFleet, Period => VehicleStatsView = 200 Get "/api/vehicles/{alias}/stats";
    /// Fuel economy of a vehicle, interval by interval.
    FUEL_EFFICIENCY: ReadFleet, Period => FuelEfficiencyView = 200 Get "/api/vehicles/{alias}/fuel-efficiency";
    /// A vehicle month by month.
    VEHICLE_ANALYTICS: ReadFleet, AskAnalytics => AnalyticsView = 200 Get "/api/vehicles/{alias}/analytics";
    /// All odometer readings of a vehicle, newest first.
    VEHICLE_TIMELINE: ReadFleet, ListTimeline => Page<TimelineView> = 200 Get "/api/vehicles/{alias}/timeline";
    /// What helps whoever enters a record of a vehicle.
    VEHICLE_HINTS: ReadFleet, AskHints => HintsView = 200 Get "/api/vehicles/{alias}/hints";
    /// How the fleet is, and every vehicle at a glance.
    GARAGE: ReadFleet, ListVehicles => GarageView = 200 Get "/api/garage";
    /// The figures of a period beside those of a year earlier.
    REPORT: ReadFleet, PeriodOf => ReportView = 200 Get "/api/reports";

    /// Lists refuels.
    LIST_REFUELS: ReadFleet, ListRefuels => PageWithSums<RefuelView, RefuelSums> = 200 Get "/api/refuels";
    /// Enters a refuel.
    CREATE_REFUEL: RecordOnVehicles, CreateRefuel => RefuelView = 201 Post "/api/refuels";
    /// The refuels of a vehicle in a period from all sides.
    REFUEL_ANALYSIS: ReadFleet, Period => RefuelAnalysisView = 200 Get "/api/refuels/vehicle/{alias}/analysis";
    /// One refuel.
    GET_REFUEL: ReadFleet, Empty => RefuelView = 200 Get "/api/refuels/{id}";
    /// Corrects a refuel.
    PATCH_REFUEL: RecordOnVehicles, PatchRefuel => RefuelView = 200 Patch "/api/refuels/{id}", Put "/api/refuels/{id}";
    /// Deletes a refuel.
    DELETE_REFUEL: RecordOnVehicles, Empty => () = 204 Delete "/api/refuels/{id}";

    /// Lists maintenance.
    LIST_MAINTENANCE: ReadFleet, ListMaintenance => PageWithSums<MaintenanceView, MaintenanceSums> = 200 Get "/api/maintenance";
    /// Enters work that was done.
    CREATE_MAINTENANCE: RecordOnVehicles, CreateMaintenance => MaintenanceView = 201 Post "/api/maintenance";
    /// Maintenance that is overdue or due within either limit, most urgent first.
    UPCOMING_MAINTENANCE: ReadFleet, UpcomingMaintenance => Items<DueView> = 200 Get "/api/maintenance/upcoming";
    /// One piece of work.
    GET_MAINTENANCE: ReadFleet, Empty => MaintenanceView = 200 Get "/api/maintenance/{id}";
    /// Corrects a piece of work, or its plan.
    PATCH_MAINTENANCE: RecordOnVehicles, PatchMaintenance => MaintenanceView = 200 Patch "/api/maintenance/{id}", Put "/api/maintenance/{id}";
    /// Deletes a piece of work.
    DELETE_MAINTENANCE: RecordOnVehicles, Empty => () = 204 Delete "/api/maintenance/{id}";

    /// Lists expenses.
    LIST_EXPENSES: ReadFleet, ListExpenses => PageWithSums<ExpenseView, ExpenseSums> = 200 Get "/api/expenses";
    /// Enters an expense.
    CREATE_EXPENSE: RecordOnVehicles, CreateExpense => ExpenseView = 201 Post "/api/expenses";
    /// Expenses of a period by category, largest first.
    EXPENSE_SUMMARY: ReadFleet, PeriodOf => ExpenseSummaryView = 200 Get "/api/expenses/summary";
    /// Recurring expenses that are overdue or due in time, most urgent first.
    UPCOMING_EXPENSES: ReadFleet, UpcomingExpenses => Items<DueView> = 200 Get "/api/expenses/upcoming";
    /// One expense.
    GET_EXPENSE: ReadFleet, Empty => ExpenseView = 200 Get "/api/expenses/{id}";
    /// Corrects an expense, or its recurrence.
    PATCH_EXPENSE: RecordOnVehicles, PatchExpense => ExpenseView = 200 Patch "/api/expenses/{id}", Put "/api/expenses/{id}";
    /// Deletes an expense.
    DELETE_EXPENSE: RecordOnVehicles, Empty => () = 204 Delete "/api/expenses/{id}";
    /// Books the payment of a recurring expense and moves its next date one period on.
    PAY_EXPENSE: RecordOnVehicles, PayExpense => PaidView = 200 Post "/api/expenses/{id}/pay";

    /// Brings a file that belongs to a record, or a part of it: again and again until it is complete.
    PUT_BLOB: RecordOnVehicles, Bytes<FILE_BYTES_MAX> => UploadView = 200 Put "/api/blobs/{sha256}";
    /// A file, for whoever sees a record that it belongs to.
    GET_BLOB: ReadFleet, Empty => File = 200 Get "/api/blobs/{sha256}";
    /// How far one's own upload of a file has come.
    GET_UPLOAD: RecordOnVehicles, Empty => UploadView = 200 Get "/api/blobs/{sha256}/upload";

    /// Lists odometer readings that came with no other record.
    LIST_READINGS: ReadFleet, ListReadings => Page<ReadingView> = 200 Get "/api/readings";
    /// Enters an odometer reading, or that the odometer was replaced.
    CREATE_READING: RecordOnVehicles, CreateReading => ReadingView = 201 Post "/api/readings";
    /// One odometer reading.
    GET_READING: ReadFleet, Empty => ReadingView = 200 Get "/api/readings/{id}";
    /// Corrects an odometer reading.
    PATCH_READING: RecordOnVehicles, PatchReading => ReadingView = 200 Patch "/api/readings/{id}", Put "/api/readings/{id}";
    /// Deletes an odometer reading.
    DELETE_READING: RecordOnVehicles, Empty => () = 204 Delete "/api/readings/{id}";
    /// The data-quality inbox: what looks wrong, the most recent first.
    LIST_FINDINGS: ReadFleet, ListFindings => Page<FindingView> = 200 Get "/api/findings";

    /// All due work, most urgent first.
    LIST_DUE: ReadFleet, ListDue => Items<DueView> = 200 Get "/api/due";
    /// News of what has become due, newest first.
    LIST_NOTICES: ReadFleet, ListNotices => Page<NoticeView> = 200 Get "/api/notices";

    /// Facts from the road that do not go together with what was planned, newest first; drivers see what they told.
    LIST_EXCEPTIONS: ReadExceptions, ListExceptions => Page<ExceptionView> = 200 Get "/api/exceptions";
    /// Settles an exception.
    RESOLVE_EXCEPTION: ResolveExceptions, ResolveException => ExceptionView = 200 Post "/api/exceptions/{id}/resolve";

    /// Lists packages.
    LIST_PACKAGES: ReadPackages, ListPackages => Page<PackageView> = 200 Get "/api/packages";
    /// Enters a package.
    CREATE_PACKAGE: EditPackages, CreatePackage => PackageView = 201 Post "/api/packages";
    /// How many packages of a list stand at each status; `status`, page and order do not matter.
    COUNT_PACKAGES: ReadPackages, ListPackages => PackageCountsView = 200 Get "/api/packages/counts";
    /// Changes particulars of several packages, all or none.
    PATCH_PACKAGES: EditPackages, PatchPackages => Items<PackageView> = 200 Post "/api/packages/bulk";
    /// The packages assigned to the viewer that are not finished.
    MY_PACKAGES: ReadPackages, Empty => Items<PackageView> = 200 Get "/api/packages/mine", Get "/api/packages/getMyPackages";
    /// What happened on a day, counted.
    DAY_SUMMARY: ReadPackages, OnDay => DaySummaryView = 200 Get "/api/packages/summary", Get "/api/packages/getDailySummary";
    /// Moves packages along their lifecycle, all or none.
    STEP_PACKAGES: StepPackages, StepPackages => Items<PackageView> = 200 Patch "/api/packages/updateStatus";
    /// Moves one package along its lifecycle.
    STEP_PACKAGE: StepPackages, StepPackages => PackageView = 200 Post "/api/packages/{id}/status";
    /// One package.
    GET_PACKAGE: ReadPackages, Empty => PackageView = 200 Get "/api/packages/{id}";
    /// Changes a package's particulars.
    PATCH_PACKAGE: EditPackages, PatchPackage => PackageView = 200 Patch "/api/packages/{id}", Put "/api/packages/{id}";
    /// Deletes a package that is still pending.
    DELETE_PACKAGE: EditPackages, Empty => () = 204 Delete "/api/packages/{id}";
    /// Makes a new tracking link; the one before is dead.
    RENEW_TRACKING_LINK: EditPackages, Empty => PackageView = 200 Post "/api/packages/{id}/tracking-link";
    /// The mails to a package's recipient and what became of them, oldest first.
    PACKAGE_MAILS: EditPackages, Empty => Items<MailView> = 200 Get "/api/packages/{id}/mails";
    /// All steps of a package, oldest first.
    PACKAGE_LOG: ReadLog, Empty => Items<LogEntryView> = 200 Get "/api/packages/{id}/log";

    /// Lists routes.
    LIST_ROUTES: ReadFleet, ListRoutes => Page<RouteRowView> = 200 Get "/api/routes";
    /// Plans a delivery route for one driver (office), or enters a logged route.
    CREATE_ROUTE: RecordOnVehicles, CreateRoute => RouteView = 201 Post "/api/routes";
    /// The viewer's route of a day.
    MY_ROUTE: DriveRoutes, MyDay => DayRouteView = 200 Get "/api/routes/mine", Get "/api/routes/getMyDaily";
    /// A driver's route of a day.
    ROUTE_OF_DRIVER: PlanRoutes, RouteOfDriver => DayRouteView = 200 Get "/api/routes/by-driver", Get "/api/routes/getByUserAndDate";
    /// Starts, completes or cancels a route; repeating the step changes nothing.
    STEP_ROUTE: DriveRoutes, StepRoute => RouteView = 200 Patch "/api/routes/updateStatus/{id}";
    /// One route with its stops.
    GET_ROUTE: ReadFleet, Empty => RouteView = 200 Get "/api/routes/{id}";
    /// Changes an open delivery route (office), or corrects a logged route.
    PATCH_ROUTE: RecordOnVehicles, PatchRoute => RouteView = 200 Patch "/api/routes/{id}", Put "/api/routes/{id}";
    /// Deletes a planned delivery route (office), whose packages are pending again, or a logged route.
    DELETE_ROUTE: RecordOnVehicles, Empty => () = 204 Delete "/api/routes/{id}";
    /// Plans a day for several drivers: shown, or written with `commit`.
    PLAN_DAY: PlanRoutes, PlanDay => DayPlanView = 200 Post "/api/routes/plan";
    /// What a driver has not finished on routes that are over or of an earlier day.
    UNFINISHED: DriveRoutes, UnfinishedOf => UnfinishedView = 200 Get "/api/routes/continueFromPast";
    /// Takes unfinished packages into today's route, which is made if there is none.
    CONTINUE_FROM_PAST: DriveRoutes, ContinueFromPast => RouteView = 200 Post "/api/routes/continueFromPast";
    /// Puts packages onto a planned or running route.
    ADD_PACKAGES: PlanRoutes, AddPackages => RouteView = 200 Post "/api/routes/{id}/packages";
    /// Takes a package off a planned or running route; it is pending again.
    REMOVE_PACKAGE: PlanRoutes, Empty => RouteView = 200 Delete "/api/routes/{id}/packages/{package_id}";
    /// Gives an open stop to another route; answers with that route.
    MOVE_STOP: PlanRoutes, MoveStop => RouteView = 200 Post "/api/stops/move";
    /// Plans the open stops of a route anew.
    OPTIMIZE_ROUTE: PlanRoutes, Empty => RouteView = 200 Post "/api/routes/{id}/optimize";
    /// What it takes to drive between the places of a route that one drives or plans.
    ROUTE_LEGS: DriveRoutes, Empty => RouteLegs = 200 Get "/api/routes/{id}/legs";
    /// Puts the open stops into the given order.
    REORDER_STOPS: DriveRoutes, ReorderStops => RouteView = 200 Patch "/api/stops/reorder";
    /// Records an arrival.
    RECORD_ARRIVAL: DriveRoutes, RecordArrival => StopView = 200 Patch "/api/stops/updateArrival";

    /// Takes what was done on a phone, in its order, each command once.
    PUSH: SignedIn, Push => PushedView = 200 Post "/api/sync/push";
    /// What has changed of the copy of one's day.
    PULL: KeepCopy, Pull => PulledView = 200 Get "/api/sync/pull";
    /// A copy of one's day: routes from yesterday to the day after tomorrow, and all that they need.
    SNAPSHOT: KeepCopy, AskSnapshot => SnapshotView = 200 Get "/api/sync/snapshot";
    /// What the copy of one's day should be, in short.
    DIGEST: KeepCopy, AskDigest => DigestView = 200 Get "/api/sync/digest";
    /// The devices that keep a copy of one's day; to an admin those of anybody.
    LIST_DEVICES: SignedIn, ListDevices => Items<DeviceView> = 200 Get "/api/devices";
    /// One device.
    GET_DEVICE: SignedIn, Empty => DeviceView = 200 Get "/api/devices/{id}";
    /// Sends a device away: whoever is signed in there is no more, and nothing is taken from it.
    REVOKE_DEVICE: SignedIn, Empty => () = 204 Delete "/api/devices/{id}";

    /// The log of all packages, newest first.
    LIST_LOG: ReadLog, ListLog => Page<LogEntryView> = 200 Get "/api/logs", Get "/api/logs/listAll", Get "/api/logs/listByPackage";
    /// A package for the holder of its tracking link.
    TRACKING: Public, Empty => TrackingView = 200 Get "/api/tracking/{token}";
    /// Lists what is in the trash, the last deleted first: one's own, to an admin everybody's.
    LIST_TRASH: UseTrash, ListTrash => Page<TrashView> = 200 Get "/api/trash";
    /// Brings a deleted record back as it was, with what follows from it.
    RESTORE: UseTrash, Empty => () = 204 Post "/api/trash/{kind}/{id}/restore";
    /// Deletes for good what is in the trash, at once.
    ERASE: UseTrash, Empty => () = 204 Delete "/api/trash/{kind}/{id}";
    /// Today at a glance.
    DASHBOARD: ReadFleet, Empty => DashboardView = 200 Get "/api/dashboard";
    /// The fleet's settings.
    GET_SETTINGS: SignedIn, Empty => SettingsView = 200 Get "/api/settings";
    /// Changes the fleet's settings.
    PUT_SETTINGS: ManageSettings, Settings => SettingsView = 200 Put "/api/settings";
    /// How the server is reached, the certificate that it shows, and what phones are to trust.
    GET_TLS: ManageSettings, Empty => TlsView = 200 Get "/api/settings/tls";
    /// How mail is sent; passwords are never shown.
    GET_MAIL_SETTINGS: ManageSettings, Empty => MailSettingsView = 200 Get "/api/settings/mail";
    /// Sets how mail is sent.
    PUT_MAIL_SETTINGS: ManageSettings, MailSettings => MailSettingsView = 200 Put "/api/settings/mail";
    /// Sends a mail to whoever asks, and tells what the mail server says.
    TEST_MAIL: ManageSettings, Empty => MailTestView = 200 Post "/api/settings/mail/test";
    /// What files take, and may take.
    FILES_USE: ManageSettings, Empty => FilesUseView = 200 Get "/api/settings/files";
    /// Lists jobs: the recurring ones, then those that wait, the oldest first.
    LIST_JOBS: ManageSettings, ListJobs => Page<JobView> = 200 Get "/api/jobs";
    /// Lets a job run as soon as possible, also one that was paused or gave up.
    RETRY_JOB: ManageSettings, Empty => JobView = 200 Post "/api/jobs/{id}/retry";
    /// Lets a job wait until it is retried.
    PAUSE_JOB: ManageSettings, Empty => JobView = 200 Post "/api/jobs/{id}/pause";
    /// Whether there are demo data, and what stays when they go.
    GET_DEMO_DATA: ManageSettings, Empty => DemoDataView = 200 Get "/api/demo-data";
    /// Has an empty installation filled with demo data.
    FILL_DEMO_DATA: ManageSettings, Empty => () = 202 Post "/api/demo-data";
    /// Has the demo data taken away, but for what something of one's own hangs on.
    REMOVE_DEMO_DATA: ManageSettings, Empty => () = 202 Delete "/api/demo-data";
    /// What the sign-in screen needs.
    WELCOME: Public, Empty => WelcomeView = 200 Get "/api/welcome";
    /// Whether the server works.
    HEALTH: Public, Empty => HealthView = 200 Get "/api/health";
    /// Streams events: what has changed of what the viewer may see, and how far their plans have come.
    EVENTS: SignedIn, Empty => Stream<Event> = 200 Get "/api/events";
    /// Streams a consistent copy of the data file.
    BACKUP: TakeBackup, Empty => File = 200 Post "/api/backup";
    /// This table as OpenAPI 3.1.
    OPENAPI: Public, Empty => serde_json::Value = 200 Get "/api/openapi.json";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_endpoints_share_method_and_path() {
        let mut seen = BTreeSet::new();
        for endpoint in all() {
            for (method, path) in
                std::iter::once(&(endpoint.method, endpoint.path)).chain(endpoint.aliases)
            {
                assert!(seen.insert((*method, *path)), "{endpoint:?} is there twice");
            }
        }
    }

    #[test]
    fn path_arguments_are_encoded() {
        assert_eq!(GET_VEHICLE.path_with(&["añ/o"]), "/api/vehicles/a%C3%B1%2Fo");
        assert_eq!(PACKAGE_LOG.path_with(&["7"]), "/api/packages/7/log");
    }
}
