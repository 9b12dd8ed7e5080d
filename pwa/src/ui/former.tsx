// What somebody had not got sent before they were taken out and added anew: it lies with who they were, whom nobody can be any
// more. It is said until they have taken it along; of others on the same phone, whose things wait for them, nothing is said.

import { useEffect, useState } from 'preact/hooks'
import { wholeFile } from '../store/bring'
import type { Store } from '../store/store'
import { da } from '../text/mine.da'
import { en } from '../text/mine.en'
import { useApp, useWordsOf } from './app'
import { inState, unsentCount } from './attention/count'
import { nameIn } from './entries'
import { download } from './parts'
import { useTaking } from './taking'

export function Former({ open }: { open(user: string): Promise<Store> }) {
  const { device, store, text } = useApp()
  const words = useWordsOf(da, en)
  const take = useTaking()
  const [found, setFound] = useState<{ user: string; count: number } | undefined>()
  const [said, setSaid] = useState<string | undefined>()
  const [isBusy, setBusy] = useState(false)

  /** The first of those who the person was before that has something left here; of the others nothing is kept in mind. */
  async function look(): Promise<void> {
    for (const user of await device.former(store.user)) {
      const count = await within(user, (old) => unsentCount(old) + inState(old, 'refused').length)
      if (count) return setFound({ user, count })
      await forget(user)
    }
    setFound(undefined)
  }

  /** Nothing is taken away: it is only not spoken of any more. */
  async function forget(user: string): Promise<void> {
    const left = await device.former(store.user)
    await device.setFormer(
      store.user,
      left.filter((one) => one !== user),
    )
  }

  function within<T>(user: string, work: (old: Store) => T | Promise<T>): Promise<T> {
    return open(user).then(async (old) => {
      try {
        return await work(old)
      } finally {
        await old.close()
      }
    })
  }

  /** `left`: what of it cannot be in the file, by its name. */
  async function act(user: string, work: (file: Blob, left: string) => unknown): Promise<void> {
    setBusy(true)
    try {
      const { file, left, titles } = await within(user, async (old) => {
        const whole = await wholeFile(old)
        return { ...whole, titles: whole.left.map(({ record }) => nameIn(old.get(record)?.fields) ?? '…') }
      })
      await work(file, left.length ? words.notInFile(left.length, [...new Set(titles)]) : '')
    } catch {
      setSaid(text.serverTrouble)
    } finally {
      setBusy(false)
    }
  }

  async function takeAlong(file: Blob, left: string): Promise<void> {
    const taken = await take(file)
    setSaid([taken.said, left].filter(Boolean).join(' '))
    if (!taken.isAll || left) return
    await forget(found!.user)
    await look()
  }

  async function save(file: Blob, left: string): Promise<void> {
    download('proev.json', file)
    setSaid(left)
  }

  useEffect(() => void look().catch(() => undefined), [])
  if (!found) return said ? <p role="status">{said}</p> : null
  return (
    <aside class="warning" aria-label={text.attention}>
      <p role="alert">{words.former(found.count)}</p>
      <p>
        <button
          type="button"
          class="button button-primary"
          disabled={isBusy}
          onClick={() => void act(found.user, takeAlong)}
        >
          {words.takeAlong}
        </button>{' '}
        <button
          type="button"
          class="button button-secondary"
          disabled={isBusy}
          onClick={() => void act(found.user, save)}
        >
          {text.saveAsFile}
        </button>{' '}
        <button type="button" class="text-button" onClick={() => void forget(found.user).then(look)}>
          {words.formerDone}
        </button>
      </p>
      <p role="status">{said}</p>
    </aside>
  )
}
