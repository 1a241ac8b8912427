import type { Messages } from '../messages.ts';

export const firstRun: Messages['firstRun'] = {
  steps: 'Stappen',
  stepNames: {
    welcome: 'Welkom',
    credentials: 'Protime',
    reach: 'Wijzigingen ontvangen',
    subscribe: 'Abonneren',
    notification: 'Meldingen',
  },
  stepOf: (n, total) => `Stap ${n} van ${total}`,
  back: 'Terug',
  next: 'Verder',
  later: 'Later afronden',
  laterHint: 'Wat je invulde, blijft bewaard. Verdergaan kan bij Verbinding.',
  welcome: {
    heading: 'Meteen weten dat een dienst geweigerd is',
    text: 'Assignment Monitor draait op de achtergrond, bewaart elke wijziging van je planning in Protime en meldt het zodra een dienst geweigerd wordt.',
    demo: 'Proberen met demogegevens',
    demoText: 'Veertig verzonnen mensen, live binnen enkele seconden. Er verlaat niets deze computer.',
    protime: 'Verbinden met Protime',
    protimeText: 'Je hebt je tenant, een client-id en een clientgeheim van je Protime-beheerder nodig.',
    starting: 'De demo start…',
  },
  credentials: {
    heading: 'Jouw Protime',
    text: 'Je Protime-beheerder heeft deze gegevens. Ze worden getest zodra ze volledig zijn.',
    incomplete: 'Vul de tenant, de client-id en het clientgeheim in.',
  },
  reach: {
    heading: 'Hoe Protime deze computer bereikt',
    text: 'Protime stuurt elke wijziging naar een adres. De relay geeft deze computer er een.',
  },
  subscribe: {
    heading: 'Abonneren op wijzigingen',
    text: 'Daarna stuurt Protime elke wijziging hierheen; de planning wordt eerst één keer ingelezen.',
    done: 'Klaar: vanaf nu komen wijzigingen binnen.',
  },
  notification: {
    heading: 'Zo krijg je een melding',
    text: 'Stuur jezelf een melding, dan weet je hoe een weigering eruitziet.',
    demoText: 'De demo draait: af en toe wordt er een dienst geweigerd. Kijk hoe je daarvan een melding krijgt.',
    send: 'Stuur me een testmelding',
    sent: 'Verstuurd. Heb je ze gezien?',
    notSeen: 'Zo niet: kijk of je computer op “niet storen” staat, of dat meldingen van deze app uitgeschakeld zijn.',
    inPage: 'Ze verschijnt ook onderaan deze pagina.',
    finish: 'De planning openen',
  },
};
