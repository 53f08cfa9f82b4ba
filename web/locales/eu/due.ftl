# Egiteko dagoena eta horren berriak.
due-title = Egitekoak
due-subtitle = Mantentze-lanak eta gastu errepikakorrak, premiazkoenak lehenik.
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
due-distance-over = { $distance } gehiegi
due-forecast = { $day } inguruan, egunean { $pace } eginda: kalkulu hurbildua
due-last-amount = Azken aldian: { $amount }
due-done = Eginda
due-pay = Ordaindu
due-none = Ez dago ezer egiteko
due-none-hint = Idatzi mantentze-lan bat hurrengo datarekin edo distantziarekin, edo errepikatzen den gastu bat: garaiz agertuko da hemen.
due-none-found = Ez dago ezer egoera honetan.
news-title = Berriak
news-none = Zerbait egitekoa den bezain laster hemen jakinaraziko da.
news-week = Astea
news-digest = { $overdue } epez kanpo, { $due } orain, { $soon } laster.
