# Demo data in a real installation.
demo-data-title = Demo data
demo-data-text = Look around first: a small fleet with eighteen months of work. It is marked, mails nobody, and goes with one press.
demo-data-none = Demo data come to a fleet without vehicles, packages and routes.
demo-data-filling = The demo data are on their way. It takes a minute.
demo-data-present = { $count ->
    [one] One record is demo data.
   *[other] { $count } records are demo data.
 }
demo-data-removing = The demo data are being taken away.
demo-data-look = Look again
demo-data-fill = Fill with demo data
demo-data-remove = Take the demo data away
demo-data-remove-title = Take the demo data away?
demo-data-remove-text = Vehicles, people, packages, routes and records of the demo fleet go for good. Nothing of yours hangs on them.
demo-data-remove-kept = Vehicles, people, packages, routes and records of the demo fleet go for good. These stay as yours, because something of yours hangs on them: { $kept }.
demo-data-kept-vehicles = { $own ->
    [0] { $title }
   *[other] { $title } ({ $own } of yours)
 }
demo-data-kept-people = { $own ->
    [0] { $title }
   *[other] { $title } ({ $own } of yours)
 }
demo-data-kept-routes = { $own ->
    [0] the route of { $title }
   *[other] the route of { $title } ({ $own } of yours)
 }
demo-data-kept-packages = { $own ->
    [0] package { $title }
   *[other] package { $title } ({ $own } of yours)
 }
demo-data-kept-expenses = { $own ->
    [0] { $title }
   *[other] { $title } ({ $own } of yours)
 }
