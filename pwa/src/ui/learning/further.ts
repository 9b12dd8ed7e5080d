// The server's share of a search: what the phone does not hold. Asked a moment after the last letter, and only shown as
// far as it came; without a network the screen says so.

import { useEffect, useState } from 'preact/hooks'
import type { Fields } from '../../store/types'
import { type Card, fromRecord } from './cards'

/** One result of `GET /api/v1/search`. */
export interface Result {
  kind: 'learning' | 'trial' | 'practice' | 'barrier'
  id: string
  trial: string | null
  title: string
  unit_name: string | null
  phase_or_choice: string
  snippet: string
  mine: boolean
  /** The learning card's own fields, where there is one. */
  card: Fields | null
}

export interface Further {
  state: 'none' | 'asking' | 'answered' | 'unreachable'
  results: Result[]
  more: boolean
}

const NOTHING: Further = { state: 'none', results: [], more: false }
const PAUSE = 300
const LONGEST = 200

/** Cards that came from the server, for their own page: the phone holds only the newest of the organisation. */
const fetched = new Map<string, Card>()

export function fetchedCard(id: string): Card | undefined {
  return fetched.get(id)
}

export function useFurther(sought: string): Further {
  const [told, setTold] = useState<Further>(NOTHING)
  const question = [...sought.trim()].slice(0, LONGEST).join('')
  useEffect(() => {
    if (!question) {
      setTold(NOTHING)
      return
    }
    const cancel = new AbortController()
    setTold((before) => ({ ...before, state: 'asking' }))
    const timer = setTimeout(() => {
      ask(question, cancel.signal).then(
        (answer) => setTold(answer),
        () => cancel.signal.aborted || setTold({ ...NOTHING, state: 'unreachable' }),
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      cancel.abort()
    }
  }, [question])
  return told
}

async function ask(question: string, signal: AbortSignal): Promise<Further> {
  const response = await fetch(`/api/v1/search?${new URLSearchParams({ q: question, limit: '20' })}`, { signal })
  if (!response.ok) throw new Error(String(response.status))
  const { results, more } = (await response.json()) as { results: Result[]; more: boolean }
  for (const one of results) if (one.card) fetched.set(one.id, fromRecord({ id: one.id, fields: one.card }))
  return { state: 'answered', results, more }
}
