// Finds Danish civil registration numbers in free text before they are saved. The same rule stands in
// server/proev/cpr.py, where it is explained; both run the vectors in tests/contract/vectors/cpr.json.

const NUMBER = /(?<![0-9])([0-9]{2})([ ./-]?)([0-9]{2})\2([0-9]{2})([ ./-]?)([0-9]{4})(?![\p{L}\p{N}])/gu
const FOR =
  /cpr|c\.p\.r|personn|person-n|fødselsd|fødselsn|født|fodt|(?<![\p{L}\p{N}_])(?:f\.|fdt|fd\.)|socialsikring/iu
const AGAINST = new RegExp(
  [
    'konto|faktura|ordre|telefon|iban|p-n(?:r|ummer)|sag(?:s|en)|journal|matrikel|varenr',
    '(?<![\\p{L}\\p{N}_])(?:(?:ean|cvr|kr|reg|gln|kle|fax|isbn|bfe|ref)(?![\\p{L}\\p{N}_])|se-?nr|tlf|mobil|stk|nr\\. på)',
  ].join('|'),
  'iu',
)
const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]
const WINDOW = 20

/** Where in the text civil registration numbers stand, as [start, end) in UTF-16 units. */
export function findCpr(text: string, today: string): [number, number][] {
  return [...text.matchAll(NUMBER)]
    .filter((match) => isCpr(match, text, today))
    .map((match) => [match.index, match.index + match[0].length])
}

function isCpr(match: RegExpExecArray, text: string, today: string): boolean {
  const digits = `${match[1]}${match[3]}${match[4]}${match[6]}`
  if (!isBirthday(digits, today)) return false
  const before = [...text.slice(0, match.index)].slice(-WINDOW).join('')
  if (FOR.test(before)) return true
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 5)
  if (AGAINST.test(before) || /^\s?(?:kr|stk)/i.test(after)) return false
  const fits = [...digits].reduce((sum, digit, at) => sum + Number(digit) * WEIGHTS[at]!, 0) % 11 === 0
  return match[5] === '-' || digits.startsWith('0101') || fits
}

function isBirthday(digits: string, today: string): boolean {
  const [day, month, year, seventh] = [
    digits.slice(0, 2),
    digits.slice(2, 4),
    Number(digits.slice(4, 6)),
    Number(digits[6]),
  ]
  const century =
    seventh <= 3 ? 1900 : seventh === 4 || seventh === 9 ? (year <= 36 ? 2000 : 1900) : year <= 57 ? 2000 : 1800
  const born = `${century + year}-${month}-${day}`
  const date = new Date(`${born}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === born && born <= today
}
