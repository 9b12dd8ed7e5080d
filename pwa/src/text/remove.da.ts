// The words about deleting a record, in Danish.

export const da = {
  ask: 'Slet',
  used: 'Noget andet henviser til den, så den kan ikke slettes.',
  sure: 'Slet den for alle i enheden? Det kan ikke fortrydes.',
  yes: 'Ja, slet den',
  no: 'Behold den',
  done: 'Slettet.',
}

export type Words = typeof da
