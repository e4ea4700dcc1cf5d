import { invisibleCharacters, unprintableCharacters } from '../../schemas/kernel/characters.ts';

/** But the return before and the erasure behind a progress bar. */
const unprintable = new RegExp(
  `(?!^\\r|\\u001b\\[K$)[\\r\\u2028\\u2029${invisibleCharacters}${unprintableCharacters}]`,
  'gu',
);

/** Writes as `\u202e` what would move, hide or colour a terminal's text; valid in JSON as well. */
export function escapeUnprintable(text: string): string {
  return text.replace(unprintable, (sign) =>
    Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}

/** The same stream, whose text is escaped: names come from other people's files and systems. */
export function escapingStream(stream: NodeJS.WritableStream): NodeJS.WritableStream {
  return new Proxy(stream, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (first: unknown, ...rest: readonly unknown[]): unknown => {
        const chunk = name === 'write' && typeof first === 'string' ? escapeUnprintable(first) : first;
        return Reflect.apply(value, target, first === undefined ? [] : [chunk, ...rest]);
      };
    },
  });
}
