## Arazoak: esaldi bana, zer egin behar den esanez.
error-validation = Eremu batzuk berriro begiratu behar dira.
error-malformed_body = Ezin izan da eskaera irakurri: ez da espero den moduko JSON zuzena.
error-malformed_query = Ezin izan da kontsulta irakurri: begiratu helbideko izenak eta balioak.
error-malformed_header = Eskaeraren goiburu batek ez du behar duen forma.
error-token_invalid = Esteka honek ez du balio jada. Eskatu berri bat.
error-depot_missing = Oraindik ez dago biltegirik. Zehaztu ezarpenetan, edo adierazi bat ibilbide honetarako.
error-not_signed_in = Hasi saioa lehenik.
error-wrong_credentials = E-posta edo pasahitza okerra da.
error-forbidden = Zure rolak ez du hau baimentzen.
error-account_inactive = Kontu hau desaktibatuta dago. Galdetu administratzaileari.
error-registration_closed = Izen-ematea itxita dago. Eskatu gonbidapena administratzaileari.
error-cross_site = Eskaera beste gune batetik etorri da eta baztertu egin da.
error-not_found = Hemen ez dago ezer, edo ez dagokizu ikustea.
error-method_not_allowed = Helbide honek ez du metodo hori onartzen.
error-taken = Beste erregistro batek badu balio hori.
error-id_reused = Badago identifikatzaile hau duen erregistro bat, beste eduki batekin.
error-illegal_step = Urrats hau ez da posible hemendik.
error-last_admin = Beti egon behar du administratzaile aktibo bat. Izendatu lehenik beste norbait.
error-own_account = Ezin diozu hau zure kontuari egin.
error-has_open_work = Pertsona honek oraindik baditu pakete edo ibilbide irekiak. Eman lehenik beste norbaiti.
error-vehicle_inactive = Ibilgailu hau ez dago aktibo. Aktibatu berriro lehenik.
error-vehicle_in_use = Aurreikusitako edo abian dauden ibilbideak daude ibilgailu honekin. Eman lehenik beste bat.
error-still_referenced = Beste erregistro batzuk honetatik sortu ziren. Ezabatu lehenik haiek.
error-not_recurring = Gastu hau ez da errepikatzen. Aldizkako gastuak bakarrik ordain daitezke berriro.
error-route_exists = Gidari honek badu ibilbide ireki bat egun horretan.
error-package_not_plannable = Pakete bat beste ibilbide ireki batean dago, edo bere egoeran ezin da planifikatu.
error-route_closed = Ibilbide hau itxita edo martxan dago; ezin da horrela aldatu.
error-package_not_pending = Zain dagoen paketea bakarrik ezaba daiteke.
error-arrival_recorded = Iritsiera erregistratuta dago jada.
error-changed_meanwhile = Zerbait aldatu da bitartean. Begiratu berriro eta errepikatu.
error-stale = Beste norbaitek aldatu du bitartean. Kargatu berriro eta errepikatu zure aldaketa.
error-body_too_slow = Eskaerak luzeegi jo du iristen. Saiatu berriro.
error-body_too_large = Eskaera handiegia da.
error-not_json = Eskaerak JSON izan behar du (Content-Type: application/json).
error-key_reused = Idempotency-Key hau beste eskaera baterako erabili zen.
error-too_many_attempts = Saiakera gehiegi. Itxaron une batez eta saiatu berriro.
error-internal = Zerbaitek huts egin du zerbitzarian. Saiatu berriro; jarraitzen badu, aipatu eskaeraren zenbakia.
error-unavailable = Zerbitzariak ezin du hau orain hartu. Saiatu berriro pixka bat barru.

## Egoerak
package-pending = Erregistratuta
package-assigned = Esleituta
package-in_transit = Bidean
package-delivered = Entregatuta
package-undelivered = Entregatu gabe
package-failed = Huts egina

## Jarraipen-orria
tracking-title = { $code } paketea
tracking-for = Norentzat
tracking-to = Nora
tracking-estimated = Entrega aurreikusia
tracking-eta = Noiz espero den
tracking-stops = { $count ->
    [0] Hurrengoa zu zara
    [one] Geldialdi bat zure aurretik
   *[other] { $count } geldialdi zure aurretik
}
tracking-history = Orain arte gertatutakoa
tracking-updated = Azken eguneratzea
tracking-missing-title = Hemen ez dago paketerik
tracking-missing = Jarraipen-esteka hau okerra edo zaharregia da. Begiratu, edo galdetu paketea bidali dizunari.
