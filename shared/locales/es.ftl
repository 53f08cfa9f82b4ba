## Problemas: una frase cada uno, que dice qué hacer.
error-validation = Algunos campos necesitan otro vistazo.
error-malformed_body = No se ha podido leer la petición: no es JSON válido con la forma esperada.
error-malformed_query = No se ha podido leer la consulta: revise los nombres y valores de la dirección.
error-malformed_header = Una cabecera de la petición no tiene la forma debida.
error-token_invalid = Este enlace ya no es válido. Pida uno nuevo.
error-depot_missing = Aún no hay almacén. Indíquelo en los ajustes o dé uno para esta ruta.
error-not_signed_in = Primero inicie sesión.
error-wrong_credentials = El correo o la contraseña no son correctos.
error-forbidden = Su rol no permite esto.
error-account_inactive = Esta cuenta está desactivada. Hable con su administrador.
error-registration_closed = El registro está cerrado. Pida una invitación a su administrador.
error-cross_site = La petición venía de otro sitio y se ha rechazado.
error-not_found = Aquí no hay nada, o no le corresponde verlo.
error-method_not_allowed = Esta dirección no admite ese método.
error-taken = Otro registro ya tiene este valor.
error-id_reused = Ya existe un registro con este identificador y otro contenido.
error-illegal_step = Este paso no es posible desde aquí.
error-last_admin = Siempre debe haber un administrador activo. Nombre antes a otra persona.
error-own_account = No puede hacer esto con su propia cuenta.
error-has_open_work = Esta persona aún tiene paquetes o rutas abiertos. Páselos antes a otra.
error-vehicle_inactive = Este vehículo está inactivo. Reactívelo primero.
error-vehicle_in_use = Hay rutas previstas o en curso con este vehículo. Asígneles otro primero.
error-still_referenced = Otros registros proceden de este. Borre primero esos.
error-not_recurring = Este gasto no se repite. Solo se puede volver a pagar un gasto periódico.
error-route_exists = Este conductor ya tiene una ruta abierta ese día.
error-package_not_plannable = Un paquete está en otra ruta abierta o no se puede planificar en su estado.
error-route_closed = Esta ruta está cerrada o en marcha; no se puede cambiar así.
error-package_not_pending = Solo se puede borrar un paquete pendiente.
error-arrival_recorded = La llegada ya está registrada.
error-changed_meanwhile = Algo ha cambiado entretanto. Mírelo de nuevo y repita.
error-stale = Otra persona lo ha cambiado entretanto. Vuelva a cargarlo y repita su cambio.
error-body_too_slow = La petición tardó demasiado en llegar. Inténtalo de nuevo.
error-body_too_large = La petición es demasiado grande.
error-not_json = La petición debe ser JSON (Content-Type: application/json).
error-key_reused = Esta Idempotency-Key ya se usó para otra petición.
error-too_many_attempts = Demasiados intentos. Espere un momento y vuelva a probar.
error-internal = Algo ha fallado en el servidor. Pruebe de nuevo; si continúa, cite el número de petición.
error-unavailable = El servidor no puede atender esto ahora. Pruebe de nuevo en un momento.

## Estados
package-pending = Registrado
package-assigned = Asignado
package-in_transit = En camino
package-delivered = Entregado
package-undelivered = No entregado
package-failed = Fallido

## La página de seguimiento
tracking-title = Paquete { $code }
tracking-for = Para
tracking-to = Destino
tracking-estimated = Entrega prevista
tracking-eta = Se espera entre
tracking-stops = { $count ->
    [0] Usted es el siguiente
    [one] Una parada antes de la suya
   *[other] { $count } paradas antes de la suya
}
tracking-history = Lo ocurrido hasta ahora
tracking-updated = Última actualización
tracking-missing-title = Aquí no hay ningún paquete
tracking-missing = Este enlace de seguimiento es incorrecto o demasiado antiguo. Revíselo o pregunte a quien le envió el paquete.
