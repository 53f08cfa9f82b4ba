# Paquetes a una ruta.
stops-add = Añadir paquetes
add-title = Añadir paquetes a esta ruta
add-submit = { $count ->
    [one] Añadir { $count } paquete
   *[other] Añadir { $count } paquetes
}
add-insist = Añadir de todos modos
add-done = { $count ->
    [one] { $count } paquete añadido
   *[other] { $count } paquetes añadidos
}
place-where = Lugar en la ruta
place-best = Donde cueste menos tiempo
place-number = Como parada { $number }
place-end = Al final
place-note = ¿Por qué de todos modos?
place-note-hint = Queda en el registro de cada paquete.

# Paquetes fuera de una ruta, o a otra.
stop-menu = Más para la parada { $number }
take-off = Quitar de la ruta
take-off-title = ¿Quitar este paquete de la ruta?
take-off-text = { $name } queda pendiente de planificar. Las horas de las demás paradas se ajustan.
take-off-text-on-its-way = { $name } ya va a bordo: avisa a quien conduce para que lo traiga de vuelta. Queda pendiente de planificar y no se envía ningún correo.
take-off-done = Paquete quitado de la ruta
move-stop = Pasar a otra ruta
move-title = Pasar a otra ruta
move-routes = Rutas abiertas
move-choose = Elige una ruta.
move-submit = Pasar
move-insist = Pasar de todos modos
move-done = Parada pasada a la ruta de { $driver }
move-nowhere = No hay otra ruta abierta
move-nowhere-hint = Ni ese día, ni el anterior, ni el siguiente. Planifica una antes, o quita el paquete de la ruta.

# Cuándo se hace.
route-late = { $late } de retraso
route-late-stops = { $count ->
    [one] { $count } fuera de su franja
   *[other] { $count } fuera de su franja
}
stops-expected = Llegada sobre las { $time }

# Another order for what is left, planned on the phone.
replan-under-way = Buscando un orden mejor…
replan-same = Este orden ya es el mejor
replan-same-hint = El planificador no ha encontrado ninguno más rápido ni con menos retraso.
replan-gone = No queda nada por planificar
replan-gone-hint = Esta ruta ha terminado o ya no es tuya.
replan-failed = El planificador no ha podido arrancar
replan-failed-hint = Inténtalo otra vez. Si sigue igual, abre la aplicación una vez donde haya cobertura.
replan-driving = Conducción
replan-over = Fin a las
replan-late = Paradas con retraso
replan-straight = Sin carreteras: las horas son estimaciones.
replan-take = Usar este orden
replan-taken = Orden nuevo en uso
replan-order = El orden nuevo
replan-was = antes { $place }
replan-was-before = antes:
replan-back = Volver al día
