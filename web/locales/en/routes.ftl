# List of routes.
routes-plan = Plan a route
routes-new = Plan a route
routes-driver = Driver
routes-status = Status
routes-day = Day
routes-progress = Stops
routes-vehicle = Vehicle
routes-distance = Distance
routes-departure = Departure
routes-notes = Notes
routes-stops-done = { $done } of { $count ->
    [one] { $count } stop
   *[other] { $count } stops
}
routes-stops-failed = { $count ->
    [one] { $count } not delivered
   *[other] { $count } not delivered
}
routes-all = All
routes-filters = Filters
routes-from = From
routes-to = To
routes-every-driver = All drivers
routes-every-vehicle = All vehicles
routes-clear-filters = Clear the filters
routes-none = No routes yet
routes-none-hint = Choose a driver and select packages: Furgo finds the best order of the stops.
routes-none-hint-viewer = As soon as the office plans a route, it appears here.
routes-none-found = No route matches these filters
routes-none-found-hint = Choose a longer period, or clear the filters.

# Planning a route.
plan-choose-driver = Choose a driver
plan-no-vehicle = No vehicle
plan-return = Return to the depot
plan-submit = Plan the route
plan-submit-count = { $count ->
    [one] Plan { $count } stop
   *[other] Plan { $count } stops
}
plan-done = { $count ->
    [one] Route planned with { $count } stop
   *[other] Route planned with { $count } stops
}
plan-packages = { $count ->
    [one] { $count } package
   *[other] { $count } packages
}
plan-weight-of = { $weight } of { $max }
plan-too-much = More than the vehicle takes
plan-too-much-error = This vehicle cannot take that much. Choose another one, or fewer packages.
plan-too-many = These are too many stops for one route. Plan several routes.
plan-choose-packages = Select at least one package.
plan-packages-title = Packages to plan
plan-search = Name, address or code
plan-choose-all = { $count ->
    [one] Select all ({ $count })
   *[other] Select all ({ $count })
}
plan-choose-none = Select none
plan-no-position = no position
plan-none-found = No package matches
plan-none-found-hint = Search for something else, or choose another driver.
plan-no-driver = No drivers yet
plan-no-driver-hint = Somebody has to drive the route. Invite a person with the role Driver. If you drive yourself, switch on “Also drives” for yourself under People.
plan-no-driver-do = Invite a driver
plan-no-depot = No depot is set
plan-no-depot-hint = Routes begin and end at the depot. An admin sets it once in the settings.
plan-no-depot-do = Set the depot
plan-no-package = Nothing to plan
plan-no-package-hint = Every package is on a route or finished. Enter new ones first.
plan-no-package-do = Enter a package

# One route.
route-title = Route
routes-facts = Route
routes-times = Times
routes-departs-at = Departure { $time }
routes-started-at = Started { $time }
routes-completed-at = Completed { $time }
routes-driven = Distance driven
routes-planned-distance = Planned distance
routes-planned-time = Planned time
routes-by-road = by road
routes-by-straight-line = straight line (estimate)
routes-odometer = Odometer
route-start = Start
route-start-title = Start the route?
route-start-text = Its packages are then out for delivery, and the recipients see that on their tracking pages.
route-start-other-day = This route is planned for { $day }. Start it now all the same? Its packages are then out for delivery.
route-started = Route started
route-complete = Complete
route-complete-title = Complete the route?
route-complete-text = { $count ->
    [0] All stops are done.
    [one] { $count } stop is still open. Its package becomes “not delivered”.
   *[other] { $count } stops are still open. Their packages become “not delivered”.
}
route-completed = Route completed
route-cancel = Cancel the route
route-cancel-title = Cancel this route?
route-cancel-text = It stays in the list as cancelled. Packages that are not finished can be planned again.
route-cancel-keep = Keep the route
route-cancelled = Route cancelled
route-delete = Delete the route
route-delete-title = Delete this route?
route-delete-text = Its packages become pending again and can be planned again.
route-deleted = Route deleted
route-plan-again = Plan the order again
route-planning = Planning…
route-planned-again = Open stops planned again
route-change = Edit details
route-change-title = Edit the route
odometer-label = Odometer reading
odometer-last = Last reading: { $reading }

# Its stops.
stops-title = { $count ->
    [one] { $count } stop
   *[other] { $count } stops
}
stops-change-order = Change the order
stops-order-hint = Move the open stops; the arrival times follow when you save.
stops-save-order = Save the order
stops-order-saved = Order saved, arrival times updated
stops-planned = Planned { $time }
stops-real = Arrived { $time }
stops-window = Window { $from }–{ $to }
stops-from-road = { $distance } from the road
stops-no-position = position unknown
stops-arrival-unknown = Arrival unknown
stops-missed-late = after the time window
stops-missed-other_day = time window on another day
stops-missed = { $count ->
    [one] Planned outside its time window: { $codes }.
   *[other] Planned outside their time windows: { $codes }.
}
stops-move = Move stop { $number }
stops-move-up = Move stop { $number } up
stops-move-down = Move stop { $number } down
stops-move-first = Move stop { $number } to the start
stops-move-last = Move stop { $number } to the end
sketch-title = Sketch
sketch-label = { $count ->
    [one] Sketch of the route with { $count } stop and { $distance }, north is up. The list of stops says the same in words.
   *[other] Sketch of the route with { $count } stops and { $distance }, north is up. The list of stops says the same in words.
}
sketch-depot = Depot
sketch-nothing = None of the stops has a known position.
sketch-missing = { $count ->
    [one] { $count } stop is missing: its position is unknown.
   *[other] { $count } stops are missing: their position is unknown.
}
