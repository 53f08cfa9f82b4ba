# Garajea eta flotaren osasuna.
health-overdue = Epez kanpo
health-soon = Laster
health-spent = Aurten gastatuta
health-findings = Egiaztatzeko
health-next = Hurrengoa
health-nothing = Ezer ez
garage-economy = Kontsumoa
garage-nothing-due = Ez dago ezer egiteko
garage-findings = { $count ->
    [one] gauza { $count } egiaztatzeko
   *[other] { $count } gauza egiaztatzeko
}
garage-sort-odometer = Kilometro gehien dutenak lehenik
garage-sort-newest = Berrienak lehenik
garage-empty-hint = Gehitu lehena: nahikoa dira izen labur bat, marka eta modeloa. Gero idatzi erregai-hartzeak, eta Furgok esango dizu bakoitzak zenbat balio duen eta noiz dagokion zerbait.
