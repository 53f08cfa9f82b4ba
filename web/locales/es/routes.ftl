# Lista de rutas.
routes-plan = Planificar una ruta
routes-new = Nueva ruta
routes-driver = Conductor/a
routes-status = Estado
routes-day = Día
routes-progress = Paradas
routes-vehicle = Vehículo
routes-distance = Distancia
routes-departure = Salida
routes-notes = Notas
routes-stops-done = { $done } de { $count ->
    [one] { $count } parada
   *[other] { $count } paradas
}
routes-stops-failed = { $count ->
    [one] { $count } no entregado
   *[other] { $count } no entregados
}
routes-all = Todas
routes-filters = Filtros
routes-from = Desde
routes-to = Hasta
routes-every-driver = Todos los conductores
routes-every-vehicle = Todos los vehículos
routes-clear-filters = Quitar los filtros
routes-none = Aún no hay rutas
routes-none-hint = Elige conductor/a y marca paquetes: Furgo busca el mejor orden de las paradas.
routes-none-hint-viewer = En cuanto la oficina planifique una ruta, aparecerá aquí.
routes-none-found = Ninguna ruta coincide con los filtros
routes-none-found-hint = Amplía las fechas o quita los filtros.

# Planificar una ruta.
plan-choose-driver = Elige conductor/a
plan-no-vehicle = Sin vehículo
plan-return = Volver al almacén
plan-submit = Planificar la ruta
plan-submit-count = { $count ->
    [one] Planificar { $count } parada
   *[other] Planificar { $count } paradas
}
plan-done = { $count ->
    [one] Ruta planificada con { $count } parada
   *[other] Ruta planificada con { $count } paradas
}
plan-packages = { $count ->
    [one] { $count } paquete
   *[other] { $count } paquetes
}
plan-weight-of = { $weight } de { $max }
plan-too-much = Más de lo que admite el vehículo
plan-too-much-error = Este vehículo no admite tanto. Elige otro, o menos paquetes.
plan-too-many = Son demasiadas paradas para una ruta. Planifica varias.
plan-choose-packages = Marca al menos un paquete.
plan-packages-title = Paquetes por planificar
plan-search = Nombre, dirección o código
plan-choose-all = { $count ->
    [one] Marcar todos ({ $count })
   *[other] Marcar todos ({ $count })
}
plan-choose-none = Desmarcar todos
plan-no-position = sin posición
plan-none-found = Ningún paquete coincide
plan-none-found-hint = Busca otra cosa o elige otro conductor/a.
plan-no-driver = Aún no hay conductores
plan-no-driver-hint = Alguien tiene que hacer la ruta. Invita a una persona con el rol Conductor/a. Si conduces tú, activa «También conduce» en tu ficha, en Personas.
plan-no-driver-do = Invitar a un conductor/a
plan-no-depot = No hay ningún almacén definido
plan-no-depot-hint = Las rutas empiezan y acaban en el almacén. Administración lo define una vez en los ajustes.
plan-no-depot-do = Definir el almacén
plan-no-package = Nada por planificar
plan-no-package-hint = Todos los paquetes están en una ruta o terminados. Registra antes otros nuevos.
plan-no-package-do = Registrar un paquete

# Una ruta.
route-title = Ruta
routes-facts = Ruta
routes-times = Horas
routes-departs-at = Salida { $time }
routes-started-at = Iniciada { $time }
routes-completed-at = Completada { $time }
routes-driven = Recorrido
routes-planned-distance = Distancia prevista
routes-planned-time = Tiempo previsto
routes-by-road = por carretera
routes-by-straight-line = en línea recta (estimación)
routes-odometer = Cuentakilómetros
route-start = Iniciar
route-start-title = ¿Iniciar la ruta?
route-start-text = Sus paquetes pasan a estar en reparto, y los destinatarios lo ven en su página de seguimiento.
route-start-other-day = Esta ruta está planificada para el { $day }. ¿Empezarla ahora de todos modos? Sus paquetes pasan a estar en reparto.
route-started = Ruta iniciada
route-complete = Completar
route-complete-title = ¿Completar la ruta?
route-complete-text = { $count ->
    [0] Todas las paradas están hechas.
    [one] Queda { $count } parada abierta. Su paquete pasa a «no entregado».
   *[other] Quedan { $count } paradas abiertas. Sus paquetes pasan a «no entregado».
}
route-completed = Ruta completada
route-cancel = Anular la ruta
route-cancel-title = ¿Anular esta ruta?
route-cancel-text = Sigue en la lista como anulada. Los paquetes sin terminar se pueden planificar de nuevo.
route-cancel-keep = Mantener la ruta
route-cancelled = Ruta anulada
route-delete = Eliminar la ruta
route-delete-title = ¿Eliminar esta ruta?
route-delete-text = Sus paquetes vuelven a estar pendientes y se pueden planificar de nuevo.
route-deleted = Ruta eliminada
route-plan-again = Planificar de nuevo el orden
route-planning = Planificando…
route-planned-again = Las paradas abiertas se han planificado de nuevo
route-change = Editar datos
route-change-title = Editar la ruta
odometer-label = Lectura del cuentakilómetros
odometer-last = Última lectura: { $reading }

# Sus paradas.
stops-title = { $count ->
    [one] { $count } parada
   *[other] { $count } paradas
}
stops-change-order = Cambiar el orden
stops-order-hint = Mueve las paradas abiertas; las horas de llegada se ajustan al guardar.
stops-save-order = Guardar el orden
stops-order-saved = Orden guardado, con nuevas horas de llegada
stops-planned = Según plan { $time }
stops-real = Llegada { $time }
stops-window = Franja horaria { $from }–{ $to }
stops-from-road = a { $distance } de la calzada
stops-no-position = posición desconocida
stops-arrival-unknown = Llegada desconocida
stops-missed-late = después de la franja horaria
stops-missed-other_day = franja horaria de otro día
stops-missed = { $count ->
    [one] Planificado fuera de su franja horaria: { $codes }.
   *[other] Planificados fuera de su franja horaria: { $codes }.
}
stops-move = Mover la parada { $number }
stops-move-up = Subir la parada { $number }
stops-move-down = Bajar la parada { $number }
stops-move-first = Mover la parada { $number } al principio
stops-move-last = Mover la parada { $number } al final
sketch-title = Croquis
sketch-label = { $count ->
    [one] Croquis de la ruta con { $count } parada y { $distance }, el norte está arriba. La lista de paradas dice lo mismo con palabras.
   *[other] Croquis de la ruta con { $count } paradas y { $distance }, el norte está arriba. La lista de paradas dice lo mismo con palabras.
}
sketch-depot = Almacén
sketch-nothing = No se conoce la posición de ninguna parada.
sketch-missing = { $count ->
    [one] Falta { $count } parada: no se conoce su posición.
   *[other] Faltan { $count } paradas: no se conoce su posición.
}
