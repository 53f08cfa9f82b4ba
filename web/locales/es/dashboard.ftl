# El día de un vistazo.
dashboard-plan-route = Nueva ruta
dashboard-plan = Planificar
dashboard-open = Abrir
dashboard-to-plan = Por planificar
dashboard-assigned = Asignados
dashboard-in-transit = En reparto
dashboard-delivered = Entregados hoy
dashboard-undelivered = No entregados
dashboard-failed-today = { $count ->
    [one] { $count } cerrado sin entregar hoy
   *[other] { $count } cerrados sin entregar hoy
}
dashboard-routes = Rutas de hoy
dashboard-all-routes = Todas las rutas
dashboard-no-routes = Hoy no hay rutas
dashboard-no-routes-hint = Planifica una: elige conductor/a y marca los paquetes.
dashboard-no-routes-hint-viewer = En cuanto la oficina planifique una ruta, aparecerá aquí.
dashboard-month = Este mes
dashboard-month-distance = Recorrido
dashboard-month-delivered = Entregas
dashboard-month-routes = Rutas completadas
dashboard-vehicles = Vehículos en uso
dashboard-attention = Requiere atención
dashboard-nothing-waits = Nada requiere atención.
dashboard-no-depot = No hay ningún almacén definido. Sin él no se puede planificar ninguna ruta.
dashboard-set-depot = Definir el almacén
dashboard-undelivered-waiting = { $count ->
    [one] { $count } paquete no entregado, por planificar de nuevo
   *[other] { $count } paquetes no entregados, por planificar de nuevo
}
dashboard-exceptions = { $count ->
    [one] Algo hecho en ruta no encaja con lo planificado
   *[other] { $count } cosas hechas en ruta no encajan con lo planificado
}
dashboard-decide = Decidir
dashboard-old-route = La ruta de { $driver } del { $day } sigue abierta
dashboard-tasks = Primeros pasos
dashboard-task-depot = Definir el almacén donde empiezan las rutas
dashboard-task-vehicle = Añadir un vehículo
dashboard-task-driver = Invitar a un conductor/a
dashboard-task-package = Registrar un paquete
dashboard-task-route = Planificar la primera ruta
dashboard-task-do = Empezar
dashboard-task-done = hecho
dashboard-task-admin = Lo hace administración
dashboard-fleet = La flota
