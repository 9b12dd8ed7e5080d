// A learning card's own page: everything it says, and the two ways on – try it here, and who has tried it.

import { shortDay, useApp } from '../app'
import { Frame } from '../frame'
import { Phase } from '../parts'
import { Link } from '../router'
import { othersTogether, type Relative } from '../trial/family'
import { mayShare } from '../trial/taught'
import { trialViews } from '../trials'
import { type Card, useCards } from './cards'
import { fetchedCard } from './further'
import { listAddress } from './list'
import { Ended, useWords } from './parts'
import { TakeUp } from './take-up'
import { outcomeOf } from './went-on'

export function CardPage({ id }: { id: string }) {
  const { store, account, text } = useApp()
  const words = useWords()
  const cards = useCards()
  const card = cards.find((one) => one.id === id || one.trial === id) ?? fetchedCard(id)
  if (!card) {
    return (
      <Frame title={text.learning} back={listAddress()}>
        <p class="empty">{words.notHere}</p>
      </Frame>
    )
  }
  const trial = store.get(card.trial)
  return (
    <Frame title={card.title} back={listAddress()}>
      <div class="trial-head">
        <Ended choice={card.choice} />
      </div>
      <section class="lesson" aria-labelledby="lesson">
        <h2 id="lesson">{card.isOwn ? words.learnedOwn : words.learnedOther}</h2>
        <p>{card.learned}</p>
      </section>
      {!card.isShared && (
        <p class="quiet unshared">
          {words.unshared}. {words.onlyYours}
        </p>
      )}
      <div class="act-row">
        <Link class="button button-primary" href={`/ny/laering/${card.id}`}>
          {words.tryHere}
        </Link>
        {card.isOwn && (
          <Link class="button button-secondary" href={`/proevehandlinger/${card.trial}`}>
            {words.seeTrial}
          </Link>
        )}
        {!card.isShared && trial && mayShare(store, account, trial) && (
          <Link class="button button-secondary" href={`/proevehandlinger/${card.trial}/laert`}>
            {words.share}
          </Link>
        )}
      </div>
      <p class="quiet">{words.tryHereWhy}</p>
      <TakeUp key={card.id} card={card} />
      <Facts card={card} />
      <Origin card={card} cards={cards} />
      <TriedByOthers card={card} cards={cards} />
    </Frame>
  )
}

function Facts({ card }: { card: Card }) {
  const { text, language } = useApp()
  const words = useWords()
  const kinds = card.barrierKinds.map((kind) => text.barrierKinds[kind as keyof typeof text.barrierKinds] ?? kind)
  return (
    <dl class="facts">
      {card.change && (
        <div>
          <dt>{card.isOwn ? words.changeOwn : words.change}</dt>
          <dd>{card.change}</dd>
        </div>
      )}
      {kinds.length > 0 && (
        <div>
          <dt>{words.inTheWay}</dt>
          <dd>{kinds.join(' · ')}</dd>
        </div>
      )}
      <Became card={card} />
      <div>
        <dt>{text.unit}</dt>
        <dd>
          {[card.unit, card.endedOn && words.endedOn(shortDay(card.endedOn, language))].filter(Boolean).join(' · ')}
        </dd>
      </div>
    </dl>
  )
}

/** Whether it became a practice, by itself or in a later round. */
function Became({ card }: { card: Card }) {
  const { store, today } = useApp()
  const words = useWords()
  const outcome = outcomeOf(store, card, today)
  if (!outcome) return null
  const phaseOf = (phase: string) => words.practicePhases[phase] ?? phase
  const named = ({ title, href }: { title: string; href?: string }) => (href ? <Link href={href}>{title}</Link> : title)
  return (
    <div>
      <dt>{words.practice}</dt>
      <dd>
        {outcome.kind === 'none' && words.practiceNo}
        {outcome.kind === 'practice' && words.practiceYes(phaseOf(outcome.phase))}
        {outcome.kind === 'practice' && card.practice && store.get(card.practice) && (
          <>
            {' · '}
            <Link href={`/praksis/${card.practice}`}>{words.seePractice}</Link>
          </>
        )}
        {outcome.kind === 'later' && (
          <>
            {outcome.rounds === 1 ? words.nextRound : words.laterRound} {named(outcome)}
            {outcome.phase && words.andIt(phaseOf(outcome.phase))}
          </>
        )}
        {outcome.kind === 'on' && (
          <>
            {words.wentOn} {named(outcome)}
          </>
        )}
      </dd>
    </div>
  )
}

/** Where the idea came from, when it came from somebody else's trial. */
function Origin({ card, cards }: { card: Card; cards: Card[] }) {
  const words = useWords()
  const from = card.origin && cards.find((one) => one.trial === card.origin)
  if (!from) return null
  return (
    <section aria-labelledby="origin">
      <h2 id="origin">{words.origin}</h2>
      <ul class="rows">
        <Row card={from} />
      </ul>
    </section>
  )
}

/** Those that began from it, and those in other units that tried it at the same time. */
function TriedByOthers({ card, cards }: { card: Card; cards: Card[] }) {
  const { store, today } = useApp()
  const words = useWords()
  const views = trialViews(store, today)
  const together = othersTogether(store, views, card.trial, today)
  const ended = cards.filter((one) => one.origin === card.trial || together.some(({ id }) => id === one.trial))
  const known = new Set(ended.map((one) => one.trial))
  const going = [
    ...together,
    ...views
      .filter((one) => one.record.fields.origin_trial === card.trial)
      .map(({ record, title, phase }) => {
        return { id: record.id, title, phase, isHeld: true, unit: String(store.get(record.unit)?.fields.name ?? '') }
      }),
  ].filter((one) => !known.has(one.id))
  return (
    <section aria-labelledby="others">
      <h2 id="others">{words.triedByOthers}</h2>
      {ended.length + going.length === 0 && <p class="quiet">{words.notTriedByOthers}</p>}
      <ul class="rows">
        {ended.map((one) => (
          <Row key={one.id} card={one} />
        ))}
        {going.map((one) => (
          <li key={one.id}>
            <TheirTrial one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Only what the phone holds has a page to go to. */
function TheirTrial({ one }: { one: Pick<Relative, 'id' | 'title' | 'unit' | 'phase' | 'isHeld'> }) {
  const inner = (
    <>
      <span>
        <strong>{one.title}</strong>
        <small>{one.unit}</small>
      </span>
      <Phase phase={one.phase} />
    </>
  )
  return one.isHeld ? <Link href={`/proevehandlinger/${one.id}`}>{inner}</Link> : <div class="row">{inner}</div>
}

function Row({ card }: { card: Card }) {
  return (
    <li>
      <Link href={`/laering/${card.id}`}>
        <span>
          <strong>{card.title}</strong>
          <small>{card.unit}</small>
        </span>
        <Ended choice={card.choice} />
      </Link>
    </li>
  )
}
