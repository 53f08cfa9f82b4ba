# Vencimientos y sus avisos.
due-title = Vencimientos
due-subtitle = Mantenimiento y gastos periódicos, primero lo más urgente.
due-state = Estado
due-at = { $at }, { $left }
due-today = hoy
due-in-days = { $count ->
    [one] en { $count } día
   *[other] en { $count } días
}
due-days-over = { $count ->
    [one] { $count } día de retraso
   *[other] { $count } días de retraso
}
due-distance-now = ahora mismo
due-distance-left = faltan { $distance }
due-distance-over = { $distance } de exceso
due-forecast = Estimación: hacia el { $day }, a { $pace } al día
due-last-amount = La última vez: { $amount }
due-done = Marcar como hecho
due-pay = Anotar pago
due-none = No hay vencimientos
due-none-hint = Anota un mantenimiento con su próxima fecha o distancia, o un gasto que se repite: aparecerá aquí a tiempo.
due-none-found = Nada en este estado.
news-title = Avisos
news-none = Cuando algo esté a punto de vencer, aparecerá aquí.
news-week = Esta semana
news-digest = { $overdue } con retraso, { $due } ya, { $soon } pronto.
