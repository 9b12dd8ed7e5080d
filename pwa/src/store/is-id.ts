// What an id is: what a damaged file calls one may be anything.

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function isId(told: unknown): told is string {
  return typeof told === 'string' && ID.test(told)
}
