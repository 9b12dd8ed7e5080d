// Says what stands by now in the fields that somebody else has changed, so that one can choose before saving.

import { da } from '../text/meanwhile.da'
import { en } from '../text/meanwhile.en'
import { useApp, useWordsOf } from './app'
import { fieldName, saidIn } from './attention/told'
import type { SinceThenProps } from './since-then'

export function Meanwhile({ type, record, meanwhile, onTake }: SinceThenProps) {
  const { store, text, language } = useApp()
  const words = useWordsOf(da, en)
  const telling = { store, text, language }
  return (
    <div class="trouble" role="status">
      {Object.entries(meanwhile).map(([name, value]) => {
        const field = fieldName(type, name, telling)
        return (
          <p key={name}>
            {words.changed(field, saidIn(type, name, record?.fields ?? {}, telling))}{' '}
            <button
              type="button"
              class="text-button"
              aria-label={`${words.take}: ${field}`}
              onClick={() => onTake(name, value)}
            >
              {words.take}
            </button>
          </p>
        )
      })}
      <p class="quiet">{words.both}</p>
    </div>
  )
}
