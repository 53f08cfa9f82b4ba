# The garage and the fleet’s health.
health-overdue = Overdue
health-soon = Due soon
health-spent = Spent this year
health-findings = To check
health-next = Next due
health-nothing = Nothing
garage-economy = Consumption
garage-nothing-due = Nothing is due
garage-findings = { $count ->
    [one] { $count } thing to check
   *[other] { $count } things to check
}
garage-sort-odometer = Highest odometer first
garage-sort-newest = Newest first
garage-empty-hint = Add the first one: a short name, make and model are enough. Then enter refuels, and Furgo tells what each costs and when something is due.
