# What was deleted, and the way back.
trash-title = Papelera
trash-text = Lo que se elimina se puede restaurar durante 30 días. La administración ve lo que eliminan todos.
trash-empty = La papelera está vacía
trash-empty-hint = Lo que elimines espera aquí 30 días.
trash-kind-refuels = Repostaje
trash-kind-maintenance = Mantenimiento
trash-kind-expenses = Gasto
trash-kind-readings = Lectura del cuentakilómetros
trash-kind-packages = Paquete
trash-kind-routes = Ruta
trash-deleted-by = Eliminado: { $moment }, { $name }
trash-deleted = Eliminado: { $moment }
trash-kept-until = hasta el { $day }, después se borra para siempre
trash-restore = Restaurar
trash-taken = Otro registro ocupa su lugar: el conductor o la conductora tiene otra ruta ese día. Cambia o elimina esa y luego restaura esta.
