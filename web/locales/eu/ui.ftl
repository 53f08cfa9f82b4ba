# Osagaien hitzak.
action-back = Atzera
action-cancel = Utzi
action-close = Itxi
action-retry = Saiatu berriro
action-save = Gorde
action-edit = Editatu
action-delete = Ezabatu
action-more = Ekintza gehiago
action-copy = Kopiatu
action-sign-out = Amaitu saioa
age-now = oraintxe
age-minutes = duela { $count } min
age-hours = duela { $count } h
age-days = { $count ->
    [one] duela egun { $count }
   *[other] duela { $count } egun
}
field-optional = (aukerakoa)
field-show-password = Erakutsi pasahitza
field-hide-password = Ezkutatu pasahitza
form-waiting = Ez dago konexiorik. Hemen gorde da, eta zerbitzariak erantzun bezain laster bidaliko da.
page-age = Eguneratuta { $age }
pagination-label = Orriak
pagination-range = { $first }–{ $last }, guztira { $total }
pagination-previous = Aurrekoa
pagination-next = Hurrengoa
state-loading = Kargatzen
state-saved = Gordeta
state-active = Aktibo
state-inactive = Ez-aktibo
state-in-service = Zerbitzuan
state-out-of-service = Zerbitzutik kanpo
copied = Kopiatuta
copy-failed = Nabigatzaileak ez du hemen kopiatzen uzten. Hautatu testua eta kopiatu zuk.
shortcuts-title = Laster-teklak
search-everything = Bilatu edonon
shortcuts-search = Bilatu zerrendan
shortcuts-new = Orriko ekintza nagusia
shortcuts-help = Laguntza hau
shortcuts-close = Itxi
value-unknown = ezezaguna
distance-unknown = distantzia ezezaguna
draft-kept = Hemen idatzitakoa hemen dago oraindik.
draft-start-over = Hasi berriro
field-date-form = uuuu/hh/ee
field-hour-form = oo:mm
field-date-pick = Aukeratu egutegian
