import type { Command } from './command.ts';

export type CommandEntry = {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly (readonly [option: string, meaning: string])[];
  /** Loads on demand: `read` needs no network code. */
  readonly load: () => Promise<Command>;
};

const urlOption = ['--url 地址', '系统地址；不写时用环境变量 GUIJI_URL，再没有则为 http://127.0.0.1:8080'] as const;
const waitOptions = [
  ['--json', '以 JSON 输出回执'],
  ['--annotated 文件夹', '把批注文件和待修改的行下载到这个文件夹'],
  ['--timeout 秒', '最多等待多少秒，不写时为 900'],
  urlOption,
] as const;

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
      ['--annotated 文件', '写出批注文件：原表各行，问题单元格着色并加批注'],
      ['--rejected-rows 文件', '只写出有错误的行，改正后可按增量报送'],
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
      ['--channel 归集方式', 'database 前置库，interface 服务接口，不写时为 database'],
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
  read: {
    usage: 'read 工作簿',
    summary: '显示程序从工作簿中读到的内容，每行一个 JSON（排查问题用）',
    options: [
      ['--sheet 工作表名', '读这个工作表，不写时为第一个可见的工作表'],
      ['--macros', '含宏的工作簿也读'],
    ],
    load: async () => (await import('./commands/read.ts')).readCommand,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
