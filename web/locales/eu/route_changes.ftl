# Paketeak ibilbidera.
stops-add = Gehitu paketeak
add-title = Gehitu paketeak ibilbide honetara
add-submit = { $count ->
    [one] Gehitu pakete { $count }
   *[other] Gehitu { $count } pakete
}
add-insist = Gehitu hala ere
add-done = { $count ->
    [one] Pakete { $count } gehitu da
   *[other] { $count } pakete gehitu dira
}
place-where = Lekua ibilbidean
place-best = Denbora gutxien eskatzen duen lekuan
place-number = { $number }. geldialdia
place-end = Amaieran
place-note = Zergatik hala ere?
place-note-hint = Pakete bakoitzaren erregistroan geratzen da.

# Paketeak ibilbidetik kanpora, edo beste batera.
stop-menu = Gehiago: { $number }. geldialdia
take-off = Kendu ibilbidetik
take-off-title = Pakete hau ibilbidetik kendu?
take-off-text = { $name }: berriz planifikatzeko zain geratuko da. Gainerako geldialdien orduak egokituko dira.
take-off-text-on-its-way = { $name }: dagoeneko furgonetan doa. Esan gidariari itzultzeko. Berriz planifikatzeko zain geratuko da, eta ez zaio inori mezurik bidaliko.
take-off-done = Paketea ibilbidetik kendu da
move-stop = Eraman beste ibilbide batera
move-title = Eraman beste ibilbide batera
move-routes = Ibilbide irekiak
move-choose = Aukeratu ibilbide bat.
move-submit = Eraman
move-insist = Eraman hala ere
move-done = Geldialdia eraman da, gidari honen ibilbidera: { $driver }
move-nowhere = Ez dago beste ibilbide irekirik
move-nowhere-hint = Ez egun horretan, ez aurrekoan, ez hurrengoan. Planifikatu bat lehenik, edo kendu paketea ibilbidetik.

# Noiz egiten den.
route-late = { $late } berandu
route-late-stops = { $count ->
    [one] { $count } bere ordu-tartetik kanpo
   *[other] { $count } beren ordu-tartetik kanpo
}
stops-expected = Iritsiko da: { $time }

# Another order for what is left, planned on the phone.
replan-under-way = Ordena hobe baten bila…
replan-same = Ordena hau da onena
replan-same-hint = Planifikatzaileak ez du azkarragorik edo atzerapen gutxiagokorik aurkitu.
replan-gone = Ez da ezer geratzen planifikatzeko
replan-gone-hint = Ibilbide hau amaitu da, edo ez da jada zurea.
replan-failed = Planifikatzailea ezin izan da abiarazi
replan-failed-hint = Saiatu berriro. Berdin jarraitzen badu, ireki aplikazioa behin sarea dagoen lekuan.
replan-driving = Gidatzen
replan-over = Amaiera
replan-late = Berandu doazen geldialdiak
replan-straight = Errepiderik gabe: orduak gutxi gorabeherakoak dira.
replan-take = Hartu ordena hau
replan-taken = Ordena berria hartuta
replan-order = Ordena berria
replan-was = lehen { $place }
replan-was-before = lehen:
replan-back = Itzuli egunera
