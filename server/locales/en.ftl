## What mail says.
mail-greeting = Hello { $name },

mail-test-subject = A test from { $fleet }
mail-test-text = The mail server took this mail. Invitations, new passwords and news for recipients leave by it.
mail-test-why = Somebody asked for a test mail in the settings of { $fleet }.

mail-invitation-subject = Your account with { $fleet }
mail-invitation-text = You have been invited to { $fleet }. Choose a password with this link. It works once, within seven days.
mail-invitation-action = Choose a password
mail-invitation-why = An admin of { $fleet } entered your address. If you do not know them, delete this mail: nothing happens without the link.

mail-reset-subject = A new password for { $fleet }
mail-reset-text = Somebody, probably you, asked for a new password. Choose it with this link. It works once, within 30 minutes. Until then your password stays as it is.
mail-reset-action = Choose a new password
mail-reset-why = If it was not you, delete this mail: nothing happens without the link.

mail-new_device-subject = New sign-in to { $fleet }
mail-new_device-text = Somebody signed in to your account from a device that is new to it: { $device }, { $moment }.
mail-new_device-advice = If it was not you, change your password. That ends all other sessions.
mail-new_device-why = You get this whenever your account is used from a new device.

mail-password_changed-subject = Your password for { $fleet } has changed
mail-password_changed-text = Your password was changed, { $moment }. All other sessions have ended.
mail-password_changed-advice = If it was not you, ask your admin for a new link at once.
mail-password_changed-why = You get this after each change of your password.

mail-digest-subject = What’s due at { $fleet }
mail-digest-overdue = { $count ->
    [one] One item is overdue.
   *[other] { $count } items are overdue.
}
mail-digest-due = { $count ->
    [one] One item is due now.
   *[other] { $count } items are due now.
}
mail-digest-soon = { $count ->
    [one] One item is due soon.
   *[other] { $count } items are due soon.
}
mail-digest-action = Look at what’s due
mail-digest-why = The office of { $fleet } gets this on Mondays. An admin can turn it off in the settings.

mail-registered-subject = { $fleet } will deliver a package to you
mail-registered-text = { $fleet } has registered a package for you. You can follow it with this link.
mail-assigned-subject = Your package from { $fleet } is being prepared
mail-assigned-text = Your package has been given to a driver and will be delivered soon.
mail-in_transit-subject = Your package from { $fleet } is out for delivery
mail-in_transit-text = Your package is out for delivery. The link tells when it is expected.
mail-delivered-subject = Your package from { $fleet } has been delivered
mail-delivered-text = Your package has been delivered.
mail-undelivered-subject = Your package from { $fleet } could not be delivered
mail-undelivered-text = Your package could not be delivered. It will be tried again.
mail-failed-subject = Your package from { $fleet } will not be delivered
mail-failed-text = Your package will not be delivered. Please ask { $fleet } if you have questions.
mail-step-reason = Reason: { $reason }
mail-step-code = Tracking code: { $code }
mail-step-action = Follow the package
mail-step-why = { $fleet } delivers a package to you and was given this address for it.

reason-recipient_absent = nobody was there
reason-refused = the package was refused
reason-wrong_address = the address is wrong
reason-damaged = the package is damaged
reason-lost = the package is lost
reason-no_access = the driver could not get to the door
reason-closed = the place was closed
reason-cancelled = the delivery was cancelled
reason-not_enough_time = there was not enough time
reason-vehicle_issue = the vehicle broke down
reason-weather = the weather did not allow it
reason-payment_not_received = the payment was not received
reason-not_loaded = the package was not in the vehicle

## The page about our own certificate authority.
ca-title = Let this device trust Furgo
ca-why = Inside your own network nobody public can vouch for Furgo, so it has a certificate authority of its own. Install it once on this device. From then on the connection is encrypted without a warning, work goes on without a network, and the camera can be used.
ca-scope = It can vouch for these names, what is below them, and these addresses, and for nothing else, so it does not let anybody pretend to be your bank:
ca-compare = Before you trust it, compare the fingerprint (SHA-256) that the device shows with the one in the office, under Settings:
ca-download = Download the certificate
ca-done = Done? Open Furgo at
ca-android = Android
ca-android-open = Open the device’s settings, search for “CA certificate” and choose it (Security and privacy → Encryption and credentials → Install a certificate).
ca-android-choose = Press “Install anyway”, confirm with the PIN or pattern, and choose the file furgo-ca.crt.
ca-android-firefox = In Firefox also: Settings → About Firefox, tap the logo five times, go back, Secret settings → Use third party CA certificates.
ca-apple = iPhone and iPad
ca-apple-allow = Open this page in Safari, press the button and allow the download of the profile.
ca-apple-install = Open Settings → Profile Downloaded and press Install.
ca-apple-trust = Open Settings → General → About → Certificate Trust Settings and switch Furgo on.
ca-computer = Computers
ca-windows = Windows: open the file, Install Certificate → Local Machine → Trusted Root Certification Authorities.
ca-mac = macOS: open the file in Keychain Access and set it to Always Trust.
ca-firefox = Firefox: Settings → Privacy & Security → View Certificates → Authorities → Import.
ca-remove = How to remove it again
ca-remove-android = Android: search the settings for “Trusted credentials”, choose User, Furgo, Remove.
ca-remove-apple = iPhone and iPad: Settings → General → VPN & Device Management → Furgo → Remove Profile.
ca-remove-computer = Computers: delete it where you imported it.
ca-profile = Furgo
ca-profile-text = Lets this device trust the Furgo server of your fleet, and no other.
tls-only = Furgo speaks TLS: begin the address with https://. What you sent was not encrypted and was not accepted; if it held a password, change it.
