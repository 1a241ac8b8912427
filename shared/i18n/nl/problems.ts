import type { Messages } from '../messages.ts';

/** What each problem is called, and what the planner can do. */
export const problems: Messages['problems'] = {
  'not-configured': {
    title: 'Nog niet ingesteld',
    advice: 'Vul je Protime-tenant en toegangsgegevens in bij Instellingen.',
  },
  'secret-missing': { title: 'Het clientgeheim ontbreekt', advice: 'Vul het clientgeheim in bij Instellingen.' },
  'secret-unreadable': {
    title: 'Het bewaarde clientgeheim is op deze computer niet leesbaar',
    advice:
      'Vul het clientgeheim opnieuw in bij Instellingen. Was de sleutelhanger van deze computer vergrendeld: ontgrendel die en start de app opnieuw.',
  },
  'secret-for-another-address': {
    title: 'Het Protime-adres, de tenant of de client-id is gewijzigd',
    advice:
      'Vul het clientgeheim opnieuw in bij Instellingen: het gaat alleen naar het adres waarvoor het is ingevuld.',
  },
  'wrong-tenant': {
    title: 'Protime kent deze tenant niet',
    advice: 'Controleer de tenant (het eerste deel van je Protime-adres) en de omgeving bij Instellingen.',
  },
  'wrong-environment': {
    title: 'Deze tenant zit in de andere omgeving',
    advice: 'Protime kent deze tenant in de omgeving die niet gekozen is. Kies de andere bij Instellingen.',
  },
  'wrong-credentials': {
    title: 'Protime weigert de toegangsgegevens',
    advice: 'Controleer client-id en geheim, of vraag je Protime-beheerder om nieuwe.',
  },
  'missing-scope': {
    title: 'Er ontbreekt een machtiging',
    advice: 'Vraag je Protime-beheerder om deze client de hier genoemde machtiging te geven.',
  },
  'planning-not-supported': {
    title: 'Deze tenant biedt zijn planning niet aan',
    advice:
      'Tenants met Planning Flex of Planning Shift kunnen hun planning zo niet delen. Vraag Protime naar de mogelijkheden.',
  },
  unreachable: {
    title: 'Protime is niet bereikbaar',
    advice: 'Controleer de internetverbinding. De app blijft proberen.',
  },
  'rate-limited': {
    title: 'Protime vraagt om een pauze',
    advice: 'Je hoeft niets te doen: de app wacht zo lang als Protime vraagt en gaat dan verder.',
  },
  maintenance: {
    title: 'Protime is in onderhoud',
    advice: 'Je hoeft niets te doen: de app probeert het vanzelf opnieuw.',
  },
  'server-error': {
    title: 'Er ging iets mis bij Protime',
    advice: 'De app probeert het opnieuw. Blijft het zo, meld het dan aan Protime.',
  },
  'unexpected-answer': {
    title: 'Protime gaf een onverwacht antwoord',
    advice: 'Probeer het opnieuw; blijft het zo, werk de app dan bij of stuur ons de diagnose.',
  },
  'insecure-address': { title: 'Dit adres is niet veilig', advice: 'Gebruik een https-adres.' },
  'invalid-destination': {
    title: 'Protime aanvaardt het ontvangstadres niet',
    advice: 'Het adres moet publiek zijn en https gebruiken. Controleer de tunnel bij Instellingen.',
  },
  'second-webhook-refused': {
    title: 'Protime laat hier maar één abonnement toe',
    advice: '“Nu vernieuwen” vervangt het andere.',
  },
  'tunnel-failed': {
    title: 'Deze computer is van buiten niet bereikbaar',
    advice:
      'De tunnel gaat niet open. Controleer het netwerk, of kies een andere relay bij Instellingen. De app blijft proberen.',
  },
  'not-receiving': {
    title: 'Er kan nu niets binnenkomen',
    advice: 'Ons eigen testbericht komt niet terug. De app herstelt de verbinding vanzelf.',
  },
  'subscription-lost': {
    title: 'Het abonnement is beëindigd',
    advice: 'Vernieuw nu: de app leest de hele planning opnieuw en vindt wat gemist werd.',
  },
  'disk-full': {
    title: 'De schijf is vol',
    advice: 'Maak ruimte vrij. Tot die tijd wordt Protime gevraagd later opnieuw te sturen; er gaat niets verloren.',
  },
  'database-locked': {
    title: 'Een ander programma gebruikt de database',
    advice:
      'Sluit het andere programma. Tot die tijd wordt Protime gevraagd later opnieuw te sturen; er gaat niets verloren.',
  },
  'database-read-only': {
    title: 'In de gegevensmap kan niet geschreven worden',
    advice: 'Geef dit account schrijfrechten op de gegevensmap, of kies een andere.',
  },
  'database-damaged': {
    title: 'De database is beschadigd',
    advice: 'Ze is opzij gezet en er is niets verwijderd. Zet de nieuwste back-up terug.',
  },
  'database-moved': {
    title: 'De database is verwijderd, verplaatst of vervangen',
    advice:
      'Zet de gegevensmap terug zoals ze was, of start de app opnieuw: die leest dan het plan opnieuw in. Tot die tijd wordt Protime gevraagd later opnieuw te sturen; er gaat niets verloren.',
  },
  internal: {
    title: 'Er ging iets mis in de app',
    advice: 'Probeer het opnieuw. Blijft het zo, stuur ons dan de diagnose.',
  },
};
