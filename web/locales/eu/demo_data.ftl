# Demo data in a real installation.
demo-data-title = Demo-datuak
demo-data-text = Begiratu lehenbizi: hemezortzi hilabeteko lana duen flota txiki bat. Markatuta dago, ez dio inori mezurik bidaltzen, eta botoi batekin kentzen da.
demo-data-none = Demo-datuak ibilgailurik, paketerik eta ibilbiderik gabeko flota baterako dira.
demo-data-filling = Demo-datuak bidean dira. Minutu bat behar dute.
demo-data-present = { $count ->
    [one] Erregistro bat demo-datua da.
   *[other] { $count } erregistro demo-datuak dira.
 }
demo-data-removing = Demo-datuak kentzen ari dira.
demo-data-look = Begiratu berriro
demo-data-fill = Kargatu demo-datuak
demo-data-remove = Kendu demo-datuak
demo-data-remove-title = Demo-datuak kendu?
demo-data-remove-text = Demo-flotaren ibilgailuak, pertsonak, paketeak, ibilbideak eta erregistroak betiko ezabatuko dira. Zure ezer ez dago haiei lotuta.
demo-data-remove-kept = Demo-flotaren ibilgailuak, pertsonak, paketeak, ibilbideak eta erregistroak betiko ezabatuko dira. Hauek zureak izango dira, zure zerbait lotuta dutelako: { $kept }.
demo-data-kept-vehicles = { $own ->
    [0] { $title }
   *[other] { $title } (zureak: { $own })
 }
demo-data-kept-people = { $own ->
    [0] { $title }
   *[other] { $title } (zureak: { $own })
 }
demo-data-kept-routes = { $own ->
    [0] { $title } eguneko ibilbidea
   *[other] { $title } eguneko ibilbidea (zureak: { $own })
 }
demo-data-kept-packages = { $own ->
    [0] { $title } paketea
   *[other] { $title } paketea (zureak: { $own })
 }
demo-data-kept-expenses = { $own ->
    [0] { $title }
   *[other] { $title } (zureak: { $own })
 }
