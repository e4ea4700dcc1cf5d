/** What Windows, and unpacking programs, do not take in a name; the folder's stroke is kept. */
const unsafe = /[\\:*?"<>|]|\p{C}/gu;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Safe names for the files of a zip, each once, whatever the letters' case. */
export function fileNames(wanted: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const safe = name
      .split('/')
      .map((part) => safePart(part))
      .join('/');
    let unique = safe;
    for (let copy = 2; taken.has(unique.toLowerCase()); copy += 1) unique = withCopy(safe, copy);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

const safePart = (part: string): string =>
  part
    .replaceAll(unsafe, '_')
    .replace(reserved, '_$&')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '_');

const withCopy = (name: string, copy: number): string => name.replace(/(\.[^./]*)?$/, `（${copy}）$1`);
