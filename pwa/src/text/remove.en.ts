// The words about deleting a record, in English.

import type { Words } from './remove.da'

export const en: Words = {
  ask: 'Delete',
  used: 'Something else points at it, so it cannot be deleted.',
  sure: 'Delete it for everybody in the unit? It cannot be undone.',
  yes: 'Yes, delete it',
  no: 'Keep it',
  done: 'Deleted.',
}
