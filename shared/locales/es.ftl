## Problemas: una frase cada uno, que dice qué hacer.
error-validation = Revisa los campos marcados.
error-malformed_body = No se ha podido leer la petición. Envía JSON válido con la forma esperada.
error-malformed_query = No se ha podido leer la consulta. Revisa los nombres y valores de la dirección.
error-malformed_header = Una cabecera de la petición no tiene la forma debida. Revisa If-Match e Idempotency-Key.
error-token_invalid = Este enlace ya no es válido. Pide uno nuevo a administración.
error-depot_missing = Todavía no hay almacén. Defínelo en los ajustes o indica uno para esta ruta.
error-not_signed_in = Inicia sesión primero.
error-wrong_credentials = El correo o la contraseña no son correctos. Revísalos y vuelve a intentarlo.
error-forbidden = Tu rol no permite hacer esto. Si lo necesitas, habla con administración.
error-account_inactive = Esta cuenta está desactivada. Habla con administración.
error-registration_closed = Las cuentas nuevas se crean por invitación. Pide una a administración.
error-setup_code_invalid = La primera cuenta necesita el enlace completo que el servidor mostró al arrancar; `furgo user setup-link` lo muestra otra vez.
error-cross_site = La petición venía de otro sitio y se ha rechazado. Abre Furgo en su dirección y vuelve a intentarlo.
error-not_found = Esto no existe o no tienes acceso a ello.
error-deleted = Está en la papelera. Quien lo eliminó, o la administración, puede restaurarlo en un plazo de 30 días.
error-gone = Esta petición ya se atendió, y lo que creó se ha eliminado después. Envía otra si lo necesitas.
error-method_not_allowed = Esta dirección no admite ese método. La cabecera Allow nombra los que admite.
error-taken = Este valor ya está en uso. Elige otro.
error-taken-meanwhile = Lo que lo distinguía lo usa ahora otro registro. Cambia o elimina ese y luego restaura este.
error-id_reused = Ya existe un registro con este identificador y otro contenido. Consúltalo antes o usa un identificador nuevo.
error-illegal_step = Esto no es posible en el estado actual. Vuelve a cargar: puede que alguien se te haya adelantado.
error-viewers_do_not_drive = Quien tiene el rol Consulta no puede además conducir. Elige antes otro rol.
error-last_admin = Es la última cuenta de administración activa. Nombra antes a otra persona.
error-password_missing = Todavía no tiene contraseña, así que no puede ser de administración. Crea antes un enlace para una contraseña nueva.
error-own_account = No puedes hacer esto con tu propia cuenta. Pídeselo a otra persona de administración.
error-has_open_work = Esta persona tiene paquetes o rutas sin terminar. Pásalos antes a otra persona.
error-vehicle_inactive = El vehículo está fuera de servicio. Ponlo antes en servicio.
error-vehicle_in_use = El vehículo tiene rutas planificadas o en curso. Asígnales antes otro.
error-still_referenced = Otros registros proceden de este. Elimina antes esos.
error-not_empty = Los datos de demostración son para una instalación sin vehículos, paquetes ni rutas propios. Sigue con los tuyos.
error-restore_first = Aquello a lo que pertenece también está en la papelera. Restáuralo primero.
error-driver_or_vehicle_gone = Quien conducía esta ruta ya no conduce, o su vehículo ya no existe. Créala de nuevo con otra persona u otro vehículo.
error-not_recurring = Solo se puede volver a pagar un gasto periódico. Indica antes cada cuánto se repite.
error-overlaps = La persona o el vehículo está en otra ruta a esa hora. Elige otra hora, a otra persona u otro vehículo.
error-does_not_fit = Algo no se puede cumplir: una franja horaria, lo que admite el vehículo o el horario de quien conduce. Elige otros paquetes u otro lugar, o insiste con una nota.
error-nothing_unfinished = No queda nada de rutas anteriores.
error-other_day = Esta ruta está planificada para otro día. Confirma que quieres empezarla ahora.
error-package_not_plannable = Alguno de los paquetes ya está en una ruta abierta o está terminado. Desmárcalo y planifica de nuevo.
error-route_closed = Esta ruta ya está en curso o terminada y esto ya no se puede cambiar. Vuelve a cargarla para ver cómo está.
error-package_not_pending = Solo se puede eliminar un paquete pendiente. Quita antes la asignación.
error-arrival_recorded = La llegada ya está registrada. Sigue con la entrega.
error-mail_not_set_up = El correo aún no está configurado. Indica el servidor de correo en los ajustes.
error-changed_meanwhile = Algo ha cambiado entretanto. Vuelve a mirar y repítelo.
error-stale = Otra persona ha cambiado esto entretanto. Vuelve a cargarlo y haz tu cambio.
error-body_too_slow = La petición ha tardado demasiado en llegar. Inténtalo de nuevo.
error-body_too_large = Es demasiado grande para enviarlo. Envía menos de una vez.
error-upload_gap = Falta una parte del archivo. Envíalo de nuevo desde donde se quedó.
error-other_person = Lo que espera aquí es de otra persona. Entra con la cuenta de quien lo anotó.
error-device_revoked = Este dispositivo se ha retirado de tu cuenta. Lo que no ha enviado sigue en él: expórtalo o pregunta en la oficina.
error-client_state_forked = Otro dispositivo cuenta con el mismo número. Furgo le da a este uno propio.
error-sequence_gap = Falta algo que se anotó antes que esto. Envíalo primero.
error-too_many_devices = Tienes demasiados dispositivos. Quita de tu perfil uno que ya no uses.
error-cursor_expired = Lo que ha visto este dispositivo es demasiado antiguo. Vuelve a cargar el día.
error-files_full = No queda sitio para archivos. Un administrador puede permitir más en los ajustes, o borrar registros con archivos grandes.
error-file_not_allowed = Solo se guardan fotos (JPEG, PNG, WebP) y archivos PDF. Elige otro archivo.
error-range_not_satisfiable = El archivo no tiene esa parte. Pídelo entero.
error-file_differs = El archivo no ha llegado como se envió. Envíalo de nuevo.
error-too_many_uploads = Hay demasiados archivos en camino a la vez. Espera a que lleguen algunos.
error-not_json = La petición debe ser JSON. Envíala con Content-Type: application/json.
error-key_reused = Esta Idempotency-Key ya se usó para otra petición. Usa una nueva.
error-too_many_attempts = Demasiados intentos. Espera un momento y vuelve a intentarlo.
error-internal = Algo ha fallado en el servidor. Vuelve a intentarlo; si se repite, cita el número de petición.
error-unavailable = El servidor no puede hacer esto ahora mismo. Vuelve a intentarlo dentro de un momento.

## Estados
package-pending = Registrado
package-assigned = Asignado
package-in_transit = En reparto
package-delivered = Entregado
package-undelivered = No se ha podido entregar
package-failed = No se entregará

## La página de seguimiento
tracking-title = Paquete { $code }
tracking-for = Para
tracking-to = Destino
tracking-estimated = Entrega prevista
tracking-eta = Hora prevista
tracking-stops = { $count ->
    [0] Su entrega es la siguiente
    [one] Una parada antes de la suya
   *[other] { $count } paradas antes de la suya
}
tracking-history = Historial del envío
tracking-updated = Última actualización
tracking-missing-title = Aquí no hay ningún paquete
tracking-missing = Este enlace de seguimiento es incorrecto o demasiado antiguo. Revíselo o pregunte a quien le envió el paquete.
