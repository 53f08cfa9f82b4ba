# The frame of the app.
skip-to-content = Skip to the content
nav-label = Main menu
nav-group-work = Work
nav-group-fleet = Fleet
nav-group-office = Office
nav-dashboard = Today
nav-day = My day
nav-packages = Packages
nav-routes = Routes
nav-vehicles = Vehicles
nav-due = Due work
nav-refuels = Refuels
nav-maintenance = Maintenance
nav-expenses = Expenses
nav-readings = Odometer
nav-reports = Reports
nav-findings = Data check
nav-log = Log
nav-users = People
nav-settings = Settings
nav-more = More
not-found-title = Not found
not-found-headline = There is nothing here
not-found-hint = The link is wrong, the record was deleted, or it is not yours to see.
not-found-home = To the start
unreachable-title = The server does not answer
outbox-waiting = { $count ->
    [one] { $count } change waits to be sent
   *[other] { $count } changes wait to be sent
}
crash-title = Something broke
crash-text = The app has stopped because of a fault of its own. What the server has confirmed is safe.
crash-reload = Load again
