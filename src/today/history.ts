/** What history says of the deeds of this word. */
export const todaySentences = [
  { kind: 'today.card-drafted', says: 'drafted a morning card' },
  { kind: 'today.card-changed', says: 'changed a morning card' },
  { kind: 'today.card-as-drafted', says: 'let a morning card be as it was drafted' },
  { kind: 'today.huddle-held', says: 'held the huddle' },
  { kind: 'today.huddle-taken-back', says: 'took back that the huddle was held' },
  { kind: 'today.digest-off', says: 'wants no daily mail' },
  { kind: 'today.digest-on', says: 'wants the daily mail' },
  { kind: 'today.digest-hour', says: 'chose when the daily mail comes' },
]
