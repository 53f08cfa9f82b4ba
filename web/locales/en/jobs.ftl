# What the server does by itself.
jobs-title = Background jobs
jobs-text = What Furgo does by itself. What fails is tried again, later and later; nothing is lost meanwhile.
jobs-run = Run now
jobs-resume = Resume
jobs-pause = Pause
jobs-last-run = Last run { $moment }
jobs-next-run = Next { $moment }
jobs-trouble = { $count ->
    [one] Failed once: { $error }
   *[other] Failed { $count } times: { $error }
}
job-state-running = Running
job-state-paused = Paused
job-state-gave_up = Gave up
job-state-failing = Failing
job-watch_due_work = Watch what becomes due
job-build_catalogues = Prepare lists and searches
job-forget_answers = Forget old answers to repeated requests
job-forget_changes = Forget old rows of the change log
job-forget_notices = Forget old notices
job-forget_devices = Forget devices that stay away
job-forget_mails = Forget old mails
job-empty_trash = Empty the trash
job-fill_demo = Fill with demo data
job-remove_demo = Take the demo data away
job-sweep_files = Clear away files that nothing refers to
job-ask_for_files = Look for files that have not come
job-send_mail = Send a mail
job-send_link = Send a mail with a link
job-find_account = Look for the account of a forgotten password
