// Searching, against the vectors that the server runs too, and what makes it quick: only what changed is indexed anew.

import { describe, expect, test } from 'vitest'
import vectors from '../../tests/contract/vectors/search.json'
import { type Findable, keyOf, likeness, marked, SearchIndex, terms } from '../src/domain/search'

const found = (index: SearchIndex, text: string) => index.find(text).hits.map((one) => one.id)

describe('the same on both sides', () => {
  test('keys of words', () => {
    expect(vectors.keys.map(([word]) => [word, keyOf(word!)])).toEqual(vectors.keys)
  })

  test.each(vectors.terms)('terms of "$text"', ({ text, terms: told }) => {
    expect(terms(text)).toEqual(told)
  })

  test.each(vectors.likeness)('$sought ~ $word: $per_cent', ({ sought, word, per_cent }) => {
    expect(likeness(sought, word)).toBe(per_cent)
  })

  test.each(vectors.cases)('$text: $name', ({ text, found: told }) => {
    const index = new SearchIndex()
    index.hold(vectors.documents)
    expect(found(index, text)).toEqual(told)
  })
})

describe('an index kept current', () => {
  const documents = vectors.documents as Findable[]

  test('finds after changes what a new one finds', () => {
    const index = new SearchIndex()
    index.hold(documents)
    index.find('handelplan') // from here on it keeps its trigrams, too
    const later = documents.slice(1).map((one) => (one.id === 'plan' ? { ...one, title: 'Havnefogeden skriver' } : one))
    later.push({ id: 'new', title: 'Opklaring', body: ['Skranken åbner tidligere'], seq: 20 })
    index.hold(later)
    const fresh = new SearchIndex()
    fresh.hold(later)
    for (const text of ['handelplan', 'havnefoged', 'skranke', 'skrnke', 'opkald', 'morgen', 'borger']) {
      expect(index.find(text)).toEqual(fresh.find(text))
    }
  })

  test('holds nothing of what is gone', () => {
    const index = new SearchIndex()
    index.hold(documents)
    index.hold([])
    expect(found(index, 'morgenmad')).toEqual([])
  })
})

test('what is only like a word of the question is told apart from what has it', () => {
  const index = new SearchIndex()
  index.hold(vectors.documents)
  expect(index.find('morgenmaden').isLike).toBe(false)
  expect(index.find('morgnmad')).toMatchObject({ hits: [{ isWhole: true }], isLike: true })
  expect(index.find('borger morgnmad').isLike).toBe(true)
  expect(index.find('xyzzyx')).toMatchObject({ hits: [], isLike: false })
})

test('hits are marked where they stand, inflected or not', () => {
  const index = new SearchIndex()
  index.hold(vectors.documents)
  const { keys } = index.find('borger')
  expect(marked('Borgerne er klar', keys)).toEqual([
    { text: 'Borgerne', isHit: true },
    { text: ' er klar', isHit: false },
  ])
})

test('ten thousand records answer within a keystroke', () => {
  const words = vectors.keys.map(([word]) => word!)
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => words[(from * 31 + at * at * 7) % words.length]).join(' ')
  const documents = Array.from({ length: 10_000 }, (_, at) => ({
    id: String(at),
    title: some(at, 5),
    body: [some(at + 3, 20), some(at + 11, 20)],
    seq: at,
  }))
  const index = new SearchIndex()
  index.hold(documents)
  index.find('skrnke')
  const typed = [
    'h',
    'ha',
    'han',
    'hand',
    'handelplan',
    'borgernes mo',
    'borgernes morgnmad',
    'ringede pårørende træning',
  ]
  const took = typed.map((text) => {
    const begun = performance.now()
    index.find(text)
    return performance.now() - begun
  })
  console.info(took.map((ms, at) => `${typed[at]}: ${ms.toFixed(1)} ms`).join(', '))
  expect(Math.max(...took)).toBeLessThan(1_000) // only against a slip in kind: times vary from machine to machine
})
