import type { Day } from '../../../../schemas/kernel/day.ts';
import { noticeAddress } from '../../../../schemas/sharing/notice-phrases.ts';
import type { Notice } from '../../../../schemas/sharing/notice.ts';
import { chineseDay, minuteInShanghai } from '../../../kernel/instant.ts';
import { describeNotice } from '../describe-notice.ts';
import type { MailMessage } from './ports.ts';

/** A longer list is read in the portal. */
const maxListed = 100;

type DigestOf = { readonly department: string; readonly name: string; readonly day: Day; readonly portal: string };

/** The mail of a day: what the inbox says, in text and HTML. Throws for no notices. */
export function writeDigest(
  notices: readonly Notice[],
  { department, name, day, portal }: DigestOf,
): Omit<MailMessage, 'to'> {
  if (notices.length === 0) throw new Error('a digest has notices');
  const listed = notices.slice(0, maxListed).map((notice) => ({
    ...describeNotice(notice),
    time: minuteInShanghai(notice.at),
    address: `${portal}${noticeAddress(notice.kind, notice.facts)}`,
  }));
  const more = notices.length - listed.length;
  const opening = `${name}：平台有 ${notices.length} 条消息需要您单位知悉或办理。`;
  const closing = [
    ...(more > 0 ? [`另有 ${more} 条没有列出，请在平台的“消息”中查看：`] : ['全部消息请在平台的“消息”中查看：']),
    `${portal}/inbox`,
  ];
  const footer = `这封邮件由平台每天汇总发出，请勿回复。收件邮箱由本部门在“通知设置”中登记：${portal}/inbox/settings`;
  return {
    messageId: `digest.${day}.${department}@${mailDomain(portal)}`,
    subject: `归集平台消息汇总（${chineseDay(day)}，${notices.length} 条）`,
    text: [
      opening,
      '',
      ...listed.flatMap(({ title, detail, time, address }, i) => [
        `${i + 1}. ${title}（${time}）`,
        `   ${detail}`,
        `   ${address}`,
        '',
      ]),
      ...closing,
      '',
      footer,
    ].join('\n'),
    html: page([
      `<p>${escaped(opening)}</p>`,
      '<ol>',
      ...listed.map(
        ({ title, detail, time, address }) =>
          `<li><p><a href="${escaped(address)}">${escaped(title)}</a>（${time}）<br>${escaped(detail)}</p></li>`,
      ),
      '</ol>',
      `<p>${closing.map(linked).join('')}</p>`,
      `<p><small>${escaped(footer)}</small></p>`,
    ]),
  };
}

/** The mail by which a department tests its addresses. */
export function writeTestMail({
  id,
  name,
  portal,
}: {
  readonly id: string;
  readonly name: string;
  readonly portal: string;
}): Omit<MailMessage, 'to'> {
  const sentence = `${name}：这是一封测试邮件。收到它，说明这个邮箱能收到平台每天的消息汇总。`;
  return {
    messageId: `${id}@${mailDomain(portal)}`,
    subject: '归集平台测试邮件',
    text: `${sentence}\n\n${portal}/inbox/settings`,
    html: page([`<p>${escaped(sentence)}</p>`, `<p>${linked(`${portal}/inbox/settings`)}</p>`]),
  };
}

const mailDomain = (portal: string): string => new URL(portal).hostname;
const page = (parts: readonly string[]): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><body>${parts.join('\n')}</body></html>`;
const linked = (text: string): string =>
  text.startsWith('http') ? `<a href="${escaped(text)}">${escaped(text)}</a>` : escaped(text);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
