// What is said when others have changed the very fields that lie half edited here, in Danish.

export const da = {
  changed: (field: string, now: string) =>
    `“${field}” er blevet rettet, siden du begyndte. ${now ? `Nu står der: “${now}”.` : 'Nu står der ingenting.'}`,
  take: 'Brug det, der står nu',
  both: 'Gemmer du din udgave, bliver begge gemt, og I kan vælge bagefter.',
}

export type Words = typeof da
