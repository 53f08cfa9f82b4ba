# What was deleted, and the way back.
trash-title = Trash
trash-text = What is deleted can be restored for 30 days. Admins see what everybody deleted.
trash-empty = The trash is empty
trash-empty-hint = What you delete waits here for 30 days.
trash-kind-refuels = Refuel
trash-kind-maintenance = Maintenance
trash-kind-expenses = Expense
trash-kind-readings = Odometer reading
trash-kind-packages = Package
trash-kind-routes = Route
trash-deleted-by = Deleted { $moment } by { $name }
trash-deleted = Deleted { $moment }
trash-kept-until = gone for good on { $day }
trash-restore = Restore
trash-taken = Another record has taken its place: the driver has another route on that day. Change or delete that one, then restore this.
