import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { closeParsers, parseMail } from './parse.ts'
import type { Parsed } from './parsed.ts'
import { multipart, tom, writeMail } from './write-mail.ts'

after(closeParsers)

async function show(html: string): Promise<Parsed> {
  const mail = await parseMail(writeMail({ ...tom, 'Content-Type': 'text/html; charset=utf-8' }, html))
  assert.ok(mail.readable)
  return mail
}

test('F1 F2 nothing of a mail runs, asks, covers or calls', async () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><script>1</script></svg>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="  jAvAsCrIpT:alert(1)">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<object data=x></object>',
    '<embed src=x>',
    '<base href="https://evil.example">',
    '<meta http-equiv=refresh content="0;url=https://evil.example">',
    '<link rel=stylesheet href="https://evil.example/a.css">',
    '<form action="https://evil.example"><input name=password><button>go</button></form>',
    '<style>@import "https://evil.example"; * { position: fixed }</style>',
    '<p style="position:fixed;top:0">a</p>',
    '<p style="background:url(https://evil.example/t.gif)">a</p>',
    '<p style="background-image:url(//evil.example)">a</p>',
    '<p style="color:expression(alert(1))">a</p>',
    '<table background="https://evil.example/t.gif"><tr><td>a</td></tr></table>',
    '<p style="margin:-999px">a</p>',
    '<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<video poster="https://evil.example"></video>',
    '<img srcset="https://evil.example/a 1x">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<a ping="https://evil.example">a</a>',
    '<img src="https://evil.example/t.gif" data-attachment="0">',
    '<a href="/settings/delete">a</a>',
    '<template><img src=x onerror=1></template>',
  ]
  const { html = '' } = await show(hostile.join('\n'))
  const tag =
    /<(?:script|svg|iframe|object|embed|base|meta|link|form|input|button|style|math|video|template|noscript)\b/i
  assert.doesNotMatch(html, tag)
  assert.doesNotMatch(
    html,
    /\son\w+\s*=|javascript:|url\(|position|expression|srcset|ping=|background=|margin:-|data:/i,
  )
  assert.doesNotMatch(html, /[^-]src=|href="\//)
  assert.doesNotMatch(html, /data-attachment/)
})

test('H1 what is harmless stays; links open elsewhere', async () => {
  const { html } = await show(
    '<p style="color:#c00;font-size:12pt;padding:4px 8px">Hi</p><a href="https://x.example/a?b=c" target=_top>x</a><table border=1><tr><td colspan=2>t</td></tr></table>',
  )
  assert.equal(
    html,
    '<p style="color:#c00;font-size:12pt;padding:4px 8px">Hi</p><a href="https://x.example/a?b=c" rel="noopener noreferrer nofollow" target="_blank">x</a><table border="1"><tr><td colspan="2">t</td></tr></table>',
  )
})

test('H2 pictures from elsewhere are counted and held back; those of the mail are found, cid or not', async () => {
  const far = await show('<img src="https://x.example/a.png" alt="A"><img src="//x.example/b.png"><p>t</p>')
  assert.equal(far.remoteImages, 2)
  assert.match(far.html ?? '', /<img alt="A" data-src="https:\/\/x\.example\/a\.png" \/>/)
  assert.ok(far.problems.includes('Pictures from elsewhere were not loaded.'))

  const picture = (headers: string) => `${headers}\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=`
  const raw = writeMail(
    { ...tom, 'Content-Type': 'multipart/related; boundary=b' },
    multipart(
      'b',
      'Content-Type: text/html\n\n<img src="cid:logo@x"><img src="bell.png"><img src="cid:gone"><img src="photo.png">',
      picture('Content-Type: image/png\nContent-ID: <logo@x>'),
      picture('Content-Type: image/png; name=bell.png'),
      picture('Content-Type: image/png\nContent-Location: photo.png'),
    ),
  )
  const mail = await parseMail(raw)
  assert.ok(mail.readable)
  assert.equal(
    mail.html,
    '<img data-attachment="0" /><img data-attachment="1" /><img /><img data-attachment="2" />',
  )
  assert.deepEqual(
    mail.attachments.map((each) => [each.name, each.cid, each.inline]),
    [
      ['image.png', 'logo@x', true],
      ['bell.png', undefined, false],
      ['image.png', undefined, false],
    ],
  )
})
