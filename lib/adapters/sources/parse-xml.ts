import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Of the entities only those of characters are resolved, as often as they come: there are no others where there is no DOCTYPE. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
  processEntities: { enabled: true, maxTotalExpansions: Number.MAX_SAFE_INTEGER, maxExpandedLength: Number.MAX_SAFE_INTEGER },
});

/** What may stand before the root; a DOCTYPE stands nowhere else. */
const prolog = /^\s*(?:(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->)\s*)*/;

/** A well-formed document with one root, without a DOCTYPE: it could define entities, and no service needs one. Throws otherwise. */
export function parseXml(text: string): unknown {
  const [before = ''] = prolog.exec(text) ?? [];
  if (/^<!DOCTYPE/i.test(text.slice(before.length, before.length + 9))) throw new Error('a DOCTYPE');
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`${verdict.err.code} in line ${verdict.err.line}`);
  const answer: unknown = parser.parse(text);
  const roots = typeof answer === 'object' && answer !== null ? Object.values(answer) : [];
  if (roots.length !== 1 || Array.isArray(roots[0])) throw new Error('not one root');
  return answer;
}
