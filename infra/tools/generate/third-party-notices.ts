import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional(), optional: z.boolean().optional() }),
  ),
});
const Manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]).optional(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});

type Notice = { readonly name: string; readonly licence: string; readonly text: string };

const licenceFile = /^(licen[sc]e|copying|notice|ofl)/i;

/** Groups production packages by licence text, without optional ones. Throws for a package that is not installed, or states no licence. */
export function thirdPartyNotices(projectDirectory: string): string {
  const groups = Map.groupBy(readNotices(projectDirectory), ({ text }) => text.replaceAll(/\s+/g, ' '));
  return [
    '# Third-party notices',
    "Guiji's bundles contain code and fonts of these packages. `npm run generate` writes this page from the installed ones.",
    ...[...groups.values()].map(writeSection),
  ].join('\n\n');
}

function writeSection(notices: readonly Notice[]): string {
  const names = notices.map(({ name }) => `- ${name}`).join('\n');
  const licences = [...new Set(notices.map(({ licence }) => licence))].toSorted().join('; ');
  return `## ${licences}\n\n${names}\n\n~~~~~~text\n${notices[0]?.text ?? ''}\n~~~~~~\n`;
}

function readNotices(projectDirectory: string): readonly Notice[] {
  const lockfile = Lockfile.parse(JSON.parse(readFileSync(join(projectDirectory, 'package-lock.json'), 'utf8')));
  return Object.entries(lockfile.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.optional)
    .map(([path]) => readNotice(join(projectDirectory, path)))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function readNotice(folder: string): Notice {
  const manifestFile = join(folder, 'package.json');
  if (!existsSync(manifestFile)) throw new Error(`${folder} is not installed: run npm ci`);
  const { name, version, license, author } = Manifest.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && licenceFile.test(entry.name))
    .map((entry) => entry.name)
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (license === undefined && texts.length === 0)
    throw new Error(`${name} ${version} states no licence, so that nobody may pass it on: use another package`);
  const licence = license ?? 'stated in the text below';
  return {
    name: `${name} ${version}`,
    licence,
    text: texts.length > 0 ? texts.join('\n\n---\n\n') : noText(licence, author),
  };
}

function noText(licence: string, author: string | undefined): string {
  return `The package holds no licence text. Its package.json states: ${licence}${author === undefined ? '' : `, by ${author}`}.`;
}
