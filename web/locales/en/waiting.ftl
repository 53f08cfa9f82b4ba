# What waits on a phone until the server has it.
waiting-title = Waiting to send
waiting-none = Everything has been sent
waiting-none-hint = What you enter without a connection waits here until there is one.
waiting-back = Back
waiting-export = Save as a file
waiting-exported = Saved as a file.
waiting-export-failed = The browser did not save the file. Try another browser.
waiting-when = Entered { $moment }
waiting-refused = Not taken: { $reason }
waiting-seen = Understood
waiting-discard = Throw away
waiting-discard-title = Throw this away?
waiting-discard-text = Unless it has been sent already, nobody will ever know of it: not the office, not the van’s records.
waiting-discard-word = throw away
waiting-discard-type = Type “{ $word }” to confirm
waiting-discard-keep = Keep it
waiting-discarded = Thrown away
waiting-offline = No connection. All of this is kept on this phone and sent by itself, in this order, as soon as there is one.
waiting-signed-out = Your session has ended. Sign in again and all of this is sent.
waiting-not-kept = This browser keeps nothing more on the phone, because it is full or the window is a private one: what waits is lost when the page is closed.
waiting-of-others = { $count ->
    [one] { $count } entry by { $name } waits on this phone until { $name } signs in here again.
   *[other] { $count } entries by { $name } wait on this phone until { $name } signs in here again.
}
waiting-unknown = An entry of another version of the app
waiting-route-started = Route started
waiting-route-completed = Route completed
waiting-route-cancelled = Route cancelled
waiting-arrived = Arrived: { $about }
waiting-step = { $status }: { $about }
waiting-undone = Undone, back to “{ $status }”: { $about }
waiting-packages = { $count ->
    [one] { $count } package
   *[other] { $count } packages
}
waiting-journey = Journey: { $vehicle }
waiting-refuel = Refuel: { $vehicle }
waiting-maintenance = Maintenance: { $vehicle }
waiting-expense = Expense: { $vehicle }
waiting-payment = Payment of an expense
waiting-reordered = Another order of the stops
waiting-reading = Odometer: { $vehicle }
waiting-look = Look
waiting-kept = Saved on this phone. It is sent as soon as there is a connection.
waiting-too-late = This had been sent before you threw it away: it counts. Undo it in your day, or ask the office.
waiting-too-late-count = { $count ->
    [one] { $count } entry had been sent before you threw it away
   *[other] { $count } entries had been sent before you threw them away
}
waiting-refused-count = { $count ->
    [one] { $count } entry was not taken
   *[other] { $count } entries were not taken
}
waiting-not-kept-short = Kept only while this page is open
waiting-lost = { $count ->
    [one] This browser has deleted { $count } entry that was not sent yet.
   *[other] This browser has deleted { $count } entries that were not sent yet.
}
waiting-lost-hint = Enter again what is missing. Browsers keep what an app on the home screen has much longer.
