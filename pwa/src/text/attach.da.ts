// The words of one part of the app, in Danish: the screens in ui/attach. attach.en.ts has the same keys.

export const da = {
  title: 'Billeder og lyd',
  // On the note sheet
  photo: 'Tag et billede',
  speak: 'Indtal en note',
  stop: (time: string) => `Stop · ${time}`,
  hint: 'Tag billedet af tingen, ikke af mennesker. Sig ikke navne.',
  asking: 'Venter på mikrofonen …',
  ending: 'Gemmer …',
  recording: 'Optager. Det gemmes, mens du taler.',
  kept: 'Gemt på telefonen.',
  making: 'Gør billedet klar …',
  noMore: 'Der er plads til otte på en note.',
  tooMany: 'Der er kun plads til otte på en note. Resten er ikke taget med.',
  refused: 'Prøv kan ikke komme til mikrofonen. Giv lov i browserens indstillinger, eller skriv det i stedet.',
  notRecorded: 'Der blev ikke optaget noget. Prøv igen, eller skriv det i stedet.',
  cutShort: 'Telefonen kunne ikke gemme mere af optagelsen. Det, der nåede med, er gemt.',
  notPicture: 'Filen er ikke et billede, som Prøv kan bruge. Tag et nyt.',
  tooLarge: 'Billedet er for stort, og telefonen kan ikke gøre det mindre. Tag et nyt i lavere kvalitet.',
  notKept: 'Telefonen kunne ikke gemme billedet. Frigør plads, og prøv igen.',
  remove: 'Fjern',
  removeThis: (what: string) => `Fjern ${what}`,
  // What is told of each
  photoAt: (at: number) => `billede ${at}`,
  voiceAt: (at: number) => `lydnote ${at}`,
  photoOf: (day: string, at: number, of: number) => `Billede ${of > 1 ? `${at} ` : ''}til noten fra ${day}`,
  voiceOf: (day: string) => `Lydnote til noten fra ${day}`,
  enlarge: (what: string) => `Vis stort: ${what}`,
  close: 'Luk',
  loading: 'Henter …',
  waiting: 'Venter på at blive sendt',
  refusedMark: 'Kunne ikke sendes',
  photoNeedsNet: 'Billedet kan ses, når der er net',
  voiceNeedsNet: 'Lydnoten kan høres, når der er net',
  needsNet: 'Kan ses, når der er net',
  notArrived: 'Er ikke nået frem endnu',
  unplayable: 'Filen kan ikke vises på denne telefon',
  saveAsFile: 'Gem som fil',
}

export type Words = typeof da
