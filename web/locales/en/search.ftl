# Search everything.
search-screens = Screens
search-begin = What are you looking for?
search-begin-hint = A recipient, an address, a code, a vehicle, a person, or the name of a screen.
search-nothing = Nothing found
search-nothing-hint = Try the beginning of a word, a code or a town.
search-all = { $count ->
    [one] Show the one
   *[other] Show all { $count }
}
