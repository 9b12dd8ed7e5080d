// Two lists that belong together: what is being tried, and what became everyday practice.

import './switch.scss'
import { useApp } from '../app'
import { Link } from '../router'

export function TrialsOrPractices({ here }: { here: 'trials' | 'practices' }) {
  const { text } = useApp()
  return (
    <nav class="two-lists" aria-label={`${text.trials}, ${text.practices}`}>
      <Link href="/proevehandlinger" aria-current={here === 'trials' ? 'page' : undefined}>
        {text.trials}
      </Link>
      <Link href="/praksis" aria-current={here === 'practices' ? 'page' : undefined}>
        {text.practices}
      </Link>
    </nav>
  )
}
