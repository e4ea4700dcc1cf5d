import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailFolder, type SmtpServer, smtpMail } from '../../../lib/adapters/mail/send-mail.ts';

const openssl = async (...args: readonly string[]) => await promisify(execFile)('openssl', args);
const isFound = await openssl('version').then(
  () => true,
  () => false,
);
const from = '归集平台 <guiji@example.gov.cn>';
const message = {
  to: ['a@example.gov.cn', 'b@example.gov.cn'],
  messageId: 'digest.2026-12-02.human-resources@guiji.example.cn',
  subject: '归集平台消息汇总（2026年12月2日，2 条）',
  text: '市人社局：平台有 2 条消息。',
  html: '<p>市人社局：平台有 2 条消息。</p>',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-mail-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder holds one file for each message id, for its owner alone', async () => {
  const send = mailFolder(join(folder, 'mail'), from);
  expect(await send(message)).toEqual({ outcome: 'accepted' });
  await send({ ...message, messageId: '../up@x' });
  await send(message);
  const files = readdirSync(join(folder, 'mail')).toSorted();
  expect(files).toEqual(['.._up_x.eml', 'digest.2026-12-02.human-resources_guiji.example.cn.eml']);
  const written = join(folder, 'mail', files[1] ?? '');
  expect(readFileSync(written, 'utf8')).toMatch(/^To: a@example\.gov\.cn, b@example\.gov\.cn\r?$/m);
  expect(readFileSync(written, 'utf8')).toContain(`Message-ID: <${message.messageId}>`);
  expect(statSync(written).mode & 0o077).toBe(0);
});

describe.skipIf(!isFound)('SMTP (its certificate is made by openssl, skipped where there is none)', () => {
  let tls: { readonly key: string; readonly cert: string };
  beforeAll(async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    await openssl('req', '-x509', ...curve, '-keyout', key, '-out', cert, ...names);
    tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  });

  type Mail = { readonly to: readonly string[]; readonly text: string; readonly secure: boolean };

  /** A mail server; `options` change what it asks for and answers. */
  async function withServer(
    options: SMTPServerOptions,
    work: (server: Pick<SmtpServer, 'host' | 'port' | 'ca'>, mails: readonly Mail[]) => Promise<void>,
  ): Promise<void> {
    const mails: Mail[] = [];
    const server = new SMTPServer({
      ...tls,
      onAuth: ({ username, password }, _, done) =>
        username === 'guiji' && password === 'synthetic'
          ? done(null, { user: 'guiji' })
          : done(Object.assign(new Error('no'), { responseCode: 535 })),
      onData: (stream, { envelope, secure }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = envelope.rcptTo.map(({ address }) => address);
          mails.push({ to, text: Buffer.concat(chunks).toString(), secure });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    try {
      await work({ host: '127.0.0.1', port: address.port, ca: tls.cert }, mails);
    } finally {
      await new Promise<void>((resolve) => server.close(resolve));
    }
  }
  const login = { user: 'guiji', password: 'synthetic' };

  test('a digest arrives over TLS, under its id', async () => {
    await withServer({}, async (server, mails) => {
      expect(await smtpMail({ ...server, login }, from)(message)).toEqual({ outcome: 'accepted' });
      expect(mails).toMatchObject([{ to: message.to, secure: true }]);
      const text = mails[0]?.text ?? '';
      expect(text).toContain(`Message-ID: <${message.messageId}>`);
      expect(text).toContain('Auto-Submitted: auto-generated');
      const parts = [...text.matchAll(/base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, part = '']) =>
        Buffer.from(part, 'base64').toString(),
      );
      expect(parts).toEqual([message.text, message.html]);
    });
  });

  test.each<[sentence: string, options: SMTPServerOptions, given: Partial<SmtpServer>, status: number | undefined]>([
    ['a wrong password', {}, { login: { user: 'guiji', password: 'other' } }, 535],
    [
      'an address that it does not have',
      { onRcptTo: (_, __, done) => done(Object.assign(new Error('who?'), { responseCode: 550 })) },
      { login },
      550,
    ],
    [
      'a busy server',
      { onMailFrom: (_, __, done) => done(Object.assign(new Error('later'), { responseCode: 451 })) },
      { login },
      451,
    ],
    ['a server without TLS', { disabledCommands: ['STARTTLS'], authOptional: true }, {}, undefined],
    ['a certificate of nobody', { authOptional: true }, { ca: undefined }, undefined],
    ['no server', { authOptional: true }, { port: 1 }, undefined],
  ])('%s: a code, without its words', async (_, options, given, status) => {
    await withServer(options, async (server, mails) => {
      const result = await smtpMail({ ...server, ...given }, from)(message);
      const refused = { outcome: 'mail-refused', status };
      if (status === undefined && result.outcome === 'mail-refused') expect(result.status).toBeGreaterThanOrEqual(500);
      else expect(result).toEqual(status === undefined ? { outcome: 'mail-not-reachable' } : refused);
      expect(mails).toEqual([]);
    });
  });
});
