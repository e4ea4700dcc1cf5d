import { walkXml } from '../xml/walk-xml.ts';
import type { PackageParts } from '../zip/package-parts.ts';

/** `kind` is the last segment of the type: `worksheet`, `styles`. */
export type Relation = { readonly id: string; readonly kind: string; readonly target: string };

/** Reads the package's relations for `''`; targets are part names. */
export async function readRelations(parts: PackageParts, part: string): Promise<readonly Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  const bytes = await parts.readWhole(name);
  const relations: Relation[] = [];
  if (bytes === undefined) return relations;
  walkXml(bytes, name, {
    open: (tag, element) => {
      if (element !== 'Relationship' || tag.attribute('TargetMode') === 'External') return;
      const target = tag.attribute('Target');
      if (target === undefined) return;
      const type = tag.attribute('Type') ?? '';
      relations.push({
        id: tag.attribute('Id') ?? '',
        kind: type.slice(type.lastIndexOf('/') + 1),
        target: decodeTarget(parts, resolveTarget(folder, target)),
      });
    },
  });
  return relations;
}

/** Resolves `/xl/a.xml` from the package's root, `a.xml` and `../a.xml` from `folder`. */
export function resolveTarget(folder: string, target: string): string {
  const written = target.replaceAll('\\', '/');
  const steps: string[] = [];
  for (const step of (written.startsWith('/') ? written : `${folder}${written}`).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Targets are URIs and may be percent-encoded. */
function decodeTarget(parts: PackageParts, name: string): string {
  if (parts.has(name) || !name.includes('%')) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
