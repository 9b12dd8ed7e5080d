// "Fra hele organisationen": what the server found and the phone does not show already; or, plainly, why there is nothing.

import { useMemo } from 'preact/hooks'
import { SearchIndex } from '../../domain/search'
import { useApp } from '../app'
import { Link } from '../router'
import { fromRecord } from './cards'
import { type Result, useFurther } from './further'
import { CardLink, Marked, useWords } from './parts'

const PLACES = { trial: 'proevehandlinger', practice: 'praksis', barrier: 'barriere', learning: 'laering' }

/** `known` are the cards, trials, practices and barriers that are shown already. */
export function FurtherResults({ sought, known }: { sought: string; known: Set<string> }) {
  const words = useWords()
  const { state, results, more } = useFurther(sought)
  const further = results.filter((one) => !isKnown(one, known))
  // The words that are marked here are those of the server's texts: the phone's own index does not know them.
  const keys = useMemo(() => {
    const index = new SearchIndex()
    index.hold(results.map((one, at) => ({ id: String(at), title: one.title, body: textsOf(one), seq: 0 })))
    return index.find(sought).keys
  }, [results, sought])
  if (state === 'none') return null
  return (
    <section class="further" aria-labelledby="further" aria-busy={state === 'asking'}>
      <h2 id="further">{words.organisation}</h2>
      <p class="quiet" role="status">
        {state === 'unreachable' && words.noNet}
        {state === 'asking' && !further.length && words.asking}
        {state === 'answered' && !further.length && words.noneFurther}
        {state === 'answered' && more && words.thereIsMore}
      </p>
      <ul class="cards learned-cards">
        {further.map((one) => (
          <li key={one.kind + one.id}>
            {one.card ? (
              <CardLink card={fromRecord({ id: one.id, fields: one.card })} keys={keys} />
            ) : (
              <ResultLink result={one} keys={keys} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A practice is told besides the trial that it came of. */
function isKnown(result: Result, known: Set<string>): boolean {
  return known.has(result.id) || (result.kind !== 'practice' && known.has(result.trial ?? ''))
}

function textsOf(result: Result): string[] {
  return [result.snippet, ...Object.values(result.card ?? {}).filter((one) => typeof one === 'string')]
}

/** What was found: what kind of thing it is, and the way to its page. */
export function ResultLink({ result, keys }: { result: Result; keys: Set<string> }) {
  const { text } = useApp()
  const words = useWords()
  const states: Record<Result['kind'], string | undefined> = {
    learning: words.ended[result.phase_or_choice],
    trial: text.phases[result.phase_or_choice as keyof typeof text.phases],
    practice: words.practicePhases[result.phase_or_choice],
    barrier: text.barrierKinds[result.phase_or_choice as keyof typeof text.barrierKinds],
  }
  const kind = words.kinds[result.kind]
  return (
    <Link class="card learned-card" href={`/${PLACES[result.kind]}/${result.id}`}>
      <small>{[kind, states[result.kind]].filter(Boolean).join(' · ')}</small>
      <strong>
        <Marked text={result.title} keys={keys} />
      </strong>
      {result.kind !== 'barrier' && result.snippet && (
        <span>
          <Marked text={result.snippet} keys={keys} />
        </span>
      )}
      {result.unit_name && <span class="card-facts">{result.unit_name}</span>}
    </Link>
  )
}
