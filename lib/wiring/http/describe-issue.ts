import type { z } from 'zod';

// A leading blank separates Latin letters from Chinese words.
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

/** Never repeats the value. A schema's own message outranks the sentence. */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return '此项必须填写，但没有提供。';
  switch (issue.code) {
    case 'invalid_type':
      return `此项应为${typeNames[issue.expected] ?? issue.expected}。`;
    case 'invalid_value':
      return describeValues(issue.values.map(String));
    case 'too_small':
      return describeSize(issue.origin, issue.minimum, issue.inclusive === false ? 'above' : 'least');
    case 'too_big':
      return describeSize(issue.origin, issue.maximum, issue.inclusive === false ? 'below' : 'most');
    case 'invalid_format':
      return `此项应为${describeFormat(issue.format, issue.pattern)}。`;
    case 'not_multiple_of':
      return `此项应为 ${issue.divisor} 的整数倍。`;
    default:
      return issueSentences[issue.code ?? ''] ?? '此项不符合接口说明。';
  }
}

const issueSentences: Readonly<Record<string, string>> = {
  unrecognized_keys: '没有这一项，请对照接口说明检查名称。',
  invalid_union: '此项不符合接口说明中允许的任何一种形式。',
  invalid_key: '此处的键不符合接口说明。',
  invalid_element: '此处的元素不符合接口说明。',
};

function describeValues(values: readonly string[]): string {
  return values.length === 1 ? `此项只能是 ${values[0] ?? ''}。` : `此项只能是以下之一：${values.join('、')}。`;
}

function describeFormat(format: string, pattern: string | undefined): string {
  if (format === 'regex') return `符合格式 ${pattern ?? ''} 的文本`;
  return formatNames[format] ?? ` ${format} 格式`;
}

const boundPhrases = {
  least: { counted: '最少', value: '不能小于' },
  above: { counted: '最少', value: '应大于' },
  most: { counted: '最多', value: '不能大于' },
  below: { counted: '最多', value: '应小于' },
} as const;

function describeSize(origin: string, limit: number | bigint, bound: keyof typeof boundPhrases): string {
  const { counted, value } = boundPhrases[bound];
  const unit = { string: '个字符', array: '项', set: '项', map: '项', file: '字节' }[origin];
  return unit === undefined ? `此项${value} ${limit}。` : `此项${counted} ${limit} ${unit}。`;
}
