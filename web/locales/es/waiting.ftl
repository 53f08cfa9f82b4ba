# Lo que espera en el teléfono hasta que llega al servidor.
waiting-title = Pendiente de enviar
waiting-none = Todo está enviado
waiting-none-hint = Lo que anotes sin conexión espera aquí hasta que la haya.
waiting-back = Volver
waiting-export = Guardar como archivo
waiting-exported = Guardado como archivo.
waiting-export-failed = El navegador no ha guardado el archivo. Prueba con otro navegador.
waiting-when = Anotado { $moment }
waiting-refused = No se ha aceptado: { $reason }
waiting-seen = Entendido
waiting-discard = Tirar
waiting-discard-title = ¿Tirar esto?
waiting-discard-text = Si no se ha enviado ya, nadie sabrá nunca de ello: ni la oficina ni los registros de la furgoneta.
waiting-discard-word = tirar
waiting-discard-type = Escribe «{ $word }» para confirmar
waiting-discard-keep = Conservarlo
waiting-discarded = Tirado
waiting-offline = Sin conexión. Todo esto se guarda en este teléfono y se envía solo, en este orden, en cuanto la haya.
waiting-signed-out = Tu sesión ha terminado. Vuelve a entrar y se enviará todo esto.
waiting-not-kept = Este navegador no guarda nada más en el teléfono, porque está lleno o la ventana es privada: lo que espera se pierde al cerrar la página.
waiting-of-others = { $count ->
    [one] { $count } anotación de { $name } espera en este teléfono hasta que { $name } vuelva a entrar aquí.
   *[other] { $count } anotaciones de { $name } esperan en este teléfono hasta que { $name } vuelva a entrar aquí.
}
waiting-unknown = Una anotación de otra versión de la aplicación
waiting-route-started = Ruta iniciada
waiting-route-completed = Ruta completada
waiting-route-cancelled = Ruta cancelada
waiting-arrived = Llegada: { $about }
waiting-step = { $status }: { $about }
waiting-undone = Deshecho, vuelve a «{ $status }»: { $about }
waiting-packages = { $count ->
    [one] { $count } paquete
   *[other] { $count } paquetes
}
waiting-journey = Trayecto: { $vehicle }
waiting-refuel = Repostaje: { $vehicle }
waiting-maintenance = Mantenimiento: { $vehicle }
waiting-expense = Gasto: { $vehicle }
waiting-payment = Pago de un gasto
waiting-reordered = Otro orden de las paradas
waiting-reading = Cuentakilómetros: { $vehicle }
waiting-look = Ver
waiting-kept = Guardado en este teléfono. Se envía en cuanto haya conexión.
waiting-too-late = Esto ya se había enviado antes de que lo tiraras: cuenta. Deshazlo en tu jornada o pregunta a la oficina.
waiting-too-late-count = { $count ->
    [one] { $count } anotación ya se había enviado antes de que la tiraras
   *[other] { $count } anotaciones ya se habían enviado antes de que las tiraras
}
waiting-refused-count = { $count ->
    [one] { $count } anotación no se ha aceptado
   *[other] { $count } anotaciones no se han aceptado
}
waiting-not-kept-short = Guardado solo mientras esta página esté abierta
waiting-lost = { $count ->
    [one] Este navegador ha borrado { $count } anotación que aún no se había enviado.
   *[other] Este navegador ha borrado { $count } anotaciones que aún no se habían enviado.
}
waiting-lost-hint = Anota de nuevo lo que falte. El navegador guarda mucho más tiempo lo de una aplicación en la pantalla de inicio.
