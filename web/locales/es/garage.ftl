# El garaje y la salud de la flota.
health-overdue = Vencido
health-soon = Pronto
health-spent = Gastado este año
health-findings = Por revisar
health-next = Lo próximo
health-nothing = Nada
garage-economy = Consumo
garage-nothing-due = Nada pendiente
garage-findings = { $count ->
    [one] { $count } cosa por revisar
   *[other] { $count } cosas por revisar
}
garage-sort-odometer = Primero los más rodados
garage-sort-newest = Primero los más nuevos
garage-empty-hint = Añade el primero: bastan un nombre corto, marca y modelo. Después anota repostajes, y Furgo te dirá lo que cuesta cada uno y cuándo toca algo.
