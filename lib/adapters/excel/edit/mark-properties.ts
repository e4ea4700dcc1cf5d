import { customXml, type PropertyNames, propertyXml } from '../xml/custom-properties.ts';
import { editXml } from './edit-xml.ts';

type Added = { readonly pairs: readonly (readonly [name: string, value: string])[]; readonly names: PropertyNames };

/** Adds custom document properties to those of a part; `null` where there is none. */
export function addProperties(xml: Buffer | null, part: string, { pairs, names }: Added): string {
  if (xml === null) return customXml(pairs, names);
  let greatest = 1;
  editXml(xml, part, ({ name, attribute }) => {
    if (name === 'property') greatest = Math.max(greatest, Number(attribute('pid') ?? 0));
    return null;
  });
  const added = pairs.map((pair, i) => propertyXml(pair, { number: greatest + 1 + i, names })).join('');
  return editXml(xml, part, ({ path }) => (path.length === 0 ? { atEnd: added } : null));
}
