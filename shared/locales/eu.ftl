## Arazoak: esaldi bana, zer egin behar den esanez.
error-validation = Berrikusi markatutako eremuak.
error-malformed_body = Ezin izan da eskaera irakurri. Bidali espero den moduko JSON zuzena.
error-malformed_query = Ezin izan da kontsulta irakurri. Begiratu helbideko izenak eta balioak.
error-malformed_header = Eskaeraren goiburu batek ez du behar duen forma. Begiratu If-Match eta Idempotency-Key.
error-token_invalid = Esteka honek ez du balio jada. Eskatu berri bat administratzaileari.
error-depot_missing = Oraindik ez dago biltegirik. Zehaztu ezarpenetan, edo adierazi bat ibilbide honetarako.
error-not_signed_in = Hasi saioa lehenik.
error-wrong_credentials = Helbide elektronikoa edo pasahitza ez da zuzena. Begiratu biak eta saiatu berriro.
error-forbidden = Zure rolak ez du hau egiten uzten. Behar baduzu, hitz egin administratzailearekin.
error-account_inactive = Kontu hau desaktibatuta dago. Hitz egin administratzailearekin.
error-registration_closed = Kontu berriak gonbidapenez sortzen dira. Eskatu gonbidapen bat administratzaileari.
error-setup_code_invalid = Lehen kontuak zerbitzariak abiatzean erakutsi zuen esteka osoa behar du; `furgo user setup-link` aginduak berriro erakusten du.
error-cross_site = Eskaera beste gune batetik zetorren, eta ez da onartu. Ireki Furgo bere helbidean eta saiatu berriro.
error-not_found = Hau ez da existitzen, edo ez duzu ikusteko baimenik.
error-deleted = Zakarrontzian dago. Ezabatu zuenak, edo administratzaileak, 30 eguneko epean berreskura dezake.
error-gone = Eskaera hau bete zen, eta sortu zuena ezabatu da gero. Bidali berri bat behar baduzu.
error-method_not_allowed = Helbide honek ez du metodo hori onartzen. Allow goiburuak onartzen dituenak izendatzen ditu.
error-taken = Balio hau erabilita dago. Aukeratu beste bat.
error-taken-meanwhile = Bereizten zuena beste erregistro batek erabiltzen du orain. Aldatu edo ezabatu hura, eta gero berreskuratu hau.
error-id_reused = Badago identifikatzaile hau duen erregistro bat, beste eduki batekin. Irakurri lehenik, edo erabili identifikatzaile berri bat.
error-illegal_step = Hau ezin da egin oraingo egoeran. Kargatu berriro: beharbada norbaitek aurrea hartu dizu.
error-viewers_do_not_drive = Ikusleek irakurri baino ez dute egiten: ezin dute gainera gidatu. Aukeratu lehenik beste rol bat.
error-last_admin = Hau da azken administratzaile aktiboa. Izendatu lehenik beste norbait.
error-password_missing = Oraindik ez du pasahitzik; beraz, ezin da administratzailea izan. Egin lehenik pasahitz berrirako esteka bat.
error-own_account = Ezin duzu hau zure kontuarekin egin. Eskatu beste administratzaile bati.
error-has_open_work = Pertsona honek amaitu gabeko paketeak edo ibilbideak ditu. Eman lehenik beste norbaiti.
error-vehicle_inactive = Ibilgailua zerbitzutik kanpo dago. Jarri lehenik zerbitzuan.
error-vehicle_in_use = Ibilgailuak planifikatutako edo abian diren ibilbideak ditu. Eman lehenik haiei beste ibilgailu bat.
error-still_referenced = Beste erregistro batzuk honetatik sortu ziren. Ezabatu lehenik haiek.
error-not_empty = Demo-datuak ibilgailu, pakete eta ibilbide propiorik gabeko instalazio baterako dira. Jarraitu zureekin.
error-restore_first = Zeri dagokion, hura ere zakarrontzian dago. Berreskuratu hura lehenbizi.
error-driver_or_vehicle_gone = Ibilbide honen gidariak ez du jada gidatzen, edo haren ibilgailua ez dago jada. Sortu berriro, beste gidari edo ibilgailu batekin.
error-not_recurring = Aldizkako gastuak bakarrik ordain daitezke berriro. Zehaztu lehenik zenbatean behin errepikatzen den.
error-overlaps = Gidaria edo ibilgailua beste ibilbide batean dago ordu horretan. Aukeratu beste ordu bat, beste gidari bat edo beste ibilgailu bat.
error-does_not_fit = Zerbait ezin da bete: ordu-tarte bat, ibilgailuak eraman dezakeena edo gidariaren ordutegia. Aukeratu beste pakete batzuk edo beste leku bat, edo egin aurrera ohar batekin.
error-nothing_unfinished = Ez da ezer geratzen aurreko ibilbideetatik.
error-other_day = Ibilbide hau beste egun baterako planifikatuta dago. Berretsi orain hasi nahi duzula.
error-package_not_plannable = Paketeren bat ibilbide ireki batean dago jada, edo amaituta dago. Kendu marka eta planifikatu berriro.
error-route_closed = Ibilbide hau abian edo amaituta dago, eta hau ezin da gehiago aldatu. Kargatu berriro nola dagoen ikusteko.
error-package_not_pending = Zain dagoen paketea bakarrik ezaba daiteke. Kendu lehenik esleipena.
error-arrival_recorded = Iritsiera erregistratuta dago jada. Jarraitu entregarekin.
error-mail_not_set_up = Posta ez dago oraindik konfiguratuta. Zehaztu posta-zerbitzaria ezarpenetan.
error-changed_meanwhile = Zerbait aldatu da bitartean. Begiratu berriro eta errepikatu.
error-stale = Beste norbaitek aldatu du hau bitartean. Kargatu berriro, eta egin zure aldaketa.
error-body_too_slow = Eskaerak luzeegi jo du iristen. Saiatu berriro.
error-body_too_large = Handiegia da bidaltzeko. Bidali gutxiago aldi berean.
error-upload_gap = Fitxategiaren zati bat falta da. Bidali berriro gelditu zen tokitik.
error-other_person = Hemen zain dagoena beste norbaitena da. Hasi saioa idatzi zuenaren kontuarekin.
error-device_revoked = Gailu hau zure kontutik kendu da. Bidali ez duena bertan dago oraindik: esportatu, edo galdetu bulegoan.
error-client_state_forked = Beste gailu batek zenbaki berarekin zenbatzen du. Furgok bere zenbakia ematen dio honi.
error-sequence_gap = Hau baino lehen idatzitako zerbait falta da. Bidali hori lehenengo.
error-too_many_devices = Gailu gehiegi dituzu. Kendu zure profiletik erabiltzen ez duzun bat.
error-cursor_expired = Gailu honek ikusi duena zaharregia da. Kargatu eguna berriro.
error-files_full = Ez dago leku gehiagorik fitxategientzat. Administratzaile batek gehiago baimendu dezake ezarpenetan, edo fitxategi handiak dituzten erregistroak ezabatu.
error-file_not_allowed = Argazkiak (JPEG, PNG, WebP) eta PDF fitxategiak baino ez dira gordetzen. Aukeratu beste fitxategi bat.
error-range_not_satisfiable = Fitxategiak ez du zati hori. Eskatu osorik.
error-file_differs = Fitxategia ez da bidali zen bezala iritsi. Bidali berriro.
error-too_many_uploads = Fitxategi gehiegi daude bidean aldi berean. Itxaron batzuk iritsi arte.
error-not_json = Eskaerak JSON izan behar du. Bidali Content-Type: application/json goiburuarekin.
error-key_reused = Idempotency-Key hau beste eskaera baterako erabili zen. Erabili berri bat.
error-too_many_attempts = Saiakera gehiegi. Itxaron une batez, eta saiatu berriro.
error-internal = Zerbitzariak huts egin du. Saiatu berriro; errepikatzen bada, aipatu eskaeraren zenbakia.
error-unavailable = Zerbitzariak ezin du hau orain egin. Saiatu berriro laster.

## Egoerak
package-pending = Erregistratuta
package-assigned = Esleituta
package-in_transit = Banaketan
package-delivered = Entregatuta
package-undelivered = Ezin izan da entregatu
package-failed = Ez da entregatuko

## Jarraipen-orria
tracking-title = { $code } paketea
tracking-for = Norentzat
tracking-to = Nora
tracking-estimated = Aurreikusitako entrega-eguna
tracking-eta = Aurreikusitako ordua
tracking-stops = { $count ->
    [0] Zurea da hurrengo geldialdia
    [one] Geldialdi bat zurearen aurretik
   *[other] { $count } geldialdi zurearen aurretik
}
tracking-history = Bidalketaren historia
tracking-updated = Azken eguneratzea
tracking-missing-title = Hemen ez dago paketerik
tracking-missing = Jarraipen-esteka hau okerra edo zaharregia da. Begiratu, edo galdetu paketea bidali dizunari.
