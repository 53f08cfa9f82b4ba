## Problems: one sentence each, saying what to do.
error-validation = Check the marked fields.
error-malformed_body = The request could not be read. Send valid JSON of the expected form.
error-malformed_query = The query could not be read. Check the names and values in the address.
error-malformed_header = A header of the request has the wrong form. Check If-Match and Idempotency-Key.
error-token_invalid = This link is no longer valid. Ask your admin for a new one.
error-depot_missing = There is no depot yet. Set it in the settings, or name one for this route.
error-not_signed_in = Sign in first.
error-wrong_credentials = E-mail or password is wrong. Check both and try again.
error-forbidden = Your role does not allow this. Ask your admin if you need it.
error-account_inactive = This account has been deactivated. Ask your admin.
error-registration_closed = New accounts are by invitation only. Ask your admin for one.
error-setup_code_invalid = The first account needs the whole link that the server printed when it started; `furgo user setup-link` prints it again.
error-cross_site = The request came from another site and was refused. Open Furgo at its own address and try again.
error-not_found = This does not exist, or you do not have access to it.
error-deleted = This is in the trash. Whoever deleted it, or an admin, can restore it within 30 days.
error-gone = This request was fulfilled before, and what it made has been erased since. Send a new one if you need it.
error-method_not_allowed = This address does not take that method. The header Allow names those that it takes.
error-taken = This value is already in use. Choose another one.
error-taken-meanwhile = What it was told apart by is in use by another record now. Change or delete that one, then restore this.
error-id_reused = A record with this id exists with other content. Read it first, or take a new id.
error-illegal_step = This is not possible in the current status. Reload: somebody may have been faster.
error-viewers_do_not_drive = Viewers only read, so they cannot drive as well. Choose another role first.
error-last_admin = This is the last active admin. Make somebody else an admin first.
error-password_missing = They have no password yet, so they cannot be an admin. Make a link for a new password first.
error-own_account = You cannot do this to your own account. Ask another admin.
error-has_open_work = This person still has open packages or routes. Hand them over first.
error-vehicle_inactive = The vehicle is out of service. Put it back into service first.
error-vehicle_in_use = The vehicle still has planned or running routes. Give those another vehicle first.
error-still_referenced = Other records were made from this one. Delete those first.
error-not_empty = Demo data are for an installation without vehicles, packages and routes of its own. Go on with yours.
error-restore_first = What this belongs to is in the trash as well. Restore that first.
error-driver_or_vehicle_gone = This route's driver does not drive any more, or its vehicle is gone. Enter it anew, with another driver or vehicle.
error-not_recurring = Only a recurring expense can be paid again. First set how often it repeats.
error-overlaps = The driver or the vehicle is on another route at that time. Choose another time, another driver or another vehicle.
error-does_not_fit = Something cannot be kept: a time window, what the vehicle may carry, or the driver's hours. Choose other packages or another place, or insist with a note.
error-nothing_unfinished = Nothing is left over from earlier routes.
error-other_day = This route is planned for another day. Confirm that you want to start it now.
error-package_not_plannable = One of the packages is already on an open route, or is finished. Deselect it and plan again.
error-route_closed = This route is already under way or finished, so this can no longer be changed. Reload to see where it stands.
error-package_not_pending = Only a pending package can be deleted. Unassign it first.
error-arrival_recorded = The arrival has already been recorded. Go on with the delivery.
error-mail_not_set_up = Mail is not set up yet. Set the mail server in the settings.
error-changed_meanwhile = Something changed in the meantime. Look again and repeat it.
error-stale = Somebody else changed this in the meantime. Load it again, then make your change.
error-body_too_slow = The request took too long to arrive. Try again.
error-body_too_large = That is too large to send. Send less at once.
error-upload_gap = A part of the file is missing. Send it again from where it stopped.
error-other_person = What waits here is somebody else’s. Sign in as the person who entered it.
error-device_revoked = This device was taken off your account. What it has not sent is still on it: export it, or ask the office.
error-client_state_forked = Another device counts with the same number. Furgo gives this one a number of its own.
error-sequence_gap = Something that was entered before this has not come. Send it first.
error-too_many_devices = You have too many devices. Remove one that you no longer use from your profile.
error-cursor_expired = What this device has seen is too old. Fetch the day anew.
error-files_full = There is no room left for files. An admin can allow more in the settings, or delete records with large files.
error-file_not_allowed = Only photos (JPEG, PNG, WebP) and PDF files can be kept. Choose another file.
error-range_not_satisfiable = The file does not have that part. Ask for all of it.
error-file_differs = The file did not arrive as it was sent. Send it again.
error-too_many_uploads = Too many files are on their way at once. Wait until some have arrived.
error-not_json = The request must be JSON. Send it with Content-Type: application/json.
error-key_reused = This Idempotency-Key was used for another request. Take a new one.
error-too_many_attempts = Too many attempts. Wait a moment, then try again.
error-internal = Something went wrong on the server. Try again; if it happens again, quote the request id.
error-unavailable = The server cannot do this right now. Try again in a moment.

## Statuses
package-pending = Registered
package-assigned = Assigned
package-in_transit = Out for delivery
package-delivered = Delivered
package-undelivered = Could not be delivered
package-failed = Will not be delivered

## The tracking page
tracking-title = Package { $code }
tracking-for = For
tracking-to = To
tracking-estimated = Estimated delivery
tracking-eta = Expected
tracking-stops = { $count ->
    [0] You are next
    [one] One stop before you
   *[other] { $count } stops before you
}
tracking-history = History
tracking-updated = Last update
tracking-missing-title = No package here
tracking-missing = This tracking link is wrong or too old. Check it, or ask whoever sent you the package.
