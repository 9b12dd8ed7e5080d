// The words of one part of the app, in Danish: the screens in ui/practice. practice.en.ts has the same keys.

export const da = {
  title: 'Praksis',
}

export type Words = typeof da
