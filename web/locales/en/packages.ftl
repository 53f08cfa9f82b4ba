# Packages.
packages-title = Packages
packages-add = Add package
packages-empty = No packages yet
packages-empty-hint = Enter the first one. Then assign it to a driver, or plan a route with it.
packages-empty-driver = Nothing is assigned to you. Your dispatcher sees to that.
packages-search = Search code, recipient or address
packages-more-filters = More filters
packages-fewer-filters = Fewer filters
packages-city = City (full name)
packages-from = Added from
packages-to = Added until
packages-selected-label = Selected packages
packages-selected = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
packages-no-common-step = They have different statuses and no step in common. Select packages with the same status.
packages-too-many = At most { $count } at once.
packages-plan = Plan a route
packages-clear-selection = Clear selection
packages-code = Code
packages-due = Day of delivery
packages-due-today = Today
packages-due-tomorrow = Tomorrow
packages-due-range = From one day to another
packages-window = Time window
packages-with-window = With a time window
packages-without-window = Without a time window
packages-window-by = Window ends by
packages-select-page = { $count ->
    [one] Select the one on this page
   *[other] Select all { $count } on this page
}
packages-edit-many = Edit
packages-edit-text = What you leave empty stays as it is in each package.
packages-edit-no-window = Take the time windows away
packages-edit-keep = Leave as it is
packages-edit-save = Change
packages-edited = { $count ->
    [one] { $count } package changed
   *[other] { $count } packages changed
}
package-title = Package
package-code = Tracking code
package-recipient = Recipient
package-name = Name
package-phone = Phone
package-email = E-mail
package-address = Address
package-street = Street and number
package-postal-code = Postal code
package-city = City
package-country = Country
package-delivery = Delivery
package-day = Day
package-from = From
package-to = Until
package-window-hint = Give hours only if the recipient is there at certain times.
package-parcel = Package
package-weight = Weight
package-service = Time at the stop
package-service-default = Fleet default
package-description = Contents
package-description-hint = The driver reads this at the door.
package-reference = Reference
package-reference-hint = The sender’s order number or barcode. No two packages share one.
package-access = Getting in
package-access-hint = Door code, staircase, where to ring: the driver reads this at the door.
package-attempts = Failed attempts
package-entered-at = Added
package-no-position = No position
package-new-title = Add packages
package-new-lead = Press Enter to save. The next package starts with the same town.
package-save-next = Save and next
package-entered = { $name } saved, { $code }
package-recent = Just entered
package-recent-none = What you enter appears here.
package-edit-title = Edit package
package-facts = Details
package-status = Status
package-driver = Driver
package-driver-other = Somebody who no longer drives
package-nobody = Nobody yet
package-route = Route
package-route-open = Show the route
package-log = History
package-tracking = Tracking page
package-tracking-link = Link for the recipient
package-tracking-hint = Whoever has the link sees status and arrival, without signing in.
package-tracking-open = Open
package-tracking-renew = New link
package-tracking-renew-title = Make a new link?
package-tracking-renew-text = The link that the recipient has now will no longer open anything.
package-tracking-renewed = New link made. The old one no longer works.
package-choose = Choose…
package-reason = Reason
package-note = Note
package-step-pending = Unassign
package-step-assigned = Assign to a driver
package-step-in_transit = Send out
package-step-delivered = Mark as delivered
package-step-undelivered = Mark as not delivered
package-step-failed = Close as undelivered
package-step-text-pending = It is taken off the driver and the route, and can be planned again.
package-step-text-assigned = The driver sees it at once.
package-step-text-in_transit = It is on its way to the recipient.
package-step-text-delivered = The recipient has it. This is final.
package-step-text-undelivered = It did not reach the recipient this time. It can be tried again or planned for another day.
package-step-text-failed = The package is closed without delivery. This is final.
package-step-several = { $count ->
    [one] Applies to { $count } package.
   *[other] Applies to { $count } packages, to all or to none.
}
package-stepped-one = { $name }: { $status }
package-stepped = { $count ->
    [one] Done
   *[other] Done for { $count } packages
}
package-correct = Correct the status
package-correct-text = For mistakes only. The log marks it as a correction, with your name and note.
package-correct-note-hint = What was wrong?
package-corrected = Status corrected
package-delete-title = Delete the package for { $name }?
package-delete-text = It goes into the trash, and its tracking page is closed. You can restore it for 30 days.
package-deleted = Package deleted
package-mails = Mails to the recipient
package-mails-none = None yet. They leave where there is a mail server and the settings say so.
mail-state-waiting = Waiting
mail-state-sent = Sent
mail-state-refused = Not taken
mail-state-dropped = Not needed any more
package-locale = Language
package-locale-fleet = The fleet’s
