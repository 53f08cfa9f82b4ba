# Formularios y listas en general.
stale-title = Otra persona ha cambiado esto mientras lo editabas.
stale-text = Lo que has escrito sigue aquí. Guarda tus cambios encima de los suyos, o descarta los tuyos y parte de los suyos.
stale-keep = Guardar los míos encima
stale-drop = Descartar los míos
coordinates-label = Posición en el mapa
coordinates-hint = Latitud y longitud, por ejemplo 43.135, -2.078. En Google Maps, haz clic derecho en el portal (en el móvil, mantenlo pulsado) y copia los dos números.
coordinates-placeholder = 43.135, -2.078
list-select-all = Seleccionar todo en esta página
list-select = Seleccionar { $name }
list-clear-filters = Quitar los filtros
filter-all = Todos
list-nothing-found = Sin resultados
list-nothing-found-hint = Nada coincide con estos filtros.
list-searching-older = Aún no se busca en los más antiguos; en unos minutos, sí.
