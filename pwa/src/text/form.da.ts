// The words of a trial's form around what its steps ask, in Danish.

export const da = {
  titleLabel: 'Hvad vil I prøve?',
  titleHint: 'fx Borgeren skriver selv sin handleplan',
  titleEnough: 'En titel er nok: så er det en idé. Resten kan komme senere.',
  openMore: 'Gør den klar til at begynde',
  stillNeeds: (have: number, of: number) => `${have} af ${of} på plads`,
  readyToStart: 'Alt er på plads. I kan sætte den i gang.',
  cards: {
    change: 'Hvad vil vi ændre?',
    who: 'Hvem gør hvad, hvornår?',
    barriers: 'Hvad står i vejen i dag?',
    prediction: 'Hvad tror vi, der sker?',
    learning: 'Hvad vil vi lære?',
    limits: 'Hvor lidt kan vi nøjes med?',
    measure: 'Skal vi måle noget?',
    people: 'Hvem har bolden?',
  },
  start: 'Sæt i gang',
  saveChanges: 'Gem rettelser',
}

export type Words = typeof da
