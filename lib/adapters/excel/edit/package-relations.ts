import { resolveTarget } from '../../xlsx/parts/relations.ts';
import { walkXml } from '../../xlsx/xml/walk-xml.ts';
import type { PackageParts } from '../../xlsx/zip/package-parts.ts';
import { escapeXstring } from '../xml/escape-xstring.ts';
import { xmlDeclaration } from './edit-xml.ts';

/** OPC relationship as written; `kind` is the last segment of its type. */
export type PackageRelation = {
  readonly id: string;
  readonly type: string;
  readonly kind: string;
  readonly target: string;
  readonly isExternal: boolean;
  /** The part's name, empty for external ones. */
  readonly part: string;
};

const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The relations of the package are those of the part `''`. */
export function relationsPartOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

/** Reads external relations too; none where the part has no relations. Throws `WorkbookRefused`. */
export async function readPackageRelations(parts: PackageParts, part: string): Promise<PackageRelation[]> {
  const name = relationsPartOf(part);
  const bytes = await parts.readWhole(name);
  const relations: PackageRelation[] = [];
  if (bytes === undefined) return relations;
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  walkXml(bytes, name, {
    open: (tag, element) => {
      const target = tag.attribute('Target');
      if (element !== 'Relationship' || target === undefined) return;
      const type = tag.attribute('Type') ?? '';
      const isExternal = tag.attribute('TargetMode')?.toLowerCase() === 'external';
      relations.push({
        id: tag.attribute('Id') ?? '',
        type,
        kind: type.slice(type.lastIndexOf('/') + 1),
        target,
        isExternal,
        part: isExternal ? '' : findPart(parts, resolveTarget(folder, target.replace(/[?#].*$/s, ''))),
      });
    },
  });
  return relations;
}

/** Targets are URIs and may be percent-encoded. */
function findPart(parts: PackageParts, name: string): string {
  if (parts.has(name) || !name.includes('%')) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

export function relationsXml(
  relations: readonly Pick<PackageRelation, 'id' | 'type' | 'target' | 'isExternal'>[],
): string {
  const lines = relations.map(
    ({ id, type, target, isExternal }) =>
      `<Relationship Id="${escapeXstring(id)}" Type="${escapeXstring(type)}" Target="${escapeXstring(target)}"` +
      `${isExternal ? ' TargetMode="External"' : ''}/>`,
  );
  return `${xmlDeclaration}<Relationships xmlns="${packageRelations}">${lines.join('')}</Relationships>`;
}

/** Returns an id that no relation has. */
export function freeRelationId(relations: readonly { readonly id: string }[], wanted: string): string {
  const taken = new Set(relations.map(({ id }) => id));
  let id = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}${n}`;
  return id;
}
