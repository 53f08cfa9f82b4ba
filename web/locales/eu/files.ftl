# Erregistro baten argazkiak eta agiriak.
files-title = Argazkiak eta agiriak
files-add = Gehitu argazkia edo PDFa
files-preparing = Une bat …
files-remove = Kendu { $name }
files-state-awaited = Argazkia telefonoan dago oraindik
files-state-missing = Ez da inoiz iritsi
files-state-forgotten = Jada ez da gordetzen
files-unfit-kind = Ez da argazkia, ezta PDFa ere. Aukeratu beste fitxategi bat.
files-unfit-large = Fitxategi honek 25 MB baino gehiago ditu. Aukeratu txikiago bat.
files-unfit-surplus = Erregistro batek { $max } fitxategi hartzen ditu; gainerakoak ez dira gehitu.
