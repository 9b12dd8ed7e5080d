// The words of one part of the app, in Danish: the screens in ui/attach. attach.en.ts has the same keys.

export const da = {
  title: 'Billeder og lyd',
  // On the note sheet
  photo: 'Tag et billede',
  speak: 'Indtal en note',
  stop: (time: string) => `Stop · ${time}`,
  hint: 'Tag billedet af tingen, ikke af mennesker',
  asking: 'Et øjeblik …',
  ending: 'Gemmer …',
  recording: 'Optager og gemmer. Sig ikke navne.',
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
  removeThis: (what: string) => `Fjern: ${what}`,
  // What is told of each
  photoOf: (day: string, at: number, of: number) => `Billede ${of > 1 ? `${at} ` : ''}til noten${day && ` fra ${day}`}`,
  voiceOf: (day: string, at: number, of: number) => `Lydnote ${of > 1 ? `${at} ` : ''}til noten${day && ` fra ${day}`}`,
  enlarge: (what: string) => `Vis stort: ${what}`,
  close: 'Luk',
  loading: 'Henter …',
  waiting: 'Venter på at blive sendt',
  refusedMark: 'Kunne ikke sendes',
  photoNeedsNet: 'Billedet kan ses, når der er net',
  voiceNeedsNet: 'Lydnoten kan høres, når der er net',
  needsNet: 'Kan ses, når der er net',
  notArrived: 'Er ikke nået frem til serveren',
  unplayable: 'Filen kan ikke vises på denne telefon',
  // Refused, and what is where
  photoKind: 'Billede',
  voiceKind: 'Lydnote',
  refusals: {
    upload_differs: 'Serveren har en anden fil under samme nummer. Gem filen, før du sletter den her.',
    upload_too_large: 'Filen er for stor til serveren. Gem den, hvis den skal bruges et andet sted.',
    upload_kind: 'Serveren kan ikke læse filen som billede eller lyd. Gem den, hvis den skal bruges et andet sted.',
    upload_broken: 'Filen er sendt flere gange, men kom ikke hel frem. Gem den, før du sletter den her.',
  } as Record<string, string>,
  refusedTheirs:
    'Filen tilhører en anden, og serveren tog ikke imod den. Enten leder du ikke enheden, eller noten er ikke på serveren, eller der ligger allerede en anden fil. Gem den, før du sletter den her.',
  refusedBecause: 'Serveren tog ikke imod filen. Gem den, før du sletter den her.',
  textIsSent: 'Det, der er skrevet i noten, er ikke berørt.',
  saveAsFile: 'Gem som fil',
  delete: 'Slet',
  sendAgain: 'Send igen',
  deleteSure: 'Slet filen fra telefonen? Den findes ikke andre steder.',
  deleteYes: 'Ja, slet den',
  deleteNo: 'Behold den',
}

export type Words = typeof da
