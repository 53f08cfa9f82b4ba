## Problems: one sentence each, saying what to do.
error-validation = Some fields need another look.
error-malformed_body = The request could not be read: it is not valid JSON of the expected form.
error-malformed_query = The query could not be read: check the names and values in the address.
error-malformed_header = A header of the request is not of its form.
error-token_invalid = This link is not valid any more. Ask for a new one.
error-depot_missing = There is no depot yet. Set it in the settings, or name one for this route.
error-not_signed_in = Sign in first.
error-wrong_credentials = E-mail or password is wrong.
error-forbidden = Your role does not allow this.
error-account_inactive = This account is deactivated. Ask your admin.
error-registration_closed = Registration is closed. Ask your admin for an invitation.
error-cross_site = The request came from another site and was refused.
error-not_found = There is nothing here, or it is not yours to see.
error-method_not_allowed = This address does not take that method.
error-taken = Another record has this value already.
error-id_reused = A record with this id exists with other content.
error-illegal_step = This step is not possible from here.
error-last_admin = There must always be an active admin. Make somebody else admin first.
error-own_account = You cannot do this to your own account.
error-has_open_work = This person still has open packages or routes. Give them to somebody else first.
error-vehicle_inactive = This vehicle is inactive. Reactivate it first.
error-vehicle_in_use = Planned or running routes still count on this vehicle. Give them another one first.
error-still_referenced = Other records were booked from this one. Delete those first.
error-not_recurring = This expense does not recur. Only a recurring expense can be paid again.
error-route_exists = This driver has an open route on that day already.
error-package_not_plannable = A package is on another open route or not in a state to be planned.
error-route_closed = This route is closed or under way; it cannot be changed like this.
error-package_not_pending = Only a pending package can be deleted.
error-arrival_recorded = The arrival is recorded already.
error-changed_meanwhile = Something changed meanwhile. Look again and repeat.
error-stale = Somebody else changed this meanwhile. Load it again and repeat your change.
error-body_too_slow = The request took too long to arrive. Try again.
error-body_too_large = The request is too large.
error-not_json = The request must be JSON (Content-Type: application/json).
error-key_reused = This Idempotency-Key was used for another request.
error-too_many_attempts = Too many attempts. Wait a moment and try again.
error-internal = Something went wrong on the server. Try again; if it stays, quote the request id.
error-unavailable = The server cannot take this right now. Try again in a moment.

## Statuses
package-pending = Registered
package-assigned = Assigned
package-in_transit = On the way
package-delivered = Delivered
package-undelivered = Not delivered
package-failed = Failed

## The tracking page
tracking-title = Package { $code }
tracking-for = For
tracking-to = To
tracking-estimated = Estimated delivery
tracking-eta = Expected between
tracking-stops = { $count ->
    [0] You are next
    [one] One stop before you
   *[other] { $count } stops before you
}
tracking-history = What happened so far
tracking-updated = Last update
tracking-missing-title = No package here
tracking-missing = This tracking link is wrong or too old. Check it, or ask whoever sent you the package.
