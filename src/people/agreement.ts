/** What a draft agreement is filled with: how things are set at this moment. */
export type Settings = {
  company: string
  day: string
  council: readonly string[]
  off: readonly string[]
  on: readonly { title: string; from: string; why: string }[]
  noticeDays: number
  k: number
}

const list = new Intl.ListFormat('en')

/** The paragraphs of a draft, in plain words; each holds what the program does, so that both sides can check it. */
export function draftAgreement(now: Settings): { title: string; text: string }[] {
  const { company, council } = now
  return [
    {
      title: 'Who agrees',
      text: `${company}, and its staff council${council.length > 0 ? ` (${list.format(council)})` : ' (names to be filled in)'}, about the use of Makegood at ${company}.`,
    },
    {
      title: 'What it is for',
      text: 'Makegood helps to hear customers, to put right what went wrong, to thank, and to change what gets in the way. It is not used to watch or to compare people, nor to prepare measures against anybody.',
    },
    {
      title: 'What stays off',
      text: `${now.off.length > 0 ? `Off, and to stay off unless both sides agree in writing: ${list.format(now.off.map((one) => one.toLowerCase()))}.` : 'No switch is off.'}${now.on.map((one) => ` On since ${one.from}: ${one.title.toLowerCase()}, because “${one.why}”.`).join('')} What is not built is not asked of the maker to build.`,
    },
    {
      title: 'If something is to be switched on',
      text: `The company asks the council first. After both have agreed an administrator announces it with a reason; everybody gets a letter; it takes effect after ${now.noticeDays} days at the earliest. It can be switched off at any time and then ends at once. The product keeps who did so and when.`,
    },
    {
      title: 'Results',
      text: 'Results are shown by touchpoint and team. A team in which so few work that its figure would be about a person is not shown by itself. No list is ordered by what a person did.',
    },
    {
      title: 'Anonymous answers',
      text: `They are shown from ${now.k} answers on, free words from ${Math.max(now.k, 10)} on. A running round keeps its number and its groups. Nobody tries to find out who said what.`,
    },
    {
      title: 'One person’s history',
      text: 'It is opened by two people only, for a reason that is written down, for 31 days’ worth at most and for 24 hours. The second is an administrator or on the council. The person is told at once and sees every reading. What is found is not used beyond that reason.',
    },
    {
      title: 'The council',
      text: 'It reads the switches, the notices and the openings at any time, and may print these papers at any time.',
    },
    {
      title: 'Days',
      text: `Drafted from the settings of ${now.day}. It begins on … and may be ended by either side with … months’ notice.`,
    },
  ]
}
