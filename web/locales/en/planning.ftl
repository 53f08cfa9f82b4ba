# Planning a day for several drivers: the choices.
plan-day = Plan the day
plan-day-today = Today
plan-day-tomorrow = Tomorrow
plan-day-drivers = Drivers
plan-day-start = From
plan-day-end = Until
plan-day-van-twice = Another route has this vehicle at that time. Choose another one.
plan-day-overlap = This driver is on another route at that time. Choose another hour.
plan-day-end-early = Must be after the start.
plan-day-end-stands = What is on the route takes until { $time }, and the next one must not have begun.
plan-day-next-day = next day
plan-day-until-next-day = { $hours }, next day
plan-day-onto = Add to the route of { $time }
plan-day-under-way = Has been under way since { $time }
plan-day-back = Back at { $time }
plan-day-add-round = Add a round
plan-day-round = Round { $number }
plan-day-remove-round = Remove this round
plan-day-added = { $count ->
    [0] The route of { $time }, with nothing new
    [one] Added to the route of { $time }: { $count } new stop
   *[other] Added to the route of { $time }: { $count } new stops
}
plan-day-new = New
plan-day-all-busy = Every driver has a route on this day already. Add to one of them, or add a round.
plan-day-choose-drivers = Select at least one driver.
plan-day-van-capacity = { $vehicle } · { $capacity }
plan-day-too-much = More than the vehicles can take
plan-day-few-vans = As few vehicles as possible
plan-day-few-vans-hint = Whoever is not needed stays at home. Otherwise everybody works about as long.
plan-day-cut = Only the first { $count } packages are listed: that is the most a plan can take.
plan-day-on-the-road = { $count ->
    [one] { $count } more package is with a driver who is under way: it can be planned when that route ends.
   *[other] { $count } more packages are with drivers who are under way: they can be planned when those routes end.
}
plan-day-none-found-hint = Search for something else.
plan-show-rest = { $count ->
    [one] Show { $count } more
   *[other] Show { $count } more
}
plan-packages-of = { $count ->
    [one] { $count } package · room for { $max }
   *[other] { $count } packages · room for { $max }
}
plan-day-submit = Plan
plan-day-submit-count = { $count ->
    [one] Plan { $count } package
   *[other] Plan { $count } packages
}

# The plan under way.
plan-day-planning = Planning…
plan-day-percent = { $percent } done
plan-day-routes = { $count ->
    [one] { $count } route
   *[other] { $count } routes
}
plan-day-fits = Everything fits so far
plan-day-open = { $count ->
    [one] { $count } package does not fit yet
   *[other] { $count } packages do not fit yet
}

# The plan as a proposal.
plan-day-dry = Nothing is saved until you confirm.
plan-day-confirm = { $count ->
    [one] Confirm { $count } route
   *[other] Confirm { $count } routes
}
plan-day-change = Change
plan-day-done = { $count ->
    [one] { $count } route planned
   *[other] { $count } routes planned
}
plan-day-changed = Something this plan depends on has changed in the meantime, so nothing was saved. Your choices are still here.
plan-day-again = Plan again
plan-day-empty = No route
plan-day-empty-hint = None of the packages fits. Change the drivers, their hours or their vehicles.
plan-day-planned = Packages
plan-day-of = of { $count }
plan-day-duration = Time
plan-day-hours = Departure–return
plan-day-load = Load
plan-day-late = { $late } late
plan-day-late-stops = { $count } late
plan-day-legend = Routes in the sketch
plan-day-sketch-label = Sketch of the plan: { $routes ->
    [one] { $routes } route
   *[other] { $routes } routes
}, { $count ->
    [one] { $count } stop
   *[other] { $count } stops
}, { $distance }. North is up. The cards say the same in words.
plan-day-spare = Not needed: { $names }.
plan-day-roads = By the roads of the imported map.
plan-day-no-roads = An estimate by straight lines: no map is imported. Import one with “furgo roads import” for times and distances by road.
plan-day-roads-elsewhere = An estimate by straight lines: the imported map does not reach the depot, or too few of the stops. Import a map of your region with “furgo roads import”.

# What does not fit.
plan-day-left = { $count ->
    [one] { $count } package does not fit
   *[other] { $count } packages do not fit
}
plan-day-left-rest = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
plan-day-left-too_heavy = { $count ->
    [one] { $count } package is heavier than any of the vehicles may carry
   *[other] { $count } packages are heavier than any of the vehicles may carry
}
plan-day-do-too_heavy = Choose a larger vehicle, or correct the weight of the package.
plan-day-left-other_day = { $count ->
    [one] { $count } package has its time window on another day
   *[other] { $count } packages have their time windows on another day
}
plan-day-do-other_day = Plan it for its own day, or agree on another time with the recipient.
plan-day-left-unreachable = { $count ->
    [one] No road leads to { $count } package
   *[other] No road leads to { $count } packages
}
plan-day-do-unreachable = Check the position of the address on the map.
plan-day-left-too_far = { $count ->
    [one] { $count } package cannot be reached in time, even on a route of its own
   *[other] { $count } packages cannot be reached in time, even on a route of their own
}
plan-day-do-too_far = Let somebody leave earlier or come back later, or widen the recipient’s time window.
plan-day-left-capacity = { $count ->
    [one] { $count } package does not fit: the vehicles are full
   *[other] { $count } packages do not fit: the vehicles are full
}
plan-day-do-capacity = Add a driver with a vehicle, choose larger vehicles, or plan the rest for another day.
plan-day-left-time = { $count ->
    [one] { $count } package does not fit into the drivers’ hours
   *[other] { $count } packages do not fit into the drivers’ hours
}
plan-day-do-time = Add a driver, let somebody work longer, or plan the rest for another day.
plan-day-left-left_out = { $count ->
    [one] { $count } package was left out in favour of others
   *[other] { $count } packages were left out in favour of others
}
plan-day-do-left_out = Add a driver or more hours, or plan the rest for another day.
plan-late-departure = At least one departure is already over. Choose a later hour or another day.
plan-awaits-driver = Waiting for a driver
plan-awaits-driver-hint = Nobody can drive before the account is activated.
plan-awaits-driver-do = All people
