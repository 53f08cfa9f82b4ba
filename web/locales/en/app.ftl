# The frame of the app.
skip-to-content = Skip to the content
nav-label = Main menu
nav-group-work = Work
nav-group-fleet = Fleet
nav-group-office = Office
nav-dashboard = Today
nav-day = My day
nav-driving = Driving
nav-office = Office
nav-packages = Packages
nav-routes = Routes
nav-vehicles = Vehicles
nav-due = What’s due
nav-refuels = Refuels
nav-maintenance = Maintenance
nav-expenses = Expenses
nav-readings = Odometer
nav-reports = Reports
nav-attention = Needs attention
nav-findings = Data check
nav-log = Log
nav-trash = Trash
nav-users = People
nav-settings = Settings
nav-search = Search
nav-more = More
not-found-title = Not found
not-found-headline = There is nothing here
not-found-hint = The link is wrong, the record was deleted, or you do not have access to it.
not-found-home = Go to the start page
unreachable-title = The server does not answer
outbox-waiting = { $count ->
    [one] { $count } change waiting to be sent
   *[other] { $count } changes waiting to be sent
}
new-version-ready = A new version of the app is ready.
new-version-waits = A new version of the app is ready. What waits is sent first.
new-version-update = Update
crash-title = Something went wrong
crash-text = An error in the app stopped it. Everything the server has confirmed is safe.
crash-reload = Reload
cut-off-title = No connection
cut-off-headline = This page needs a connection
cut-off-hint = It opens by itself as soon as there is one again.
cut-off-hint-driver = It opens by itself as soon as there is one again. Your day is here in the meantime.
cut-off-day = Go to my day
sign-out-title = { $count ->
    [one] { $count } change has not been sent
   *[other] { $count } changes have not been sent
}
sign-out-text = What waits for a connection is lost if you sign out now.
sign-out-text-kept = They stay on this phone under your name, and are sent when you sign in here again.
sign-out-confirm = Sign out all the same
sign-out-stay = Stay signed in
insecure-text = This connection is not encrypted: no work without a network, no camera, and passwords can be read along the way.
insecure-way = How to change that
