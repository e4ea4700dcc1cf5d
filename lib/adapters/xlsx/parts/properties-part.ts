import { walkXml } from '../xml/walk-xml.ts';
import { unescapeXstring } from '../xml/xml-text.ts';
import type { PackageParts } from '../zip/package-parts.ts';
import { readRelations } from './relations.ts';

/** Reads custom document properties as text. */
export async function readCustomProperties(parts: PackageParts): Promise<ReadonlyMap<string, string>> {
  const part =
    (await readRelations(parts, '')).find(
      (relation) => relation.kind === 'custom-properties' || relation.kind === 'customProperties',
    )?.target ?? 'docProps/custom.xml';
  const bytes = await parts.readWhole(part);
  const properties = new Map<string, string>();
  if (bytes === undefined) return properties;
  let name: string | undefined;
  walkXml(bytes, part, {
    open: (tag, element, path) => {
      if (element !== 'property' || path.length !== 1) return;
      name = tag.attribute('name');
      if (name !== undefined) properties.set(name, '');
    },
    text: (text, path) => {
      if (path.length > 2 && name !== undefined) properties.set(name, `${properties.get(name) ?? ''}${text}`);
    },
  });
  for (const [key, value] of properties) properties.set(key, unescapeXstring(value.trim()));
  return properties;
}
