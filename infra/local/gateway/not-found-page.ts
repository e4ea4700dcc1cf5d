import { page } from './html.ts';

/** Returns a complete HTML page, in Chinese; the caller sets status 404. */
export function notFoundPage(): string {
  return page(
    '没有这个页面',
    '<h1>没有这个页面</h1><p>请从<a href="/">首页</a>进入，接口说明在 <a href="/api/v1/docs">/api/v1/docs</a>。</p>',
  );
}
