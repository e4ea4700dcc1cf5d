import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { downloadCertificateRoute } from '../../../../schemas/certificates/file-routes.ts';
import type { Validity } from '../../../../schemas/certificates/validity.ts';
import type { ApiUser } from '../api-user.ts';
import { commandLine } from '../command-line.ts';
import { runAndReport } from '../demo-context.ts';
import type { Reporter } from '../reporter.ts';
import type { ChosenCertificate } from './chosen-certificate.ts';

/** The sweep makes changed lists every minute, and proxies may keep one for another. */
const attemptDelayMs = 5_000;
const maxAttempts = 36;

const VerificationAnswer = z.object({ validity: z.string(), title: z.string(), sentence: z.string() });

/** Verifies by the QR code of the file, without signing in; returns the code's address. */
export async function verifyByCode({
  chosen,
  reporter,
  expected,
  address,
}: {
  readonly chosen: ChosenCertificate;
  readonly reporter: Reporter;
  readonly expected: Validity;
  readonly address?: string;
}): Promise<string> {
  const code = address ?? (await addressInCode(chosen));
  const page = new URL(code);
  const [id, token] = ['id', 'token'].map((name) => page.searchParams.get(name) ?? '');
  reporter.sent(`扫描二维码：GET /api/v1/verify/${id ?? ''}?token=${(token ?? '').slice(0, 4)}…（任何人，无需登录）`);
  const answer = await fetch(
    `${page.origin}/api/v1/verify/${encodeURIComponent(id ?? '')}?token=${encodeURIComponent(token ?? '')}`,
  );
  const result = VerificationAnswer.parse(await answer.json());
  reporter.received(`${result.title}：${result.sentence}`);
  reporter.assertEqual(`核验结果为 ${expected}`, result.validity, expected);
  return code;
}

/** The PDF holds the QR code's address as a link, too. */
async function addressInCode({ certificate, issuer }: ChosenCertificate): Promise<string> {
  const { file } = await issuer.api.call(downloadCertificateRoute, {
    params: { identifier: certificate.identifier, kind: 'pdf' },
  });
  const [, address] = /\/URI \((https?:[^)]+)\)/.exec(Buffer.from(file).toString('latin1')) ?? [];
  if (address === undefined) throw new Error('the file has no link at its QR code');
  return address;
}

/** Verifies the copy with the command line; the network serves only keys and status lists. */
export async function verifyFile({
  url,
  reporter,
  folder,
  file,
  actor,
  good,
}: {
  readonly url: string;
  readonly reporter: Reporter;
  readonly folder: string;
  readonly file: string;
  readonly actor: ApiUser;
  readonly good: boolean;
}): Promise<void> {
  const guiji = commandLine(url, actor, folder);
  const expected = good ? 0 : 1;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if ((await guiji('verify', file, '--refresh')).code === expected) break;
    if (attempt === 0) reporter.sent('状态清单在变化后一两分钟内更新，先等它更新……');
    await delay(attemptDelayMs);
  }
  const { code, stdout } = await runAndReport(reporter, guiji, 'verify', file, '--refresh');
  reporter.received(stdout);
  reporter.assertEqual(good ? '文件核验：真实有效' : '文件核验：不再有效', code, expected);
}
