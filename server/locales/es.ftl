## What mail says.
mail-greeting = Hola, { $name }:

mail-test-subject = Prueba de { $fleet }
mail-test-text = El servidor de correo ha aceptado este mensaje. Por él saldrán las invitaciones, las contraseñas nuevas y los avisos a los destinatarios.
mail-test-why = Alguien ha pedido un correo de prueba en los ajustes de { $fleet }.

mail-invitation-subject = Tu cuenta en { $fleet }
mail-invitation-text = Te han invitado a { $fleet }. Elige una contraseña con este enlace. Sirve una vez, durante siete días.
mail-invitation-action = Elegir contraseña
mail-invitation-why = Administración de { $fleet } ha introducido tu dirección. Si no sabes quién es, borra este correo: sin el enlace no pasa nada.

mail-reset-subject = Nueva contraseña para { $fleet }
mail-reset-text = Alguien, seguramente tú, ha pedido una contraseña nueva. Elígela con este enlace. Sirve una vez, durante 30 minutos. Hasta entonces tu contraseña sigue igual.
mail-reset-action = Elegir otra contraseña
mail-reset-why = Si no has sido tú, borra este correo: sin el enlace no pasa nada.

mail-new_device-subject = Nuevo inicio de sesión en { $fleet }
mail-new_device-text = Alguien ha iniciado sesión en tu cuenta desde un dispositivo nuevo: { $device }, { $moment }.
mail-new_device-advice = Si no has sido tú, cambia la contraseña. Así se cierran todas las demás sesiones.
mail-new_device-why = Lo recibes cada vez que tu cuenta se usa desde un dispositivo nuevo.

mail-password_changed-subject = Tu contraseña de { $fleet } ha cambiado
mail-password_changed-text = Tu contraseña se ha cambiado, { $moment }. Todas las demás sesiones se han cerrado.
mail-password_changed-advice = Si no has sido tú, pide enseguida otro enlace a administración.
mail-password_changed-why = Lo recibes después de cada cambio de tu contraseña.

mail-digest-subject = Vencimientos en { $fleet }
mail-digest-overdue = { $count ->
    [one] Hay un elemento vencido.
   *[other] Hay { $count } elementos vencidos.
}
mail-digest-due = { $count ->
    [one] Un elemento toca ya.
   *[other] { $count } elementos tocan ya.
}
mail-digest-soon = { $count ->
    [one] Un elemento toca pronto.
   *[other] { $count } elementos tocan pronto.
}
mail-digest-action = Ver los vencimientos
mail-digest-why = La oficina de { $fleet } lo recibe los lunes. Administración puede desactivarlo en los ajustes.

mail-registered-subject = { $fleet } te va a entregar un paquete
mail-registered-text = { $fleet } ha registrado un paquete para ti. Puedes seguirlo con este enlace.
mail-assigned-subject = Tu paquete de { $fleet } se está preparando
mail-assigned-text = Tu paquete ya tiene quien lo reparta y se entregará pronto.
mail-in_transit-subject = Tu paquete de { $fleet } está en reparto
mail-in_transit-text = Tu paquete está en reparto. El enlace dice cuándo se espera.
mail-delivered-subject = Tu paquete de { $fleet } se ha entregado
mail-delivered-text = Tu paquete se ha entregado.
mail-undelivered-subject = No se ha podido entregar tu paquete de { $fleet }
mail-undelivered-text = No se ha podido entregar tu paquete. Se volverá a intentar.
mail-failed-subject = Tu paquete de { $fleet } no se entregará
mail-failed-text = Tu paquete no se entregará. Si tienes preguntas, dirígete a { $fleet }.
mail-step-reason = Motivo: { $reason }
mail-step-code = Código de seguimiento: { $code }
mail-step-action = Seguir el paquete
mail-step-why = { $fleet } te entrega un paquete y le dieron esta dirección para ello.

reason-recipient_absent = no había nadie
reason-refused = el paquete se rechazó
reason-wrong_address = la dirección no es correcta
reason-damaged = el paquete está dañado
reason-lost = el paquete se ha perdido
reason-no_access = no se pudo llegar a la puerta
reason-closed = estaba cerrado
reason-cancelled = la entrega se anuló
reason-not_enough_time = no hubo tiempo suficiente
reason-vehicle_issue = el vehículo se averió
reason-weather = el tiempo no lo permitió
reason-payment_not_received = no se recibió el pago
reason-not_loaded = el paquete no estaba en el vehículo

## The page about our own certificate authority.
ca-title = Haz que este dispositivo confíe en Furgo
ca-why = Dentro de tu propia red nadie público puede responder por Furgo, así que tiene su propia autoridad de certificación. Instálala una vez en este dispositivo. Desde entonces la conexión va cifrada sin avisos, se puede trabajar sin red y usar la cámara.
ca-scope = Puede responder por estos nombres, lo que esté por debajo de ellos y estas direcciones, y por nada más, así que nadie puede hacerse pasar con ella por tu banco:
ca-compare = Antes de confiar en ella, compara la huella (SHA-256) que muestra el dispositivo con la que se ve en la oficina, en Ajustes:
ca-download = Descargar el certificado
ca-done = ¿Hecho? Abre Furgo en
ca-android = Android
ca-android-open = Abre los ajustes del dispositivo, busca «Certificado de CA» y elígelo (Seguridad y privacidad → Cifrado y credenciales → Instalar un certificado).
ca-android-choose = Pulsa «Instalar de todos modos», confirma con el PIN o el patrón y elige el archivo furgo-ca.crt.
ca-android-firefox = En Firefox, además: Ajustes → Acerca de Firefox, toca cinco veces el logotipo, vuelve atrás, Ajustes secretos → Usar certificados de CA de terceros.
ca-apple = iPhone y iPad
ca-apple-allow = Abre esta página en Safari, pulsa el botón y permite la descarga del perfil.
ca-apple-install = Abre Ajustes → Perfil descargado y pulsa Instalar.
ca-apple-trust = Abre Ajustes → General → Información → Ajustes de confianza de los certificados y activa Furgo.
ca-computer = Ordenadores
ca-windows = Windows: abre el archivo, Instalar certificado → Equipo local → Entidades de certificación raíz de confianza.
ca-mac = macOS: abre el archivo en Acceso a Llaveros y elige Confiar siempre.
ca-firefox = Firefox: Ajustes → Privacidad y seguridad → Ver certificados → Autoridades → Importar.
ca-remove = Cómo quitarla
ca-remove-android = Android: busca en los ajustes «Credenciales de confianza», elige Usuario, Furgo, Quitar.
ca-remove-apple = iPhone y iPad: Ajustes → General → VPN y gestión de dispositivos → Furgo → Eliminar perfil.
ca-remove-computer = Ordenadores: bórrala donde la importaste.
ca-profile = Furgo
ca-profile-text = Hace que este dispositivo confíe en el servidor Furgo de tu flota, y en ningún otro.
tls-only = Furgo habla TLS: empieza la dirección por https://. Lo que has enviado no iba cifrado y no se ha aceptado; si contenía una contraseña, cámbiala.
