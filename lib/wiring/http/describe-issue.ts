import type { z } from 'zod';

// What begins with a letter or a digit is parted from the Chinese words before it.
const typeNames: Readonly<Record<string, string>> = {
  string: '文本',
  number: '数字',
  int: '整数',
  boolean: ' true 或 false',
  array: '列表',
  object: '对象',
  record: '对象',
  date: '日期',
  null: ' null',
};

const formatNames: Readonly<Record<string, string>> = {
  date: '日期，格式为 YYYY-MM-DD，例如 2024-03-01',
  datetime: ' UTC 时间，格式为 YYYY-MM-DDThh:mm:ssZ',
  time: '时间，格式为 hh:mm:ss',
  ulid: ' 26 位编号（ULID）',
  uuid: ' UUID 编号',
  url: '网址',
  email: '电子邮箱',
};

/**
 * What is wrong with one place of the input, as a Chinese sentence; it never repeats the value.
 * A schema's own message stands before this one.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return '此项必须填写，但没有提供。';
  switch (issue.code) {
    case 'invalid_type':
      return `此项应为${typeNames[issue.expected] ?? issue.expected}。`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `此项只能是 ${String(issue.values[0])}。`
        : `此项只能是以下之一：${issue.values.map(String).join('、')}。`;
    case 'too_small':
      return sizeSentence(issue.origin, issue.minimum, '少', issue.inclusive !== false);
    case 'too_big':
      return sizeSentence(issue.origin, issue.maximum, '多', issue.inclusive !== false);
    case 'invalid_format':
      return `此项应为${formatNames[issue.format] ?? (issue.format === 'regex' ? `符合格式 ${issue.pattern ?? ''} 的文本` : ` ${issue.format} 格式`)}。`;
    case 'not_multiple_of':
      return `此项应为 ${issue.divisor} 的整数倍。`;
    case 'unrecognized_keys':
      return '没有这一项，请对照接口说明检查名称。';
    case 'invalid_union':
      return '此项不符合接口说明中允许的任何一种形式。';
    case 'invalid_key':
      return '此处的键不符合接口说明。';
    case 'invalid_element':
      return '此处的元素不符合接口说明。';
    default:
      return '此项不符合接口说明。';
  }
}

function sizeSentence(origin: string, limit: number | bigint, side: '少' | '多', inclusive: boolean): string {
  const unit = { string: '个字符', array: '项', set: '项', map: '项', file: '字节' }[origin];
  if (unit !== undefined) return `此项最${side} ${limit} ${unit}。`;
  const word = side === '少' ? '小于' : '大于';
  return inclusive ? `此项不能${word} ${limit}。` : `此项应${side === '少' ? '大于' : '小于'} ${limit}。`;
}
