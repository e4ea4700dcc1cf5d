import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskValue } from '../../lib/kernel/mask-value.ts';
import { Mask } from '../../schemas/catalogue/field.ts';

describe('a value is masked by', () => {
  test.each<[Mask, string, string]>([
    ['none', '张三', '张三'],
    ['citizen-id', '41110219900307001X', '411102********001X'],
    ['citizen-id', '411102900307001', '411102*****7001'],
    ['citizen-id', 'E12345678', '*********'],
    ['citizen-id-strict', '41110219900307001X', '4****************X'],
    ['citizen-id-strict', '12345', '*****'],
    ['mobile', '13812348000', '138****8000'],
    ['mobile', '3177000', '*******'],
    ['landline', '03953177000', '*******7000'],
    ['landline', '3177000', '***7000'],
    ['landline', '7000', '****'],
    ['name', '张', '*'],
    ['name', '张三', '张*'],
    ['name', '王小明', '王*明'],
    ['name', '欧阳娜娜', '欧**娜'],
    ['name', '𠮷野', '𠮷*'],
    ['bank-card', '6222021234567890128', '622202*********0128'],
    ['bank-card', '1234567890', '**********'],
    ['address', '漯河市源汇区人民路一号某小区', '漯河市源汇区********'],
    ['address', '漯河市源汇区', '******'],
    ['credit-code', '11411100MB1234562R', '11411100********2R'],
    ['credit-code', 'MB1234562', '*********'],
    ['all', '张三', '****'],
    ['all', '一个很长的值', '****'],
    ['all', '', ''],
  ])('%s: %s becomes %s', (mask, value, expected) => {
    expect(maskValue(mask, value)).toBe(expected);
  });
});

test('no mask but `none` shows a value whole, or more than half of a name', () => {
  const masks = Mask.options.filter((mask) => mask !== 'none');
  const value = fc.string({ unit: fc.constantFrom('张', '三', '1', 'X', '𠮷'), minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...masks), value, (mask, text) => {
      const masked = maskValue(mask, text);
      expect(masked).not.toBe(text);
      expect(masked).toContain('*');
      if (mask !== 'all') expect(Array.from(masked)).toHaveLength(Array.from(text).length);
    }),
  );
});
