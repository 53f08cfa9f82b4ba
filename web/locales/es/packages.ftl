# Paquetes.
packages-title = Paquetes
packages-add = Añadir paquete
packages-empty = Aún no hay paquetes
packages-empty-hint = Registra el primero. Después asígnalo a un conductor/a o planifica una ruta con él.
packages-empty-driver = No tienes nada asignado. Tráfico se encarga de asignar.
packages-search = Buscar por código, destinatario o dirección
packages-more-filters = Más filtros
packages-fewer-filters = Menos filtros
packages-city = Localidad (nombre completo)
packages-from = Registrado desde
packages-to = Registrado hasta
packages-selected-label = Paquetes seleccionados
packages-selected = { $count ->
    [one] { $count } seleccionado
   *[other] { $count } seleccionados
}
packages-no-common-step = Están en estados distintos y no tienen ningún paso en común. Selecciona paquetes con el mismo estado.
packages-too-many = Como máximo { $count } a la vez.
packages-plan = Planificar ruta
packages-clear-selection = Quitar selección
packages-code = Código
packages-due = Día de entrega
packages-due-today = Hoy
packages-due-tomorrow = Mañana
packages-due-range = De un día a otro
packages-window = Franja horaria
packages-with-window = Con franja horaria
packages-without-window = Sin franja horaria
packages-window-by = La franja acaba como tarde a las
packages-select-page = { $count ->
    [one] Seleccionar el de esta página
   *[other] Seleccionar los { $count } de esta página
}
packages-edit-many = Editar
packages-edit-text = Lo que dejes vacío se queda como está en cada paquete.
packages-edit-no-window = Quitar las franjas horarias
packages-edit-keep = Dejar como está
packages-edit-save = Cambiar
packages-edited = { $count ->
    [one] { $count } paquete cambiado
   *[other] { $count } paquetes cambiados
}
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
package-window-hint = Indica las horas solo si el destinatario está a horas determinadas.
package-parcel = Paquete
package-weight = Peso
package-service = Tiempo en la parada
package-service-default = El de la flota
package-description = Contenido
package-description-hint = Se lee en la puerta, al entregar.
package-reference = Referencia
package-reference-hint = Número de pedido o código de barras de quien envía. No se repite.
package-access = Cómo entrar
package-access-hint = Código del portal, escalera, a qué timbre llamar: se lee en la puerta, al entregar.
package-attempts = Intentos sin éxito
package-entered-at = Registrado
package-no-position = Sin posición
package-new-title = Añadir paquetes
package-new-lead = Pulsa Intro para guardar. El siguiente empieza con la misma localidad.
package-save-next = Guardar y siguiente
package-entered = { $name } guardado, { $code }
package-recent = Últimos registrados
package-recent-none = Lo que registres aparecerá aquí.
package-edit-title = Editar paquete
package-facts = Datos
package-status = Estado
package-driver = Conductor/a
package-driver-other = Alguien que ya no conduce
package-nobody = Nadie todavía
package-route = Ruta
package-route-open = Ver la ruta
package-log = Historial
package-tracking = Página de seguimiento
package-tracking-link = Enlace para el destinatario
package-tracking-hint = Quien tenga el enlace ve el estado y la llegada, sin iniciar sesión.
package-tracking-open = Abrir
package-tracking-renew = Enlace nuevo
package-tracking-renew-title = ¿Crear un enlace nuevo?
package-tracking-renew-text = El enlace que tiene ahora el destinatario dejará de abrir nada.
package-tracking-renewed = El enlace anterior ya no sirve
package-choose = Elige…
package-reason = Motivo
package-note = Nota
package-step-pending = Quitar asignación
package-step-assigned = Asignar
package-step-in_transit = Poner en reparto
package-step-delivered = Marcar como entregado
package-step-undelivered = Marcar como no entregado
package-step-failed = Cerrar sin entregar
package-step-text-pending = Deja de estar asignado y sale de la ruta; se puede volver a planificar.
package-step-text-assigned = La persona asignada lo ve al instante.
package-step-text-in_transit = Va camino del destinatario.
package-step-text-delivered = Lo tiene el destinatario. Es definitivo.
package-step-text-undelivered = Esta vez no ha llegado. Se puede volver a intentar o planificar para otro día.
package-step-text-failed = El paquete se cierra sin entregar. Es definitivo.
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
package-delete-text = Va a la papelera y su página de seguimiento se cierra. Puedes restaurarlo durante 30 días.
package-deleted = Paquete eliminado
package-mails = Correos al destinatario
package-mails-none = Ninguno todavía. Salen si hay servidor de correo y los ajustes lo dicen.
mail-state-waiting = En espera
mail-state-sent = Enviado
mail-state-refused = No aceptado
mail-state-dropped = Ya no hacía falta
package-locale = Idioma
package-locale-fleet = El de la flota
