// The words of what a step of the trial card asks, in Danish.

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const da = {
  why: {
    change: 'En sætning om forskellen i hverdagen.',
    who: 'Jo mere konkret, jo lettere at gøre i morgen.',
    barriers: 'Når I siger højt, hvad der hindrer, kan andre hjælpe med at flytte det.',
    prediction: 'Skriv det nu, så I kan blive overraskede. Låses, når I begynder.',
    learning: 'Et spørgsmål, som forsøget kan svare på. Låses, når I begynder.',
    limits: 'Få mennesker, kort tid, ét sted. I kan altid udvide.',
    measure: 'Noget, der er let at tælle. Valgfrit.',
    people: 'Med en makker hænger det ikke på én.',
  },
  examples: {
    change: 'fx Vi ringer, før vi kommer, i stedet for at komme uanmeldt',
    who: 'fx Kontaktpersonen',
    does: 'fx ringer til borgeren og spørger, hvad der er vigtigst',
    when: 'fx om morgenen, før ruten begynder',
    prediction: 'fx Færre går forgæves, og flere borgere er klar',
    learning_question: 'fx Er et opkald nok til, at borgeren føler sig set?',
    target_group: 'fx Tre borgere i Nord, der har besøg hver dag',
    extent: 'fx én gang om dagen i to uger',
    place: 'fx Rute 4',
    stop_rule: 'fx hvis nogen bliver utrygge',
    citizen_value: 'fx Ro og overblik over dagen',
    citizens_part: 'fx De tre borgere vælger selv tidspunktet',
    measure_name: 'fx Forgæves besøg',
    measure_unit: 'fx besøg',
    max_people: 'fx 5',
    baseline: 'fx 12; 9,5; 14',
    owner_role: 'fx planlægger',
  } as Record<string, string>,
  better: { up: 'Højere', down: 'Lavere', none: 'Hverken eller' },
  none: 'Ingen valgt',
  behaviourHint: 'Vælg en, så følger hvem, hvad og hvornår med',
  noBarriers: 'Enheden har ikke skrevet nogen barrierer endnu.',
  newBarrier: 'Skriv en ny barriere',
  addBarrier: 'Tilføj barrieren',
  weeks: (count: number) => many(count, 'uge', 'uger'),
  lasting: 'Hvor længe?',
  suggested: (field: string) => `Forslag til “${field}”`,
  // What can be chosen in one tap where the unit has not written anything before.
  starters: (unit: string): Record<string, string[]> => ({
    who: ['Alle i teamet', 'Kontaktpersonen', 'Den, der har vagten'],
    when: ['hver morgen', 'ved hvert besøg', 'når en borger ringer'],
    target_group: [`Tre borgere i ${unit}`, 'De næste fem, vi møder', 'Vores eget team'],
    max_people: ['3', '5', '10'],
    extent: ['én gang om dagen', 'fem besøg', 'én uge'],
    place: [],
    stop_rule: ['nogen bliver utrygge', 'det tager for lang tid', 'borgeren siger fra'],
    citizen_value: ['Ro og overblik', 'Kortere ventetid', 'Mere at skulle have sagt'],
    citizens_part: ['De vælger selv tidspunktet', 'Vi spørger dem undervejs', 'De er med, når vi samler op'],
    measure_name: ['Ventetid', 'Antal opkald', 'Forgæves besøg'],
    measure_unit: ['minutter', 'dage', 'gange'],
    owner_role: ['leder', 'planlægger', 'tovholder'],
  }),
  firstDayHint: 'Lad den stå tom for at begynde den dag, I sætter i gang',
  sharedHint:
    'De ser titlen, ændringen, det lærte, jeres enhed, hvordan og hvornår den endte, hvilke slags barrierer der var, og hvordan det går, hvis den bliver til en praksis. Ingen personers navne.',
  last: (words: string) => `Sidst skrev I: ${words}`,
  predictionLocked: 'Forventningen er låst, fordi prøvehandlingen er i gang.',
  questionLocked: 'Læringsspørgsmålet er låst, fordi prøvehandlingen er i gang.',
  endLocked: 'Brug “Forlæng”, “Saml op nu” eller “Afbryd” på prøvehandlingens side.',
}

export type Words = typeof da
