# Egitekoak eta horien abisuak.
due-title = Egitekoak
due-subtitle = Mantentze-lanak eta aldizkako gastuak, premiazkoenak lehenik.
due-state = Egoera
due-at = { $at }, { $left }
due-today = gaur
due-in-days = { $count ->
    [one] egun { $count } barru
   *[other] { $count } egun barru
}
due-days-over = { $count ->
    [one] egun { $count }eko atzerapena
   *[other] { $count } eguneko atzerapena
}
due-distance-now = oraintxe
due-distance-left = { $distance } falta dira
due-distance-over = { $distance } pasatuta
due-forecast = Zenbatespena: { $day } inguruan, egunean { $pace } eginda
due-last-amount = Azken aldian: { $amount }
due-done = Markatu egindakotzat
due-pay = Erregistratu ordainketa
due-none = Ez dago ezer egiteko
due-none-hint = Erregistratu mantentze-lan bat hurrengo datarekin edo distantziarekin, edo errepikatzen den gastu bat: garaiz agertuko da hemen.
due-none-found = Ez dago ezer egoera honetan.
news-title = Abisuak
news-none = Zerbait egitekoa den bezain laster hemen jakinaraziko da.
news-week = Aste hau
news-digest = { $overdue } epez kanpo, { $due } orain, { $soon } laster.
