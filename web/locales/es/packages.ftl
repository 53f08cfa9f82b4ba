# Paquetes.
packages-title = Paquetes
packages-add = Añadir paquete
packages-empty = Aún no hay paquetes
packages-empty-hint = Introduce el primero. Después asígnalo a un conductor o planifica una ruta con él.
packages-empty-driver = No tienes nada asignado. De eso se encarga tráfico.
packages-search = Buscar por código, destinatario o dirección
packages-more-filters = Más filtros
packages-fewer-filters = Menos filtros
packages-city = Localidad, escrita entera
packages-from = Entrada desde
packages-to = Entrada hasta
packages-selected-label = Paquetes seleccionados
packages-selected = { $count ->
    [one] { $count } seleccionado
   *[other] { $count } seleccionados
}
packages-no-common-step = Están en estados distintos y no tienen ningún paso en común.
packages-too-many = Como máximo { $count } a la vez.
packages-plan = Planificar ruta
packages-clear-selection = Quitar selección
package-title = Paquete
package-code = Código de seguimiento
package-recipient = Destinatario
package-name = Nombre
package-phone = Teléfono
package-email = Correo electrónico
package-address = Dirección
package-street = Calle y número
package-postal-code = Código postal
package-city = Localidad
package-country = País
package-delivery = Entrega
package-day = Día
package-from = Desde
package-to = Hasta
package-window-hint = Las horas, solo si el destinatario está a determinadas horas.
package-parcel = Paquete
package-weight = Peso
package-service = Tiempo de la parada
package-service-default = El de la flota
package-description = Qué es
package-description-hint = El conductor lo lee en la puerta.
package-attempts = Intentos sin éxito
package-entered-at = Entrada
package-no-position = Sin posición
package-new-title = Añadir paquetes
package-new-lead = Intro guarda. El siguiente empieza en la misma localidad.
package-save-next = Guardar y siguiente
package-entered = { $name } guardado, { $code }
package-recent = Recién introducidos
package-recent-none = Lo que introduzcas aparecerá aquí.
package-edit-title = Editar paquete
package-facts = Datos
package-status = Estado
package-driver = Conductor
package-driver-other = Un conductor que ya no está en activo
package-nobody = Nadie todavía
package-route = Ruta
package-route-open = Ver la ruta
package-log = Historial
package-tracking = Página de seguimiento
package-tracking-link = Enlace para el destinatario
package-tracking-hint = Quien tenga el enlace ve el estado y la llegada, sin iniciar sesión.
package-tracking-open = Abrir
package-choose = Elige…
package-reason = Motivo
package-note = Nota
package-step-pending = Retirar
package-step-assigned = Asignar a un conductor
package-step-in_transit = Poner en reparto
package-step-delivered = Marcar como entregado
package-step-undelivered = No entregado
package-step-failed = Dar por fallido
package-step-text-pending = Se retira al conductor y sale de la ruta; se puede volver a planificar.
package-step-text-assigned = El conductor lo ve al instante.
package-step-text-in_transit = Va camino del destinatario.
package-step-text-delivered = Lo tiene el destinatario. Es definitivo.
package-step-text-undelivered = Ha fallado un intento. Se puede repetir o planificar para otro día.
package-step-text-failed = No se entregará. Es definitivo.
package-step-several = { $count ->
    [one] Se aplica a { $count } paquete.
   *[other] Se aplica a { $count } paquetes: a todos o a ninguno.
}
package-stepped-one = { $name }: { $status }
package-stepped = { $count ->
    [one] Hecho
   *[other] Hecho en { $count } paquetes
}
package-correct = Corregir el estado
package-correct-text = Solo para errores. El historial lo marca como corrección, con tu nombre y tu nota.
package-correct-note-hint = ¿Qué estaba mal?
package-corrected = Estado corregido
package-delete-title = ¿Eliminar el paquete de { $name }?
package-delete-text = Desaparece para siempre, junto con su página de seguimiento.
package-deleted = Paquete eliminado
