# Flotaren ezarpenak.
settings-title = Ezarpenak
settings-fleet = Flota
settings-fleet-name = Flotaren izena
settings-fleet-name-hint = Hartzaileek jarraipen-orrian irakurtzen dute.
settings-time-zone = Ordu-eremua
settings-time-zone-hint = Eguna noiz hasten den erabakitzen du.
settings-language = Hizkuntza
settings-language-hint = Hartzaileentzat, eta hizkuntzarik aukeratu ez dutenentzat.
settings-registration = Edonork sor dezake kontua
settings-registration-hint = Kontu berriek ibilgailuak eta txostenak bakarrik irakur ditzakete. Normalean itzalita: hobe jendea gonbidatzea.
settings-depot = Biltegia
settings-depot-hint = Ibilbideak hasi eta amaitzen diren tokia. Oraingoz helbidea nahikoa da; ibilbideak planifikatzeko kokapena behar da.
settings-depot-address = Helbidea
settings-routes = Ibilbideak
settings-departure = Ohiko irteera-ordua
settings-service = Geldialdi bakoitzeko denbora
settings-service-hint = Aparkatzen denetik berriro abiatu arte, paketeak besterik esan ezean.
settings-undo = Desegiteko denbora
settings-undo-hint = Zenbat denboran desegin dezakeen gidariak geldialdi bateko bere azken urratsa. 0: inoiz ez.
settings-offline = Konexiorik gabe
settings-offline-hint = Zenbat denboran erakusten duen telefonoak eguneko kopia azken kontaktutik. Bidali gabe dagoena bertan geratzen da. 0: inoiz ez.
settings-backup = Segurtasun-kopia
settings-backup-text = Datu guztien kopia bat gordetzen du fitxategi bakarrean, besteek lanean jarraitzen duten bitartean. Gorde beste gailu batean; furgo restore aginduak berreskuratzen du.
settings-backup-take = Deskargatu kopia
settings-backup-done = Kopia gordeta
settings-measures = Moneta eta unitateak
settings-currency = Moneta
settings-currency-hint = Zenbateko guztiak moneta honetan daude. Aldatuz gero, lehendik erregistratutakoak ez dira bihurtzen.
settings-units-hint = Bereak aukeratu ez dituenarentzat.
settings-depot-here = Erabili gailu honen kokapena
settings-depot-looking = Kokapena bilatzen…
settings-depot-not-found = Ez da kokapena aurkitu. Onartu nabigatzailean, edo itsatsi koordenatuak.
settings-depot-position = Kokapena mapan (ibilbideak planifikatzeko behar da)
settings-mail = Posta
settings-mail-text = Gonbidapenak, pasahitz berriak eta hartzaileentzako abisuak zerbitzari honetatik ateratzen dira.
settings-mail-server = Posta-zerbitzaria
settings-mail-server-hint = smtps://erabiltzailea@mail.example.org edo smtp://erabiltzailea@mail.example.org?tls=required
settings-mail-password-hint = Zigilatuta gordetzen da eta ez da berriro erakusten.
settings-mail-password-kept = Utzi hutsik dagoena mantentzeko.
settings-mail-from = Igorlea
settings-mail-from-hint = Helbide bat, edo izen bat eta helbide bat: Gure flota <furgo@example.org>
settings-mail-public = Esteketarako helbidea
settings-mail-public-hint = Hartzaileek eta gidariek Furgo non aurkitzen duten. Mezuetako estekak horrekin hasten dira.
settings-mail-configured = Posta-zerbitzaria zerbitzariaren konfigurazioan zehaztuta dago: { $server }
settings-mail-save = Gorde postaren ezarpenak
settings-mail-test = Bidali probako mezua
settings-mail-tested = Posta-zerbitzariak { $email } helbiderako mezu bat onartu du.
settings-mail-untested = Mezua ez da onartu: { $error }
settings-mail-waiting = { $count ->
    [one] Mezu bat zain dago.
   *[other] { $count } mezu zain daude.
}
mail-obstacle-no_server = Oraindik ez dago posta-zerbitzaririk. Estekak eskuz emateko erakusten dira, eta ez da mezurik ateratzen.
mail-obstacle-no_password = Posta-zerbitzariaren pasahitza berriro idatzi behar da, datuak beste instalazio batetik datozelako.
mail-obstacle-no_public_url = Esteka duten mezuak zain daude esteketarako helbidea zehaztu arte.
mail-obstacle-demo = Demoak ez du mezurik bidaltzen.
settings-mails = Berez ateratzen diren mezuak
settings-mails-digest = Egitekoak, astelehenetan
settings-mails-digest-hint = Administratzaileei eta trafiko-arduradunei.
settings-mails-recipients = Helbide elektronikoa duten hartzaileei, bakoitza jarraipen-estekarekin:
settings-mails-registered = Erregistratuta
settings-mails-assigned = Esleituta
settings-mails-in_transit = Banaketan
settings-mails-delivered = Entregatuta
settings-mails-undelivered = Ez da entregatu, arrazoiarekin
settings-mails-failed = Itxita, entregatu gabe
settings-files = Argazkiak eta agiriak
settings-files-text = Beste guztia dagoen fitxategi berean daude, eta beren erregistroarekin batera joaten dira.
settings-files-used = { $count ->
    [one] Fitxategi bat, { $max } MBtik { $size }.
   *[other] { $count } fitxategi, { $max } MBtik { $size }.
}
settings-files-free = Diskoan { $size } MB daude libre.
settings-files-max = Fitxategientzako lekua
settings-files-kept = Fitxategiak gordetzeko egunak
settings-files-kept-hint = Hutsik: beren erregistroak irauten duen adina.
