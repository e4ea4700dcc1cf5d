import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openApiUser } from '../../../infra/tools/demo/api-user.ts';
import { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import { findCertificatesRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { readCoverageRoute } from '../../../schemas/certificates/type-routes.ts';
import { validityPhrases } from '../../../schemas/certificates/validity.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { chromium } from '../chromium.ts';
import { handIn, rowsToHandIn } from './hand-in.ts';
import { keyboardOf } from './keyboard.ts';
import { openBrowser } from './portal-window.ts';

const url = inject('url');
const type = 'certificate-destitute-support';
/** The same rows as in certificates.journey.ts, in whichever order both run. */
const workbook = { dataset: type, rows: 30 };
const number = String(rowsToHandIn(workbook)[16]?.['certificate_number']);

describe.skipIf(chromium === null)('verifying by keyboard alone (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  const { api } = openApiUser(url, 'civil-affairs-system');

  beforeAll(async () => {
    browser = await openBrowser();
    await handIn({ url, ...workbook });
    await openApiUser(url, 'information-center-system')
      .api.call(confirmLinkRoute, { params: { dataset: type }, body: { channel: 'excel', comment: '核对无误。' } })
      .catch(() => undefined); // Confirmed by the other journey.
    for (;;) {
      const { total } = await api.call(readCoverageRoute, { params: { type } });
      if (total.rows === workbook.rows && total.outstanding.rows === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  afterAll(() => browser.close());

  test('anyone chooses a file on the verification page', async () => {
    const { items } = await api.call(findCertificatesRoute, { body: { type, number } });
    const file = await api.call(downloadCertificateRoute, {
      params: { identifier: items[0]?.identifier ?? '', kind: 'pdf' },
    });
    const visit = await browser.visit(390);
    const { page } = visit;
    const keyboard = keyboardOf(page);
    await page.goto(`${url}/verify`);
    const dialog = page.waitForEvent('filechooser');
    await keyboard.activate('选择文件');
    const chooser = await dialog;
    await chooser.setFiles({ name: '证照.pdf', mimeType: 'application/pdf', buffer: Buffer.from(file.file) });
    await page.locator('#results').getByText(validityPhrases.valid.title).waitFor();
    await keyboard.tabTo('归集', 'Shift+Tab');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: '登录' }).waitFor();
    // The first status list of a year is written within a minute; until then the file is judged without it.
    expect(visit.faults.filter((fault) => !/503.*status-lists/.test(fault))).toEqual([]);
  });
});
