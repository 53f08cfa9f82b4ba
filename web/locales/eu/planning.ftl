# Planning a day for several drivers: the choices.
plan-day = Planifikatu eguna
plan-day-today = Gaur
plan-day-tomorrow = Bihar
plan-day-drivers = Gidariak
plan-day-start = Noiztik
plan-day-end = Noiz arte
plan-day-van-twice = Beste ibilbide batek darama ibilgailu hau ordu horretan. Aukeratu beste bat.
plan-day-overlap = Ordu horretan beste ibilbide batean dabil. Aukeratu beste ordu bat.
plan-day-end-early = Hasiera-ordua baino beranduago izan behar du.
plan-day-end-stands = Ibilbidean dagoenak { $time } arte irauten du, eta hurrengoak ezin du hasita egon.
plan-day-next-day = hurrengo eguna
plan-day-until-next-day = { $hours }, hurrengo eguna
plan-day-onto = Gehitu ibilbide honi: { $time }
plan-day-under-way = Bidean: { $time } ordutik
plan-day-back = Itzulera: { $time }
plan-day-add-round = Gehitu beste irteera bat
plan-day-round = { $number }. irteera
plan-day-remove-round = Kendu irteera hau
plan-day-added = { $count ->
    [0] Ibilbidea: { $time }, ezer berririk gabe
    [one] Ibilbide honi gehituta: { $time } · geldialdi berri { $count }
   *[other] Ibilbide honi gehituta: { $time } · { $count } geldialdi berri
}
plan-day-new = Berria
plan-day-all-busy = Gidari guztiek badute ibilbide bat egun horretan. Gehitu paketeak haietako bati, edo gehitu beste irteera bat.
plan-day-choose-drivers = Markatu gutxienez gidari bat.
plan-day-van-capacity = { $vehicle } · { $capacity }
plan-day-too-much = Gehiegi ibilgailuentzat
plan-day-few-vans = Ahalik eta ibilgailu gutxienekin
plan-day-few-vans-hint = Behar ez dena etxean geratzen da. Bestela, guztiek antzeko denbora egiten dute lan.
plan-day-cut = Lehen { $count } paketeak bakarrik ageri dira: plan batean ez dira gehiago sartzen.
plan-day-on-the-road = { $count ->
    [one] Beste pakete { $count } abian den ibilbide batean dago: hura amaitutakoan planifikatu ahal izango da.
   *[other] Beste { $count } pakete abian diren ibilbideetan daude: haiek amaitutakoan planifikatu ahal izango dira.
}
plan-day-none-found-hint = Bilatu beste zerbait.
plan-show-rest = { $count ->
    [one] Erakutsi beste { $count }
   *[other] Erakutsi beste { $count }
}
plan-packages-of = { $count ->
    [one] { $count } pakete · { $max } sartzen dira
   *[other] { $count } pakete · { $max } sartzen dira
}
plan-day-submit = Planifikatu
plan-day-submit-count = { $count ->
    [one] Planifikatu pakete { $count }
   *[other] Planifikatu { $count } pakete
}

# The plan under way.
plan-day-planning = Planifikatzen…
plan-day-percent = { $percent } eginda
plan-day-routes = { $count ->
    [one] ibilbide { $count }
   *[other] { $count } ibilbide
}
plan-day-fits = Oraingoz dena sartzen da
plan-day-open = { $count ->
    [one] Pakete { $count } ez da sartzen oraindik
   *[other] { $count } pakete ez dira sartzen oraindik
}

# The plan as a proposal.
plan-day-dry = Ez da ezer gordeko berretsi arte.
plan-day-confirm = { $count ->
    [one] Berretsi ibilbide { $count }
   *[other] Berretsi { $count } ibilbide
}
plan-day-change = Aldatu
plan-day-done = { $count ->
    [one] Ibilbide { $count } planifikatu da
   *[other] { $count } ibilbide planifikatu dira
}
plan-day-changed = Bitartean aldatu egin da planaren oinarriko zerbait; beraz, ez da ezer gorde. Zure aukerak hor daude oraindik.
plan-day-again = Planifikatu berriro
plan-day-empty = Ibilbiderik ez
plan-day-empty-hint = Ez da pakete bakar bat ere sartzen. Aldatu gidariak, haien orduak edo ibilgailuak.
plan-day-planned = Paketeak
plan-day-of = / { $count }
plan-day-duration = Denbora
plan-day-hours = Irteera eta itzulera
plan-day-load = Zama
plan-day-late = { $late } berandu
plan-day-late-stops = { $count } berandu
plan-day-legend = Krokiseko ibilbideak
plan-day-sketch-label = Planaren krokisa: { $routes ->
    [one] ibilbide { $routes }
   *[other] { $routes } ibilbide
}, { $count ->
    [one] geldialdi { $count }
   *[other] { $count } geldialdi
} eta { $distance }. Iparra goian dago. Txartelek gauza bera diote hitzez.
plan-day-spare = Ez dira behar: { $names }.
plan-day-roads = Inportatutako mapako errepideetatik.
plan-day-no-roads = Lerro zuzeneko zenbatespena: ez dago maparik inportatuta. Inportatu bat «furgo roads import» komandoarekin, errepideko denborak eta distantziak izateko.
plan-day-roads-elsewhere = Lerro zuzeneko zenbatespena: inportatutako mapa ez da biltegira iristen, edo geldialdi gutxiegitara iristen da. Inportatu zure inguruko mapa bat «furgo roads import» komandoarekin.

# What does not fit.
plan-day-left = { $count ->
    [one] Pakete { $count } ez da sartzen
   *[other] { $count } pakete ez dira sartzen
}
plan-day-left-rest = { $count ->
    [one] beste { $count }
   *[other] beste { $count }
}
plan-day-left-too_heavy = { $count ->
    [one] Pakete { $count } ibilgailu guztientzat astunegia da
   *[other] { $count } pakete ibilgailu guztientzat astunegiak dira
}
plan-day-do-too_heavy = Aukeratu ibilgailu handiago bat, edo zuzendu paketearen pisua.
plan-day-left-other_day = { $count ->
    [one] Pakete { $count }: ordu-tartea beste egun batean du
   *[other] { $count } pakete: ordu-tartea beste egun batean dute
}
plan-day-do-other_day = Planifikatu bere egunerako, edo adostu beste ordu bat hartzailearekin.
plan-day-left-unreachable = { $count ->
    [one] Pakete { $count }: ez dago haraino doan errepiderik
   *[other] { $count } pakete: ez dago haraino doan errepiderik
}
plan-day-do-unreachable = Egiaztatu helbidearen kokapena mapan.
plan-day-left-too_far = { $count ->
    [one] Pakete { $count }: ez dago garaiz iristerik, ezta bera bakarrik eramanda ere
   *[other] { $count } pakete: ez dago garaiz iristerik, ezta banaka eramanda ere
}
plan-day-do-too_far = Aurreratu norbaiten irteera edo atzeratu itzulera, edo zabaldu hartzailearen ordu-tartea.
plan-day-left-capacity = { $count ->
    [one] Pakete { $count } lekurik gabe: ibilgailuak beteta daude
   *[other] { $count } pakete lekurik gabe: ibilgailuak beteta daude
}
plan-day-do-capacity = Gehitu ibilgailua duen gidari bat, aukeratu ibilgailu handiagoak, edo planifikatu gainerakoak beste egun baterako.
plan-day-left-time = { $count ->
    [one] Pakete { $count } denborarik gabe: gidarien orduak beteta daude
   *[other] { $count } pakete denborarik gabe: gidarien orduak beteta daude
}
plan-day-do-time = Gehitu gidari bat, luzatu baten lanaldia, edo planifikatu gainerakoak beste egun baterako.
plan-day-left-left_out = { $count ->
    [one] Pakete { $count } besteen mesedetan geratu da kanpoan
   *[other] { $count } pakete besteen mesedetan geratu dira kanpoan
}
plan-day-do-left_out = Gehitu gidari bat edo ordu gehiago, edo planifikatu gainerakoak beste egun baterako.
plan-late-departure = Gutxienez irteera bat igaro da jada. Aukeratu ordu beranduago bat edo beste egun bat.
plan-awaits-driver = Gidariaren zain
plan-awaits-driver-hint = Inork ezin du gidatu kontua aktibatu arte.
plan-awaits-driver-do = Pertsona guztiak
