/** What history says of calendars. */
export const calendarSentences = [
  { kind: 'calendar.brought', says: 'brought a calendar' },
  { kind: 'calendar.followed', says: 'follows a calendar' },
  { kind: 'calendar.looked', says: 'looked at a calendar anew' },
  { kind: 'calendar.ended', says: 'follows a calendar no more' },
  { kind: 'calendar.again', says: 'follows a calendar again' },
  { kind: 'calendar.said-whose', says: 'said who comes' },
  { kind: 'calendar.said-nobodys', says: 'said that a date is nobody’s visit' },
  { kind: 'calendar.unsaid', says: 'took back whose a date is' },
]
