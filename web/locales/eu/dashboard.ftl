# Eguna begirada batean.
dashboard-plan-route = Ibilbide berria
dashboard-plan = Planifikatu
dashboard-open = Ireki
dashboard-to-plan = Planifikatzeko
dashboard-assigned = Esleituta
dashboard-in-transit = Banaketan
dashboard-delivered = Gaur entregatuta
dashboard-undelivered = Entregatu ez direnak
dashboard-failed-today = { $count ->
    [one] { $count } itxi da gaur, entregatu gabe
   *[other] { $count } itxi dira gaur, entregatu gabe
}
dashboard-routes = Gaurko ibilbideak
dashboard-all-routes = Ibilbide guztiak
dashboard-no-routes = Gaur ez dago ibilbiderik
dashboard-no-routes-hint = Planifikatu bat: aukeratu gidaria eta markatu paketeak.
dashboard-no-routes-hint-viewer = Bulegoak ibilbide bat planifikatu bezain laster agertuko da hemen.
dashboard-month = Hilabete honetan
dashboard-month-distance = Egindako bidea
dashboard-month-delivered = Entregak
dashboard-month-routes = Amaitutako ibilbideak
dashboard-vehicles = Erabiltzen diren ibilgailuak
dashboard-attention = Arreta behar du
dashboard-nothing-waits = Ez dago ezer zain.
dashboard-no-depot = Ez da biltegirik zehaztu. Hori gabe ezin da ibilbiderik planifikatu.
dashboard-set-depot = Zehaztu biltegia
dashboard-undelivered-waiting = { $count ->
    [one] Entregatu ez den pakete { $count }, berriro planifikatzeko
   *[other] Entregatu ez diren { $count } pakete, berriro planifikatzeko
}
dashboard-exceptions = { $count ->
    [one] Bidean egindako gauza bat ez dator bat planekin
   *[other] Bidean egindako { $count } gauza ez datoz bat planekin
}
dashboard-decide = Erabaki
dashboard-old-route = { $driver } gidariaren ibilbidea irekita dago oraindik ({ $day })
dashboard-tasks = Lehen urratsak
dashboard-task-depot = Zehaztu ibilbideen abiapuntua, biltegia
dashboard-task-vehicle = Gehitu ibilgailu bat
dashboard-task-driver = Gonbidatu gidari bat
dashboard-task-package = Erregistratu pakete bat
dashboard-task-route = Planifikatu lehen ibilbidea
dashboard-task-do = Hasi
dashboard-task-done = eginda
dashboard-task-admin = Administratzaileak egiten du
dashboard-fleet = Flota
