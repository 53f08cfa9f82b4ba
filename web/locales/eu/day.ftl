# Gidariaren eguna.
day-previous = Aurreko eguna
day-next = Hurrengo eguna
day-nothing-today = Gaur ez duzu ibilbiderik
day-nothing = Egun horretan ez duzu ibilbiderik
day-nothing-hint = Bulegoak ez dizu oraindik ibilbiderik planifikatu. Egin bezain laster agertuko da hemen.
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
day-progress = { $done } / { $total } eginda
day-progress-failed = { $count ->
    [one] { $count } ez da entregatu
   *[other] { $count } ez dira entregatu
}
day-progress-label = Egindako geldialdiak
day-next-stop = Hurrengo geldialdia
day-stop-of = { $number }. geldialdia, { $total } guztira
day-planned-at = planean: { $time }
day-planned-unknown = iristeko ordu ezezaguna
day-was-there = eginda { $time }
day-arrived = Iritsi naiz
day-arrived-at = Iritsiera: { $time }
day-window = { $from } eta { $to } artean
day-attempts = { $count ->
    [one] Behin saiatuta
   *[other] { $count } aldiz saiatuta
}
day-navigate = Nola iritsi
day-call = Deitu
day-delivered = Entregatuta
day-not-delivered = Ez da entregatu
day-said-delivered = Entregatuta: { $about }
day-said-undelivered = Ez da entregatu: { $about }
day-said-undone = Desegina: { $about }
day-said-again = Bigarren saiakera: { $about }
day-reason-title = Zergatik ez?
day-reason-note = Zer gertatu da?
day-reason-record = Ez da entregatu
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
    [one] { $delivered } entregatuta, { $count } ezin izan da entregatu, { $distance }.
   *[other] { $delivered } entregatuta, { $count } ezin izan dira entregatu, { $distance }.
}
day-cancelled = Ibilbidea ezeztatu da
day-cancelled-hint = Bulegoak ibilbide hau ezeztatu du. Galdetu aurrera egin aurretik.
day-other-routes = Egun honetako beste ibilbideak
day-show-route = Erakutsi
day-stop-count = { $count ->
    [one] Geldialdi { $count }
   *[other] { $count } geldialdi
}
day-left = { $count ->
    [one] Aurreko ibilbideetako pakete { $count } geratzen da.
   *[other] Aurreko ibilbideetako { $count } pakete geratzen dira.
}
day-left-take = Gaur eraman
day-left-taken = Gaurko ibilbidean dago orain
day-expected-at = iritsiko da: { $time }
day-late = { $late } min berandu
day-said-too-late = Berandu da desegiteko: { $about }
day-left-choose = Aukeratu zein
day-left-choose-hint = Dena ez bada furgonetan sartzen, kendu marka hemen geratzen denari.
day-nothing-hint-office = Inork ez dizu oraindik ibilbiderik planifikatu. Zuk zeuk egin dezakezu.
day-plan-route = Planifikatu ibilbide bat
day-cancelled-hint-office = Ibilbide hau ezeztatuta dago, eta ez da hortik ezer aterako.
day-replan = Planifikatu berriro gainerakoa
