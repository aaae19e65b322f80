/** What history says of the deeds of this word. */
export const touchpointsSentences = [
  { kind: 'touchpoints.adopted', says: 'began with a ready-made journey' },
  { kind: 'touchpoints.stage-added', says: 'drew a stage of the journey' },
  { kind: 'touchpoints.stage-renamed', says: 'renamed a stage of the journey' },
  { kind: 'touchpoints.stage-moved', says: 'moved a stage of the journey' },
  { kind: 'touchpoints.stage-removed', says: 'removed a stage of the journey' },
  { kind: 'touchpoints.added', says: 'drew a touchpoint' },
  { kind: 'touchpoints.changed', says: 'changed a touchpoint' },
  { kind: 'touchpoints.moved', says: 'moved a touchpoint' },
  { kind: 'touchpoints.closed', says: 'closed a touchpoint' },
  { kind: 'touchpoints.reopened', says: 'opened a touchpoint again' },
  { kind: 'touchpoints.guessed', says: 'guessed what customers would say' },
]
