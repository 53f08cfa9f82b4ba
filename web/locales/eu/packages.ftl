# Paketeak.
packages-title = Paketeak
packages-add = Gehitu paketea
packages-empty = Oraindik ez dago paketerik
packages-empty-hint = Sartu lehena. Gero, esleitu gidari bati, edo planifikatu ibilbide bat harekin.
packages-empty-driver = Ez duzu ezer esleituta. Trafiko-arduraduna arduratuko da.
packages-search = Bilatu kodea, hartzailea edo helbidea
packages-more-filters = Iragazki gehiago
packages-fewer-filters = Iragazki gutxiago
packages-city = Herria, osorik idatzita
packages-from = Noiztik sartuta
packages-to = Noiz arte sartuta
packages-selected-label = Hautatutako paketeak
packages-selected = { $count ->
    [one] { $count } hautatuta
   *[other] { $count } hautatuta
}
packages-no-common-step = Egoera desberdinetan daude, eta ez dute urrats komunik.
packages-too-many = Gehienez { $count } aldi berean.
packages-plan = Planifikatu ibilbidea
packages-clear-selection = Kendu hautapena
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
package-window-hint = Orduak, hartzailea ordu jakin batzuetan bakarrik badago.
package-parcel = Paketea
package-weight = Pisua
package-service = Geldialdiaren denbora
package-service-default = Flotarena
package-description = Zer den
package-description-hint = Gidariak atean irakurtzen du.
package-attempts = Arrakastarik gabeko saiakerak
package-entered-at = Noiz sartua
package-no-position = Kokapenik gabe
package-new-title = Gehitu paketeak
package-new-lead = Sartu teklak gorde egiten du. Hurrengoa herri berean hasten da.
package-save-next = Gorde eta hurrengoa
package-entered = { $name } gordeta, { $code }
package-recent = Sartu berriak
package-recent-none = Sartzen duzuna hemen agertuko da.
package-edit-title = Editatu paketea
package-facts = Datuak
package-status = Egoera
package-driver = Gidaria
package-driver-other = Jada aktibo ez dagoen gidari bat
package-nobody = Inor ez oraindik
package-route = Ibilbidea
package-route-open = Ikusi ibilbidea
package-log = Historia
package-tracking = Jarraipen-orria
package-tracking-link = Hartzailearentzako esteka
package-tracking-hint = Esteka duenak egoera eta iritsiera ikusten ditu, saiorik hasi gabe.
package-tracking-open = Ireki
package-choose = Aukeratu…
package-reason = Arrazoia
package-note = Oharra
package-step-pending = Hartu atzera
package-step-assigned = Esleitu gidari bati
package-step-in_transit = Jarri banaketan
package-step-delivered = Markatu entregatutzat
package-step-undelivered = Ez da entregatu
package-step-failed = Utzi bertan behera
package-step-text-pending = Gidariari eta ibilbideari kentzen zaie, eta berriro planifika daiteke.
package-step-text-assigned = Gidariak berehala ikusten du.
package-step-text-in_transit = Hartzailearengana bidean da.
package-step-text-delivered = Hartzaileak badu. Behin betikoa da.
package-step-text-undelivered = Saiakera batek huts egin du. Berriro saia daiteke, edo beste egun baterako planifikatu.
package-step-text-failed = Ez da entregatuko. Behin betikoa da.
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
package-delete-text = Betiko desagertuko da, bere jarraipen-orriarekin batera.
package-deleted = Paketea ezabatuta
