# Grafikoak eta erakusten dituzten aldiak.
chart-as-table = Ikusi taula gisa
chart-day = Eguna
chart-month = Hilabetea
chart-total = Guztira
chart-year-before = Aurreko urtea
chart-description = { $name }: { $from } – { $to }, txikiena { $lowest }, handiena { $highest }, azkena { $last }.
period = Aldia
period-this-month = Hilabete hau
period-last-month = Aurreko hilabetea
period-this-year = Aurten
period-last-year = Iaz
period-twelve-months = Azken 12 hilabeteak
period-all = Dena
period-custom = Beste data batzuk
period-from = Noiztik
period-to = Noiz arte
