/** What history says of the deeds of this word. */
export const requestsSentences = [
  { kind: 'requests.asked', says: 'asked another team for something that a customer waits for' },
  { kind: 'requests.taken', says: 'took up what another team asked' },
  { kind: 'requests.let-go', says: 'gave something back to the team' },
  { kind: 'requests.released', says: 'gave what they did for other teams back to the team on leaving' },
  { kind: 'requests.promised', says: 'promised another team something' },
  { kind: 'requests.asked-back', says: 'asked the team that asked' },
  { kind: 'requests.replied', says: 'answered what a team asked back' },
  { kind: 'requests.cannot', says: 'told another team that it cannot be done, and why' },
  { kind: 'requests.handed-on', says: 'handed on to another team what was asked' },
  { kind: 'requests.done', says: 'did what another team asked' },
  { kind: 'requests.withdrawn', says: 'withdrew what had been asked of another team' },
  { kind: 'requests.judged', says: 'said whether what a team did helped' },
  { kind: 'requests.near', says: 'warned two teams that a promise between them is nearly over' },
  { kind: 'requests.late', says: 'saw that one team keeps another waiting past the hour' },
  { kind: 'requests.usual-set', says: 'said how long a team usually takes' },
]
