# Due work and news of it.
due-title = Due work
due-subtitle = Maintenance and recurring expenses, the most urgent first.
due-state = State
due-at = { $at }, { $left }
due-today = today
due-in-days = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
}
due-days-over = { $count ->
    [one] { $count } day overdue
   *[other] { $count } days overdue
}
due-distance-now = right now
due-distance-left = { $distance } left
due-distance-over = { $distance } over
due-forecast = About { $day }, at { $pace } a day: an estimate
due-last-amount = Last time: { $amount }
due-done = Done
due-pay = Pay
due-none = Nothing is due
due-none-hint = Enter maintenance with its next date or distance, or an expense that comes back: it appears here in time.
due-none-found = Nothing in this state.
news-title = News
news-none = As soon as something becomes due, it is said here.
news-week = The week
news-digest = { $overdue } overdue, { $due } due now, { $soon } due soon.
