## What mail says.
mail-greeting = Kaixo, { $name }:

mail-test-subject = { $fleet }: proba
mail-test-text = Posta-zerbitzariak mezu hau onartu du. Gonbidapenak, pasahitz berriak eta hartzaileentzako abisuak hortik aterako dira.
mail-test-why = Norbaitek probako mezu bat eskatu du { $fleet } flotaren ezarpenetan.

mail-invitation-subject = { $fleet }: zure kontua
mail-invitation-text = { $fleet } flotara gonbidatu zaituzte. Aukeratu pasahitza esteka honekin. Behin balio du, zazpi egunez.
mail-invitation-action = Aukeratu pasahitza
mail-invitation-why = { $fleet } flotako administratzaile batek sartu du zure helbidea. Nor den ez badakizu, ezabatu mezua: estekarik gabe ez da ezer gertatzen.

mail-reset-subject = { $fleet }: pasahitz berria
mail-reset-text = Norbaitek, seguruenik zuk, pasahitz berria eskatu du. Aukeratu esteka honekin. Behin balio du, 30 minutuz. Ordura arte zure pasahitza dagoen bezala geratzen da.
mail-reset-action = Aukeratu beste pasahitz bat
mail-reset-why = Zu ez bazara izan, ezabatu mezua: estekarik gabe ez da ezer gertatzen.

mail-new_device-subject = { $fleet }: saio berria
mail-new_device-text = Norbaitek zure kontuan saioa hasi du gailu berri batetik: { $device }, { $moment }.
mail-new_device-advice = Zu ez bazara izan, aldatu pasahitza. Horrela beste saio guztiak amaitzen dira.
mail-new_device-why = Zure kontua gailu berri batetik erabiltzen den bakoitzean jasotzen duzu.

mail-password_changed-subject = { $fleet }: zure pasahitza aldatu da
mail-password_changed-text = Zure pasahitza aldatu da, { $moment }. Beste saio guztiak amaitu dira.
mail-password_changed-advice = Zu ez bazara izan, eskatu berehala beste esteka bat administratzaileari.
mail-password_changed-why = Pasahitza aldatzen den bakoitzean jasotzen duzu.

mail-digest-subject = { $fleet }: egitekoak
mail-digest-overdue = { $count ->
    [one] Egiteko bat epez kanpo dago.
   *[other] { $count } egiteko epez kanpo daude.
}
mail-digest-due = { $count ->
    [one] Egiteko bat orain egitekoa da.
   *[other] { $count } egiteko orain egitekoak dira.
}
mail-digest-soon = { $count ->
    [one] Egiteko bat laster egitekoa da.
   *[other] { $count } egiteko laster egitekoak dira.
}
mail-digest-action = Ikusi egitekoak
mail-digest-why = { $fleet } flotako bulegoak astelehenetan jasotzen du. Administratzaileak ezarpenetan desaktiba dezake.

mail-registered-subject = { $fleet }: pakete bat dugu zuretzat
mail-registered-text = { $fleet } flotak pakete bat erregistratu du zuretzat. Esteka honekin jarrai dezakezu.
mail-assigned-subject = { $fleet }: zure paketea prestatzen ari gara
mail-assigned-text = Zure paketea gidari bati esleitu zaio eta laster entregatuko da.
mail-in_transit-subject = { $fleet }: zure paketea banaketan dago
mail-in_transit-text = Zure paketea banaketan dago. Estekak esaten du noiz espero den.
mail-delivered-subject = { $fleet }: zure paketea entregatu da
mail-delivered-text = Zure paketea entregatu da.
mail-undelivered-subject = { $fleet }: ezin izan da zure paketea entregatu
mail-undelivered-text = Ezin izan da zure paketea entregatu. Berriro saiatuko gara.
mail-failed-subject = { $fleet }: zure paketea ez da entregatuko
mail-failed-text = Zure paketea ez da entregatuko. Galderarik baduzu, jarri harremanetan { $fleet } flotarekin.
mail-step-reason = Arrazoia: { $reason }
mail-step-code = Jarraipen-kodea: { $code }
mail-step-action = Jarraitu paketeari
mail-step-why = { $fleet } flotak pakete bat entregatuko dizu, eta horretarako eman zioten helbide hau.

reason-recipient_absent = ez zegoen inor
reason-refused = paketea baztertu egin da
reason-wrong_address = helbidea ez da zuzena
reason-damaged = paketea hondatuta dago
reason-lost = paketea galdu egin da
reason-no_access = ezin izan da aterainoa heldu
reason-closed = itxita zegoen
reason-cancelled = entrega ezeztatu da
reason-not_enough_time = ez zen denbora nahikorik izan
reason-vehicle_issue = ibilgailua matxuratu da
reason-weather = eguraldiak ez zuen uzten
reason-payment_not_received = ordainketa ez da jaso
reason-not_loaded = paketea ez zegoen ibilgailuan

## The page about our own certificate authority.
ca-title = Egin gailu honek Furgorekin konfiantza izan dezan
ca-why = Zure sarearen barruan inor publikok ezin du Furgoren alde erantzun; horregatik, ziurtagiri-autoritate propioa du. Instalatu behin gailu honetan. Hortik aurrera, konexioa zifratuta dago abisurik gabe, sarerik gabe lan egin daiteke, eta kamera erabil daiteke.
ca-scope = Izen hauen, haien azpian daudenen eta helbide hauen alde baino ezin du erantzun; beraz, inork ezin du berarekin zure bankuaren itxura egin:
ca-compare = Konfiantza eman aurretik, konparatu gailuak erakusten duen hatz-marka (SHA-256) bulegoan, Ezarpenetan, ikusten denarekin:
ca-download = Deskargatu ziurtagiria
ca-done = Eginda? Ireki Furgo hemen:
ca-android = Android
ca-android-open = Ireki gailuaren ezarpenak, bilatu «CA ziurtagiria» eta aukeratu (Segurtasuna eta pribatutasuna → Zifratzea eta kredentzialak → Instalatu ziurtagiria).
ca-android-choose = Sakatu «Instalatu hala ere», berretsi PINarekin edo ereduarekin, eta aukeratu furgo-ca.crt fitxategia.
ca-android-firefox = Firefoxen, gainera: Ezarpenak → Firefoxi buruz, ukitu logotipoa bost aldiz, itzuli atzera, Ezarpen sekretuak → Erabili hirugarrenen CA ziurtagiriak.
ca-apple = iPhone eta iPad
ca-apple-allow = Ireki orri hau Safarin, sakatu botoia eta baimendu profila deskargatzea.
ca-apple-install = Ireki Ezarpenak → Deskargatutako profila eta sakatu Instalatu.
ca-apple-trust = Ireki Ezarpenak → Orokorra → Honi buruz → Ziurtagirien konfiantza-ezarpenak eta aktibatu Furgo.
ca-computer = Ordenagailuak
ca-windows = Windows: ireki fitxategia, Instalatu ziurtagiria → Tokiko makina → Konfiantzazko erro-ziurtagirien autoritateak.
ca-mac = macOS: ireki fitxategia Keychain Access aplikazioan eta aukeratu beti fidatzea.
ca-firefox = Firefox: Ezarpenak → Pribatutasuna eta segurtasuna → Ikusi ziurtagiriak → Autoritateak → Inportatu.
ca-remove = Nola kendu
ca-remove-android = Android: bilatu ezarpenetan «Kredentzial fidagarriak», aukeratu Erabiltzailea, Furgo, Kendu.
ca-remove-apple = iPhone eta iPad: Ezarpenak → Orokorra → VPN eta gailuen kudeaketa → Furgo → Kendu profila.
ca-remove-computer = Ordenagailuak: ezabatu inportatu zenuen lekuan.
ca-profile = Furgo
ca-profile-text = Gailu honek zure flotaren Furgo zerbitzariarekin du konfiantza, eta beste inorekin ez.
tls-only = Furgok TLS hitz egiten du: hasi helbidea https:// idatzita. Bidali duzuna ez zegoen zifratuta eta ez da onartu; pasahitzik bazuen, aldatu.
