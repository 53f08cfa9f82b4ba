# Garajea eta flotaren osasuna.
health-overdue = Epez kanpo
health-soon = Laster egitekoa
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
garage-empty-hint = Gehitu lehena: nahikoa dira izen laburra, marka eta modeloa. Gero erregistratu erregai-hartzeak, eta Furgok esango dizu zenbat kostatzen den bakoitza, eta zer den egitekoa eta noiz.
