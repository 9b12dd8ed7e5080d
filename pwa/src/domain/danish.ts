// The Danish stemmer of the Snowball project, written from its published description: "borgerne", "borger" and "borgeren"
// become "borg". The server uses the project's own library; tests/contract/vectors/search.json holds the two together.

const VOWEL = /[aeiouyæåø]/
const MAIN =
  'erendes erende hedens erede ethed heden heder endes ernes erens erets ered ende erne eren erer heds enes eres eret hed ene ere ens ers ets en er es et e s'.split(
    ' ',
  )
const BEFORE_S = /[abcdfghjklmnoprtvyzå]$/
const OTHER = ['elig', 'løst', 'lig', 'els', 'ig']

/** Where the part of a word begins in which an ending may be taken off: after the first vowel and the consonant that
 *  follows it, but never within the first three letters. */
function region(word: string): number {
  const found = /[aeiouyæåø][^aeiouyæåø]/.exec(word)
  return found ? Math.max(3, found.index + 2) : word.length
}

/** The longest of the endings that lies wholly behind `from`. */
function ending(word: string, from: number, endings: string[]): string | undefined {
  return endings.find((one) => word.endsWith(one) && word.length - one.length >= from)
}

function withoutPair(word: string, from: number): string {
  return ending(word, from, ['gd', 'dt', 'gt', 'kt']) ? word.slice(0, -1) : word
}

/** The stem of a word in lower case. */
export function stem(word: string): string {
  if (word.length < 3 || !VOWEL.test(word)) return word
  const from = region(word)
  let found = word
  const main = ending(found, from, MAIN)
  if (main && (main !== 's' || BEFORE_S.test(found.slice(0, -1)))) found = found.slice(0, -main.length)
  found = withoutPair(found, from)
  if (found.endsWith('igst')) found = found.slice(0, -2)
  const other = ending(found, from, OTHER)
  if (other === 'løst') found = found.slice(0, -1)
  else if (other) found = withoutPair(found.slice(0, -other.length), from)
  return found.length > from && /([bdfgklmnprst])\1$/.test(found) ? found.slice(0, -1) : found
}
