// The words of one part of the app, in Danish: the screens in ui/learning. learning.en.ts has the same keys.

export const da = {
  title: 'Læring',
}

export type Words = typeof da
