// The words of one’s own pages: what is where, what needs attention, and Mig, in Danish.

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const da = {
  readyOffline: 'Klar til brug uden net',
  readyToNote: 'Klar til at notere uden net. Resten af appen er på vej.',
  notReadyOffline: 'Gør klar til brug uden net …',
  onPhone: 'På telefonen, ikke sendt',
  received: 'Modtaget af serveren',
  onlyHere: 'Ligger kun på telefonen. Gem den som fil under Mig.',
  receivedAt: (time: string) => `Modtaget ${time}`,
  leftToRest: (time: string) => `Kom ikke på plads. Du lod den ligge (modtaget ${time}).`,
  mendedSince: (time: string) => `Rettet senere (modtaget ${time}).`,
  nothingUnsent: 'Alt er sendt.',
  nothingMine: 'Du har ikke skrevet noget på denne telefon de sidste 30 dage.',
  sendNow: 'Send nu',
  nothingToAttend: 'Intet kræver opmærksomhed.',
  heldBecause: 'Den er modtaget, men den er ikke på plads endnu:',
  mendAndSend: 'Ret og send igen',
  mendSaved: 'Rettelsen er gemt på telefonen og sendes, når der er net.',
  letRest: 'Lad det ligge',
  toTrial: 'Se prøvehandlingen',
  toPractice: 'Se praksissen',
  settled: {
    decided: 'Nu står beslutningen om at tage den i brug ved magt. Send den igen.',
    free: 'Nu er den anden praksis ikke længere i brug. Send denne igen.',
  },
  twoValues: (field: string) => `To har skrevet noget forskelligt i “${field}”. Hvad skal stå?`,
  setSince: 'Feltet er ændret igen siden. Det, der står nu, er øverst.',
  recordElsewhere:
    'Det, det handler om, ligger ikke på denne telefon. Det, der står nu, kan du beholde her; det andet vælges på en telefon i enheden.',
  keepThis: 'Behold',
  nothing: '(tomt)',
  reasons: {
    too_large: 'Den er for stor til at blive sendt.',
    malformed: 'Serveren kunne ikke læse den.',
  } as Record<string, string>,
  signedInAs: (name: string) => `Logget ind som ${name}`,
  language: 'Sprog',
  signOut: 'Log ud',
  signOutUnsent: (count: number) =>
    `${count} på telefonen, ikke sendt endnu. Det bliver på telefonen og sendes, når du logger ind igen.`,
  exportQueue: 'Gem alt, jeg har skrevet, som fil',
  notInFile: (count: number, titles: string[]) =>
    `${many(count, 'billede eller lydnote', 'billeder og lydnoter')} kunne ikke komme med i filen og ligger stadig på telefonen: ${titles.join('; ')}.`,
  carryIn: 'Indlæs en fil med noter',
  notAQueue: 'Det er ikke en fil, som Prøv har gemt.',
  carryFailed: 'Telefonen kunne ikke gemme noterne fra filen. Frigør plads, og prøv igen. Filen er, som den var.',
  broughtHere: (count: number) => `${many(count, 'note er lagt', 'noter er lagt')} på telefonen og bliver sendt.`,
  broughtBeside: (count: number) =>
    `${many(count, 'billede eller lydnote er lagt', 'billeder og lydnoter er lagt')} på telefonen og bliver sendt.`,
  notBroughtBeside: (count: number) =>
    `${many(count, 'billede eller lydnote kan ikke læses eller kan ikke være på telefonen', 'billeder og lydnoter kan ikke læses eller kan ikke være på telefonen')}. Gem filen.`,
  theirsBeside: (count: number) =>
    `${many(count, 'billede eller lydnote tilhører en anden og kom ikke med. Filen kan indlæses af den, der har taget eller optaget det', 'billeder og lydnoter tilhører andre og kom ikke med. Filen kan indlæses af dem, der har taget eller optaget dem')}, eller af en leder for enheden. Gem filen.`,
  othersNeedNet: 'Det, andre har skrevet, kræver net. Prøv igen, når der er forbindelse.',
  carriedIn: (stored: number, held: number, known: number) =>
    `${many(stored, 'note er gemt', 'noter er gemt')}, ${held} ligger til gennemsyn, ${known} var her i forvejen.`,
  former: (count: number) =>
    `På telefonen ligger ${count} ting, som ikke blev sendt, før du blev oprettet på ny. Tag ${count === 1 ? 'den' : 'dem'} med, så ser din leder på ${count === 1 ? 'den' : 'dem'}. Eller gem ${count === 1 ? 'den' : 'dem'} som fil.`,
  takeAlong: 'Tag det med',
  formerDone: 'Vis det ikke mere',
  reminders: 'Påmindelser',
  units: 'Enheder',
  roles: { staff: 'medarbejder', leader: 'leder', admin: 'administrator' },
  review: 'Til gennemsyn',
  reviewIntro: 'Det her kunne ikke gemmes af sig selv. Du kan lade det komme med eller svare afsenderen.',
  writtenBy: (name: string) => `Skrevet af ${name}`,
  reviewReasons: {
    unit_lost: 'Afsenderen var ikke længere i enheden, da det nåede frem.',
    unknown_record: 'Det hører til noget, som serveren ikke har.',
    forbidden: 'Afsenderen har ikke lov til at skrive det i enheden.',
    id_reused: 'Dets id er allerede brugt til noget andet.',
  } as Record<string, string>,
  unshowable: 'Det kan ikke vises her. Gem det som fil for at læse det.',
  release: 'Lad det komme med',
  dismiss: 'Afvis med et svar',
  mendYourself: 'Ret det selv',
  yourAnswer: 'Dit svar til afsenderen',
  sendAnswer: 'Send svaret',
  reviewNeedsNet: 'Det kræver net. Prøv igen, når der er forbindelse.',
  stillHeld: (why: string) => `Det kan stadig ikke gemmes. ${why}`,
  // What one has written oneself on another phone
  ownIntro: 'Det her er ikke kommet på plads endnu.',
  ownElsewhere: 'Du skrev det på en anden telefon.',
  dismissOwn: 'Det skal ikke med',
  whyNot: 'Hvorfor ikke?',
  dismissedWith: (answer: string) => `Kom ikke med: ${answer}`,
}

export type Words = typeof da
