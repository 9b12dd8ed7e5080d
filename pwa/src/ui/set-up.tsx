// The one-time set-up of an organisation, by the link that the server printed at its first start.

import { useState } from 'preact/hooks'
import type { Fault } from '../domain/capture'
import { da } from '../text/set-up.da'
import { en } from '../text/set-up.en'
import { usePhone, useWordsOf } from './app'
import { Field } from './parts'
import { go } from './router'
import { Languages, Mark } from './sign-in'

const PATIENCE = 20_000
const NEEDED = ['organisation', 'name', 'email', 'password'] as const

export function SetUp() {
  const { text, signIn } = usePhone()
  const words = useWordsOf(da, en)
  const [form, setForm] = useState<Record<string, string>>({})
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [said, setSaid] = useState<string | undefined>()
  const labels = {
    organisation: words.organisationName,
    name: words.yourName,
    email: text.email,
    password: text.password,
  }

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    const token = location.hash.slice(1)
    const response = await fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Proev': '1' },
      body: JSON.stringify({ token, ...Object.fromEntries(NEEDED.map((name) => [name, form[name] ?? ''])) }),
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => undefined)
    if (!response) return setSaid(text.noConnection)
    if (response.ok) {
      go('/', { replace: true })
      await signIn(form.email ?? '', form.password ?? '')
      return
    }
    const told = (await response.json().catch(() => ({}))) as { code?: string; errors?: Record<string, string> }
    setWrong(told.errors ?? {})
    const known = { setup_done: words.setUpDone, forbidden: words.setUpBadLink, too_many: text.tooMany } as Record<
      string,
      string
    >
    setSaid(told.errors ? undefined : (known[told.code ?? ''] ?? text.serverTrouble))
  }

  const faultOf = (name: string): Fault | undefined => {
    if (!wrong[name]) return undefined
    if (!form[name]?.trim()) return { field: name, key: 'required' }
    const said = ({ password: words.tooShort, email: words.notEmail } as Record<string, string>)[name]
    return { field: name, key: 'too_long', most: name === 'name' ? 120 : 80, said }
  }
  return (
    <main class="door" id="main">
      <Mark />
      <h1>{words.setUp}</h1>
      <p>{words.setUpIntro}</p>
      <form onSubmit={(event) => void send(event)}>
        {NEEDED.map((name) => (
          <Field
            key={name}
            name={name}
            label={labels[name]}
            hint={name === 'password' ? words.passwordHint : undefined}
            type={name === 'password' ? 'password' : name === 'email' ? 'email' : 'text'}
            autocomplete={name === 'password' ? 'new-password' : name === 'email' ? 'username' : 'off'}
            value={form[name] ?? ''}
            fault={faultOf(name)}
            onChange={(value) => setForm({ ...form, [name]: value })}
          />
        ))}
        <p class="form-error-message" role="alert">
          {said}
        </p>
        <button type="submit" class="button button-primary wide-button">
          {words.create}
        </button>
      </form>
      <Languages />
    </main>
  )
}
