# El garaje y la salud de la flota.
health-overdue = Vencidos
health-soon = Toca pronto
health-spent = Gastado este año
health-findings = Por revisar
health-next = Lo próximo
health-nothing = Nada
garage-economy = Consumo
garage-nothing-due = Sin vencimientos
garage-findings = { $count ->
    [one] { $count } cosa por revisar
   *[other] { $count } cosas por revisar
}
garage-sort-odometer = Primero los de más kilómetros
garage-sort-newest = Primero los más nuevos
garage-empty-hint = Añade el primero: bastan un nombre corto, la marca y el modelo. Después anota repostajes y Furgo te dirá lo que cuesta y qué toca, y cuándo.
