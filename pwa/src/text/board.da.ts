// The words of one part of the app, in Danish: the screens in ui/board. board.en.ts has the same keys.

export const da = {
  title: 'Tavle',
}

export type Words = typeof da
