# Formularioak eta zerrendak, oro har.
stale-title = Beste norbaitek aldatu du hau zu editatzen ari zinela.
stale-text = Idatzitakoa hemen dago oraindik. Gorde zure aldaketak besteenen gainean, edo baztertu zureak eta hasi besteenetatik.
stale-keep = Gorde nireak gainean
stale-drop = Baztertu nireak
coordinates-label = Mapako kokapena
coordinates-hint = Latitudea eta longitudea, adibidez 43.135, -2.078. Google Maps-en, egin klik eskuineko botoiarekin atarian (mugikorrean, eduki sakatuta) eta kopiatu bi zenbakiak.
coordinates-placeholder = 43.135, -2.078
list-select-all = Hautatu orri honetako guztiak
list-select = Hautatu { $name }
list-clear-filters = Kendu iragazkiak
filter-all = Guztiak
list-nothing-found = Ez da ezer aurkitu
list-nothing-found-hint = Ezer ez dator bat iragazki hauekin.
list-searching-older = Zaharrenetan oraindik ez da bilatzen; minutu batzuen buruan bai.
