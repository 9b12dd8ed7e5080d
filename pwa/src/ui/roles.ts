// What the signed-in person may decide where: a membership holds for its unit and all below it. Only to explain and to
// offer; the server is the judge.

import type { Store } from '../store/store'
import type { Account } from '../store/types'

export type Role = 'staff' | 'leader' | 'admin'

/** The unit and those above it, nearest first, as far as the phone knows the tree. */
export function lineOf(store: Store, unit: string): string[] {
  const line: string[] = []
  for (let at: string | undefined = unit; at && !line.includes(at); ) {
    line.push(at)
    at = store.get(at)?.fields.parent as string | undefined
  }
  return line
}

/** What the person's own records say of where they belong. The account is told by the server when it is asked; these come with
 *  every sync. */
export function ownMemberships(store: Store): Account['memberships'] {
  const own = store.ofType('membership').filter((one) => one.fields.person === store.user)
  return own.map((one) => ({ unit: one.unit, role: one.fields.role as Role }))
}

/** Where somebody belongs, to be compared. */
export function standing(memberships: Account['memberships']): string {
  return memberships
    .map((one) => `${one.unit} ${one.role}`)
    .sort()
    .join()
}

/** The person's roles in a unit. */
export function rolesAt(store: Store, account: Account, unit: string): Set<Role> {
  const line = new Set(lineOf(store, unit))
  return new Set(account.memberships.filter((one) => line.has(one.unit)).map((one) => one.role))
}

/** True when the person decides about what is held in the unit, and so may send its pictures in their author's place. */
export function decides(store: Store, account: Account, unit: string): boolean {
  const roles = rolesAt(store, account, unit)
  return roles.has('leader') || roles.has('admin')
}

/** True when the person leads the unit. */
export function leads(store: Store, account: Account, unit: string): boolean {
  return rolesAt(store, account, unit).has('leader')
}
