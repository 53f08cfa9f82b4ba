# What the server does by itself.
jobs-title = Tareas en segundo plano
jobs-text = Lo que Furgo hace por sí solo. Lo que falla se reintenta cada vez más tarde; mientras tanto no se pierde nada.
jobs-run = Ejecutar ahora
jobs-resume = Reanudar
jobs-pause = Pausar
jobs-last-run = Última vez: { $moment }
jobs-next-run = Próxima: { $moment }
jobs-trouble = { $count ->
    [one] Ha fallado una vez: { $error }
   *[other] Ha fallado { $count } veces: { $error }
}
job-state-running = En marcha
job-state-paused = En pausa
job-state-gave_up = Abandonada
job-state-failing = Falla
job-watch_due_work = Vigilar los vencimientos
job-build_catalogues = Preparar listas y búsquedas
job-forget_answers = Olvidar respuestas antiguas a peticiones repetidas
job-forget_changes = Olvidar filas antiguas del registro de cambios
job-forget_notices = Olvidar avisos antiguos
job-forget_devices = Olvidar dispositivos que no vuelven
job-forget_mails = Olvidar correos antiguos
job-empty_trash = Vaciar la papelera
job-fill_demo = Cargar datos de demostración
job-remove_demo = Quitar los datos de demostración
job-sweep_files = Retirar archivos a los que nada se refiere
job-ask_for_files = Buscar archivos que no han llegado
job-send_mail = Enviar un correo
job-send_link = Enviar un correo con un enlace
job-find_account = Buscar la cuenta de una contraseña olvidada
