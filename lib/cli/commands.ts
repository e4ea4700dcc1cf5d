import { adminCommands, adminLeaves } from './admin/admin-commands.ts';
import { missingSubcommand } from './admin/missing-subcommand.ts';
import type { CommandEntry } from './command-entry.ts';

const urlOption = [
  '--url 地址',
  '系统地址；不写时依次用环境变量 GUIJI_URL、guiji connect 保存的地址、本机正在运行的系统',
] as const;
const reasonOption = ['--reason 原因', '必须写明，会留痕'] as const;
const decisionOptions = [
  ['--wait', '等待处理完成'],
  ['--timeout 秒', '最多等待多少秒，不写时为 900'],
  ['--json', '以 JSON 输出回执'],
  urlOption,
] as const;
const annotatedOptions = [
  ['--annotated 文件', '把批注文件保存为这个文件：原文件，问题单元格着色并加批注，另加问题清单'],
  ['--rejected-rows 文件', '把有错误的行保存为这个文件，改正后可按增量报送'],
] as const;
const waitOptions = [
  ['--json', '以 JSON 输出回执'],
  ...annotatedOptions,
  ['--timeout 秒', '最多等待多少秒，不写时为 900'],
  urlOption,
] as const;

const auditCommands = {
  verify: {
    usage: 'audit verify 文件夹',
    summary: '核对从封存的桶复制来的使用记录，不联网；指出第一条被改动、缺少或调换的，有问题的退出码为 1',
    options: [
      ['--from 日期', '只读这一天起封存的使用记录，例如 2024-03-01；封存是否相接总是核对'],
      ['--to 日期', '只读到这一天为止封存的使用记录'],
      ['--json', '以 JSON 输出'],
    ],
    load: async () => (await import('./commands/audit.ts')).verifySealedCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export const commands = {
  datasets: {
    usage: 'datasets [词…]',
    summary: '查找信息资源，可用名称、信息项、部门、拼音或拼音首字母',
    options: [['--json', '每行一个信息资源，JSON'], urlOption],
    load: async () => (await import('./commands/datasets.ts')).datasetsCommand,
  },
  template: {
    usage: 'template 信息资源编号',
    summary: '下载填报模板，并把目录条目保存到本机供离线检查',
    options: [['--out 文件', '保存为这个文件'], ['--version 版本号', '目录的某一版，不写时为最新版'], urlOption],
    load: async () => (await import('./commands/template.ts')).templateCommand,
  },
  ddl: {
    usage: 'ddl 信息资源编号',
    summary: '取得前置库脚本：建表语句，或两个最小权限账号的授权语句',
    options: [
      ['--system 数据库', 'postgresql（含人大金仓、openGauss）或 mysql（含 MariaDB），不写时为 postgresql'],
      ['--accounts', '账号授权脚本'],
      ['--out 文件', '保存为这个文件，不写时显示在屏幕上'],
      urlOption,
    ],
    load: async () => (await import('./commands/ddl.ts')).ddlCommand,
  },
  check: {
    usage: 'check 工作簿',
    summary: '在本机检查填好的工作簿，与系统的检查完全相同，不上传、不联网',
    options: [
      ['--dataset 编号', '信息资源编号，不写时按模板标记识别'],
      ['--catalogue 文件', '按这个目录条目（从目录导出的 JSON）检查'],
      ['--json', '每行一个问题，JSON；最后一行是对账'],
      ...annotatedOptions,
    ],
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  upload: {
    usage: 'upload 工作簿 --mode full|increment',
    summary: '报送工作簿：full 为全量，increment 为增量',
    options: [
      ['--dataset 编号', '信息资源编号，不写时按模板标记识别'],
      ['--wait', '等待处理完成并显示回执'],
      ...waitOptions,
    ],
    load: async () => (await import('./commands/upload.ts')).uploadCommand,
  },
  receipt: {
    usage: 'receipt 报送批次编号',
    summary: '查看一个报送批次的回执',
    options: [['--wait', '等待处理完成'], ...waitOptions],
    load: async () => (await import('./commands/receipt.ts')).receiptCommand,
  },
  findings: {
    usage: 'findings 报送批次编号',
    summary: '列出一个报送批次的全部问题',
    options: [['--json', '每行一个问题，JSON'], urlOption],
    load: async () => (await import('./commands/findings.ts')).findingsCommand,
  },
  deliveries: {
    usage: 'deliveries [信息资源编号]',
    summary: '列出报送批次，最近的在前；信息中心和督查可看全市，部门看自己的一个信息资源',
    options: [
      ['--status 状态', 'awaiting-approval 等待确认，failed 处理失败，published 已公开 等'],
      ['--department 部门编号', '只看一个部门'],
      ['--channel 归集方式', 'excel、interface 或 database'],
      ['--day 日期', '只看这一天登记的，例如 2024-03-01'],
      ['--limit 条数', '最多列出多少条，不写时为 50'],
      ['--json', '每行一个报送批次，JSON'],
      urlOption,
    ],
    load: async () => (await import('./commands/deliveries.ts')).deliveriesCommand,
  },
  approve: {
    usage: 'approve 报送批次编号 --reason 原因',
    summary: '放行等待确认的报送批次；须由报送人以外的人办理',
    options: [reasonOption, ...decisionOptions],
    load: async () => (await import('./commands/decide.ts')).approveCommand,
  },
  discard: {
    usage: 'discard 报送批次编号 --reason 原因',
    summary: '作废等待确认或处理失败的报送批次，已公开的数据不受影响',
    options: [reasonOption, ...decisionOptions],
    load: async () => (await import('./commands/decide.ts')).discardCommand,
  },
  retry: {
    usage: 'retry 报送批次编号',
    summary: '重新处理失败的报送批次',
    options: decisionOptions,
    load: async () => (await import('./commands/decide.ts')).retryCommand,
  },
  confirm: {
    usage: 'confirm 信息资源编号',
    summary: '验收挂接：确认一种归集方式已获取成功，生成回执（信息中心）',
    options: [
      ['--channel 归集方式', 'excel、interface 或 database；只有一种在试运行时可不写'],
      ['--comment 说明', '写进回执'],
      ['--json', '以 JSON 输出'],
      urlOption,
    ],
    load: async () => (await import('./commands/confirm.ts')).confirmCommand,
  },
  'roll-back': {
    usage: 'roll-back 信息资源编号',
    summary: '把公开的数据回退到以前的发布点；不写发布点时列出各发布点（信息中心）',
    options: [
      ['--publication 编号', '要恢复到的发布点'],
      ['--reason 原因', '回退时必须写明，会留痕，并写进被回退批次的回执'],
      ['--json', '以 JSON 输出'],
      urlOption,
    ],
    load: async () => (await import('./commands/roll-back.ts')).rollBackCommand,
  },
  review: {
    usage: 'review [信息资源编号]',
    summary: '列出等待审核或发布的目录版本，查看一个，或作出决定（信息中心）',
    options: [
      ['--decision 决定', 'approve 审核通过，return 退回，publish 发布'],
      ['--reason 原因', '退回时必须写明'],
      ['--json', '以 JSON 输出'],
      urlOption,
    ],
    load: async () => (await import('./commands/review.ts')).reviewCommand,
  },
  connect: {
    usage: 'connect [地址]',
    summary: '保存系统地址，以后的命令不必再写；不写地址时显示现在用的地址和它的来历',
    options: [['--forget', '不再使用保存的地址']],
    load: async () => (await import('./commands/connect.ts')).connectCommand,
  },
  sources: {
    usage: 'sources',
    summary: '列出数据源（服务接口、前置库）和运行状况；有正在失败的，退出码为 1',
    options: [['--json', '每行一个数据源，JSON'], urlOption],
    load: async () => (await import('./commands/sources.ts')).sourcesCommand,
  },
  source: {
    usage: 'source 信息资源编号',
    summary: '查看一个数据源的运行状况和留痕；操作它，查看或重放它的退回行',
    options: [
      ['--channel 归集方式', 'database 前置库，interface 服务接口；只登记了一种时可以不写'],
      [
        '--operation 操作',
        'pause 暂停，resume 恢复，run-now 立即读取，run-from 从指定位置读取，' +
          'reconcile-now 立即核对，retire 停用（信息中心）',
      ],
      ['--from 位置', 'run-from 的起点：更新时间或游标'],
      ['--rejected-rows', '列出待处理的退回行和无法识别的页'],
      ['--replay', '重放全部待处理的退回行'],
      ['--reason 原因', '操作或重放的原因，会留痕'],
      ['--json', '以 JSON 输出'],
      urlOption,
    ],
    load: async () => (await import('./commands/source.ts')).sourceCommand,
  },
  coverage: {
    usage: 'coverage [证照类型]',
    summary: '查看制证进度：照面数据、已制证、未成功、待制证和逾期；不写类型时列出可查看的全部类型',
    options: [['--json', '每行一个证照类型，JSON'], urlOption],
    load: async () => (await import('./commands/coverage.ts')).coverageCommand,
  },
  client: {
    usage: 'client 授权编号',
    summary: '为一个授权生成 TypeScript 客户端：一个 npm 程序包文件夹，不依赖其他程序包，说明和示例在其中的 README.md',
    options: [
      ['--out 文件夹', '写入这个文件夹，不写时为 guiji-grant-授权编号；已是同一授权的客户端时更新它'],
      urlOption,
    ],
    load: async () => (await import('./commands/client.ts')).clientCommand,
  },
  verify: {
    usage: 'verify 证照文件…',
    summary: '核验证照文件（PDF、OFD、JSON）是否真实、是否被改动、今天是否有效；用已保存的公钥和状态清单时不联网',
    options: [
      ['--refresh', '先从平台取得最新的公钥和文件所用的状态清单，保存到本机'],
      ['--keys 文件', '用这个公钥文件（从平台的 /keys 保存）'],
      ['--lists 文件夹', '用这个文件夹里的状态清单'],
      ['--json', '每行一个文件的结果，JSON'],
      urlOption,
    ],
    load: async () => (await import('./commands/verify.ts')).verifyCommand,
  },
  audit: {
    usage: 'audit verify',
    summary: '核对封存的使用记录',
    options: Object.values(auditCommands).map(({ usage, summary }) => [usage, summary] as const),
    load: async () => missingSubcommand('audit', auditCommands),
    subcommands: auditCommands,
  },
  read: {
    usage: 'read 工作簿',
    summary: '显示程序从工作簿中读到的内容，每行一个 JSON（排查问题用）',
    options: [
      ['--sheet 工作表名', '读这个工作表，不写时为第一个可见的工作表'],
      ['--macros', '含宏的工作簿也读'],
    ],
    load: async () => (await import('./commands/read.ts')).readCommand,
  },
  admin: {
    usage: 'admin 子命令',
    summary: '管理一个环境：初始化、账号、证照授权、队列、失败的报送批次（运维人员，使用 AWS 凭据）',
    options: adminLeaves.map(({ usage, summary }) => [usage, summary] as const),
    load: async () => missingSubcommand('admin', adminCommands),
    subcommands: adminCommands,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
