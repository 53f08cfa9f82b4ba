# Trabajo pendiente y sus avisos.
due-title = Pendiente
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
due-distance-over = { $distance } de más
due-forecast = Hacia el { $day }, a { $pace } al día: una estimación
due-last-amount = La última vez: { $amount }
due-done = Hecho
due-pay = Pagar
due-none = No hay nada pendiente
due-none-hint = Anota un mantenimiento con su próxima fecha o distancia, o un gasto que se repite: aparecerá aquí a tiempo.
due-none-found = Nada en este estado.
news-title = Avisos
news-none = En cuanto algo toque, se avisará aquí.
news-week = La semana
news-digest = { $overdue } con retraso, { $due } para ya, { $soon } para pronto.
