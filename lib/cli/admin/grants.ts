import { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
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
  else context.stdout.write(grants.length === 0 ? '还没有证照授权。\n' : formatGrants(grants));
  return exitCodes.done;
};

export const addGrantCommand: Command = async (args, context) => {
  const options = {
    ...changeOptions,
    subject: { type: 'string' },
    types: { type: 'string' },
    fields: { type: 'string' },
    copies: { type: 'boolean' },
  } as const;
  const { values } = parseCommandLine(args, options, []);
  const grant = CertificateGrant.safeParse({
    subject: values.subject,
    types: listOrAll(values.types),
    fields: listOrAll(values.fields),
    copies: values.copies === true,
  });
  if (!grant.success)
    throw new UsageError(
      '请给出“--subject 账号标识”、“--types all 或证照类型编号”和“--fields all 或照面项简称”，多个用逗号分开。',
    );
  const session = await openAdminSession(values, context);
  const { subject } = grant.data;
  if ((await accountAdminPorts().readAccount(subject)) === undefined)
    throw new UsageError(`平台没有登记账号 ${subject}。请先用 guiji admin accounts add 登记。`);
  const change = { what: 'grant-added', target: subject, detail: grant.data } as const;
  const sentence = `授权账号 ${subject} 查询证照，取代它原有的授权，30 秒内生效`;
  await session.change({ ...change, sentence }, () => certificateGrantAdmin().put([grant.data]));
  return exitCodes.done;
};

export const removeGrantCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, { ...changeOptions, subject: { type: 'string' } }, []);
  const { subject } = values;
  if (subject === undefined) throw new UsageError('请给出“--subject 账号标识”。');
  const session = await openAdminSession(values, context);
  const before = (await certificateGrantAdmin().grants()).find((grant) => grant.subject === subject);
  if (before === undefined) throw new UsageError(`账号 ${subject} 没有证照授权。请用 guiji admin grants list 核对。`);
  const change = { what: 'grant-removed', target: subject, detail: before } as const;
  const sentence = `取消账号 ${subject} 的证照授权，30 秒内生效`;
  await session.change({ ...change, sentence }, () => certificateGrantAdmin().remove(subject));
  return exitCodes.done;
};

function listOrAll(words: string | undefined): unknown {
  return words === undefined || words === 'all' ? words : words.split(',').map((word) => word.trim());
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
