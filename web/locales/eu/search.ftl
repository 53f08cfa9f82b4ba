# Search everything.
search-screens = Pantailak
search-begin = Zeren bila zabiltza?
search-begin-hint = Hartzaile bat, helbide bat, kode bat, ibilgailu bat, pertsona bat edo pantaila baten izena.
search-nothing = Ez da ezer aurkitu
search-nothing-hint = Saiatu hitz baten hasierarekin, kode batekin edo herri batekin.
search-all = { $count ->
    [one] Erakutsi bakarra
   *[other] Erakutsi { $count }ak
}
