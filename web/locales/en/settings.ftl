# Settings of the fleet.
settings-title = Settings
settings-fleet = Fleet
settings-fleet-name = Name of the fleet
settings-fleet-name-hint = Recipients read it on the tracking page.
settings-time-zone = Time zone
settings-time-zone-hint = Decides when a day begins and ends.
settings-language = Language
settings-language-hint = For recipients, and for people who have not chosen a language.
settings-registration = Anyone can create an account
settings-registration-hint = New accounts can then read vehicles and reports, nothing else. Usually off: invite people instead.
settings-depot = Depot
settings-depot-hint = Where routes begin and end. An address is enough for now; routes can be planned once the position is known.
settings-depot-address = Address
settings-routes = Routes
settings-departure = Usual departure
settings-service = Time for a stop
settings-service-hint = From parking to driving off, unless the package has its own time.
settings-undo = Undo for
settings-undo-hint = As long as drivers can take back their own last step at a stop. 0: not at all.
settings-offline = Without a network for
settings-offline-hint = As long as a phone shows its copy of the day after its last contact. What is to be sent stays on it. 0: not at all.
settings-backup = Backup
settings-backup-text = Saves a copy of all data in one file while everybody keeps working. Keep it on another device; furgo restore brings it back.
settings-backup-take = Download backup
settings-backup-done = Backup saved
settings-measures = Currency and units
settings-currency = Currency
settings-currency-hint = All amounts are in this currency. Changing it does not convert amounts already entered.
settings-units-hint = For people who have not chosen their own.
settings-depot-here = Use this device’s position
settings-depot-looking = Finding the position…
settings-depot-not-found = The position could not be found. Allow it in the browser, or paste the coordinates.
settings-depot-position = Position on the map (needed to plan routes)
settings-mail = Mail
settings-mail-text = Invitations, new passwords and news for recipients leave by this server.
settings-mail-server = Mail server
settings-mail-server-hint = smtps://user@mail.example.org, or smtp://user@mail.example.org?tls=required
settings-mail-password-hint = Is sealed and never shown again.
settings-mail-password-kept = Leave it empty to keep the one that is there.
settings-mail-from = Sender
settings-mail-from-hint = An address, or a name and an address: Our fleet <furgo@example.org>
settings-mail-public = Address for links
settings-mail-public-hint = Where recipients and drivers reach Furgo. Links in mails begin with it.
settings-mail-configured = The mail server is set in the configuration of the server: { $server }
settings-mail-save = Save mail settings
settings-mail-test = Send a test mail
settings-mail-tested = The mail server took a mail to { $email }.
settings-mail-untested = The mail was not taken: { $error }
settings-mail-waiting = { $count ->
    [one] One mail waits.
   *[other] { $count } mails wait.
}
mail-obstacle-no_server = There is no mail server yet. Links are shown for handing over, and no mail leaves.
mail-obstacle-no_password = The password of the mail server has to be typed again, because the data came from another installation.
mail-obstacle-no_public_url = Mails with a link wait until the address for links is set.
mail-obstacle-demo = The demo sends no mail.
settings-mails = Mails that leave by themselves
settings-mails-digest = What’s due, on Mondays
settings-mails-digest-hint = To admins and dispatchers.
settings-mails-recipients = To recipients who have an e-mail address, each with the tracking link:
settings-mails-registered = Registered
settings-mails-assigned = Assigned
settings-mails-in_transit = Out for delivery
settings-mails-delivered = Delivered
settings-mails-undelivered = Not delivered, with the reason
settings-mails-failed = Closed undelivered
settings-files = Photos and papers
settings-files-text = They lie in the same file as everything else, and go with the record that they belong to.
settings-files-used = { $count ->
    [one] One file, { $size } of { $max } MB.
   *[other] { $count } files, { $size } of { $max } MB.
}
settings-files-free = { $size } MB are free on the disk.
settings-files-max = Room for files
settings-files-kept = Days to keep files
settings-files-kept-hint = Empty: as long as their record.
