# Due work and notices of it.
due-title = What’s due
due-subtitle = Maintenance and recurring expenses, the most urgent first.
due-state = Status
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
due-forecast = Estimate: { $day }, at { $pace } a day
due-last-amount = Last time: { $amount }
due-done = Mark as done
due-pay = Record payment
due-none = Nothing is due
due-none-hint = Enter maintenance with its next date or distance, or an expense that repeats. It will appear here in time.
due-none-found = Nothing with this status.
news-title = Notices
news-none = When something falls due, you will see it here.
news-week = This week
news-digest = { $overdue } overdue, { $due } due now, { $soon } due soon.
