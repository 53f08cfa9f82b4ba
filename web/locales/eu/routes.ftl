# Ibilbideen zerrenda.
routes-plan = Planifikatu ibilbidea
routes-new = Ibilbide berria
routes-driver = Gidaria
routes-status = Egoera
routes-day = Eguna
routes-progress = Geldialdiak
routes-vehicle = Ibilgailua
routes-distance = Distantzia
routes-departure = Irteera
routes-notes = Oharrak
routes-stops-done = { $count ->
    [one] Geldialdi { $count }etik { $done }
   *[other] { $count } geldialditik { $done }
}
routes-stops-failed = { $count ->
    [one] { $count } ez da entregatu
   *[other] { $count } ez dira entregatu
}
routes-all = Guztiak
routes-filters = Iragazkiak
routes-from = Noiztik
routes-to = Noiz arte
routes-every-driver = Gidari guztiak
routes-every-vehicle = Ibilgailu guztiak
routes-clear-filters = Kendu iragazkiak
routes-none = Oraindik ez dago ibilbiderik
routes-none-hint = Aukeratu gidaria eta markatu paketeak: Furgok aurkituko du geldialdien ordena.
routes-none-hint-viewer = Bulegoak ibilbide bat planifikatu bezain laster agertuko da hemen.
routes-none-found = Ez dago iragazki hauetara egokitzen den ibilbiderik
routes-none-found-hint = Aukeratu aldi luzeagoa, edo kendu iragazkiak.

# Ibilbidea planifikatzea.
plan-choose-driver = Aukeratu gidaria
plan-no-vehicle = Ibilgailurik gabe
plan-return = Itzuli biltegira
plan-submit = Planifikatu ibilbidea
plan-submit-count = { $count ->
    [one] Planifikatu geldialdi { $count }
   *[other] Planifikatu { $count } geldialdi
}
plan-done = { $count ->
    [one] Ibilbidea planifikatu da, geldialdi { $count }ekin
   *[other] Ibilbidea planifikatu da, { $count } geldialdirekin
}
plan-packages = { $count ->
    [one] Pakete { $count }
   *[other] { $count } pakete
}
plan-weight-of = { $weight } / { $max }
plan-too-much = Ibilgailuan sartzen dena baino gehiago
plan-too-much-error = Ibilgailu honetan ez da hainbeste sartzen. Aukeratu beste bat, edo pakete gutxiago.
plan-too-many = Geldialdi gehiegi dira ibilbide bakar baterako. Planifikatu ibilbide bat baino gehiago.
plan-choose-packages = Markatu gutxienez pakete bat.
plan-packages-title = Planifikatzeko paketeak
plan-search = Izena, helbidea edo kodea
plan-choose-all = { $count ->
    [one] Markatu guztiak ({ $count })
   *[other] Markatu guztiak ({ $count })
}
plan-choose-none = Kendu marka guztiak
plan-no-position = kokapenik gabe
plan-none-found = Ez da paketerik aurkitu
plan-none-found-hint = Bilatu beste zerbait, edo aukeratu beste gidari bat.
plan-no-driver = Oraindik ez dago gidaririk
plan-no-driver-hint = Norbaitek gidatu behar du ibilbidea. Gonbidatu pertsona bat, Gidaria rolarekin. Zuk gidatzen baduzu, aktibatu zuretzat «Gidatu ere egiten du», Pertsonak atalean.
plan-no-driver-do = Gonbidatu gidari bat
plan-no-depot = Ez da biltegirik zehaztu
plan-no-depot-hint = Ibilbideak biltegian hasi eta amaitzen dira. Administratzaileak behin zehazten du, ezarpenetan.
plan-no-depot-do = Zehaztu biltegia
plan-no-package = Ez dago planifikatzekorik
plan-no-package-hint = Pakete guztiak ibilbide batean edo amaituta daude. Erregistratu berriak lehenik.
plan-no-package-do = Erregistratu pakete bat

# Ibilbide bat.
route-title = Ibilbidea
routes-facts = Ibilbidea
routes-times = Orduak
routes-departs-at = Irteera { $time }
routes-started-at = Hasita { $time }
routes-completed-at = Amaituta { $time }
routes-driven = Egindako bidea
routes-planned-distance = Aurreikusitako distantzia
routes-planned-time = Aurreikusitako denbora
routes-by-road = errepidez
routes-by-straight-line = lerro zuzenean (zenbatespena)
routes-odometer = Kontagailua
route-start = Hasi
route-start-title = Ibilbidea hasi?
route-start-text = Paketeak banaketan egongo dira, eta hartzaileek hala ikusiko dute jarraipen-orrian.
route-start-other-day = Ibilbide hau egun honetarako planifikatuta dago: { $day }. Hala ere orain hasi? Paketeak banaketan egongo dira.
route-started = Ibilbidea hasi da
route-complete = Amaitu
route-complete-title = Ibilbidea amaitu?
route-complete-text = { $count ->
    [0] Geldialdi guztiak eginda daude.
    [one] Geldialdi { $count } irekita dago oraindik. Haren paketea «Ez da entregatu» egoeran geratuko da.
   *[other] { $count } geldialdi irekita daude oraindik. Haien paketeak «Ez da entregatu» egoeran geratuko dira.
}
route-completed = Ibilbidea amaitu da
route-cancel = Ezeztatu ibilbidea
route-cancel-title = Ibilbide hau ezeztatu?
route-cancel-text = Zerrendan geratuko da, ezeztatuta. Amaitu gabeko paketeak berriro planifikatu ahalko dira.
route-cancel-keep = Mantendu ibilbidea
route-cancelled = Ibilbidea ezeztatu da
route-delete = Ezabatu ibilbidea
route-delete-title = Ibilbide hau ezabatu?
route-delete-text = Paketeak zain egongo dira berriro, eta berriz planifikatu ahalko dira.
route-deleted = Ibilbidea ezabatu da
route-plan-again = Planifikatu ordena berriro
route-planning = Planifikatzen…
route-planned-again = Geldialdi irekiak berriro planifikatu dira
route-change = Editatu datuak
route-change-title = Editatu ibilbidea
odometer-label = Kontagailuaren irakurketa
odometer-last = Azken irakurketa: { $reading }

# Haren geldialdiak.
stops-title = { $count ->
    [one] Geldialdi { $count }
   *[other] { $count } geldialdi
}
stops-change-order = Aldatu ordena
stops-order-hint = Mugitu geldialdi irekiak; iristeko orduak gordetzean egokituko dira.
stops-save-order = Gorde ordena
stops-order-saved = Ordena gorde da, iristeko ordu berriekin
stops-planned = Planean: { $time }
stops-real = Iritsiera { $time }
stops-window = Ordu-tartea { $from }–{ $to }
stops-from-road = errepidetik { $distance }-ra
stops-no-position = kokapen ezezaguna
stops-arrival-unknown = Iristeko ordu ezezaguna
stops-missed-late = ordu-tartearen ondoren
stops-missed-other_day = beste egun bateko ordu-tartea
stops-missed = { $count ->
    [one] Bere ordu-tartetik kanpo planifikatuta: { $codes }.
   *[other] Beren ordu-tarteetatik kanpo planifikatuta: { $codes }.
}
stops-move = Mugitu { $number }. geldialdia
stops-move-up = Igo { $number }. geldialdia
stops-move-down = Jaitsi { $number }. geldialdia
stops-move-first = Eraman { $number }. geldialdia hasierara
stops-move-last = Eraman { $number }. geldialdia amaierara
sketch-title = Krokisa
sketch-label = { $count ->
    [one] Ibilbidearen krokisa: geldialdi { $count } eta { $distance }, iparra goian. Geldialdien zerrendak gauza bera dio hitzez.
   *[other] Ibilbidearen krokisa: { $count } geldialdi eta { $distance }, iparra goian. Geldialdien zerrendak gauza bera dio hitzez.
}
sketch-depot = Biltegia
sketch-nothing = Ez da geldialdi bakar baten kokapena ere ezagutzen.
sketch-missing = { $count ->
    [one] Geldialdi { $count } falta da: ez da haren kokapena ezagutzen.
   *[other] { $count } geldialdi falta dira: ez da haien kokapena ezagutzen.
}
