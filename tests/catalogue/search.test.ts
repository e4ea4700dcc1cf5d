import { describe, expect, test } from 'vitest';
import { everydayNames, seedDatasets, seedDepartments, stageSeeds } from '../../infra/seeds/index.ts';
import { toPinyin } from '../../lib/adapters/catalogue/to-pinyin.ts';
import { buildSeedEntry } from '../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { rank, splitWords } from '../../lib/catalogue/search/rank.ts';
import { buildSearchIndex } from '../../lib/catalogue/search/search-index.ts';

const departments = new Map(seedDepartments().map((department) => [department.id, department]));
const index = buildSearchIndex(
  seedDatasets().map((seed) => {
    const department = departments.get(seed.content.metadata.provider);
    if (department === undefined) throw new Error(`${seed.dataset} has no department`);
    const { entry, searchDocument } = buildSeedEntry(seed, department, '2020-12-01T00:00:00.000Z', toPinyin);
    return { listing: entry.listing, searchDocument };
  }),
);
const idOf = (serial: number) => seedDatasets().find((seed) => seed.serial === serial)?.dataset ?? '';
const first = idOf(1);

describe('searching the notice’s 62 entries', () => {
  test.each<[question: string, bestName: string, location: string, matchType: string, text: string]>([
    ['居民身份证信息', '居民身份证信息', 'name', 'text', '居民身份证信息'],
    ['身份证信息', '居民身份证信息', 'name', 'text', '居民身份证信息'],
    ['户口簿登记', '户口簿登记信息', 'name', 'text', '户口簿登记信息'],
    ['hunyindengji', '婚姻登记信息', 'name', 'pinyin', '婚姻登记信息'],
    ['hunyindj', '婚姻登记信息', 'name', 'pinyin', '婚姻登记信息'],
    ['xuexing', '户口簿登记信息', 'field', 'pinyin', '血型'],
    ['hyz', '婚姻登记记录信息', 'alias', 'initials', '婚姻状况'],
    ['hydj', '婚姻登记信息', 'name', 'initials', '婚姻登记信息'],
    ['HYDJ', '婚姻登记信息', 'name', 'initials', '婚姻登记信息'],
    ['ＨＹＤＪ', '婚姻登记信息', 'name', 'initials', '婚姻登记信息'],
    ['hkb', '户口簿登记信息', 'alias', 'initials', '户口本'],
    ['hukoub', '户口簿登记信息', 'alias', 'pinyin', '户口本'],
    ['身份证', '居民身份证信息', 'alias', 'text', '身份证'],
    ['驾照', '驾驶证信息', 'alias', 'text', '驾照'],
    ['医保', '社保信息', 'alias', 'text', '医保'],
    ['社保卡', '社保信息', 'alias', 'text', '社保卡'],
    ['公积金', '公积金信息', 'name', 'text', '公积金信息'],
    ['营业执照', '营业执照', 'name', 'text', '营业执照'],
    ['户口本', '户口簿登记信息', 'alias', 'text', '户口本'],
    ['疫苗本', '预防接种证', 'alias', 'text', '疫苗本'],
    ['行驶证', '车辆信息', 'alias', 'text', '行驶证'],
    ['没有这样的资源', '', '', '', ''],
    ['，。', '', '', '', ''],
  ])('%s', (...[question, bestName, location, matchType, text]) => {
    const [best] = rank(question, index);
    expect(best?.name ?? '').toBe(bestName);
    if (bestName !== '') expect(best?.reasons[0]).toMatchObject({ location, matchType, text });
  });

  test.each<[string, string[]]>([
    ['房本', ['property-ownership', 'real-estate-rights']],
    ['结婚证', ['marriage-registrations']],
    ['低保', ['relief-applications', 'subsistence-recipients']],
    ['出生证', ['birth-certificates']],
    ['五险一金', ['social-insurance', 'housing-provident-fund']],
    ['车本', ['driving-licences']],
    ['残疾证', ['disability-certificates']],
  ])('%s is found by its everyday word', (word, datasets) => {
    expect(rank(word, index).map(({ dataset }) => dataset)).toEqual(expect.arrayContaining(datasets));
  });

  test('all 193 datasets have an everyday name, and each name finds its dataset', () => {
    const all = stageSeeds().datasets.map(({ dataset }) => dataset);
    expect([...everydayNames().keys()].toSorted()).toEqual(all.toSorted());
    for (const { dataset } of seedDatasets())
      for (const name of everydayNames().get(dataset) ?? [])
        expect(rank(name, index).map((hit) => hit.dataset)).toContain(dataset);
  });

  test('a field is found in every entry that has it, and only there', () => {
    const found = rank('血型', index).map(({ dataset }) => dataset);
    const holders = seedDatasets().filter(
      ({ content }) =>
        content.fields.some(({ label, aliases }) => [label, ...aliases].some((text) => text.includes('血型'))) ||
        content.metadata.summary.includes('血型'),
    );
    expect(found.toSorted()).toEqual(holders.map(({ dataset }) => dataset).toSorted());
    expect(found.length).toBeGreaterThan(0);
  });

  test('a department and a word together, with and without a space', () => {
    const apart = rank('民政局 婚姻', index);
    const joined = rank('民政局婚姻', index);
    expect(apart[0]?.name).toContain('婚姻');
    expect(joined.map(({ dataset }) => dataset)).toEqual(apart.map(({ dataset }) => dataset));
    expect(apart.every(({ departmentName }) => departmentName === '市民政局')).toBe(true);
  });

  test('one part twice is no two parts: zzz is in 电子证照照面, zzzzzz in nothing', () => {
    expect(rank('zzz', index).length).toBeGreaterThan(0);
    expect(rank('zzzzzz', index)).toEqual([]);
  });

  test('a whole resource code finds its entry alone', () => {
    const code = index[7]?.listing.code ?? '';
    expect(rank(code, index).map((hit) => hit.code)).toEqual([code]);
  });

  test('fuzzy matches appear only if nothing matches whole', () => {
    const hits = rank('婚烟登记信息表', index);
    expect(hits[0]?.name).toBe('婚姻登记信息');
    expect(hits[0]?.reasons[0]?.matchType).toBe('similar');
  });

  test('a name outranks a field, a field outranks a summary', () => {
    const places = rank('不动产', index).map(({ reasons }) => reasons[0]?.location);
    const order = ['name', 'alias', 'keyword', 'field', 'department', 'classification', 'summary'];
    const ranks = places.map((location) => order.indexOf(location ?? ''));
    expect(ranks[0]).toBe(0);
    expect(ranks.indexOf(order.indexOf('summary'))).not.toBe(0);
  });

  test('the highlighted characters are the matched ones', () => {
    for (const question of ['血型', 'xuexing', 'xx', 'chushengriqi', '公民身份']) {
      for (const { reasons } of rank(question, index)) {
        for (const { text, from, to, matchType } of reasons) {
          const shown = text.slice(from, to);
          if (matchType === 'text') expect(shown).toBe(question);
          if (matchType === 'initials')
            expect(
              toPinyin(text)
                .slice(from, to)
                .map((syllable) => syllable[0])
                .join(''),
            ).toBe(question);
          if (matchType === 'pinyin') expect(toPinyin(text).slice(from, to).join('').startsWith(question)).toBe(true);
        }
      }
    }
  });

  test('each hit gives its reason as a sentence', () => {
    expect(rank('hydj', index)[0]?.reasons[0]?.detail).toBe('信息资源名称“婚姻登记信息”的拼音首字母与“hydj”相符。');
  });

  test('the first entry of the notice is found by each of its field labels', () => {
    const labels =
      seedDatasets()
        .find(({ dataset }) => dataset === first)
        ?.content.fields.map(({ label }) => label) ?? [];
    expect(labels.length).toBe(8);
    for (const label of labels) expect(rank(label, index).map(({ dataset }) => dataset)).toContain(first);
  });

  test('the same question gives the same order', () => {
    expect(rank('登记', index)).toEqual(rank('登记', [...index].toReversed()));
  });
});

describe('words of a question', () => {
  test.each<[string, string[]]>([
    ['  婚姻　登记 ', ['婚姻', '登记']],
    ['婚姻、登记；婚姻', ['婚姻', '登记']],
    ['307001411105/000012', ['307001411105/000012']],
    ['“A1”驾照', ['a1', '驾照']],
    ['', []],
  ])('%s', (question, words) => {
    expect(splitWords(question)).toEqual(words);
  });
});
