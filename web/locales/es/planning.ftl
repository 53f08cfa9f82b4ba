# Planning a day for several drivers: the choices.
plan-day = Planificar el día
plan-day-today = Hoy
plan-day-tomorrow = Mañana
plan-day-drivers = Conductores
plan-day-start = Desde
plan-day-end = Hasta
plan-day-van-twice = Otra ruta lleva este vehículo a esa hora. Elige otro.
plan-day-overlap = A esa hora está en otra ruta. Elige otra hora.
plan-day-end-early = Tiene que ser después del inicio.
plan-day-end-stands = Lo que ya lleva la ruta dura hasta las { $time }, y la siguiente no puede haber empezado.
plan-day-next-day = día siguiente
plan-day-until-next-day = { $hours }, día siguiente
plan-day-onto = Añadir a la ruta de las { $time }
plan-day-under-way = En ruta desde las { $time }
plan-day-back = Vuelve a las { $time }
plan-day-add-round = Añadir otra salida
plan-day-round = Salida { $number }
plan-day-remove-round = Quitar esta salida
plan-day-added = { $count ->
    [0] La ruta de las { $time }, sin nada nuevo
    [one] Añadido a la ruta de las { $time }: { $count } parada nueva
   *[other] Añadido a la ruta de las { $time }: { $count } paradas nuevas
}
plan-day-new = Nueva
plan-day-all-busy = Todos los conductores tienen ya una ruta ese día. Añade paquetes a una de ellas, o añade otra salida.
plan-day-choose-drivers = Marca al menos un conductor/a.
plan-day-van-capacity = { $vehicle } · { $capacity }
plan-day-too-much = Más de lo que cabe
plan-day-few-vans = Con los menos vehículos posibles
plan-day-few-vans-hint = Quien no haga falta se queda en casa. Si no, todos trabajan más o menos el mismo tiempo.
plan-day-cut = Solo aparecen los primeros { $count } paquetes: es el máximo que admite un plan.
plan-day-on-the-road = { $count ->
    [one] Hay { $count } paquete más en una ruta en curso: se podrá planificar cuando acabe.
   *[other] Hay { $count } paquetes más en rutas en curso: se podrán planificar cuando acaben.
}
plan-day-none-found-hint = Busca otra cosa.
plan-show-rest = { $count ->
    [one] Mostrar { $count } más
   *[other] Mostrar { $count } más
}
plan-packages-of = { $count ->
    [one] { $count } paquete · caben { $max }
   *[other] { $count } paquetes · caben { $max }
}
plan-day-submit = Planificar
plan-day-submit-count = { $count ->
    [one] Planificar { $count } paquete
   *[other] Planificar { $count } paquetes
}

# The plan under way.
plan-day-planning = Planificando…
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
plan-day-empty-hint = No cabe ningún paquete. Cambia los conductores, sus horas o sus vehículos.
plan-day-planned = Paquetes
plan-day-of = de { $count }
plan-day-duration = Tiempo
plan-day-hours = Salida y regreso
plan-day-load = Carga
plan-day-late = { $late } de retraso
plan-day-late-stops = { $count } con retraso
plan-day-legend = Rutas del croquis
plan-day-sketch-label = Croquis del plan: { $routes ->
    [one] { $routes } ruta
   *[other] { $routes } rutas
}, { $count ->
    [one] { $count } parada
   *[other] { $count } paradas
} y { $distance }. El norte está arriba. Las tarjetas dicen lo mismo con palabras.
plan-day-spare = No hacen falta: { $names }.
plan-day-roads = Por las carreteras del mapa importado.
plan-day-no-roads = Estimación en línea recta: no hay ningún mapa importado. Importa uno con «furgo roads import» para calcular tiempos y distancias por carretera.
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
plan-day-do-other_day = Planifícalo para su día o acuerda otra hora con el destinatario.
plan-day-left-unreachable = { $count ->
    [one] Ninguna carretera lleva a { $count } paquete
   *[other] Ninguna carretera lleva a { $count } paquetes
}
plan-day-do-unreachable = Comprueba la posición de la dirección en el mapa.
plan-day-left-too_far = { $count ->
    [one] { $count } paquete no puede llegar a tiempo, ni en una ruta propia
   *[other] { $count } paquetes no pueden llegar a tiempo, ni en una ruta propia
}
plan-day-do-too_far = Adelanta la salida o retrasa el regreso de alguien, o amplía la franja horaria de la entrega.
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
    [one] { $count } paquete queda fuera en favor de otros
   *[other] { $count } paquetes quedan fuera en favor de otros
}
plan-day-do-left_out = Añade a alguien o más horas, o planifica el resto para otro día.
plan-late-departure = Al menos una salida ya ha pasado. Elige una hora posterior u otro día.
plan-awaits-driver = A la espera de un conductor/a
plan-awaits-driver-hint = Nadie puede conducir antes de activar su cuenta.
plan-awaits-driver-do = Todas las personas
