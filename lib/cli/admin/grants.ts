import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { NewApplicationContent } from '../../../schemas/sharing/application.ts';
import { carryGrants } from '../../wiring/certificates/carry-grants.ts';
import { certificateGrantAdmin } from '../../wiring/certificates/grants-admin.ts';
import { accountAdminPorts } from '../../wiring/departments-admin.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { formatTable } from '../text/text-table.ts';
import { adminOptions, changeOptions, openAdminSession, selectStage } from './admin-session.ts';

export const listGrantsCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, adminOptions, []);
  await selectStage(values);
  const grants = await certificateGrantAdmin().grants();
  if (values.json === true) context.stdout.write(grants.map((grant) => `${JSON.stringify(grant)}\n`).join(''));
  else context.stdout.write(grants.length === 0 ? '没有按账号给出的证照授权。\n' : formatGrants(grants));
  return exitCodes.done;
};

const carryOptions = {
  ...changeOptions,
  subject: { type: 'string' },
  purpose: { type: 'string' },
  'legal-basis': { type: 'string' },
  matter: { type: 'string' },
  until: { type: 'string' },
  'calls-per-day': { type: 'string' },
} as const;

const CarriedTerms = NewApplicationContent.pick({
  purpose: true,
  legalBasis: true,
  matter: true,
  callsPerDay: true,
  until: true,
});

/** Makes grants of the account's department out of a grant of the account, and then removes that; repeatable. */
export const carryGrantCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, carryOptions, []);
  const terms = CarriedTerms.safeParse({
    purpose: values.purpose,
    legalBasis: values['legal-basis'],
    matter: values.matter,
    callsPerDay: Number(values['calls-per-day'] ?? defaultCallsPerDay),
    until: values.until,
  });
  if (!terms.success || values.subject === undefined)
    throw new UsageError(
      '请给出“--subject 账号标识”、“--purpose 用途”、“--legal-basis 依据”、“--matter 办理事项”和“--until 到期日（YYYY-MM-DD）”；“--calls-per-day 每日次数”可以不写。',
    );
  const { subject } = values;
  const session = await openAdminSession(values, context);
  const before = await findGrant(subject);
  const account = await accountAdminPorts().readAccount(subject);
  if (account === undefined)
    throw new UsageError(
      `平台没有登记账号 ${subject}。请先用 guiji admin accounts add 登记，或用 grants remove 取消授权。`,
    );
  const { department: consumer } = account;
  const change = { what: 'grant-added', target: subject, detail: { ...before, ...terms.data, consumer } } as const;
  const sentence = `把账号 ${subject} 的证照授权转为部门 ${consumer} 的数据授权，到 ${terms.data.until} 为止`;
  await session.change({ ...change, sentence }, async () => {
    const { by, why } = session.author;
    await carryGrants({ ...before, ...terms.data, consumer, by, department: centre, reason: why });
    await certificateGrantAdmin().remove(subject);
  });
  return exitCodes.done;
};

const defaultCallsPerDay = 1_000;
/** Who carries them over acts for the centre. */
const centre = 'information-center';

export const removeGrantCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, { ...changeOptions, subject: { type: 'string' } }, []);
  const { subject } = values;
  if (subject === undefined) throw new UsageError('请给出“--subject 账号标识”。');
  const session = await openAdminSession(values, context);
  const before = await findGrant(subject);
  const change = { what: 'grant-removed', target: subject, detail: before } as const;
  const sentence = `取消账号 ${subject} 的证照授权，30 秒内生效`;
  await session.change({ ...change, sentence }, () => certificateGrantAdmin().remove(subject));
  return exitCodes.done;
};

async function findGrant(subject: string): Promise<CertificateGrant> {
  const found = (await certificateGrantAdmin().grants()).find((grant) => grant.subject === subject);
  if (found === undefined) throw new UsageError(`账号 ${subject} 没有证照授权。请用 guiji admin grants list 核对。`);
  return found;
}

function formatGrants(grants: readonly CertificateGrant[]): string {
  return formatTable(
    ['账号', '证照类型', '照面项', '加注件'],
    grants.map(({ subject, types, fields, copies }) => [
      subject,
      types === 'all' ? '全部' : types.join('、'),
      fields === 'all' ? '全部' : fields.join('、'),
      copies ? '可以' : '不可以',
    ]),
  );
}
