# Aplikazioaren markoa.
skip-to-content = Joan edukira
nav-label = Menu nagusia
nav-group-work = Lana
nav-group-fleet = Flota
nav-group-office = Bulegoa
nav-dashboard = Gaur
nav-day = Nire eguna
nav-driving = Gidatu
nav-office = Bulegoa
nav-packages = Paketeak
nav-routes = Ibilbideak
nav-vehicles = Ibilgailuak
nav-due = Egitekoak
nav-refuels = Erregai-hartzeak
nav-maintenance = Mantentze-lanak
nav-expenses = Gastuak
nav-readings = Kontagailua
nav-reports = Txostenak
nav-attention = Arreta behar du
nav-findings = Datuen egiaztapena
nav-log = Historia
nav-trash = Zakarrontzia
nav-users = Pertsonak
nav-settings = Ezarpenak
nav-search = Bilatu
nav-more = Gehiago
not-found-title = Ez da aurkitu
not-found-headline = Hemen ez dago ezer
not-found-hint = Esteka okerra da, erregistroa ezabatu egin da, edo ez duzu ikusteko baimenik.
not-found-home = Joan hasierara
unreachable-title = Zerbitzariak ez du erantzuten
outbox-waiting = { $count ->
    [one] Aldaketa { $count } bidaltzeko zain
   *[other] { $count } aldaketa bidaltzeko zain
}
new-version-ready = Aplikazioaren bertsio berria prest dago.
new-version-waits = Aplikazioaren bertsio berria prest dago. Lehenengo, zain dagoena bidaliko da.
new-version-update = Eguneratu
crash-title = Zerbaitek huts egin du
crash-text = Aplikazioa gelditu egin da, barne-akats baten ondorioz. Zerbitzariak berretsitakoa salbu dago.
crash-reload = Kargatu berriro
cut-off-title = Ez dago konexiorik
cut-off-headline = Orri honek konexioa behar du
cut-off-hint = Konexioa itzultzean, bere kabuz irekiko da.
cut-off-hint-driver = Konexioa itzultzean, bere kabuz irekiko da. Zure eguna hemen dago bitartean.
cut-off-day = Joan nire egunera
sign-out-title = { $count ->
    [one] Aldaketa { $count } bidali gabe dago
   *[other] { $count } aldaketa bidali gabe daude
}
sign-out-text = Konexioaren zain dagoena galdu egingo da orain saioa amaitzen baduzu.
sign-out-text-kept = Telefono honetan geratzen dira zure izenean, eta hemen berriro saioa hasten duzunean bidaltzen dira.
sign-out-confirm = Amaitu saioa hala ere
sign-out-stay = Ez amaitu saioa
insecure-text = Konexio hau ez dago zifratuta: ezin da sarerik gabe lan egin, ezta kamera erabili ere, eta pasahitzak bidean irakur daitezke.
insecure-way = Nola aldatu
