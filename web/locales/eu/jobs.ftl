# What the server does by itself.
jobs-title = Atzeko planoko lanak
jobs-text = Furgok bere kabuz egiten duena. Huts egiten duena gero eta beranduago saiatzen da berriro; bitartean ez da ezer galtzen.
jobs-run = Exekutatu orain
jobs-resume = Jarraitu
jobs-pause = Pausatu
jobs-last-run = Azken aldia: { $moment }
jobs-next-run = Hurrengoa: { $moment }
jobs-trouble = { $count ->
    [one] Behin huts egin du: { $error }
   *[other] { $count } aldiz huts egin du: { $error }
}
job-state-running = Abian
job-state-paused = Pausatuta
job-state-gave_up = Bertan behera utzita
job-state-failing = Huts egiten
job-watch_due_work = Egitekoak zaindu
job-build_catalogues = Zerrendak eta bilaketak prestatu
job-forget_answers = Errepikatutako eskaeren erantzun zaharrak ahaztu
job-forget_changes = Aldaketen erregistroko lerro zaharrak ahaztu
job-forget_notices = Abisu zaharrak ahaztu
job-forget_devices = Itzultzen ez diren gailuak ahaztu
job-forget_mails = Mezu zaharrak ahaztu
job-empty_trash = Zakarrontzia hustu
job-fill_demo = Demo-datuak kargatu
job-remove_demo = Demo-datuak kendu
job-sweep_files = Ezerk aipatzen ez dituen fitxategiak kendu
job-ask_for_files = Iritsi ez diren fitxategiak bilatu
job-send_mail = Mezu bat bidali
job-send_link = Esteka duen mezu bat bidali
job-find_account = Ahaztutako pasahitz baten kontua bilatu
