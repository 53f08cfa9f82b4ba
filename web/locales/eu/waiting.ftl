# Zerbitzarira iritsi arte telefonoan zain dagoena.
waiting-title = Bidaltzeko zain
waiting-none = Dena bidalita dago
waiting-none-hint = Konexiorik gabe idazten duzuna hemen egongo da zain, konexioa izan arte.
waiting-back = Itzuli
waiting-export = Gorde fitxategi gisa
waiting-exported = Fitxategi gisa gordeta.
waiting-export-failed = Nabigatzaileak ez du fitxategia gorde. Saiatu beste nabigatzaile batekin.
waiting-when = Idatzita: { $moment }
waiting-refused = Ez da onartu: { $reason }
waiting-seen = Ulertuta
waiting-discard = Bota
waiting-discard-title = Hau bota?
waiting-discard-text = Dagoeneko bidali ez bada, inork ez du inoiz jakingo: ez bulegoak, ez furgonetaren erregistroek.
waiting-discard-word = bota
waiting-discard-type = Berresteko, idatzi «{ $word }»
waiting-discard-keep = Gorde
waiting-discarded = Botata
waiting-offline = Konexiorik ez. Hau guztia telefono honetan gordetzen da, eta bere kabuz bidaliko da, ordena honetan, konexioa izan bezain laster.
waiting-signed-out = Zure saioa amaitu da. Hasi saioa berriro eta hau guztia bidaliko da.
waiting-not-kept = Nabigatzaile honek ez du besterik gordetzen telefonoan, beteta dagoelako edo leihoa pribatua delako: zain dagoena galdu egingo da orria ixtean.
waiting-of-others = { $count ->
    [one] { $name }(r)en idazpen { $count } zain dago telefono honetan, { $name }(e)k hemen berriro saioa hasi arte.
   *[other] { $name }(r)en { $count } idazpen zain daude telefono honetan, { $name }(e)k hemen berriro saioa hasi arte.
}
waiting-unknown = Aplikazioaren beste bertsio bateko idazpena
waiting-route-started = Ibilbidea hasita
waiting-route-completed = Ibilbidea amaituta
waiting-route-cancelled = Ibilbidea bertan behera utzita
waiting-arrived = Iritsita: { $about }
waiting-step = { $status }: { $about }
waiting-undone = Desegina, berriro «{ $status }»: { $about }
waiting-packages = { $count ->
    [one] Pakete { $count }
   *[other] { $count } pakete
}
waiting-journey = Bidaia: { $vehicle }
waiting-refuel = Erregai-hartzea: { $vehicle }
waiting-maintenance = Mantentze-lana: { $vehicle }
waiting-expense = Gastua: { $vehicle }
waiting-payment = Gastu baten ordainketa
waiting-reordered = Geltokien beste hurrenkera bat
waiting-reading = Odometroa: { $vehicle }
waiting-look = Ikusi
waiting-kept = Telefono honetan gordeta. Konexioa izan bezain laster bidaliko da.
waiting-too-late = Hau bota baino lehen bidalita zegoen: kontatzen du. Desegin zure egunean, edo galdetu bulegoan.
waiting-too-late-count = { $count ->
    [one] Idazpen { $count } bidalita zegoen bota baino lehen
   *[other] { $count } idazpen bidalita zeuden bota baino lehen
}
waiting-refused-count = { $count ->
    [one] Idazpen { $count } ez da onartu
   *[other] { $count } idazpen ez dira onartu
}
waiting-not-kept-short = Orri hau irekita dagoen bitartean bakarrik gordeta
waiting-lost = { $count ->
    [one] Nabigatzaile honek oraindik bidali gabeko idazpen { $count } ezabatu du.
   *[other] Nabigatzaile honek oraindik bidali gabeko { $count } idazpen ezabatu ditu.
}
waiting-lost-hint = Idatzi berriro falta dena. Nabigatzaileak askoz luzaroago gordetzen du hasierako pantailako aplikazio batena.
