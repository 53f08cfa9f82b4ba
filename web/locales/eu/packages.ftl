# Paketeak.
packages-title = Paketeak
packages-add = Gehitu paketea
packages-empty = Oraindik ez dago paketerik
packages-empty-hint = Erregistratu lehena. Gero, esleitu gidari bati, edo planifikatu ibilbide bat harekin.
packages-empty-driver = Ez duzu ezer esleituta. Trafiko-arduradunak esleitzen ditu paketeak.
packages-search = Bilatu kodea, hartzailea edo helbidea
packages-more-filters = Iragazki gehiago
packages-fewer-filters = Iragazki gutxiago
packages-city = Herria (izen osoa)
packages-from = Noiztik erregistratuta
packages-to = Noiz arte erregistratuta
packages-selected-label = Hautatutako paketeak
packages-selected = { $count ->
    [one] { $count } hautatuta
   *[other] { $count } hautatuta
}
packages-no-common-step = Egoera desberdinetan daude, eta ez dute urrats komunik. Hautatu egoera bereko paketeak.
packages-too-many = Gehienez { $count } aldi berean.
packages-plan = Planifikatu ibilbidea
packages-clear-selection = Kendu hautapena
packages-code = Kodea
packages-due = Entrega-eguna
packages-due-today = Gaur
packages-due-tomorrow = Bihar
packages-due-range = Egun batetik bestera
packages-window = Ordu-tartea
packages-with-window = Ordu-tartearekin
packages-without-window = Ordu-tarterik gabe
packages-window-by = Tartea ordu honetarako amaituta
packages-select-page = { $count ->
    [one] Hautatu orri honetako bakarra
   *[other] Hautatu orri honetako { $count } paketeak
}
packages-edit-many = Editatu
packages-edit-text = Hutsik uzten duzuna dagoen bezala geratzen da pakete bakoitzean.
packages-edit-no-window = Kendu ordu-tarteak
packages-edit-keep = Utzi dagoen bezala
packages-edit-save = Aldatu
packages-edited = { $count ->
    [one] Pakete { $count } aldatuta
   *[other] { $count } pakete aldatuta
}
package-title = Paketea
package-code = Jarraipen-kodea
package-recipient = Hartzailea
package-name = Izena
package-phone = Telefonoa
package-email = Helbide elektronikoa
package-address = Helbidea
package-street = Kalea eta zenbakia
package-postal-code = Posta-kodea
package-city = Herria
package-country = Herrialdea
package-delivery = Entrega
package-day = Eguna
package-from = Noiztik
package-to = Noiz arte
package-window-hint = Adierazi orduak hartzailea ordu jakin batzuetan bakarrik badago.
package-parcel = Paketea
package-weight = Pisua
package-service = Geldialdiaren iraupena
package-service-default = Flotarena
package-description = Edukia
package-description-hint = Gidariak atean irakurtzen du.
package-reference = Erreferentzia
package-reference-hint = Bidaltzailearen eskaera-zenbakia edo barra-kodea. Ez dira bi berdin.
package-access = Nola sartu
package-access-hint = Atariko kodea, eskailera, zein txirrin jo: gidariak atean irakurtzen du.
package-attempts = Arrakastarik gabeko saiakerak
package-entered-at = Erregistratuta
package-no-position = Kokapenik gabe
package-new-title = Gehitu paketeak
package-new-lead = Sakatu Sartu tekla gordetzeko. Hurrengo paketeak herri bera izango du.
package-save-next = Gorde eta hurrengoa
package-entered = { $name } gordeta, { $code }
package-recent = Erregistratutako azkenak
package-recent-none = Erregistratzen duzuna hemen agertuko da.
package-edit-title = Editatu paketea
package-facts = Datuak
package-status = Egoera
package-driver = Gidaria
package-driver-other = Jada gidatzen ez duen norbait
package-nobody = Inor ez oraindik
package-route = Ibilbidea
package-route-open = Ikusi ibilbidea
package-log = Historia
package-tracking = Jarraipen-orria
package-tracking-link = Hartzailearentzako esteka
package-tracking-hint = Esteka duenak egoera eta iritsiera ikusten ditu, saiorik hasi gabe.
package-tracking-open = Ireki
package-tracking-renew = Esteka berria
package-tracking-renew-title = Esteka berria sortu?
package-tracking-renew-text = Hartzaileak orain duen estekak ez du aurrerantzean ezer irekiko.
package-tracking-renewed = Aurreko estekak ez du jada balio
package-choose = Aukeratu…
package-reason = Arrazoia
package-note = Oharra
package-step-pending = Kendu esleipena
package-step-assigned = Esleitu gidari bati
package-step-in_transit = Jarri banaketan
package-step-delivered = Markatu entregatutzat
package-step-undelivered = Markatu ez-entregatutzat
package-step-failed = Itxi entregatu gabe
package-step-text-pending = Esleipena kentzen zaio eta ibilbidetik ateratzen da; berriro planifika daiteke.
package-step-text-assigned = Gidariak berehala ikusten du.
package-step-text-in_transit = Hartzailearengana bidean da.
package-step-text-delivered = Hartzaileak badu. Behin betikoa da.
package-step-text-undelivered = Oraingoan ez da iritsi. Berriro saia daiteke, edo beste egun baterako planifikatu.
package-step-text-failed = Paketea entregatu gabe ixten da. Behin betikoa da.
package-step-several = { $count ->
    [one] Pakete { $count } aldatuko da.
   *[other] { $count } pakete aldatuko dira: denak edo bat ere ez.
}
package-stepped-one = { $name }: { $status }
package-stepped = { $count ->
    [one] Eginda
   *[other] Eginda { $count } paketetan
}
package-correct = Zuzendu egoera
package-correct-text = Akatsetarako bakarrik. Historiak zuzenketa gisa markatzen du, zure izenarekin eta oharrarekin.
package-correct-note-hint = Zer zegoen gaizki?
package-corrected = Egoera zuzenduta
package-delete-title = { $name } hartzailearen paketea ezabatu?
package-delete-text = Zakarrontzira doa, eta haren jarraipen-orria ixten da. 30 egunez berreskura dezakezu.
package-deleted = Paketea ezabatuta
package-mails = Hartzailearentzako mezuak
package-mails-none = Oraindik bat ere ez. Posta-zerbitzaria badago eta ezarpenek hala badiote ateratzen dira.
mail-state-waiting = Bidaltzeko zain
mail-state-sent = Bidalita
mail-state-refused = Ez da onartu
mail-state-dropped = Ez zen gehiago behar
package-locale = Hizkuntza
package-locale-fleet = Flotarena
