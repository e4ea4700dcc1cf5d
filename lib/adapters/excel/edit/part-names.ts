/** Returns `<stem>1.<extension>`, or the next number that is free: some readers find parts by Excel's own names only. */
export function numberedPart(stem: string, extension: string, isTaken: (name: string) => boolean): string {
  let n = 1;
  while (isTaken(`${stem}${n}.${extension}`)) n += 1;
  return `${stem}${n}.${extension}`;
}

/** Returns `<stem>.<extension>`, with a number from 2 on where that is taken. */
export function freePart(stem: string, extension: string, isTaken: (name: string) => boolean): string {
  const plain = `${stem}.${extension}`;
  if (!isTaken(plain)) return plain;
  let n = 2;
  while (isTaken(`${stem}${n}.${extension}`)) n += 1;
  return `${stem}${n}.${extension}`;
}

/** Returns `../comments1.xml` for the way from `xl/worksheets/sheet1.xml` to `xl/comments1.xml`. */
export function relativeTarget(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1);
  const steps = to.split('/');
  let shared = 0;
  while (shared < folders.length && folders[shared] === steps[shared]) shared += 1;
  return [...folders.slice(shared).map(() => '..'), ...steps.slice(shared)].join('/');
}
