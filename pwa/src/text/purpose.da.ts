// The words of one part of the app, in Danish: the screens in ui/purpose. purpose.en.ts has the same keys.

export const da = {
  title: 'Formål',
}

export type Words = typeof da
