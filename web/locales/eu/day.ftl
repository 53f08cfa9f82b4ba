# Gidariaren eguna.
day-previous = Aurreko eguna
day-next = Hurrengo eguna
day-nothing-today = Gaur ez duzu ibilbiderik
day-nothing = Egun horretan ez duzu ibilbiderik
day-nothing-hint = Bulegoak ez dizu oraindik planifikatu. Egin bezain laster agertuko da hemen.
day-my-packages = Nire paketeak
day-old-route = Ibilbide bat amaitu gabe utzi zenuen ({ $day }).
day-old-route-show = Ikusi
day-depart = Irteera
day-stops = Geldialdiak
day-distance = Distantzia
day-duration = Denbora
day-vehicle = Ibilgailua
day-start = Hasi ibilbidea
day-complete = Amaitu ibilbidea
day-progress = { $total } geldialditik { $done } eginda
day-progress-failed = { $count ->
    [one] { $count } entregatu gabe
   *[other] { $count } entregatu gabe
}
day-progress-label = Egindako geldialdiak
day-next-stop = Hurrengo geldialdia
day-stop-of = { $number }. geldialdia, { $total } guztira
day-planned-at = aurreikusita { $time }
day-was-there = han { $time }
day-arrived = Iritsi naiz
day-arrived-at = Hemen, ordua: { $time }
day-window = { $from } eta { $to } artean
day-attempts = { $count ->
    [one] Saiakera { $count } huts
   *[other] { $count } saiakera huts
}
day-navigate = Nola iritsi
day-call = Deitu
day-delivered = Entregatuta
day-not-delivered = Entregatu gabe
day-said-delivered = Entregatuta: { $about }
day-said-undelivered = Entregatu gabe: { $about }
day-said-again = Bigarren saiakera: { $about }
day-reason-title = Zergatik ez?
day-reason-note = Zer gertatu da?
day-reason-record = Entregatu gabe
day-all-stops = Geldialdi guztiak
day-take-now = Egin hau orain
day-try-again = Saiatu berriro
day-waiting = Bidaltzeko zain
day-waiting-count = { $count } bidaltzeko zain
day-refused = Ez da erregistratu: { $about }
day-refused-seen = Ikusi dut
day-completed = Ibilbidea amaitu da
day-completed-hint = { $count ->
    [0] { $delivered } entregatuta, ezer falta gabe, { $distance }.
    [one] { $delivered } entregatuta, { $count } entregatu gabe, { $distance }.
   *[other] { $delivered } entregatuta, { $count } entregatu gabe, { $distance }.
}
day-cancelled = Ibilbidea bertan behera utzi da
day-cancelled-hint = Bulegoak bertan behera utzi du ibilbide hau. Galdetu aurrera egin aurretik.
