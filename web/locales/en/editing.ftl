# Forms and lists of every noun.
stale-title = Somebody else changed this while you were editing.
stale-text = Your text is still here. Save your changes on top of theirs, or discard yours and start from theirs.
stale-keep = Save mine on top
stale-drop = Discard mine
coordinates-label = Position on the map
coordinates-hint = Latitude, longitude, for example 43.135, -2.078. In Google Maps, right-click the door (on a phone: hold it) and copy the two numbers.
coordinates-placeholder = 43.135, -2.078
list-select-all = Select all on this page
list-select = Select { $name }
list-clear-filters = Clear the filters
filter-all = All
list-nothing-found = Nothing found
list-nothing-found-hint = Nothing matches these filters.
list-searching-older = Older ones are not searched yet; in a few minutes they are.
