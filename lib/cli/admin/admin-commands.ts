import type { CommandEntry } from '../command-entry.ts';
import { missingSubcommand } from './missing-subcommand.ts';

const stageOptions = [
  ['--stage 环境', '已部署的环境，例如 prod；用本机的 AWS 凭据（SDK 的默认顺序）'],
  ['--settings 文件', '不用 --stage 时，从文件读取环境的设置；npm start 写在 .local/admin-settings.json'],
  ['--json', '以 JSON 输出'],
] as const;
const changeOptions = [
  ...stageOptions,
  ['--why 原因', '为什么改，改动时必填，会留痕'],
  ['--dry-run', '只说明会改什么，不改动'],
] as const;

const subjectOption = ['--subject 账号标识', '令牌的 sub，或系统账号的 client_id；不能是身份证号'] as const;
const accountOptions = [
  subjectOption,
  ['--name 名称', '人员姓名或系统名称'],
  ['--department 部门编号', '所属部门'],
  ['--role 角色', 'provider 报送，consumer 使用，operator 信息中心，supervisor 督查；可写多个'],
  ['--responsible 账号标识', '系统账号的负责人（人员账号）；须由另一人办理时，他和经办人算同一人'],
] as const;

const accountCommands = {
  list: {
    usage: 'admin accounts list',
    summary: '列出账号',
    options: [['--department 部门编号', '只看一个部门'], ...stageOptions],
    load: async () => (await import('./accounts.ts')).listAccountsCommand,
  },
  add: {
    usage: 'admin accounts add',
    summary: '登记人员或系统账号',
    options: [...accountOptions, ['--kind 类别', 'person 人员（不写时）或 system 系统'], ...changeOptions],
    load: async () => (await import('./accounts.ts')).addAccountCommand,
  },
  change: {
    usage: 'admin accounts change',
    summary: '修改账号的名称、部门或角色，或恢复已停用的账号',
    options: [...accountOptions, ['--active', '恢复已停用的账号'], ...changeOptions],
    load: async () => (await import('./accounts.ts')).changeAccountCommand,
  },
  deactivate: {
    usage: 'admin accounts deactivate',
    summary: '停用账号，30 秒内生效；账号和留痕保留',
    options: [subjectOption, ...changeOptions],
    load: async () => (await import('./accounts.ts')).deactivateAccountCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

const grantCommands = {
  list: {
    usage: 'admin grants list',
    summary: '列出以前按账号给出的证照授权',
    options: stageOptions,
    load: async () => (await import('./grants.ts')).listGrantsCommand,
  },
  carry: {
    usage: 'admin grants carry',
    summary: '把账号的证照授权转为其部门的数据授权：有用途、事项和期限，按类型各一个；中断后可以重做',
    options: [
      subjectOption,
      ['--purpose 用途', '5 至 500 个字'],
      ['--legal-basis 依据', '法规或者文件的名称和条款'],
      ['--matter 办理事项', '与用证时写明的事项名称或编码一致'],
      ['--until 日期', '授权的最后一天，YYYY-MM-DD'],
      ['--calls-per-day 次数', '每个授权每日调用次数，默认 1000'],
      ...changeOptions,
    ],
    load: async () => (await import('./grants.ts')).carryGrantCommand,
  },
  remove: {
    usage: 'admin grants remove',
    summary: '取消账号的证照授权',
    options: [subjectOption, ...changeOptions],
    load: async () => (await import('./grants.ts')).removeGrantCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

const queueCommands = {
  list: {
    usage: 'admin queues list',
    summary: '查看各队列等待、处理中和无法处理的消息；有无法处理的，退出码为 1',
    options: stageOptions,
    load: async () => (await import('./queues.ts')).listQueuesCommand,
  },
  redrive: {
    usage: 'admin queues redrive 队列',
    summary: '把一个队列中无法处理的消息送回重新处理；中断后可重复执行，不会丢失',
    options: [['--limit 条数', '最多送回多少条，不写时为现有的全部'], ...changeOptions],
    load: async () => (await import('./queues.ts')).redriveCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

const deliveryCommands = {
  list: {
    usage: 'admin deliveries list',
    summary: '列出全市的报送批次和失败原因，最近的在前；有失败的，退出码为 1',
    options: [
      ['--status 状态', 'failed（不写时）、all，或 loading 等'],
      ['--department 部门编号', '只看一个部门'],
      ['--dataset 信息资源编号', '只看一个信息资源'],
      ['--channel 归集方式', 'excel、interface 或 database'],
      ['--day 日期', '只看这一天登记的，例如 2024-03-01'],
      ...stageOptions,
    ],
    load: async () => (await import('./deliveries.ts')).listDeliveriesCommand,
  },
  retry: {
    usage: 'admin deliveries retry 报送批次编号…',
    summary: '重新处理失败的报送批次',
    options: changeOptions,
    load: async () => (await import('./deliveries.ts')).retryDeliveriesCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

const sealCommands = {
  show: {
    usage: 'admin seal show',
    summary: '查看 OFD 文件加盖的电子印章；现在不能使用的，退出码为 1',
    options: stageOptions,
    load: async () => (await import('./seal.ts')).showSealCommand,
  },
  put: {
    usage: 'admin seal put 文件',
    summary: '启用电子印章（.esl，GB/T 38540），或用 PNG 图片制作的印章',
    options: [
      ['--name 印章名称', '用图片制作时写明，例如 漯河市电子证照专用章'],
      ['--width 毫米', '用图片制作时写明，10 到 60；高度按图片的比例'],
      ...changeOptions,
    ],
    load: async () => (await import('./seal.ts')).putSealCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

const auditCommands = {
  verify: {
    usage: 'admin audit verify',
    summary: '逐条核对使用记录的链：改动、缺少和调换都能发现，并指出第一条；有问题的，退出码为 1',
    options: [
      ['--department 部门编号', '只核对一个部门人员的使用记录'],
      ['--without-seals', '不与封存核对；不能读取封存的桶时用，查不出链的末尾是否缺少'],
      ...stageOptions,
    ],
    load: async () => (await import('./audit.ts')).verifyAuditCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

function group(name: string, summary: string, subcommands: Readonly<Record<string, CommandEntry>>): CommandEntry {
  return {
    usage: `admin ${name} ${Object.keys(subcommands).join('|')}`,
    summary,
    options: Object.values(subcommands).map((command) => [command.usage, command.summary] as const),
    load: async () => missingSubcommand(`admin ${name}`, subcommands),
    subcommands,
  };
}

/** A further subcommand is an entry here and a file beside. */
export const adminCommands = {
  seed: {
    usage: 'admin seed',
    summary: '写入部门、代码表、信息资源目录和证照类型；已有的不覆盖，可重复执行',
    options: changeOptions,
    load: async () => (await import('./seed.ts')).seedCommand,
  },
  accounts: group('accounts', '账号：列出、登记、修改、停用', accountCommands),
  grants: group('grants', '以前按账号给出的证照授权：列出、转为部门的数据授权、取消', grantCommands),
  queues: group('queues', '队列：查看、把无法处理的消息送回', queueCommands),
  seal: group('seal', 'OFD 文件加盖的电子印章：查看、启用', sealCommands),
  deliveries: group('deliveries', '全市的报送批次：列出、重新处理', deliveryCommands),
  audit: group('audit', '使用记录：核对', auditCommands),
  'rebuild-index': {
    usage: 'admin rebuild-index 信息资源编号',
    summary: '由归集数据重建索引，写入缺少和不一致的；须能读取参数 subject-key；有不一致而未写入的，退出码为 1',
    options: [...changeOptions, ['--all', '各发布点的索引（回看和回退用），不写时只重建现行的']],
    load: async () => (await import('./rebuild-index.ts')).rebuildIndexCommand,
  },
  'after-restore': {
    usage: 'admin after-restore --since 时刻',
    summary: '恢复数据表以后、开始处理以前执行：使各表相互一致；见运维文档“恢复”',
    options: [...changeOptions, ['--since 时刻', '从何时起的发布重新核对签发，写恢复点以前一小时']],
    load: async () => (await import('./after-restore.ts')).afterRestoreCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

/** Without the groups. */
export const adminLeaves: readonly CommandEntry[] = leavesOf(adminCommands);

function leavesOf(commands: Readonly<Record<string, CommandEntry>>): readonly CommandEntry[] {
  return Object.values(commands).flatMap((command) =>
    command.subcommands === undefined ? [command] : leavesOf(command.subcommands),
  );
}
