import { escapeMarkup } from '../../../schemas/kernel/escape-markup.ts';
import { roleNames } from '../../../schemas/openapi/room-names.ts';
import { seedDepartments } from '../../seeds/index.ts';
import { localPeople } from '../accounts.ts';
import { page } from '../gateway/html.ts';

// The provider's own pages are English and load a font.

/** Lists the people to sign in as. */
export function signInPage(action: string): string {
  const departments = new Map(seedDepartments().map(({ id, name }) => [id, name]));
  const buttons = localPeople.map(({ subject, name, department, roles }) => {
    const departmentName = escapeMarkup(departments.get(department) ?? department);
    const role = `<span class="note">${roles.map((one) => roleNames[one]).join('、')}</span>`;
    return `<button name="account" value="${escapeMarkup(subject)}"><b>${escapeMarkup(name)}</b>　${departmentName}　${role}</button>`;
  });
  return page(
    '选择登录人员',
    `<h1>选择登录人员</h1><p class="note">这是本机演示环境，人员均为虚构，点一下即可登录，不需要密码。</p><form method="post" action="${escapeMarkup(action)}">${buttons.join('\n')}</form>`,
  );
}

const reasons: Readonly<Record<string, string>> = {
  invalid_redirect_uri: '请求中的回调地址（redirect_uri）没有登记。请使用首页列出的回调地址。',
  invalid_client: '没有这个客户端（client_id），或其凭据不对。请对照首页列出的账号检查。',
  invalid_request: '登录请求缺少参数，或参数不对。请从原来的页面重新登录；如在调试程序，请按下面的说明修改请求。',
  unauthorized_client: '这个客户端不能用这种方式取得令牌。请对照首页的说明检查客户端和授权方式。',
  unsupported_response_type: '网页登录只支持授权码方式（response_type=code）。请修改请求后重试。',
};

/** `description` is for programmers, in English. */
export function signInRefusedPage(error: string, description: string): string {
  const technical = description === '' ? error : `${error}: ${description}`;
  return page(
    '无法登录',
    `<h1>无法登录</h1><p>${reasons[error] ?? '登录请求没有被接受。请从原来的页面重新登录。'}</p><p class="note">供程序员参考：<code>${escapeMarkup(technical)}</code></p><p><a href="/">回到首页</a></p>`,
  );
}

/** Answers a failed sign-in, whose interaction has usually ended; the caller sets status 400. */
export function signInExpiredPage(): string {
  return page('登录已过期', '<h1>登录已过期</h1><p>这次登录已经结束或超时。请回到原来的页面重新登录。</p>');
}

/** `form` is the provider's own, with the id `op.logoutForm`. */
export function signOutPage(form: string): string {
  return page(
    '退出登录',
    `<h1>要退出登录吗？</h1>${form}<button autofocus type="submit" form="op.logoutForm" name="logout" value="yes"><b>退出登录</b></button><button type="submit" form="op.logoutForm">暂不退出</button>`,
  );
}

/** Replaces the provider's English page after a sign-out without a return address. */
export function signedOutPage(): string {
  return page('已退出登录', '<h1>已退出登录</h1><p>可以关闭这个页面，或<a href="/">回到首页</a>。</p>');
}
