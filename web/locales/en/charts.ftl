# Charts and the periods that they show.
chart-as-table = Show as table
chart-day = Day
chart-month = Month
chart-total = Total
chart-year-before = The year before
chart-description = { $name }: from { $from } to { $to }, lowest { $lowest }, highest { $highest }, last { $last }.
period = Period
period-this-month = This month
period-last-month = Last month
period-this-year = This year
period-last-year = Last year
period-twelve-months = Last 12 months
period-all = All time
period-custom = Custom dates
period-from = From
period-to = To
