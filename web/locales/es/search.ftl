# Search everything.
search-screens = Pantallas
search-begin = ¿Qué buscas?
search-begin-hint = Una persona, una dirección, un código, un vehículo o el nombre de una pantalla.
search-nothing = No se ha encontrado nada
search-nothing-hint = Prueba con el principio de una palabra, un código o una localidad.
search-all = { $count ->
    [one] Mostrar el único
   *[other] Mostrar los { $count }
}
