// The words of what waits, in Danish.

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const da = {
  endsIn: (days: number) => (days <= 0 ? 'Slutter i dag' : days === 1 ? 'Slutter i morgen' : `Slutter om ${days} dage`),
  colleagueAnswers: 'en kollega svarer',
  waitKinds: {
    review: 'Klar til opsamling',
    check_in: 'Gør vi det stadig?',
    adoption: 'Kan blive hverdag',
    carry_on: 'Går videre – hvordan?',
    slipping: 'Er ved at glide',
    barrier: 'Barriere uden svar',
    concern: 'Borger uden svar',
    step: 'Skridt over fristen',
    ends: 'Slutter snart',
    contradiction: 'To beslutninger',
    owner: 'Hvem er ansvarlig?',
    deputy: 'Hvem er afløser?',
  } as Record<string, string>,
  answerFrom: (unit: string) => `Svar fra ${unit}`,
  toBarrier: 'Se barrieren',
  endedBy: (unit: string, title: string) => `${unit} har udfaset “${title}”`,
  anotherUnit: 'En anden enhed',
  endedHere: 'Derfor er den også slut hos jer. På dens side kan I gå videre med den selv.',
  toPractice: 'Se praksissen',
  yours: (title: string) => `Du er ansvarlig for “${title}”`,
  yoursAlone: 'Du har ingen afløser lige nu. Enhedens leder bliver bedt om at vælge en.',
  toTrial: 'Se prøvehandlingen',
  putAway: 'Set',
  nothingWaits: 'Intet venter på jer.',
  overdueDays: (days: number) => (days === 0 ? 'i dag' : many(days, 'dag', 'dage')),
}

export type Words = typeof da
