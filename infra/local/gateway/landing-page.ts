import { escapeMarkup } from '../../../schemas/kernel/escape-markup.ts';
import { roleNames } from '../../../schemas/openapi/room-names.ts';
import { seedDepartments } from '../../seeds/index.ts';
import { localClients, localPeople } from '../accounts.ts';
import { portalClient } from '../identity/provider-settings.ts';
import { beginDemoPath } from './begin-demo.ts';
import { page } from './html.ts';

export type LandingFacts = {
  readonly url: string;
  readonly audience: string;
  readonly resetCommand: string;
  /** A demo offers no other one. */
  readonly offersDemo: boolean;
};

/** Shows addresses, accounts and commands. */
export function landingPage({ url, audience, resetCommand, offersDemo }: LandingFacts): string {
  const departments = new Map(seedDepartments().map(({ id, name }) => [id, name]));
  const listCells = (account: (typeof localPeople)[number]): readonly string[] => [
    `<code>${escapeMarkup(account.subject)}</code>`,
    escapeMarkup(account.name),
    escapeMarkup(departments.get(account.department) ?? account.department),
    account.roles.map((role) => roleNames[role]).join('、'),
  ];
  const people = localPeople.map(listCells);
  const systems = localClients().map(({ account }) => listCells(account));
  return page(
    '本机系统 · 归集',
    `<h1>本机系统</h1><p class="note">政务数据归集共享 · 本机运行的完整系统，数据只在这台机器上。</p>
<h2>从这里开始</h2>
<ul><li><a href="/">门户</a>：各部门在浏览器里办理归集，登录时点选人员</li><li><a href="/api/v1/docs">接口说明</a>（<a href="/api/v1/openapi.json">OpenAPI 文档</a>）</li><li><a href="/verify">电子证照核验</a>：任何人可用，扫码或选择证照文件</li><li>身份服务：<a href="/oidc/.well-known/openid-configuration"><code>${url}/oidc</code></a>，网页登录客户端 <code>${portalClient}</code>（授权码 + PKCE，回调 <code>${url}/signed-in</code> 或 <code>${url}/start</code>）</li></ul>
${offersDemo ? demoOffer : ''}<h2>取令牌、调接口</h2>
<pre>${escapeMarkup(`GUIJI=${url}
TOKEN=$(curl -s -u public-security-system:public-security-system-secret \\
  -d grant_type=client_credentials -d scope=api $GUIJI/oidc/token \\
  | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -H "Authorization: Bearer $TOKEN" $GUIJI/api/v1/me
curl -H "Authorization: Bearer $TOKEN" -G --data-urlencode q=身份证 $GUIJI/api/v1/datasets/search`)}</pre>
<p>令牌面向的接口（audience）是 <code>${escapeMarkup(audience)}</code>，一小时内有效。</p>
<h2>命令行</h2>
<pre>${escapeMarkup(`npx guiji --help
npm start -- --demo           # 停止后这样启动，也是演示数据：2020年11月下旬的一座城市，另放一个文件夹
npm run demo                  # 演示一次完整的报送：模板、上传、批注、修改、再报送
npm run demo:channels         # 演示前置库和服务接口：登记、自动读取、回写、故障、核对
npm run demo:certificates     # 演示电子证照：照面数据、制证、查询、用证、核验、注销
npm run demo:sharing          # 演示共享：搜索、申请、答复、按授权使用、使用记录
${resetCommand.padEnd(29)} # 停止系统后清空本机数据`)}</pre>
<h2>人员</h2>
<p class="note">均为演示用的虚构人员，登录时点选，不需要密码。</p>
${table(people)}
<h2>系统账号</h2>
<p>供程序用客户端凭据（client credentials）取令牌。每个部门一个，密钥都是账号名后加 <code>-secret</code>，例如 <code>public-security-system</code> 的密钥是 <code>public-security-system-secret</code>。</p>
<details><summary>全部 ${systems.length} 个系统账号</summary>${table(systems)}</details>`,
  );
}

const demoOffer = `<h2>演示数据</h2>
<p>本机系统会重新启动，换成2020年11月下旬的一座城市：各部门的报送、数据源和电子证照，人员和数据均为合成，约一两分钟陆续到齐，须重新登录。现在的数据留在原来的文件夹里，停止后再次 <code>npm start</code> 就回到现在的数据。</p>
<form method="post" action="${beginDemoPath}"><button>演示数据</button></form>
`;

function table(rows: readonly (readonly string[])[]): string {
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="wide"><table><tr><th>账号</th><th>名称</th><th>单位</th><th>角色</th></tr>${body}</table></div>`;
}
