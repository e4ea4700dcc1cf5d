import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectDirectory } from '../../../infra/local/project-directory.ts';
import { helpAddress, helpSteps } from '../../../portal/src/frame/help/walks/help-address.ts';
import { walkPictures, walks } from '../../../portal/src/frame/help/walks/walks.ts';

const pictures = join(projectDirectory, 'portal', 'pictures');
const journeys = join(projectDirectory, 'tests', 'journeys', 'portal');

/** Bytes of all pictures: they are in the repository. */
const maxPictureBytes = 1_500_000;

describe('pictures of the help', () => {
  test('are exactly those that the walk-throughs show', () => {
    const shown = new Set(walks.flatMap(({ steps }) => steps.flatMap(({ picture }) => picture?.name ?? [])));
    expect([...shown].toSorted()).toEqual([...walkPictures].toSorted());
    expect(readdirSync(pictures).toSorted()).toEqual(walkPictures.map((name) => `${name}.jpg`).toSorted());
  });

  test('are JPEG files and small', () => {
    for (const name of walkPictures)
      expect([...readFileSync(join(pictures, `${name}.jpg`)).subarray(0, 3)], name).toEqual([0xff, 0xd8, 0xff]);
    const bytes = walkPictures.reduce((sum, name) => sum + statSync(join(pictures, `${name}.jpg`)).size, 0);
    expect(bytes).toBeLessThan(maxPictureBytes);
  });

  test.each(walkPictures)('%s is a state that a journey still reaches', (name) => {
    const texts = readdirSync(journeys).map((file) => readFileSync(join(journeys, file), 'utf8'));
    expect(texts.filter((text) => new RegExp(`expectSoundPage\\(\\w+, '${name}'`).test(text))).toHaveLength(1);
  });
});

test.each(helpSteps)('the help link of %s leads to a step that exists: %s', (_, address) => {
  const [page, step] = address.split('#');
  const walk = walks.find(({ id }) => page === `/help/${id}`);
  expect(walk?.steps.map(({ id }) => id)).toContain(step);
});

test.each([
  ['/datasets/vehicles/upload', '/help/excel#template'],
  ['/deliveries/x/repair', '/help/excel#repair'],
  ['/sources/vehicles/database', '/help/database#papers'],
  ['/sources/vehicles/interface', '/help/service#test'],
  ['/admin/queues', '/help'],
])('on %s: %s', (path, address) => {
  expect(helpAddress(path)).toBe(address);
});
