# Packages onto a route.
stops-add = Add packages
add-title = Add packages to this route
add-submit = { $count ->
    [one] Add { $count } package
   *[other] Add { $count } packages
}
add-insist = Add all the same
add-done = { $count ->
    [one] { $count } package added
   *[other] { $count } packages added
}
place-where = Place on the route
place-best = Where it costs the least time
place-number = As stop { $number }
place-end = At the end
place-note = Why all the same?
place-note-hint = Goes into the log of each package.

# Packages off a route, or onto another.
stop-menu = More for stop { $number }
take-off = Take off the route
take-off-title = Take this package off the route?
take-off-text = { $name } waits to be planned again. The times of the other stops follow.
take-off-text-on-its-way = { $name } is on board already: tell the driver to bring it back. It waits to be planned again, and nobody is mailed.
take-off-done = Package taken off the route
move-stop = Move to another route
move-title = Move to another route
move-routes = Open routes
move-choose = Choose a route.
move-submit = Move
move-insist = Move all the same
move-done = Stop moved to the route of { $driver }
move-nowhere = No other open route
move-nowhere-hint = Neither on this day nor on the day before or after. Plan one first, or take the package off.

# When it is driven.
route-late = { $late } late
route-late-stops = { $count ->
    [one] { $count } behind its window
   *[other] { $count } behind their windows
}
stops-expected = Expected { $time }

# Another order for what is left, planned on the phone.
replan-under-way = Looking for a better order…
replan-same = This order is as good as it gets
replan-same-hint = The planner has found none that is quicker or less late.
replan-gone = Nothing is left to plan
replan-gone-hint = This route is over, or no longer yours.
replan-failed = The planner could not start
replan-failed-hint = Try again. If it stays like this, open the app once where there is a network.
replan-driving = Driving
replan-over = Finished at
replan-late = Late stops
replan-straight = Without roads: the times are estimates.
replan-take = Take this order
replan-taken = New order taken
replan-order = The new order
replan-was = was { $place }
replan-was-before = before:
replan-back = Back to the day
