# Today at a glance.
dashboard-plan-route = Plan a route
dashboard-plan = Plan
dashboard-open = Open
dashboard-to-plan = To plan
dashboard-assigned = Assigned
dashboard-in-transit = In transit
dashboard-delivered = Delivered today
dashboard-undelivered = Not delivered
dashboard-failed-today = { $count ->
    [one] { $count } failed today
   *[other] { $count } failed today
}
dashboard-routes = Today’s routes
dashboard-all-routes = All routes
dashboard-no-routes = No routes today
dashboard-no-routes-hint = Plan one: choose a driver and tick the packages.
dashboard-no-routes-hint-viewer = As soon as the office plans a route, it appears here.
dashboard-month = This month
dashboard-month-distance = Driven
dashboard-month-delivered = Deliveries
dashboard-month-routes = Routes completed
dashboard-vehicles = Vehicles in use
dashboard-attention = Needs attention
dashboard-nothing-waits = Nothing is left waiting.
dashboard-no-depot = No depot is set. Without it no route can be planned.
dashboard-set-depot = Set the depot
dashboard-undelivered-waiting = { $count ->
    [one] { $count } undelivered package waits to be planned again
   *[other] { $count } undelivered packages wait to be planned again
}
dashboard-old-route = The route of { $driver } on { $day } is still open
dashboard-tasks = Getting started
dashboard-task-depot = Set the depot where routes begin
dashboard-task-vehicle = Add a vehicle
dashboard-task-driver = Invite a driver
dashboard-task-package = Enter a package
dashboard-task-route = Plan the first route
dashboard-task-do = Do it
dashboard-task-done = done
dashboard-task-admin = An admin does this
dashboard-fleet = The fleet
