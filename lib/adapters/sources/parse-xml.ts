import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { resolveEntities } from './resolve-entities.ts';

const ignore = () => undefined;

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
    setExternalEntities: ignore,
    addInputEntities: ignore,
    reset: ignore,
    setXmlVersion: ignore,
  },
});

const prolog = /^\s*(?:(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->)\s*)*/;

/** Throws unless there is one well-formed root, without a DOCTYPE, which could define entities. */
export function parseXml(text: string): unknown {
  const [before = ''] = prolog.exec(text) ?? [];
  if (/^<!DOCTYPE/i.test(text.slice(before.length, before.length + 9))) throw new Error('a DOCTYPE');
  // The parser accepts truncated documents. The validator's successor package has the same code.
  // oxlint-disable-next-line typescript/no-deprecated
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`${verdict.err.code} in line ${verdict.err.line}`);
  // The validator misses text after a self-closed root.
  if (!text.trimEnd().endsWith('>')) throw new Error('text after the root');
  const answer: unknown = parser.parse(text);
  const roots = typeof answer === 'object' && answer !== null ? Object.values(answer) : [];
  if (roots.length !== 1 || Array.isArray(roots[0])) throw new Error('not one root');
  return answer;
}
