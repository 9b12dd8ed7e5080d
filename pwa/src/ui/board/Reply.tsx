// "I sagde, vi gjorde": a leader's reply to what a citizen would have had different, and the way to a trial of it.

import { useState } from 'preact/hooks'
import { edit, type Fault, faults, tidy } from '../../domain/capture'
import type { RecordView } from '../../store/types'
import { clockTime, dayWord, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useEdit } from '../edit'
import { Frame } from '../frame'
import { Field, Phase, toast } from '../parts'
import { Remove } from '../remove'
import { leads } from '../roles'
import { go, Link } from '../router'
import { useStore } from '../saving'
import { SinceThen } from '../since-then'
import { trialViews } from '../trials'
import { currentMeeting } from './meeting'
import { useWords } from './words'

export function Reply({ id }: { id: string }) {
  const { store, account, text } = useApp()
  const words = useWords()
  const voice = store.get(id)
  const meeting = currentMeeting()
  const back = meeting ? `/tavle/${meeting.unit}` : '/'
  if (voice?.type !== 'feedback') {
    return (
      <Frame title={words.replyTitle} back={back}>
        <p class="empty">{text.notFound}</p>
      </Frame>
    )
  }
  const isLeader = leads(store, account, voice.unit)
  return (
    <Frame title={words.replyTitle} back={back}>
      <Said voice={voice} />
      {isLeader ? <ReplyForm key={id} voice={voice} back={back} /> : <Told voice={voice} />}
      <Tried voice={voice} />
      <h2>{text.tryIt}</h2>
      <p>{words.tryOutHint}</p>
      <Link class="button button-secondary" href={`/ny/borger/${id}`}>
        {text.tryIt}
      </Link>
      <Remove record={voice} then={back} />
    </Frame>
  )
}

function Said({ voice }: { voice: RecordView }) {
  const { store, text, today, language } = useApp()
  const words = useWords()
  const { good, different, mood, heard_on, tag } = voice.fields as Record<string, string | undefined>
  const facts = [
    mood && words.moods[Number(mood) - 1],
    dayWord(String(heard_on), today, text, language),
    tag,
    store.get(voice.unit)?.fields.name,
  ]
  return (
    <section aria-labelledby="said">
      <h2 id="said">{words.theySaid}</h2>
      <blockquote class="said">
        {different && <p>“{different}”</p>}
        {good && <p>“{good}”</p>}
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </blockquote>
    </section>
  )
}

/** The trials that it has prompted: seen from here, as from a barrier or a dilemma. */
function Tried({ voice }: { voice: RecordView }) {
  const { store, today } = useApp()
  const words = useWords()
  const tried = trialViews(store, today).filter((one) => one.record.fields.prompted_by === voice.id)
  if (!tried.length) return null
  return (
    <section aria-labelledby="tried">
      <h2 id="tried">{words.triedFor}</h2>
      <ul class="rows">
        {tried.map((one) => (
          <li key={one.record.id}>
            <Link href={`/proevehandlinger/${one.record.id}`}>
              <strong>{one.title}</strong>
              <Phase phase={one.phase} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Told({ voice }: { voice: RecordView }) {
  const { text, today, language } = useApp()
  const words = useWords()
  if (!voice.fields.reply) return <p class="quiet">{words.leaderReplies}</p>
  return (
    <section aria-labelledby="told">
      <h2 id="told">{words.yourReply}</h2>
      <p>{String(voice.fields.reply)}</p>
      {voice.fields.replied_on && (
        <small>{words.repliedOn(dayWord(String(voice.fields.replied_on), today, text, language))}</small>
      )}
    </section>
  )
}

function ReplyForm({ voice, back }: { voice: RecordView; back: string }) {
  const { store, text, today, language } = useApp()
  const words = useWords()
  const draft = `reply-${voice.id}`
  const begun = () => ({ reply: String(voice.fields.reply ?? '') })
  const { form, isKept, before, meanwhile, change } = useEdit(store, draft, begun, voice)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save: keep } = useStore()

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const reply = tidy(form).reply
    const wrong: Fault[] = reply
      ? faults('feedback', { ...voice.fields, reply }, today, [...notCpr, 'good', 'different', 'tag'])
      : [{ field: 'reply', key: 'required' }]
    setFound(wrong)
    if (wrong.length) return
    const mutation = edit('feedback', before!, { reply: reply!, replied_on: today }, notCpr)
    const kept = await keep(mutation ? [mutation] : [], { draft })
    if (!kept) return
    toast({ message: text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
    go(back, { replace: true })
  }

  return (
    <form class="sheet" onSubmit={(event) => void save(event)} noValidate>
      <SinceThen
        type="feedback"
        record={voice}
        meanwhile={meanwhile}
        onTake={(name, value) => change({ [name]: value })}
      />
      <Field
        label={words.yourReply}
        hint={words.replyHint}
        name="reply"
        lines
        most={280}
        value={form.reply}
        fault={found.find((one) => one.field === 'reply')}
        onNotCpr={() => {
          setNotCpr(['reply'])
          setFound([])
        }}
        onChange={(reply) => change({ reply })}
      />
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-bar">
        <button type="submit" class="button button-primary wide-button">
          {words.saveReply}
        </button>
      </div>
    </form>
  )
}
