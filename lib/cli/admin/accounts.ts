import { z } from 'zod';
import { Account } from '../../../schemas/departments/account.ts';
import { departmentRefusals } from '../../../schemas/departments/refusals.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import { registerAccount } from '../../departments/accounts/register-account.ts';
import { refuseUnknownPerson } from '../../departments/accounts/responsible-person.ts';
import { refuseUnknownDepartment, reviseAccount } from '../../departments/accounts/revise-account.ts';
import type { AccountAdminPorts, AccountChanges } from '../../departments/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { accountAdminPorts, dryRunAccountPorts } from '../../wiring/departments-admin.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { formatTable } from '../text/text-table.ts';
import { adminOptions, type AdminSession, changeOptions, openAdminSession, selectStage } from './admin-session.ts';
import { assertNotRefused } from './refusals.ts';

const roleNames = {
  provider: '报送',
  consumer: '使用',
  operator: '信息中心',
  supervisor: '督查',
} as const satisfies Record<Role, string>;
const kindNames = { person: '人员', system: '系统' } as const;

const subjectOption = { subject: { type: 'string' } } as const;
const accountOptions = {
  ...subjectOption,
  name: { type: 'string' },
  department: { type: 'string' },
  role: { type: 'string', multiple: true },
  responsible: { type: 'string' },
} as const;

export const listAccountsCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, { ...adminOptions, department: { type: 'string' } }, []);
  await selectStage(values);
  const accounts = (await accountAdminPorts().accounts())
    .filter(({ department }) => values.department === undefined || department === values.department)
    .toSorted((one, other) => (one.subject < other.subject ? -1 : 1));
  if (values.json === true) context.stdout.write(accounts.map((account) => `${JSON.stringify(account)}\n`).join(''));
  else context.stdout.write(accounts.length === 0 ? '还没有登记账号。\n' : formatAccounts(accounts));
  return exitCodes.done;
};

export const addAccountCommand: Command = async (args, context) => {
  const options = { ...changeOptions, ...accountOptions, kind: { type: 'string', default: 'person' } } as const;
  const { values } = parseCommandLine(args, options, []);
  const account = parseAccount({
    subject: required(values.subject, '--subject 账号标识'),
    kind: values.kind,
    name: required(values.name, '--name 名称'),
    department: required(values.department, '--department 部门编号'),
    roles: parseRoles(values.role ?? []),
    active: true,
    ...definedOnly({ responsible: values.responsible }),
  });
  await runOnAccounts(values, context, `登记账号 ${describeAccount(account)}`, (session, ports) =>
    registerAccount(account, session.author, ports),
  );
  return exitCodes.done;
};

export const changeAccountCommand: Command = async (args, context) => {
  const options = { ...changeOptions, ...accountOptions, active: { type: 'boolean' } } as const;
  const { values } = parseCommandLine(args, options, []);
  const subject = required(values.subject, '--subject 账号标识');
  const changes: AccountChanges = definedOnly({
    name: values.name,
    department: values.department,
    roles: values.role === undefined ? undefined : parseRoles(values.role),
    responsible: values.responsible,
    active: values.active,
  });
  if (Object.keys(changes).length === 0)
    throw new UsageError(
      '请写明要改什么：--name、--department、--role、--responsible，或用 --active 恢复已停用的账号。',
    );
  await runOnAccounts(
    values,
    context,
    `修改账号 ${subject}，30 秒内在各处生效`,
    async (session, ports) =>
      (await refuseUnknownDepartment(changes, ports)) ??
      (await refuseUnknownPerson(changes, ports)) ??
      (await reviseAccount({ subject, changes }, session.author, ports)),
  );
  return exitCodes.done;
};

export const deactivateAccountCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, { ...changeOptions, ...subjectOption }, []);
  const subject = required(values.subject, '--subject 账号标识');
  await runOnAccounts(values, context, `停用账号 ${subject}，30 秒内在各处生效`, (session, ports) =>
    reviseAccount({ subject, changes: { active: false } }, session.author, ports),
  );
  return exitCodes.done;
};

type StageAndReason = Parameters<typeof openAdminSession>[0];

async function runOnAccounts(
  values: StageAndReason,
  context: CommandContext,
  sentence: string,
  run: (session: AdminSession, ports: AccountAdminPorts) => Promise<unknown>,
): Promise<void> {
  const session = await openAdminSession(values, context);
  const ports = session.isDryRun ? dryRunAccountPorts() : accountAdminPorts(session.record);
  assertNotRefused(await run(session, ports), departmentRefusals);
  session.report(sentence);
}

function parseAccount(input: Readonly<Partial<Record<keyof Account, unknown>>>): Account {
  const account = Account.safeParse(input);
  if (account.success) return account.data;
  const places: readonly string[] = account.error.issues.map(({ path }) => `--${String(path[0])}`);
  throw new UsageError(
    `${places.join('、')} 的内容不符合要求。类别为 person 或 system，部门编号由小写字母、数字和连字符组成。`,
  );
}

function parseRoles(words: readonly string[]): Role[] {
  const roles = z.array(Role).min(1).safeParse(words);
  if (!roles.success)
    throw new UsageError(
      `请用“--role 角色”写明角色，可写多个：${Role.options.map((role) => `${role}（${roleNames[role]}）`).join('、')}。`,
    );
  return roles.data;
}

function required(value: string | undefined, option: string): string {
  if (value === undefined) throw new UsageError(`请给出“${option}”。`);
  return value;
}

function describeAccount({ subject, department, roles }: Account): string {
  return `${subject}（${department}，${roles.map((role) => roleNames[role]).join('、')}）`;
}

function formatAccounts(accounts: readonly Account[]): string {
  return formatTable(
    ['账号', '类别', '部门', '角色', '负责人', '状态', '名称'],
    accounts.map(({ subject, kind, department, roles, responsible, active, name }) => [
      subject,
      kindNames[kind],
      department,
      roles.map((role) => roleNames[role]).join('、'),
      responsible ?? '',
      active ? '可用' : '已停用',
      name,
    ]),
  );
}
