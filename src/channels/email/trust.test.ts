import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { after, test } from 'node:test'
import { dkimSign } from 'mailauth'
import { closeProver, type DnsResolver, proveSender } from './trust.ts'
import { tom, writeMail } from './write-mail.ts'

after(closeProver)

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const records: Record<string, string> = {
  's1._domainkey.customer.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  's1._domainkey.evil.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  'customer.example': 'v=spf1 ip4:192.0.2.1 -all',
  'evil.example': 'v=spf1 ip4:203.0.113.9 -all',
  '_dmarc.customer.example': 'v=DMARC1; p=reject',
  'plain.example': 'v=spf1 ip4:192.0.2.7 -all',
  's1._domainkey.plain.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
}

const table: DnsResolver = async (name, type) => {
  const found = type === 'TXT' ? records[name.toLowerCase()] : undefined
  if (!found) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
  return [[found]]
}

async function signed(raw: Buffer, domain: string, length?: number): Promise<Buffer> {
  const { signatures } = await dkimSign(raw, {
    canonicalization: 'relaxed/relaxed',
    signingDomain: domain,
    selector: 's1',
    privateKey,
    signatureData: [
      { signingDomain: domain, selector: 's1', privateKey, ...(length ? { maxBodyLength: length } : {}) },
    ],
  })
  return Buffer.concat([Buffer.from(signatures), raw])
}

const mail = writeMail(tom, 'My bike was not ready.\n')
const home = {
  ip: '192.0.2.1',
  helo: 'mx.customer.example',
  mailFrom: 'tom@customer.example',
  resolver: table,
}
const abroad = { ip: '203.0.113.9', helo: 'mx.evil.example', mailFrom: 'eve@evil.example', resolver: table }

test('S1 signed by its domain, or sent from its servers: proven', async () => {
  const both = await proveSender(await signed(mail, 'customer.example'), home)
  assert.deepEqual(both, {
    proven: true,
    domain: 'customer.example',
    spf: 'pass',
    dkim: 'pass',
    dmarc: 'pass',
    sentence: 'Sent by customer.example (DKIM, SPF, DMARC).',
  })
  assert.equal((await proveSender(await signed(mail, 'customer.example'), { resolver: table })).proven, true)
  assert.equal((await proveSender(mail, home)).proven, true)
  const plain = writeMail({ ...tom, From: 'a@plain.example' }, 'x')
  assert.equal((await proveSender(await signed(plain, 'plain.example'), abroad)).proven, true)
  assert.equal(
    (await proveSender(plain, { ...abroad, ip: '192.0.2.7', mailFrom: 'a@plain.example' })).proven,
    true,
  )
})

test("E1 a stranger's From, another's signature, a changed body, a signature over half of it: unproven", async () => {
  const forged = await proveSender(mail, abroad)
  assert.deepEqual([forged.proven, forged.dmarc], [false, 'fail'])
  assert.match(forged.sentence, /^Unproven sender: /)
  const foreign = await proveSender(await signed(mail, 'evil.example'), abroad)
  assert.deepEqual([foreign.proven, foreign.dkim, foreign.spf], [false, 'pass', 'pass'])
  const whole = await signed(mail, 'customer.example')
  const changed = Buffer.from(whole.toString().replace('not ready', 'never ready'))
  assert.equal((await proveSender(changed, abroad)).proven, false)
  const half = await signed(mail, 'customer.example', 5)
  assert.equal((await proveSender(half, { resolver: table })).proven, false)
  const wrongIp = await proveSender(mail, { ...home, ip: '198.51.100.1' })
  assert.deepEqual([wrongIp.proven, wrongIp.spf], [false, 'fail'])
})

test('E13 two senders or none prove nothing', async () => {
  for (const From of ['', 'tom@customer.example, eve@evil.example']) {
    assert.equal(
      (await proveSender(await signed(writeMail({ ...tom, From }, 'x'), 'customer.example'), home)).proven,
      false,
    )
  }
  const two = writeMail({ ...tom, From: ['eve@evil.example', 'tom@customer.example'] }, 'x')
  assert.equal((await proveSender(await signed(two, 'customer.example'), home)).proven, false)
})

test('without an answer from the DNS it ends in time, as temperror', async () => {
  const sent = await signed(mail, 'customer.example')
  const begin = performance.now()
  const silent = await proveSender(sent, {
    ...home,
    resolver: () => new Promise(() => {}),
    milliseconds: 600,
  })
  assert.ok(performance.now() - begin < 1_000)
  assert.deepEqual([silent.proven, silent.dkim === 'temperror' || silent.spf === 'temperror'], [false, true])
  const refusing = async () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
  const refused = await proveSender(sent, { ...home, resolver: refusing })
  assert.deepEqual([refused.proven, refused.dkim], [false, 'temperror'])
  assert.match(refused.sentence, /DNS did not answer/)
})

test('many at once wait for the DNS together, not one after the other', async () => {
  const slow: DnsResolver = (name, type) =>
    new Promise((resolve, reject) => setTimeout(() => table(name, type).then(resolve, reject), 100))
  const sent = await signed(mail, 'customer.example')
  const begin = performance.now()
  const proofs = await Promise.all(
    Array.from({ length: 30 }, () => proveSender(sent, { ...home, resolver: slow })),
  )
  assert.ok(proofs.every((proof) => proof.proven))
  assert.ok(performance.now() - begin < 3_000)
})

test('mails made to cost: many signatures, a line of 20 MB, a header of a megabyte; the program stays awake', async () => {
  const sent = await signed(mail, 'customer.example')
  const [signature] = sent.toString().split('\r\nFrom:')
  const many = Buffer.concat([Buffer.from(`${signature}\r\n`.repeat(500)), mail])
  const long = Buffer.concat([
    Buffer.from(`${signature}\r\n`),
    writeMail(tom, Buffer.alloc(20 * 1024 * 1024, '\t ')),
  ])
  const head = writeMail({ ...tom, To: `<a@b.example>${','.repeat(1_000_000)}` }, 'x')
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  for (const raw of [many, long, head]) {
    const begin = performance.now()
    const proof = await proveSender(raw, { ...abroad, milliseconds: 2_000 })
    assert.equal(typeof proof.proven, 'boolean')
    assert.ok(performance.now() - begin < 2_500)
  }
  delay.disable()
  assert.ok(delay.percentile(99) / 1e6 < 200)
  assert.equal((await proveSender(many, home)).dkim, 'permerror')
  assert.equal((await proveSender(sent, home)).proven, true)
})
