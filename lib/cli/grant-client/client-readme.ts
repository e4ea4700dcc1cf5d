import type { GrantOpenapi } from './client-package.ts';

/** The README of a client's package, in Chinese, with a program that runs as printed. */
export function clientReadme(name: string, document: GrantOpenapi): string {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const has = (operation: string) => operations.some(({ operationId }) => operationId === operation);
  const list = operations.map(
    ({ operationId, summary = '' }) => `| \`${operationId}\` | ${summary.replaceAll('|', '\\|')} |`,
  );
  return `# ${document.info.title}

${document.info.description}

本程序包由接口说明文档（\`openapi.json\`）生成，不依赖其他程序包，供 Node.js 20 及以上版本使用，也可用于 TypeScript。授权变更或目录换版后，请用 \`npx guiji client\` 重新生成。

## 安装

在使用它的项目中执行 \`npm install 本文件夹的路径\`；要交给别人的，先在本文件夹中用 \`npm pack\` 打包，再安装得到的文件。

## 先在沙箱中试用

账号和密钥放在环境变量里，不要写进程序。沙箱的数据全部是虚构的，不计用量。

\`\`\`js
import { connectGrant } from '${name}';

const client = connectGrant({
  clientId: process.env.GUIJI_CLIENT_ID,
  clientSecret: process.env.GUIJI_CLIENT_SECRET,
});
${sandboxLines(has)}\`\`\`

## 正式使用

${realLines(has)}
出错时抛出应答，其中 \`error.code\` 供程序判断，\`error.detail\` 可直接显示给人看；超出用量的（HTTP 429），请按应答头 \`Retry-After\` 等待后再试。没有取得令牌时抛出 \`SignInFailed\`。

\`\`\`js
try {
  // 调用
} catch (problem) {
  console.error(problem.status, problem.error?.code, problem.error?.detail);
}
\`\`\`

## 全部方法

| \`client.api\` 的方法 | 说明 |
| --- | --- |
${list.join('\n')}
`;
}

type Has = (operation: string) => boolean;

function sandboxLines(has: Has): string {
  const lines = ['const { subjects, keys } = (await client.api.readSandbox()).data;'];
  const asked = 'subjects.length > 0 ? { subject: subjects[0] } : { key: keys[0] }';
  if (has('querySandbox')) lines.push(`console.dir((await client.api.querySandbox(${asked})).data, { depth: null });`);
  if (has('verifySandbox'))
    lines.push(`console.dir((await client.api.verifySandbox(${asked})).data, { depth: null });`);
  if (has('readSandboxChanges'))
    lines.push('console.dir((await client.api.readSandboxChanges({})).data, { depth: null });');
  return `${lines.join('\n')}\n`;
}

function realLines(has: Has): string {
  const parts = [
    '把方法换成正式的，写明案件编号；案件编号和办理事项留入使用记录，请勿填写证件号码。每次使用提供部门都能看到。',
  ];
  if (has('queryUnderGrant'))
    parts.push(
      "```js\nconst { data, headers } = await client.api.queryUnderGrant({ subject, caseNumber: '案件编号' });\nconsole.log(data.items, headers.get('RateLimit'));\n```",
    );
  if (has('readChangesUnderGrant'))
    parts.push(
      `变更推送从上一次的 \`next\` 接着读。先处理、后保存 \`next\`：中断后会再收到同样的变更，标识（\`id\`）不变，按标识去重即可。

\`\`\`js
let cursor = await readSavedCursor(); // 第一次为 undefined
for (;;) {
  const { data } = await client.api.readChangesUnderGrant({ cursor });
  await apply(data.items);
  await saveCursor(data.next);
  cursor = data.next;
  if (!data.more) break;
}
\`\`\``,
    );
  return `${parts.join('\n\n')}\n`;
}
