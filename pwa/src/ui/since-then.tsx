// What others have changed in a record while an edit of the same fields lay half done.

import type { Json, RecordView } from '../store/types'
import { lazy, Suspense } from './lazy'

export interface SinceThenProps {
  type: string
  /** As it is now. */
  record: RecordView | undefined
  /** The fields, as a form shows them by now. */
  meanwhile: { [name: string]: Json }
  /** Takes what stands there now in place of what was typed. */
  onTake(name: string, value: Json): void
}

const Meanwhile = lazy<SinceThenProps>(() => import('./meanwhile').then((loaded) => loaded.Meanwhile))

export function SinceThen(props: SinceThenProps) {
  return Object.keys(props.meanwhile).length ? <Suspense component={Meanwhile} {...props} /> : null
}
