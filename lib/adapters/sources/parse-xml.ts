import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { resolveEntities } from './resolve-entities.ts';

const nothing = () => undefined;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  entityDecoder: {
    decode: resolveEntities,
    setExternalEntities: nothing,
    addInputEntities: nothing,
    reset: nothing,
    setXmlVersion: nothing,
  },
});

/** What may stand before the root; a DOCTYPE stands nowhere else. */
const prolog = /^\s*(?:(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->)\s*)*/;

/** A well-formed document with one root, without a DOCTYPE: it could define entities, and no service needs one. Throws otherwise. */
export function parseXml(text: string): unknown {
  const [before = ''] = prolog.exec(text) ?? [];
  if (/^<!DOCTYPE/i.test(text.slice(before.length, before.length + 9))) throw new Error('a DOCTYPE');
  // The parser alone takes half a document for a whole one. Its maker has moved the validator to a package of its own, which is the same code.
  // oxlint-disable-next-line typescript/no-deprecated
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`${verdict.err.code} in line ${verdict.err.line}`);
  if (!text.trimEnd().endsWith('>')) throw new Error('text behind the root'); // which the validator misses behind `<a/>`
  const answer: unknown = parser.parse(text);
  const roots = typeof answer === 'object' && answer !== null ? Object.values(answer) : [];
  if (roots.length !== 1 || Array.isArray(roots[0])) throw new Error('not one root');
  return answer;
}
