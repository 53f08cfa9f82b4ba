# Planning a day for several drivers: the choices.
plan-day = Planificar el día
plan-day-today = Hoy
plan-day-tomorrow = Mañana
plan-day-drivers = Quién conduce
plan-day-start = Desde
plan-day-end = Hasta
plan-day-van-twice = Otra persona lleva este vehículo.
plan-day-end-early = Tiene que ser después del inicio.
plan-day-has-route = Ya tiene una ruta ese día
plan-day-all-busy = Todas las personas que conducen tienen ya una ruta ese día. Elige otro día.
plan-day-choose-drivers = Marca al menos a una persona.
plan-day-van-capacity = { $vehicle } · { $capacity }
plan-day-too-much = Más de lo que cabe
plan-day-cut = Solo aparecen los primeros { $count } paquetes: un plan no admite más de una vez.
plan-day-on-the-road = { $count ->
    [one] { $count } paquete más está en una ruta en marcha: se podrá planificar cuando acabe.
   *[other] { $count } paquetes más están en rutas en marcha: se podrán planificar cuando acaben.
}
plan-day-none-found-hint = Busca otra cosa.
plan-show-rest = { $count ->
    [one] Mostrar { $count } más
   *[other] Mostrar { $count } más
}
plan-packages-of = { $count } de { $max } paquetes
plan-day-submit = Planificar
plan-day-submit-count = { $count ->
    [one] Planificar { $count } paquete
   *[other] Planificar { $count } paquetes
}

# The plan under way.
plan-day-planning = Planificando …
plan-day-percent = { $percent } hecho
plan-day-routes = { $count ->
    [one] { $count } ruta
   *[other] { $count } rutas
}
plan-day-fits = De momento cabe todo
plan-day-open = { $count ->
    [one] { $count } paquete aún no cabe
   *[other] { $count } paquetes aún no caben
}

# The plan as a proposal.
plan-day-dry = No se guarda nada hasta que confirmes.
plan-day-confirm = { $count ->
    [one] Confirmar { $count } ruta
   *[other] Confirmar { $count } rutas
}
plan-day-change = Cambiar
plan-day-done = { $count ->
    [one] { $count } ruta planificada
   *[other] { $count } rutas planificadas
}
plan-day-changed = Entretanto ha cambiado algo en lo que se basa el plan, así que no se ha guardado nada. Lo que elegiste sigue ahí.
plan-day-again = Planificar otra vez
plan-day-empty = Ninguna ruta
plan-day-empty-hint = No cabe ningún paquete. Cambia quién conduce, sus horas o sus vehículos.
plan-day-planned = Paquetes
plan-day-of = de { $count }
plan-day-duration = Tiempo
plan-day-hours = Sale y vuelve
plan-day-load = Carga
plan-day-late = { $late } tarde
plan-day-late-stops = { $count } tarde
plan-day-legend = Rutas del croquis
plan-day-sketch-label = { $count ->
    [one] Croquis del plan con { $routes } rutas, { $count } parada y { $distance }; el norte está arriba. Las tarjetas dicen lo mismo con palabras.
   *[other] Croquis del plan con { $routes } rutas, { $count } paradas y { $distance }; el norte está arriba. Las tarjetas dicen lo mismo con palabras.
}
plan-day-spare = No hacen falta: { $names }.
plan-day-roads = Por las carreteras del mapa importado.
plan-day-no-roads = Estimación en línea recta: no hay ningún mapa importado. Importa uno con «furgo roads import» para tener tiempos y distancias por carretera.
plan-day-roads-elsewhere = Estimación en línea recta: el mapa importado no llega al almacén o llega a muy pocas paradas. Importa un mapa de tu zona con «furgo roads import».

# What does not fit.
plan-day-left = { $count ->
    [one] { $count } paquete no cabe
   *[other] { $count } paquetes no caben
}
plan-day-left-rest = { $count ->
    [one] { $count } más
   *[other] { $count } más
}
plan-day-left-too_heavy = { $count ->
    [one] { $count } paquete pesa más de lo que admite cualquiera de los vehículos
   *[other] { $count } paquetes pesan más de lo que admite cualquiera de los vehículos
}
plan-day-do-too_heavy = Elige un vehículo más grande o corrige el peso del paquete.
plan-day-left-other_day = { $count ->
    [one] { $count } paquete tiene su franja horaria otro día
   *[other] { $count } paquetes tienen su franja horaria otro día
}
plan-day-do-other_day = Planifícalo para su día o acuerda otra hora con quien lo recibe.
plan-day-left-unreachable = { $count ->
    [one] Ninguna carretera lleva a { $count } paquete
   *[other] Ninguna carretera lleva a { $count } paquetes
}
plan-day-do-unreachable = Comprueba la posición de la dirección en el mapa.
plan-day-left-too_far = { $count ->
    [one] A { $count } paquete no se llega a tiempo, ni siquiera solo
   *[other] A { $count } paquetes no se llega a tiempo, ni siquiera solos
}
plan-day-do-too_far = Que alguien salga antes o vuelva más tarde, o amplía la franja horaria de la entrega.
plan-day-left-capacity = { $count ->
    [one] { $count } paquete se queda sin sitio: los vehículos van llenos
   *[other] { $count } paquetes se quedan sin sitio: los vehículos van llenos
}
plan-day-do-capacity = Añade a alguien con vehículo, elige vehículos más grandes o planifica el resto para otro día.
plan-day-left-time = { $count ->
    [one] { $count } paquete se queda sin tiempo: las jornadas están completas
   *[other] { $count } paquetes se quedan sin tiempo: las jornadas están completas
}
plan-day-do-time = Añade a alguien, alarga alguna jornada o planifica el resto para otro día.
plan-day-left-left_out = { $count ->
    [one] { $count } paquete ha cedido el sitio a otros
   *[other] { $count } paquetes han cedido el sitio a otros
}
plan-day-do-left_out = Añade a alguien o más horas, o planifica el resto para otro día.
