import { seedDepartments } from '../seeds/index.ts';
import { localClients, localPeople } from './accounts.ts';
import { escapeHtml, page } from './html.ts';
import { portalClient } from './identity.ts';

const roles = { provider: '报送', consumer: '查询使用', operator: '信息中心', supervisor: '督查' } as const;

/** What is there, who may sign in, and how to try it. */
export function landingPage(url: string, audience: string): string {
  const departments = new Map(seedDepartments().map(({ id, name }) => [id, name]));
  const rows = [
    ...localPeople.map((account) => ({ account, secret: '（点选登录）' })),
    ...localClients().map(({ account, secret }) => ({ account, secret })),
  ].map(
    ({ account, secret }) =>
      `<tr><td><code>${escapeHtml(account.subject)}</code></td><td>${secret.startsWith('（') ? secret : `<code>${escapeHtml(secret)}</code>`}</td><td>${escapeHtml(account.name)}</td><td>${escapeHtml(departments.get(account.department) ?? account.department)}</td><td>${account.roles.map((role) => roles[role]).join('、')}</td></tr>`,
  );
  return page(
    '归集 · 本机系统',
    `<h1>归集</h1><p class="note">政务数据归集共享 · 本机运行的完整系统，数据只在这台机器上。</p>
<h2>从这里开始</h2>
<ul><li><a href="/api/docs">接口说明</a>（<a href="/api/openapi.json">OpenAPI 文档</a>）</li><li>身份服务：<a href="/oidc/.well-known/openid-configuration"><code>${url}/oidc</code></a>，网页登录客户端 <code>${portalClient}</code>（授权码 + PKCE，回调 <code>${url}/signed-in</code>）</li></ul>
<h2>取令牌、调接口</h2>
<pre>${escapeHtml(`TOKEN=$(curl -s -u public-security-system:public-security-system-secret \\
  -d grant_type=client_credentials -d scope=api ${url}/oidc/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -H "Authorization: Bearer $TOKEN" ${url}/api/me
curl -H "Authorization: Bearer $TOKEN" '${url}/api/datasets/search?q=%E5%A9%9A%E5%A7%BB'`)}</pre>
<p>令牌面向的接口（audience）是 <code>${escapeHtml(audience)}</code>，一小时内有效。</p>
<h2>命令行</h2>
<pre>${escapeHtml('npx guiji --help\nnpm run demo          # 演示一次完整的报送：模板、上传、批注、修改、再报送\nnpm run reset         # 停止系统后清空本机数据')}</pre>
<h2>人员和系统账号</h2>
<p class="note">均为演示用的虚构账号。</p>
<table><tr><th>账号</th><th>密钥</th><th>名称</th><th>单位</th><th>角色</th></tr>${rows.join('\n')}</table>`,
  );
}
