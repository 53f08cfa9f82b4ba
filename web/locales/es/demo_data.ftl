# Demo data in a real installation.
demo-data-title = Datos de demostración
demo-data-text = Echa antes un vistazo: una flota pequeña con dieciocho meses de trabajo. Los datos van marcados, no envían correo a nadie y se quitan con un botón.
demo-data-none = Los datos de demostración son para una flota sin vehículos, paquetes ni rutas.
demo-data-filling = Los datos de demostración están en camino. Tardan un minuto.
demo-data-present = { $count ->
    [one] Un registro es de demostración.
   *[other] { $count } registros son de demostración.
 }
demo-data-removing = Se están quitando los datos de demostración.
demo-data-look = Mirar otra vez
demo-data-fill = Cargar datos de demostración
demo-data-remove = Quitar los datos de demostración
demo-data-remove-title = ¿Quitar los datos de demostración?
demo-data-remove-text = Los vehículos, las personas, los paquetes, las rutas y los registros de la demostración se eliminan definitivamente. Nada tuyo depende de ellos.
demo-data-remove-kept = Los vehículos, las personas, los paquetes, las rutas y los registros de la demostración se eliminan definitivamente. Se quedan contigo estos, porque algo tuyo depende de ellos: { $kept }.
demo-data-kept-vehicles = { $own ->
    [0] { $title }
   *[other] { $title } ({ $own } tuyos)
 }
demo-data-kept-people = { $own ->
    [0] { $title }
   *[other] { $title } ({ $own } tuyos)
 }
demo-data-kept-routes = { $own ->
    [0] la ruta del { $title }
   *[other] la ruta del { $title } ({ $own } tuyos)
 }
demo-data-kept-packages = { $own ->
    [0] el paquete { $title }
   *[other] el paquete { $title } ({ $own } tuyos)
 }
demo-data-kept-expenses = { $own ->
    [0] { $title }
   *[other] { $title } ({ $own } tuyos)
 }
