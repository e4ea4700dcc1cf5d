import { expect, test } from 'vitest';
import { verifyPage } from '../../../lib/certificates/verify/page/verify-page.ts';

const help = { phone: '0395-0000000', mail: 'help@example.cn', hours: '工作日 8:30—12:00' };

test('the page says how the centre is reached, and leads to the portal', () => {
  const page = verifyPage({ help });
  for (const said of ['href="tel:0395-0000000"', 'href="mailto:help@example.cn"', '工作日 8:30—12:00', 'href="/"'])
    expect(page).toContain(said);
});

test('what the settings leave empty is not shown', () => {
  const page = verifyPage({ help: { phone: '', mail: '', hours: '' } });
  expect(page).toContain('市政府信息中心');
  expect(page).not.toMatch(/tel:|mailto:/);
});

test('the page runs one script of its own, and none inside', () => {
  expect(verifyPage({ help }).match(/<script[^>]*>/g)).toEqual(['<script src="/verify/script.js" defer>']);
});
