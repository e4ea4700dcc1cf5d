import type { VerificationResult } from '../../../../schemas/certificates/verify-routes.ts';
import type { PortalSettings } from '../../../../schemas/departments/portal-settings.ts';
import { html, type Html } from '../../../../schemas/openapi/html.ts';
import { chineseDay } from '../../../kernel/instant.ts';
import { pageStyle } from './page-style.ts';
import { validityTone } from './validity-tone.ts';

type Notice = { readonly title: string; readonly detail: string };

type VerifyPage = {
  /** How the information centre is reached; what is empty is not shown. */
  readonly help: PortalSettings['help'];
  readonly result?: VerificationResult;
  readonly notice?: Notice;
};

/** Renders the public page in the portal's look; only checking files needs scripts. */
export function verifyPage({ help, result, notice }: VerifyPage): string {
  const title = result?.title ?? notice?.title;
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title === undefined ? '电子证照核验' : `${title} · 电子证照核验`}</title>
        <style>
          ${{ html: pageStyle }}
        </style>
      </head>
      <body>
        <header class="bar">
          <a class="bar-name" href="/">归集</a>
          <h1>电子证照核验</h1>
        </header>
        <main>${mainSection(result, notice)} ${fileCheck}</main>
        <footer>
          <p>核验结果以查询时刻为准。本页面不保存您查看的内容。</p>
          ${helpLine(help)}
        </footer>
        <script src="/verify/script.js" defer></script>
      </body>
    </html> `;
  return page.html;
}

function mainSection(result: VerificationResult | undefined, notice: Notice | undefined): Html {
  if (result !== undefined) return validitySection(result);
  return notice === undefined ? howTo : noticeSection(notice);
}

/** The same words as below each page of the portal. */
function helpLine({ phone, mail, hours }: PortalSettings['help']): Html {
  return html`<p class="help-line">
    <span>需要帮助请联系市政府信息中心</span>
    ${phone === '' ? '' : html`<span>电话 <a href="tel:${phone}">${phone}</a></span>`}
    ${mail === '' ? '' : html`<span>邮箱 <a href="mailto:${mail}">${mail}</a></span>`}
    ${hours === '' ? '' : html`<span>${hours}</span>`}
  </p>`;
}

const howTo = html`<section>
  <h2>扫码核验</h2>
  <p>用手机扫描证照上的二维码，这里会直接显示它是否真实、今天是否有效。</p>
  <p class="note">请留意浏览器地址栏显示的是本平台的网址。</p>
</section>`;

function noticeSection({ title, detail }: Notice): Html {
  return html`<section class="validity wait" role="status">
    <p class="title"><span class="mark" aria-hidden="true">!</span>${title}</p>
    <p class="sentence">${detail}</p>
  </section>`;
}

function validitySection({ validity, title, sentence, day, certificate, newest }: VerificationResult): Html {
  const { tone, mark } = validityTone(validity);
  return html`<section class="validity ${tone}" role="status">
    <p class="title"><span class="mark" aria-hidden="true">${mark}</span>${title}</p>
    <p class="sentence">${sentence}</p>
    ${newest === undefined ? '' : html`<p><a href="${newest}">查看新版本的核验结果</a></p>`}
    ${certificate === undefined ? '' : factList(certificate)}
    <p class="note">核验日期：${chineseDay(day)}。请与出示的证照逐项核对，不一致的不要采信。</p>
  </section>`;
}

function factList({
  type,
  number,
  holder,
  issuer,
  issued,
  effective,
  expiring,
  version,
}: NonNullable<VerificationResult['certificate']>): Html {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['证照名称', type],
    ['证照编号', number],
    ['持证主体', holder],
    ['颁发机构', issuer],
    ['颁发日期', chineseDay(issued)],
    ['生效日期', effective === undefined ? undefined : chineseDay(effective)],
    ['有效期至', expiring === undefined ? '长期' : chineseDay(expiring)],
    ['版本', version],
  ];
  return html`<dl>
    ${facts.flatMap(([name, value]) =>
      value === undefined
        ? []
        : [
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
          ],
    )}
  </dl>`;
}

const fileCheck = html`<section class="check">
  <h2>核验证照文件</h2>
  <p>选择收到的 PDF、OFD 或 JSON 证照文件。<b>文件只在您的设备上核验，不会上传。</b></p>
  <label class="file"
    ><b>选择文件</b>，也可以把文件拖到这里<input
      id="files"
      type="file"
      accept=".pdf,.ofd,.json,application/pdf,application/ofd,application/json"
      multiple
  /></label>
  <div id="results" aria-live="polite"></div>
  <noscript><p class="note">核验文件需要启用浏览器的 JavaScript；扫码核验不需要。</p></noscript>
</section>`;
