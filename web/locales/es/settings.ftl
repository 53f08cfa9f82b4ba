# Ajustes de la flota.
settings-title = Ajustes
settings-fleet = Flota
settings-fleet-name = Nombre de la flota
settings-fleet-name-hint = Los destinatarios lo leen en la página de seguimiento.
settings-time-zone = Zona horaria
settings-time-zone-hint = Decide cuándo empieza cada día.
settings-language = Idioma
settings-language-hint = Para los destinatarios y para quien no haya elegido ninguno.
settings-registration = Cualquiera puede crear una cuenta
settings-registration-hint = Las cuentas nuevas solo podrán consultar vehículos e informes. Lo normal es dejarlo desactivado e invitar a las personas.
settings-depot = Almacén
settings-depot-hint = Donde empiezan y terminan las rutas. Por ahora basta una dirección; para planificar rutas hace falta la posición.
settings-depot-address = Dirección
settings-routes = Rutas
settings-departure = Hora de salida habitual
settings-service = Tiempo por parada
settings-service-hint = Desde aparcar hasta volver a arrancar, salvo que el paquete indique otra cosa.
settings-undo = Deshacer durante
settings-undo-hint = Tiempo en que quien conduce puede deshacer su último paso en una parada. 0: nunca.
settings-offline = Sin conexión durante
settings-offline-hint = Tiempo en que un teléfono muestra su copia del día tras el último contacto. Lo que queda por enviar sigue en él. 0: nunca.
settings-backup = Copia de seguridad
settings-backup-text = Guarda una copia de todos los datos en un archivo mientras los demás siguen trabajando. Consérvala en otro dispositivo; furgo restore la recupera.
settings-backup-take = Descargar copia
settings-backup-done = Copia guardada
settings-measures = Moneda y unidades
settings-currency = Moneda
settings-currency-hint = Todos los importes están en esta moneda. Cambiarla no convierte los ya anotados.
settings-units-hint = Para quien no ha elegido las suyas.
settings-depot-here = Usar la posición de este dispositivo
settings-depot-looking = Buscando la posición…
settings-depot-not-found = No se ha encontrado la posición. Permítela en el navegador o pega las coordenadas.
settings-depot-position = Posición en el mapa (hace falta para planificar rutas)
settings-mail = Correo
settings-mail-text = Por este servidor salen las invitaciones, las contraseñas nuevas y los avisos a los destinatarios.
settings-mail-server = Servidor de correo
settings-mail-server-hint = smtps://usuario@mail.example.org, o smtp://usuario@mail.example.org?tls=required
settings-mail-password-hint = Se guarda sellada y no se vuelve a mostrar.
settings-mail-password-kept = Déjala vacía para conservar la que hay.
settings-mail-from = Remitente
settings-mail-from-hint = Una dirección, o un nombre y una dirección: Nuestra flota <furgo@example.org>
settings-mail-public = Dirección para los enlaces
settings-mail-public-hint = Donde destinatarios y conductores encuentran Furgo. Los enlaces de los correos empiezan por ella.
settings-mail-configured = El servidor de correo está fijado en la configuración del servidor: { $server }
settings-mail-save = Guardar los ajustes de correo
settings-mail-test = Enviar un correo de prueba
settings-mail-tested = El servidor de correo ha aceptado un mensaje para { $email }.
settings-mail-untested = El mensaje no se ha aceptado: { $error }
settings-mail-waiting = { $count ->
    [one] Un correo espera.
   *[other] { $count } correos esperan.
}
mail-obstacle-no_server = Aún no hay servidor de correo. Los enlaces se muestran para entregarlos a mano y no sale ningún correo.
mail-obstacle-no_password = Hay que volver a escribir la contraseña del servidor de correo, porque los datos vienen de otra instalación.
mail-obstacle-no_public_url = Los correos con enlace esperan hasta que se indique la dirección para los enlaces.
mail-obstacle-demo = La demo no envía correo.
settings-mails = Correos que salen solos
settings-mails-digest = Vencimientos, los lunes
settings-mails-digest-hint = A administración y tráfico.
settings-mails-recipients = A destinatarios con dirección de correo, cada uno con el enlace de seguimiento:
settings-mails-registered = Registrado
settings-mails-assigned = Asignado
settings-mails-in_transit = En reparto
settings-mails-delivered = Entregado
settings-mails-undelivered = No entregado, con el motivo
settings-mails-failed = Cerrado sin entregar
settings-files = Fotos y papeles
settings-files-text = Están en el mismo archivo que todo lo demás, y se van con el registro al que pertenecen.
settings-files-used = { $count ->
    [one] Un archivo, { $size } de { $max } MB.
   *[other] { $count } archivos, { $size } de { $max } MB.
}
settings-files-free = En el disco quedan { $size } MB libres.
settings-files-max = Sitio para archivos
settings-files-kept = Días que se guardan los archivos
settings-files-kept-hint = Vacío: tanto como su registro.
