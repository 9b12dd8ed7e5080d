// The words of one part of the app, in Danish: the screens in ui/trial. trial.en.ts has the same keys.

export const da = {
  title: 'Prøvehandling',
}

export type Words = typeof da
