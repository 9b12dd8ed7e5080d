// The words of the leaders’ page, in Danish.

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const da = {
  noLearning: 'Ingen har skrevet ned, hvad de lærte, i den periode.',
  overviewNeedsNet: 'Overblikket kræver net. Her er det, du sidst så.',
  overviewNoNet: 'Overblikket kræver net. Prøv igen, når der er forbindelse.',
  headlineHolds: (count: number) =>
    `${count ? many(count, 'ny praksis holder', 'nye praksisser holder') : 'Ingen nye praksisser holder endnu'}.`,
  headlineSlips: (count: number) => `${count || 'Ingen'} er ved at glide.`,
  headlineWaits: (count: number) => `${count || 'Intet'} ${count ? 'ting venter' : 'venter'} på jer.`,
  allUnits: 'Alle enheder',
  period: 'Periode',
  periods: { 30: '30 dage', 90: '90 dage', 182: 'et halvt år', 548: '18 måneder' } as Record<number, string>,
  observationsOverTime: 'Iagttagelser over tid',
  moodsOverTime: 'Borgernes humør over tid',
  newestLearning: 'Nyeste læring',
  showTable: 'Vis som tabel',
  week: 'Uge',
  month: 'Måned',
  fewerThanFive: 'færre end 5',
  readObservations: (total: number, worked: number) =>
    total
      ? `${many(total, 'iagttagelse', 'iagttagelser')}. ${worked} % gik, som vi håbede.`
      : 'Ingen iagttagelser i perioden.',
  /** `isFew`: some weeks or months have so few answers that they are not told. */
  readMoods: (total: number, good: number, isFew: boolean, isByWeek: boolean) => {
    const each = isByWeek ? 'om ugen' : 'om måneden'
    if (!total) return isFew ? `Færre end 5 svar ${each}. Derfor vises de ikke.` : 'Ingen svar i perioden.'
    const few = isFew ? ` ${isByWeek ? 'Uger' : 'Måneder'} med færre end 5 svar er ikke regnet med.` : ''
    return `${many(total, 'borger', 'borgere')} har svaret. ${good} % havde det godt eller rigtig godt.${few}`
  },
  readPhases: (total: number, running: number) =>
    `${many(total, 'prøvehandling', 'prøvehandlinger')}, ${running} i gang.`,
}

export type Words = typeof da
