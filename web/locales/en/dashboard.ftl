# Today at a glance.
dashboard-plan-route = Plan a route
dashboard-plan = Plan
dashboard-open = Open
dashboard-to-plan = To plan
dashboard-assigned = Assigned
dashboard-in-transit = Out for delivery
dashboard-delivered = Delivered today
dashboard-undelivered = Not delivered
dashboard-failed-today = { $count ->
    [one] { $count } closed undelivered today
   *[other] { $count } closed undelivered today
}
dashboard-routes = Today’s routes
dashboard-all-routes = All routes
dashboard-no-routes = No routes today
dashboard-no-routes-hint = Plan one: choose a driver and select the packages.
dashboard-no-routes-hint-viewer = As soon as the office plans a route, it appears here.
dashboard-month = This month
dashboard-month-distance = Distance driven
dashboard-month-delivered = Deliveries
dashboard-month-routes = Routes completed
dashboard-vehicles = Vehicles in use
dashboard-attention = Needs attention
dashboard-nothing-waits = Nothing needs attention.
dashboard-no-depot = No depot is set. Without it no route can be planned.
dashboard-set-depot = Set the depot
dashboard-undelivered-waiting = { $count ->
    [one] { $count } undelivered package to plan again
   *[other] { $count } undelivered packages to plan again
}
dashboard-exceptions = { $count ->
    [one] One thing from the road does not fit the plans
   *[other] { $count } things from the road do not fit the plans
}
dashboard-decide = Decide
dashboard-old-route = { $driver }’s route of { $day } is still open
dashboard-tasks = Getting started
dashboard-task-depot = Set the depot where routes begin
dashboard-task-vehicle = Add a vehicle
dashboard-task-driver = Invite a driver
dashboard-task-package = Enter a package
dashboard-task-route = Plan the first route
dashboard-task-do = Start
dashboard-task-done = done
dashboard-task-admin = An admin does this
dashboard-fleet = The fleet
