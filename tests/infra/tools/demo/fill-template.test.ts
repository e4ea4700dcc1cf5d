import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seedCodeLists } from '../../../../infra/seeds/index.ts';
import { filledTemplate } from '../../../../infra/tools/demo/fill-template.ts';
import { writeTemplate } from '../../../../lib/adapters/excel/template/write-template.ts';
import { buildTemplate } from '../../../../lib/collection/template/build-template.ts';
import { fieldOf, versionOf } from '../../../collection/template/sample-version.ts';

/** Zip files have times of two seconds. */
const zipTickMs = 2_100;

test('a template is filled with the same bytes at another moment: `npm run sample` changes nothing', async () => {
  const version = versionOf([fieldOf('编号', { key: 'number' })]);
  const template = await writeTemplate(buildTemplate(version, seedCodeLists(), { department: '市公安局' }));
  const fill = async () => Buffer.from(await filledTemplate(template, version.content, [{ number: '1' }]));
  const first = await fill();
  await pause(zipTickMs);
  expect((await fill()).equals(first)).toBe(true);
});
