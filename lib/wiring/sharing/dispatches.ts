import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { mailFolder, type SendMail, smtpMail } from '../../adapters/mail/send-mail.ts';
import { readSecretParameter } from '../../adapters/secrets/read-secret-parameter.ts';
import { secretClient } from '../../adapters/secrets/secret-client.ts';
import { sha256OfText } from '../../adapters/sha256-of-text.ts';
import { postWebhook } from '../../adapters/sharing/post-webhook.ts';
import { parseAllowLists } from '../../adapters/sources/net/allow-list.ts';
import { secretStore } from '../../adapters/sources/secret-store.ts';
import type { DispatchPorts } from '../../sharing/notices/dispatch/ports.ts';
import { now } from '../clock.ts';
import { describeError, log } from '../log.ts';
import { memoize, memoizeAsync } from '../memoize.ts';
import { listSetting, numberSetting, setting } from '../setting.ts';
import { dispatchStores } from './dispatch-stores.ts';
import { noticePorts } from './notices.ts';

/** Opens SHARING_TABLE and DEPARTMENTS_TABLE, reads secrets, calls SOURCE_ADDRESSES and the mail server. */
export function sendDispatchesPorts(): DispatchPorts {
  const client = documentClient();
  const { department } = departmentRepository(client, setting('DEPARTMENTS_TABLE'));
  const secrets = secretStore(secretClient(), setting('SECRETS_PREFIX'), setting('DATA_KEY'));
  const allowLists = memoize(() => parseAllowLists(listSetting('SOURCE_ADDRESSES')));
  const { putNotice, notice } = noticePorts();
  const sendMail = memoizeAsync(openMail);
  return {
    ...dispatchStores(),
    now,
    putNotice,
    notice,
    departmentName: async (id) => (await department(id))?.name ?? id,
    digestTime: setting('DIGEST_TIME'),
    portal: setting('PUBLIC_ADDRESS').replace(/\/$/, ''),
    hash: sha256OfText,
    postWebhook: postWebhook({
      allowList: (one) => allowLists()(one),
      secret: async (name) => (await secrets.read(name))?.['secret'],
      nowMs: machineMs,
    }),
    sendMail: async (message) => await (await sendMail())(message),
    noteFailure: ({ way }, error) => log('error', 'dispatch-failed', { way, ...describeError(error) }),
  };
}

/** Receivers compare it with their own clock, also in a demo. */
const machineMs = (): number => Date.now();

/** The local system alone sets MAIL_FOLDER, without serverless.yml; without MAIL_FROM nothing is sent. */
async function openMail(): Promise<SendMail> {
  const from = listSetting('MAIL_FROM');
  const { MAIL_FOLDER: folder = '', GUIJI_STAGE: stage } = process.env;
  if (from === '') return async () => ({ outcome: 'mail-not-set-up' });
  if (folder !== '' && stage === 'local') return mailFolder(folder, from);
  const user = listSetting('SMTP_USER');
  const server = { host: setting('SMTP_HOST'), port: numberSetting('SMTP_PORT') };
  if (user === '') return smtpMail(server, from);
  const password = await readSecretParameter(secretClient(), `${setting('SECRETS_PREFIX')}/smtp-password`);
  return smtpMail({ ...server, login: { user, password } }, from);
}
