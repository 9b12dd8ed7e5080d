// The words of this part, and the day of a note as it is told beside its pictures.

import type { Store } from '../../store/store'
import type { Attachment } from '../../store/types'
import { da, type Words } from '../../text/attach.da'
import { en } from '../../text/attach.en'
import { type Language, useWordsOf } from '../app'

export function useWords(): Words {
  return useWordsOf(da, en)
}

/** "3. juni", "3 June": the day of a note, written out; empty when it tells none. */
export function dayWritten(day: string, language: Language): string {
  const date = new Date(`${day.slice(0, 10)}T12:00:00Z`)
  if (Number.isNaN(date.getTime())) return ''
  return new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(date)
}

/** "Billede: Opkald før besøg": what it is, and what its note is about. */
export function attachmentTitle(store: Store, { kind, record }: Attachment, words: Words): string {
  const said = kind === 'photo' ? words.photoKind : words.voiceKind
  const about = store.get(String(store.get(record)?.fields.trial ?? ''))?.fields.title
  return about ? `${said}: ${String(about)}` : said
}
