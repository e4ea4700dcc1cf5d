import type { CommandEntry } from './command-entry.ts';
import { formatTable } from './text/text-table.ts';

/** Lists commands, environment variables and exit codes, in Chinese. */
export function helpText(commands: Readonly<Record<string, CommandEntry>>): string {
  const list = Object.values(commands).map(({ usage, summary }) => [`  guiji ${usage}`, summary]);
  return `归集命令行：下载模板、检查和报送工作簿、查看回执；信息中心审核、放行、验收和回退。

用法
${formatRows(list)}
  guiji 命令 --help 可查看该命令的选项，guiji --version 显示版本。

系统账号（除 check、read、verify 和 connect 外都需要，只从环境变量读取，不写在命令行上）
${formatRows([
  ['  GUIJI_CLIENT_ID', '账号'],
  ['  GUIJI_CLIENT_SECRET', '密钥'],
  ['  GUIJI_URL', '系统地址；不写时用 guiji connect 保存的地址，或本机正在运行的系统'],
  ['  GUIJI_ISSUER', '身份服务地址，不写时为系统地址加 /oidc'],
  ['  GUIJI_SCOPE、GUIJI_AUDIENCE', '身份服务有要求时填写的权限范围（不写时为 api）和接口标识'],
])}
退出码
${formatRows([
  ['  0', '成功'],
  ['  1', '检查出错误，或报送后有退回的行、没有入库'],
  ['  2', '命令写法不对、账号无权或连接不上系统'],
  ['  3', '工作簿整个不能读取'],
])}`;
}

/** Formats the answer to `--help` of one command, in Chinese. */
export function formatHelp({ usage, summary, options }: CommandEntry): string {
  const rows = options.map(([option, meaning]) => [`  ${option}`, meaning]);
  return `guiji ${usage}\n${summary}。\n\n选项\n${formatRows(rows)}`;
}

function formatRows(rows: readonly (readonly string[])[]): string {
  const [first = [], ...rest] = rows;
  return formatTable(first, rest);
}
