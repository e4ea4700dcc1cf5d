import { SourceFault } from '../../../kernel/source-fault.ts';
import type { HttpResponse } from '../net/http-request.ts';

/**
 * Answers the address of `rel="next"` (RFC 8288), or `null`. Throws `redirect-refused` for another origin.
 *
 *     Link: </rows?page=3>; rel="next"   →   https://data.example.cn/rows?page=3
 */
export function parseNextLink(answer: Pick<HttpResponse, 'headers' | 'url'>, origin: string): string | null {
  for (const [, target = '', parameters = ''] of [answer.headers['link'] ?? []]
    .flat()
    .join(', ')
    .matchAll(/<([^>]*)>((?:\s*;\s*[^;,="\s]+\s*(?:=\s*(?:"[^"]*"|[^;,"\s]*))?)*)/g)) {
    const [, quoted, bare = ''] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^;,"\s]*))/i.exec(parameters) ?? [];
    if (!(quoted ?? bare).toLowerCase().split(/\s+/).includes('next')) continue;
    const url = URL.parse(target, answer.url);
    if (url === null || url.origin !== origin || url.username !== '' || url.password !== '')
      throw new SourceFault('redirect-refused', { status: 'Link' });
    url.hash = '';
    return url.href;
  }
  return null;
}
