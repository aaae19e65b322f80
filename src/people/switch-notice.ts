import { job } from '../kit/jobs.ts'
import { post } from '../kit/mail.ts'
import { formatDate } from '../kit/moments.ts'
import { council } from './council.ts'
import { baseUrl } from './entrance.ts'
import { company, findPerson, firstName, people } from './people.ts'
import { insertTold, selectOn } from './store-switches.ts'
import { known } from './switches.ts'

/** The notice to all by letter, once: whatever happens to the job, nobody gets two. */
export const writeNotice = job<{ on: string }>({
  name: 'people.switch-notice',
  run: (database, who, { on }) =>
    database.inCompany(who.company, async (db) => {
      const one = await selectOn(db, { id: on })
      if (!one) return
      const [house, by, all, read] = await Promise.all([
        company(db),
        findPerson(db, one.by_id),
        people(db),
        council(db),
      ])
      const readers = all.filter((each) => each.email !== null)
      if (!(await insertTold(db, one.id, who.at, readers.length))) return
      const { title, says } = known(one.name)
      const day = formatDate(one.from_at, 'en', house.zone)
      const names = new Intl.ListFormat('en').format(read.map((each) => each.name))
      for (const each of readers)
        await post(db, {
          recipient: each.email ?? '',
          subject: `From ${day}: ${title.toLowerCase()}`,
          text: [
            `Hello ${firstName(each.name)},`,
            `${by?.name ?? 'An administrator'} has decided that something which measures people will be switched on at ${house.name}.`,
            `${title}. ${says}`,
            `It takes effect on ${day}, and not before. The reason given: “${one.why}”`,
            `All that could measure people here, and what is off, you can read at ${baseUrl()}/company/switches${names ? `. ${names} can read it for the staff council` : ''}.`,
          ].join('\n\n'),
        })
    }),
})
