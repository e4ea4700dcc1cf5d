import type { Format } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { citizenIdFault, dayToNumber } from './citizen-id.ts';

/** 残疾人证号: citizen id 18, category 1–7, grade 1–4, and B with a number when issued again. */
export const disabilityCertificate: Format = {
  hint: '填写 20 位残疾人证号：18 位公民身份号码、1 位残疾类别、1 位残疾等级，补办的后面有 B 和次数。',
  examples: ['41110219900307001X43', '41110219900307001X43B1'],
  excel: 'text',
  compile: (_field, { note, today }) => {
    const now = dayToNumber(today);
    return createTextCellReader(note, (raw) => {
      const value = compactCode(raw);
      if (value === '') return null;
      if (!/^\d{17}[\dX][1-7][1-4](?:B\d{1,2})?$/.test(value)) return note('disability-certificate-format');
      return citizenIdFault(value.slice(0, 18), now) === null ? value : note('disability-certificate-id');
    });
  },
};
