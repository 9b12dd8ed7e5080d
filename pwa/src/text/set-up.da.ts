// The words of the one-time set-up, in Danish.

export const da = {
  setUp: 'Sæt Prøv op',
  setUpIntro: 'Giv organisationen navn, og opret den første administrator. Linket virker én gang.',
  organisationName: 'Organisationens navn',
  yourName: 'Dit navn',
  tooShort: 'Mindst 8 tegn.',
  notEmail: 'Det ligner ikke en e-mailadresse.',
  passwordHint: 'Mindst 8 tegn',
  create: 'Opret',
  setUpDone: 'Prøv er allerede sat op. Log ind i stedet.',
  setUpBadLink: 'Linket passer ikke. Brug det, serveren skrev ved starten.',
}

export type Words = typeof da
