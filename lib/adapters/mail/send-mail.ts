import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { MailMessage, SendResult } from '../../sharing/notices/dispatch/ports.ts';
import { makeDirectories } from '../make-directories.ts';

export type SmtpServer = {
  readonly host: string;
  /** 465 speaks TLS from the first byte; any other port must offer STARTTLS. */
  readonly port: number;
  /** Absent of a server that asks for none. */
  readonly login?: { readonly user: string; readonly password: string };
  /** PEM of its issuer, besides the usual ones. */
  readonly ca?: string | undefined;
};

export type SendMail = (message: MailMessage) => Promise<SendResult>;

const timeoutMs = 8_000;
const implicitTlsPort = 465;

/** Sends by SMTP over TLS; what the server refuses is an outcome, without addresses or words of the server. */
export function smtpMail({ host, port, login, ca }: SmtpServer, from: string): SendMail {
  const transport = createTransport({
    host,
    port,
    secure: port === implicitTlsPort,
    requireTLS: true,
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (message) => {
    try {
      await transport.sendMail(toMail(message, from));
      return { outcome: 'accepted' };
    } catch (error) {
      const status = SmtpError.safeParse(error).data?.responseCode;
      return status === undefined ? { outcome: 'mail-not-reachable' } : { outcome: 'mail-refused', status };
    }
  };
}

/** Writes mails into a folder instead: one file for each message id, so that a repeated one replaces itself. */
export function mailFolder(folder: string, from: string): SendMail {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return async (message) => {
    const { message: bytes } = await transport.sendMail(toMail(message, from));
    makeDirectories(folder, { mode: 0o700 });
    await writeFile(join(folder, `${message.messageId.replaceAll(/[^\w.-]/g, '_')}.eml`), bytes, { mode: 0o600 });
    return { outcome: 'accepted' };
  };
}

const SmtpError = z.looseObject({ responseCode: z.int().min(100).max(599) });

function toMail({ to, messageId, subject, text, html }: MailMessage, from: string) {
  return {
    from,
    to: [...to],
    messageId: `<${messageId}>`,
    subject,
    text,
    html,
    // RFC 3834: no automatic answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
