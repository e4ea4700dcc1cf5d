import type { SearchManner, SearchPlace } from './views.ts';

export const searchPlaceNames = {
  name: '信息资源名称',
  alias: '信息资源别名',
  code: '信息资源代码',
  department: '提供方',
  field: '信息项',
  keyword: '关键字',
  classification: '分类',
  summary: '摘要',
} as const satisfies Record<SearchPlace, string>;

/** Why an entry was found. */
export const searchMannerPhrases = {
  text: '{place}“{text}”中有“{word}”。',
  pinyin: '{place}“{text}”的拼音与“{word}”相符。',
  initials: '{place}“{text}”的拼音首字母与“{word}”相符。',
  similar: '{place}“{text}”与“{word}”相近。',
} as const satisfies Record<SearchManner, string>;
