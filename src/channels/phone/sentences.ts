/** What history says of the deeds of this channel. */
export const phoneSentences = [
  { kind: 'phone.desk-listed', says: 'let another program show the panel' },
  { kind: 'phone.desk-removed', says: 'no longer lets another program show the panel' },
  { kind: 'phone.panel-opened', says: 'opened the panel in another program' },
  { kind: 'phone.panels-ended', says: 'ended their panels in other programs' },
  { kind: 'phone.unwanted', says: 'noted that a number did not ask for a call' },
]
