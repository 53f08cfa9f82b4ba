# La jornada de reparto.
day-previous = Día anterior
day-next = Día siguiente
day-nothing-today = Hoy no tienes ruta
day-nothing = Ese día no tienes ruta
day-nothing-hint = La oficina aún no te ha planificado ninguna. Aparecerá aquí en cuanto lo haga.
day-my-packages = Mis paquetes
day-old-route = Tu ruta del { $day } quedó sin completar.
day-old-route-show = Verla
day-depart = Salida
day-stops = Paradas
day-distance = Distancia
day-duration = Tiempo
day-vehicle = Vehículo
day-start = Iniciar la ruta
day-complete = Completar la ruta
day-progress = Hechas: { $done } de { $total }
day-progress-failed = { $count ->
    [one] { $count } no entregado
   *[other] { $count } no entregados
}
day-progress-label = Paradas hechas
day-next-stop = Próxima parada
day-stop-of = Parada { $number } de { $total }
day-planned-at = según plan { $time }
day-planned-unknown = llegada desconocida
day-was-there = hecha a las { $time }
day-arrived = He llegado
day-arrived-at = Aquí desde las { $time }
day-window = Entre { $from } y { $to }
day-attempts = { $count ->
    [one] { $count } intento fallido
   *[other] { $count } intentos fallidos
}
day-navigate = Cómo llegar
day-call = Llamar
day-delivered = Entregado
day-not-delivered = No entregado
day-said-delivered = Entregado: { $about }
day-said-undelivered = No entregado: { $about }
day-said-undone = Deshecho: { $about }
day-said-again = Segundo intento: { $about }
day-reason-title = ¿Por qué no?
day-reason-note = ¿Qué ha pasado?
day-reason-record = No entregado
day-all-stops = Todas las paradas
day-take-now = Hacer esta ahora
day-try-again = Intentar de nuevo
day-waiting = Por enviar
day-waiting-count = { $count } por enviar
day-refused = No registrado: { $about }
day-refused-seen = Entendido
day-completed = Ruta completada
day-completed-hint = { $delivered ->
    [one] { $delivered } entregado
   *[other] { $delivered } entregados
}{ $count ->
    [0] , sin nada por entregar
    [one] , { $count } no entregado
   *[other] , { $count } no entregados
}, { $distance }.
day-cancelled = Ruta anulada
day-cancelled-hint = La oficina ha anulado esta ruta. Pregunta antes de seguir.
day-other-routes = Otras rutas de este día
day-show-route = Ver
day-stop-count = { $count ->
    [one] { $count } parada
   *[other] { $count } paradas
}
day-left = { $count ->
    [one] Queda { $count } paquete de rutas anteriores.
   *[other] Quedan { $count } paquetes de rutas anteriores.
}
day-left-take = Llevar hoy
day-left-taken = Ya en la ruta de hoy
day-expected-at = llegada sobre las { $time }
day-late = { $late } min de retraso
day-said-too-late = Ya no se puede deshacer: { $about }
day-left-choose = Elegir cuáles
day-left-choose-hint = Si no cabe todo en la furgoneta, desmarca lo que se queda.
day-nothing-hint-office = Nadie te ha planificado ninguna todavía. Puedes hacerlo tú.
day-plan-route = Planificar una ruta
day-cancelled-hint-office = Esta ruta está anulada y ya no sale nada de ella.
day-replan = Planificar de nuevo el resto
