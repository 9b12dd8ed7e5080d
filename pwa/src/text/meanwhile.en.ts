// What is said when others have changed the very fields that lie half edited here, in English.

import type { Words } from './meanwhile.da'

export const en: Words = {
  changed: (field, now) =>
    `“${field}” has been changed since you began. ${now ? `It now says: “${now}”.` : 'It is now empty.'}`,
  take: 'Use what it says now',
  both: 'If you save yours, both are still there, and you can choose afterwards.',
}
