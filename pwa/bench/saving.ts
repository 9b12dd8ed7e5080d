// A page that saves without a pause until its browser is killed, and tells what it finds when it starts.

import { Store } from '../src/store/store'

/** Posts the ids that the disk holds to /kept, then saves note after note, posting each id to /saved once `save` has
 *  resolved: from then on it has been called saved. `run` tells one start of the browser from another. */
export async function saveUntilKilled(user: string, run: string): Promise<void> {
  const store = await Store.open(user)
  await post(
    `/kept?${run}`,
    store.queue().map((one) => one.id),
  )
  for (;;) {
    const { ids } = await store.save([{ type: 'barrier', fields: { kind: 'time', text: 'for travlt '.repeat(40) } }])
    void post('/saved', ids)
  }
}

async function post(path: string, ids: string[]): Promise<void> {
  await fetch(path, { method: 'POST', body: JSON.stringify(ids) })
}
