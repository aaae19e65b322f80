/** For tests: a mail as bytes. Header values and body are written as they are; text is UTF-8. */
export function writeMail(
  headers: Record<string, string | string[]>,
  body: string | Uint8Array = '',
): Buffer {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => `${name}: ${each}`),
  )
  const bytes = typeof body === 'string' ? Buffer.from(body.replace(/\r?\n/g, '\r\n')) : body
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), bytes])
}

/** For tests: parts between boundaries; each is its header lines, an empty line and its body. */
export function multipart(boundary: string, ...parts: string[]): string {
  return `${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`
}

export const tom = {
  From: 'Tom Baker <tom@customer.example>',
  To: 'Halden Cycles <support@halden.example>',
  Subject: 'My bike',
  'Message-ID': '<one@customer.example>',
  Date: 'Fri, 14 Nov 2025 17:40:00 +0100',
}
