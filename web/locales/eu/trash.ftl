# What was deleted, and the way back.
trash-title = Zakarrontzia
trash-text = Ezabatutakoa 30 egunez berreskura daiteke. Administratzaileek guztiek ezabatutakoa ikusten dute.
trash-empty = Zakarrontzia hutsik dago
trash-empty-hint = Ezabatzen duzunak hemen itxaroten du 30 egunez.
trash-kind-refuels = Erregai-hartzea
trash-kind-maintenance = Mantentze-lanak
trash-kind-expenses = Gastua
trash-kind-readings = Kontagailuaren irakurketa
trash-kind-packages = Paketea
trash-kind-routes = Ibilbidea
trash-deleted-by = Ezabatuta: { $moment }, { $name }
trash-deleted = Ezabatuta: { $moment }
trash-kept-until = egun honetan betiko galduko da: { $day }
trash-restore = Berreskuratu
trash-taken = Beste erregistro batek hartu du haren lekua: gidariak beste ibilbide bat du egun horretan. Aldatu edo ezabatu hura, eta gero berreskuratu hau.
