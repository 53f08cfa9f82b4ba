# El marco de la aplicación.
skip-to-content = Saltar al contenido
nav-label = Menú principal
nav-group-work = Trabajo
nav-group-fleet = Flota
nav-group-office = Oficina
nav-dashboard = Hoy
nav-day = Mi jornada
nav-driving = Conducir
nav-office = Oficina
nav-packages = Paquetes
nav-routes = Rutas
nav-vehicles = Vehículos
nav-due = Vencimientos
nav-refuels = Repostajes
nav-maintenance = Mantenimiento
nav-expenses = Gastos
nav-readings = Cuentakilómetros
nav-reports = Informes
nav-attention = Requiere atención
nav-findings = Revisión de datos
nav-log = Historial
nav-trash = Papelera
nav-users = Personas
nav-settings = Ajustes
nav-search = Buscar
nav-more = Más
not-found-title = No encontrado
not-found-headline = Aquí no hay nada
not-found-hint = El enlace es incorrecto, el registro se ha eliminado o no tienes acceso a él.
not-found-home = Ir al inicio
unreachable-title = El servidor no responde
outbox-waiting = { $count ->
    [one] { $count } cambio por enviar
   *[other] { $count } cambios por enviar
}
new-version-ready = Hay una versión nueva de la aplicación.
new-version-waits = Hay una versión nueva de la aplicación. Antes se envía lo pendiente.
new-version-update = Actualizar
crash-title = Algo ha fallado
crash-text = La aplicación se ha detenido por un error interno. Lo que el servidor ha confirmado está a salvo.
crash-reload = Volver a cargar
cut-off-title = Sin conexión
cut-off-headline = Esta página necesita conexión
cut-off-hint = En cuanto la haya, se abre sola.
cut-off-hint-driver = En cuanto la haya, se abre sola. Tu jornada está aquí mientras tanto.
cut-off-day = Ir a mi jornada
sign-out-title = { $count ->
    [one] { $count } cambio sin enviar
   *[other] { $count } cambios sin enviar
}
sign-out-text = Lo que espera una conexión se pierde si cierras la sesión ahora.
sign-out-text-kept = Se quedan en este teléfono a tu nombre y se envían cuando vuelvas a entrar aquí.
sign-out-confirm = Cerrar sesión de todos modos
sign-out-stay = No cerrar sesión
insecure-text = Esta conexión no va cifrada: no se puede trabajar sin red ni usar la cámara, y las contraseñas se pueden leer por el camino.
insecure-way = Cómo cambiarlo
