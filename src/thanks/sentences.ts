/** What history says of the deeds of this word. */
export const thanksSentences = [
  { kind: 'thanks.passed-on', says: 'passed a customer’s thanks on' },
  { kind: 'thanks.chosen', says: 'said whom a customer meant' },
  { kind: 'thanks.given', says: 'thanked a colleague' },
  { kind: 'thanks.put-on-wall', says: 'put thanks on the wall' },
  { kind: 'thanks.taken-off-wall', says: 'took thanks off the wall' },
  { kind: 'thanks.page-opened', says: 'opened a page for thanks' },
  { kind: 'thanks.page-closed', says: 'closed a page for thanks' },
  { kind: 'thanks.chooser-freed', says: 'left it to an administrator whom customers meant' },
]
