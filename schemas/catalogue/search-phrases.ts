import type { SearchMatchType, SearchLocation } from './views.ts';

export const searchLocationNames = {
  name: '信息资源名称',
  alias: '信息资源别名',
  code: '信息资源代码',
  department: '提供方',
  field: '信息项',
  keyword: '关键字',
  classification: '分类',
  summary: '摘要',
} as const satisfies Record<SearchLocation, string>;

export const searchMatchPhrases = {
  text: '{location}“{text}”中有“{word}”。',
  pinyin: '{location}“{text}”的拼音与“{word}”相符。',
  initials: '{location}“{text}”的拼音首字母与“{word}”相符。',
  similar: '{location}“{text}”与“{word}”相近。',
} as const satisfies Record<SearchMatchType, string>;
