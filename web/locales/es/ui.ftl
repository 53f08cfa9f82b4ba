# Palabras de los componentes.
action-back = Volver
action-cancel = Cancelar
action-close = Cerrar
action-retry = Reintentar
action-save = Guardar
action-edit = Editar
action-delete = Eliminar
action-more = Más acciones
action-copy = Copiar
action-sign-out = Cerrar sesión
age-now = ahora mismo
age-minutes = hace { $count } min
age-hours = hace { $count } h
age-days = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
}
field-optional = (opcional)
field-show-password = Mostrar la contraseña
field-hide-password = Ocultar la contraseña
form-waiting = Sin conexión. Se guarda aquí y se envía en cuanto responda el servidor.
page-age = Datos de { $age }
pagination-label = Páginas
pagination-range = { $first }–{ $last } de { $total }
pagination-previous = Anterior
pagination-next = Siguiente
state-loading = Cargando
state-saved = Guardado
state-active = Activo
state-inactive = Inactivo
state-in-service = En servicio
state-out-of-service = Fuera de servicio
copied = Copiado
copy-failed = El navegador no permite copiar aquí. Selecciona el texto y cópialo.
shortcuts-title = Atajos de teclado
search-everything = Buscar en todo
shortcuts-search = Buscar en una lista
shortcuts-new = Acción principal de la página
shortcuts-help = Esta ayuda
shortcuts-close = Cerrar
value-unknown = desconocido
distance-unknown = distancia desconocida
draft-kept = Lo que habías escrito aquí sigue aquí.
draft-start-over = Empezar de nuevo
field-date-form = dd/mm/aaaa
field-hour-form = hh:mm
field-date-pick = Elegir en un calendario
