# Gráficos y los periodos que muestran.
chart-as-table = Ver como tabla
chart-day = Día
chart-month = Mes
chart-total = Total
chart-year-before = El año anterior
chart-description = { $name }: del { $from } al { $to }, mínimo { $lowest }, máximo { $highest }, último { $last }.
period = Periodo
period-this-month = Este mes
period-last-month = El mes pasado
period-this-year = Este año
period-last-year = El año pasado
period-twelve-months = Últimos 12 meses
period-all = Todo
period-custom = Otras fechas
period-from = Desde
period-to = Hasta
