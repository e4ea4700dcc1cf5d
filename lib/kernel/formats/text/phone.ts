import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from './compact-text.ts';

const mobile = /^1[3-9]\d{9}$/;
const landline = /^(?:0(10|2\d|[3-9]\d{2}|\d{2,3})-?)?([2-8]\d{6,7})(?:-(\d{1,6}))?$/;
const service = /^(?:[48]00\d{7}|95\d{3,6})$/;

function isMobile(text: string): boolean {
  const second = text.charCodeAt(1);
  if (text.length !== 11 || text.charCodeAt(0) !== 0x31 || second < 0x33) return false;
  for (let i = 1; i < 11; i++) {
    const digit = text.charCodeAt(i);
    if (digit < 0x30 || digit > 0x39) return false;
  }
  return true;
}

/** Accepts `13800138000`, `0395-3177057`, `3177000`, `0395-3177057-801`, `4001234567`, `95598`; else `null`. */
export function normalizePhone(text: string): string | null {
  if (mobile.test(text)) return text;
  const bare = text.replace(/-/g, '').replace(/^(?:\+|00)?86(?=1[3-9]\d{9}$)/, '');
  if (mobile.test(bare) || service.test(bare)) return bare;
  const parts = landline.exec(text.replace(/^\+86-?/, '').replace(/^\((0\d{2,3})\)/, '$1-'));
  if (parts === null) return null;
  const [, area, number = '', extension] = parts;
  return `${area === undefined ? '' : `0${area}-`}${number}${extension === undefined ? '' : `-${extension}`}`;
}

/** 联系电话: mobile, landline, or 400, 800 and 95 numbers. */
export const phone: Format = {
  hint: '填写 11 位手机号码，或“区号-号码”形式的固定电话，一格只填一个号码。',
  examples: ['13800138000', '0395-3177057'],
  excel: 'text',
  compile: (_field, { note }) =>
    createTextCellReader(
      note,
      (raw) => {
        if (isMobile(raw)) return raw;
        const text = compactCode(raw);
        return text === '' ? null : (normalizePhone(text) ?? note('phone-format'));
      },
      (digits) =>
        /^(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}$/.test(digits) && digits.length > 8 && normalizePhone(digits) === null,
    ),
};
