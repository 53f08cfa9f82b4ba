# The driver's day.
day-previous = Previous day
day-next = Next day
day-nothing-today = No route today
day-nothing = No route on this day
day-nothing-hint = The office has not planned one for you yet. You will see it here once it is planned.
day-my-packages = My packages
day-old-route = Your route of { $day } was never completed.
day-old-route-show = Show it
day-depart = Departure
day-stops = Stops
day-distance = Distance
day-duration = Time
day-vehicle = Vehicle
day-start = Start the route
day-complete = Complete the route
day-progress = { $done } of { $total } done
day-progress-failed = { $count ->
    [one] { $count } not delivered
   *[other] { $count } not delivered
}
day-progress-label = Stops done
day-next-stop = Next stop
day-stop-of = Stop { $number } of { $total }
day-planned-at = planned { $time }
day-planned-unknown = arrival unknown
day-was-there = done at { $time }
day-arrived = I’ve arrived
day-arrived-at = Here since { $time }
day-window = Between { $from } and { $to }
day-attempts = { $count ->
    [one] Tried { $count } time
   *[other] Tried { $count } times
}
day-navigate = Navigate
day-call = Call
day-delivered = Delivered
day-not-delivered = Not delivered
day-said-delivered = Delivered: { $about }
day-said-undelivered = Not delivered: { $about }
day-said-undone = Undone: { $about }
day-said-again = Second attempt: { $about }
day-reason-title = Why not?
day-reason-note = What happened?
day-reason-record = Not delivered
day-all-stops = All stops
day-take-now = Do this one next
day-try-again = Try again
day-waiting = Waiting to send
day-waiting-count = { $count } waiting to send
day-refused = Not recorded: { $about }
day-refused-seen = Got it
day-completed = Route completed
day-completed-hint = { $count ->
    [0] { $delivered } delivered, nothing left over, { $distance }.
    [one] { $delivered } delivered, { $count } not delivered, { $distance }.
   *[other] { $delivered } delivered, { $count } not delivered, { $distance }.
}
day-cancelled = Route cancelled
day-cancelled-hint = The office cancelled this route. Ask them before you drive on.
day-other-routes = Other routes of this day
day-show-route = Show
day-stop-count = { $count ->
    [one] { $count } stop
   *[other] { $count } stops
}
day-left = { $count ->
    [one] { $count } package is left over from earlier routes.
   *[other] { $count } packages are left over from earlier routes.
}
day-left-take = Take along today
day-left-taken = On today’s route now
day-expected-at = expected { $time }
day-late = { $late } min late
day-said-too-late = Too late to undo: { $about }
day-left-choose = Choose which
day-left-choose-hint = If not everything fits in the van, untick what stays here.
day-nothing-hint-office = Nobody has planned one for you yet. You can do it yourself.
day-plan-route = Plan a route
day-cancelled-hint-office = This route was cancelled, and nothing on it goes out any more.
day-replan = Plan the rest again
