// Searching what the phone holds, as it is typed. Pure. The server finds by the same rules (server/proev/search.py, where
// they are explained); both run the vectors in tests/contract/vectors/search.json.

import { stem } from './danish'

const LONGEST = 40
const MOST_WORDS = 8
const MOST_AT_ONCE = 50
const TITLE = 3
const BODY = 1
const EXACT = 100
const BEGINS = 90
const CONTAINS = 60
const PART = 80
const LIKE = 40
const LIKE_SHORT = 50
const SHORT = 5
const NEAR_BEST = 10
const MOST_LIKE = 8

const STOP = new Set(
  (
    'og i at er det en et den de til paa som for med af der vi var saa men har om os kan skal vil blev naar ' +
    'jeg du han hun deres vores sig ved fra eller da the and of to in a'
  ).split(' '),
)
const WORD = /[\p{L}\p{N}]+/gu
const ACCENT = /[\u0300-\u036f]/g
const LETTERS: Record<string, string> = { å: 'aa', æ: 'ae', ø: 'oe', ä: 'ae', ö: 'oe' }

/** What can be found: `title` weighs more than `body`; on ties the higher `seq` comes first. */
export interface Findable {
  id: string
  title: string
  body: string[]
  seq: number
}

export interface Sought {
  key: string
  typed: string
  isLast: boolean
}

/** `words` of the question were found in it; `isWhole`: all of them. */
export interface Hit {
  id: string
  words: number
  isWhole: boolean
}

export interface Found {
  hits: Hit[]
  /** The keys that a hit may stand under, for marking them in a text. */
  keys: Set<string>
  /** A word of the question stands nowhere; what was found for it is only like it. */
  isLike: boolean
}

const code = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export function words(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(WORD) ?? []
}

function cut(word: string): string {
  return word.length > LONGEST ? [...word].slice(0, LONGEST).join('') : word
}

export function folded(word: string): string {
  const written = word.replace(/[åæøäö]/g, (letter) => LETTERS[letter]!)
  return cut(written.normalize('NFD').replace(ACCENT, ''))
}

const keys = new Map<string, string>()

/** The key of a word in lower case: stemmed, with å æ ø written out. */
export function keyOf(word: string): string {
  let key = keys.get(word)
  if (key === undefined) {
    key = folded(stem(word))
    if (keys.size > 50_000) keys.clear()
    keys.set(word, key)
  }
  return key
}

/** The keys of a text's words, in order, without the small words that stand everywhere. */
export function terms(text: string): string[] {
  return words(text)
    .filter((word) => !STOP.has(folded(word)))
    .map(keyOf)
}

export function question(text: string): Sought[] {
  const all = words(text)
  const telling = all.filter((word) => !STOP.has(folded(word)))
  const kept = telling.length ? telling : all
  const last = kept.at(-1)
  const isOpen = last !== undefined && last === all.at(-1)
  const found = new Map(kept.slice(-MOST_WORDS).map((word) => [keyOf(word), folded(word)]))
  return [...found].map(([key, typed]) => ({ key, typed, isLast: isOpen && key === keyOf(last) }))
}

function plain(key: string): string {
  return key.replaceAll('aa', 'a').replaceAll('ae', 'a').replaceAll('oe', 'o')
}

export function grams(key: string): Set<string> {
  const letters = [...`  ${key} `]
  const found = new Set<string>()
  for (let at = 0; at + 3 <= letters.length; at++) found.add(letters[at]! + letters[at + 1]! + letters[at + 2]!)
  return found
}

/** How alike two keys are, in per cent (Dice over trigrams); a word that contains the sought one is a compound of it, and on a
 *  keyboard without å, æ and ø people write a, ae or a, and o. */
export function likeness(sought: string, word: string): number {
  const isPart = () => word.includes(sought) || plain(sought) === plain(word)
  if (sought.length >= 4 && sought !== word && isPart()) return PART
  const mine = grams(sought)
  const other = grams(word)
  let shared = 0
  for (const gram of mine) if (other.has(gram)) shared++
  return Math.floor((200 * shared) / (mine.size + other.size))
}

function reach(one: Sought, vocabulary: Iterable<string>): Map<string, number> {
  const found: [string, number][] = []
  for (const word of vocabulary) {
    if (word === one.key) found.push([word, EXACT])
    else if (one.isLast && one.typed.length >= 2 && word.startsWith(one.typed)) found.push([word, BEGINS])
    else if (one.key.length >= 5 && word.includes(one.key)) found.push([word, CONTAINS])
  }
  found.sort((a, b) => b[1] - a[1] || a[0].length - b[0].length || code(a[0], b[0]))
  return new Map(found.slice(0, MOST_AT_ONCE))
}

function alike(one: Sought, candidates: Iterable<string>): Map<string, number> {
  if (one.key.length < 3) return new Map()
  const least = one.key.length <= SHORT ? LIKE_SHORT : LIKE
  const found: [string, number][] = []
  for (const word of candidates) {
    const near = likeness(one.key, word)
    if (near >= least) found.push([word, near])
  }
  const best = Math.max(0, ...found.map(([, near]) => near))
  const kept = found.filter(([, near]) => near >= best - NEAR_BEST)
  kept.sort((a, b) => b[1] - a[1] || code(a[0], b[0]))
  return new Map(kept.slice(0, MOST_LIKE))
}

/** An inverted index: which documents stand under which key, and how much the key weighs there. */
export class SearchIndex {
  private readonly documents = new Map<string, { text: string; seq: number; terms: Set<string> }>()
  private readonly postings = new Map<string, Map<string, number>>()
  /** The vocabulary by trigram, made when the first mistyped word asks for it. */
  private byGram: Map<string, Set<string>> | undefined

  /** Makes the index hold exactly these; only what has changed costs anything. */
  hold(all: Findable[]): void {
    const left = new Set(this.documents.keys())
    for (const one of all) {
      left.delete(one.id)
      this.put(one)
    }
    for (const id of left) this.drop(id)
  }

  /** Takes some in beforehand, so that `hold` has less to do. */
  add(some: Findable[]): void {
    for (const one of some) this.put(one)
  }

  find(text: string): Found {
    const asked = question(text)
    const scores = new Map<string, { id: string; words: number; score: number; seq: number }>()
    const keys = new Set<string>()
    let isLike = false
    for (const one of asked) {
      let reached = reach(one, this.postings.keys())
      if (!reached.size) {
        reached = alike(one, this.near(one.key))
        isLike ||= reached.size > 0
      }
      for (const [id, score] of this.score(reached, keys)) {
        const so = scores.get(id)
        if (so) {
          so.words++
          so.score += score
        } else scores.set(id, { id, words: 1, score, seq: this.documents.get(id)!.seq })
      }
    }
    const ranked = [...scores.values()].sort(
      (a, b) => b.words - a.words || b.score - a.score || b.seq - a.seq || code(a.id, b.id),
    )
    return { hits: ranked.map(({ id, words }) => ({ id, words, isWhole: words === asked.length })), keys, isLike }
  }

  /** What one word of the question is worth in each document that has one of those that it may mean. */
  private score(reached: Map<string, number>, keys: Set<string>): Map<string, number> {
    const found = new Map<string, number>()
    for (const [word, factor] of reached) {
      keys.add(word)
      for (const [id, weight] of this.postings.get(word)!) {
        const worth = weight * factor
        if (worth > (found.get(id) ?? 0)) found.set(id, worth)
      }
    }
    return found
  }

  private put(one: Findable): void {
    const text = `${one.title}\n${one.body.join('\n')}`
    const known = this.documents.get(one.id)
    if (known?.text === text) {
      known.seq = one.seq
      return
    }
    if (known) this.drop(one.id)
    const found = new Map<string, number>()
    for (const part of one.body) for (const term of terms(part)) found.set(term, BODY)
    for (const term of terms(one.title)) found.set(term, TITLE)
    for (const [term, weight] of found) {
      const posting = this.postings.get(term)
      if (posting) posting.set(one.id, weight)
      else {
        this.postings.set(term, new Map([[one.id, weight]]))
        this.learn(term)
      }
    }
    this.documents.set(one.id, { text, seq: one.seq, terms: new Set(found.keys()) })
  }

  private drop(id: string): void {
    for (const term of this.documents.get(id)!.terms) {
      const posting = this.postings.get(term)!
      posting.delete(id)
      if (posting.size) continue
      this.postings.delete(term)
      for (const gram of this.byGram ? grams(term) : []) this.byGram!.get(gram)!.delete(term)
    }
    this.documents.delete(id)
  }

  private learn(term: string): void {
    if (!this.byGram) return
    for (const gram of grams(term)) {
      const same = this.byGram.get(gram)
      if (same) same.add(term)
      else this.byGram.set(gram, new Set([term]))
    }
  }

  /** The words of the vocabulary that share a trigram with a key. */
  private near(key: string): Set<string> {
    if (!this.byGram) {
      this.byGram = new Map()
      for (const term of this.postings.keys()) this.learn(term)
    }
    const found = new Set<string>()
    for (const gram of grams(key)) for (const word of this.byGram.get(gram) ?? []) found.add(word)
    return found
  }
}

/** A text in pieces, those that answer the question marked. */
export function marked(text: string, keys: Set<string>): { text: string; isHit: boolean }[] {
  const plain = text.normalize('NFC')
  const pieces: { text: string; isHit: boolean }[] = []
  let from = 0
  for (const match of plain.matchAll(WORD)) {
    if (!keys.has(keyOf(match[0].toLowerCase()))) continue
    if (match.index > from) pieces.push({ text: plain.slice(from, match.index), isHit: false })
    pieces.push({ text: match[0], isHit: true })
    from = match.index + match[0].length
  }
  if (from < plain.length) pieces.push({ text: plain.slice(from), isHit: false })
  return pieces
}
