// The door: signing in.

import { useState } from 'preact/hooks'
import { usePhone } from './app'
import { Field } from './parts'

export function SignIn({ again, forgotten }: { again?: boolean; forgotten?: boolean }) {
  const { text, signIn, putOff } = usePhone()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [said, setSaid] = useState<string | undefined>()
  const [isBusy, setBusy] = useState(false)

  async function send(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    const fault = await signIn(email, password).catch(() => 'trouble' as const)
    setBusy(false)
    const words = {
      wrong: text.wrongSignIn,
      many: text.tooMany,
      offline: text.noConnection,
      trouble: text.serverTrouble,
    }
    setSaid(fault && words[fault])
  }

  return (
    <main class="door" id="main">
      <Mark />
      <h1>{text.app}</h1>
      <p>{again ? text.sessionEnded : forgotten ? text.deviceForgotten : text.signInIntro}</p>
      <form onSubmit={(event) => void send(event)}>
        <Field label={text.email} name="email" type="email" autocomplete="username" value={email} onChange={setEmail} />
        <Field
          label={text.password}
          name="password"
          type="password"
          autocomplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <p class="form-error-message" role="alert">
          {said}
        </p>
        <button type="submit" class="button button-primary wide-button" disabled={isBusy}>
          {text.signIn}
        </button>
      </form>
      {again && (
        <button type="button" class="text-button" onClick={putOff}>
          {text.later}
        </button>
      )}
      <Languages />
    </main>
  )
}

export function Mark() {
  return <img src="/icon.svg" width="72" height="72" alt="" />
}

export function Languages() {
  const { language, setLanguage } = usePhone()
  return (
    <button
      type="button"
      class="text-button"
      lang={language === 'da' ? 'en' : 'da'}
      onClick={() => setLanguage(language === 'da' ? 'en' : 'da')}
    >
      {language === 'da' ? 'English' : 'Dansk'}
    </button>
  )
}
