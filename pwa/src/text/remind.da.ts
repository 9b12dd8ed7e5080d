// The words of reminders, in Danish: the calendar file, the notifications and the page where they are allowed.

export const da = {
  // In the calendar
  toCalendar: 'Læg i kalenderen',
  toCalendarHint: 'Virker også uden net.',
  trialEnds: (title: string) => `Sidste dag: ${title}`,
  trialEndsMore: 'I dag slutter prøvehandlingen. Saml op: Hvad troede I, hvad skete der, og hvad gør I nu?',
  checkIn: (title: string) => `Gør vi det stadig? ${title}`,
  checkInMore: 'Ja, delvist eller nej. Det tager ti sekunder.',
  trialFile: 'proevehandling.ics',
  checkInFile: 'goer-vi-det-stadig.ics',
  // As a notification
  review: 'Prøvehandlingen er slut. Saml op?',
  check_in: 'Gør I det stadig?',
  severalTitle: (count: number) => `${count} ting venter på jer`,
  severalBody: 'Prøvehandlinger, der er slut, og praksisser, I skal svare på.',
  // Where they are allowed
  title: 'Påmindelser',
  intro: 'Telefonen kan sige til, når en prøvehandling er slut, og når I skal svare på “Gør vi det stadig?”.',
  how: 'Det sker, når du åbner eller vender tilbage til Prøv. Hver ting siges én gang. Intet går over nettet.',
  allow: 'Sig til på denne telefon',
  stop: 'Sig ikke til mere',
  isOn: 'Telefonen siger til.',
  refused: 'Telefonen har sagt nej til påmindelser fra Prøv. Det kan ændres i telefonens indstillinger.',
  missing: 'Denne telefon kan ikke vise påmindelser. Har du en iPhone, så læg først Prøv på hjemmeskærmen.',
  calendarToo: 'Vil du være helt sikker, så læg prøvehandlingens sidste dag i kalenderen fra dens egen side.',
}

export type Words = typeof da
