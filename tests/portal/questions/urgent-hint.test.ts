import { expect, test } from 'vitest';
import { urgentHint } from '../../../portal/src/departments/questions/urgent-hint.ts';

test.each([
  ['0395-0000000', '', '着急时请打页面下方的电话。'],
  ['0395-0000000', 'help@example.invalid', '着急时请打页面下方的电话。'],
  ['', 'help@example.invalid', '着急时请写邮件到页面下方的邮箱。'],
  ['', '', ''],
])('with the phone “%s” and the mail “%s” of the centre, one who is in a hurry is told “%s”', (phone, mail, hint) => {
  expect(urgentHint({ phone, mail })).toBe(hint);
});
