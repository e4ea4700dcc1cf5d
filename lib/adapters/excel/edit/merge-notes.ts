import { columnLetters } from '../../../kernel/column-letters.ts';
import { commentXml, NoteBoxes, noteAuthor, vmlHead } from '../xml/comment-parts.ts';
import { escapeXstring } from '../xml/escape-xstring.ts';
import { type EditedTag, editXml, removed, textsOf } from './edit-xml.ts';

/** `row` is 1-based, `column` 0-based. */
export type Note = { readonly row: number; readonly column: number; readonly text: string };

/** Heads what is appended to an officer's own comment. */
const divider = '〔平台检查〕';

const texts: ReadonlySet<string> = new Set(['t']);

/** Adds notes to a sheet's comments; `null` where it has none. Notes of an earlier annotation go. */
export function mergeComments(
  xml: Buffer | null,
  part: string,
  notes: readonly Note[],
  namespace: string,
): { readonly xml: string; readonly withoutBox: ReadonlySet<string>; readonly gone: ReadonlySet<string> } {
  const source = xml ?? Buffer.from(`<comments xmlns="${namespace}"><authors/><commentList/></comments>`);
  const byCell = new Map(notes.map((note) => [`${columnLetters(note.column)}${note.row}`, note]));
  const authors = readAuthors(source, part);
  const ours = authors.indexOf(noteAuthor);
  const author = ours < 0 ? authors.length : ours;
  const withoutBox = new Set<string>();
  const gone = new Set<string>();
  let isAdded = false;
  const added = (prefix: string): string => {
    isAdded = true;
    return [...byCell]
      .filter(([cell]) => !withoutBox.has(cell))
      .map(([, note]) => withPrefix(commentXml(note.row, note.column, note.text, author), prefix))
      .join('');
  };
  const kept = editXml(source, part, (tag) => {
    if (tag.path.length === 1 && tag.name === 'authors' && ours < 0)
      return { atEnd: `<${tag.prefix}author>${escapeXstring(noteAuthor)}</${tag.prefix}author>` };
    if (tag.name !== 'comment' || tag.path.at(-1) !== 'commentList') return null;
    const cell = tag.attribute('ref') ?? '';
    const text = textsOf(tag.element(), part, texts).join('');
    const isOurs = tag.attribute('authorId') === `${ours}` && /^(?:原文件第 \d+ 行\n)?【(?:错误|提醒)】/.test(text);
    if (isOurs) {
      gone.add(cell);
      return removed;
    }
    const own = text.includes(divider) ? text.slice(0, text.indexOf(divider)).trimEnd() : null;
    const note = byCell.get(cell);
    if (note === undefined) return own === null ? null : { element: replaceText(tag, own, null) };
    withoutBox.add(cell);
    return { element: replaceText(tag, own, note) };
  });
  const merged = editXml(Buffer.from(kept), part, ({ name, path, prefix }) =>
    name === 'commentList' && path.length === 1 ? { atEnd: added(prefix) } : null,
  );
  return { xml: isAdded ? merged : kept, withoutBox, gone };
}

function readAuthors(xml: Buffer, part: string): string[] {
  const authors: string[] = [];
  editXml(xml, part, ({ name, path, element }) => {
    if (name === 'author' && path.at(-1) === 'authors')
      authors.push(textsOf(element(), part, new Set(['author']))[0] ?? '');
    return null;
  });
  return authors;
}

/** Appends a note to a comment; `own` replaces its text, which an earlier annotation had extended. */
function replaceText({ element, prefix }: EditedTag, own: string | null, note: Note | null): string {
  const run = (text: string) =>
    `<${prefix}r><${prefix}t xml:space="preserve">${escapeXstring(text)}</${prefix}t></${prefix}r>`;
  const appended = note === null ? '' : run(`\n${divider}\n${note.text}`);
  const xml = element();
  const open = /^<[^>]*>/.exec(xml)?.[0] ?? '';
  if (own !== null || !xml.includes(`<${prefix}text>`))
    return `${open}<${prefix}text>${own === null || own === '' ? '' : run(own)}${appended}</${prefix}text></${prefix}comment>`;
  const [before = '', ...rest] = xml.split(`<${prefix}text>`);
  const [inside = '', ...after] = rest.join(`<${prefix}text>`).split(`</${prefix}text>`);
  return `${before}<${prefix}text>${asRuns(inside, prefix)}${appended}</${prefix}text>${after.join(`</${prefix}text>`)}`;
}

/** Plain text and runs exclude each other. */
function asRuns(inside: string, prefix: string): string {
  return inside.trimStart().startsWith(`<${prefix}t`) ? `<${prefix}r>${inside}</${prefix}r>` : inside;
}

function withPrefix(xml: string, prefix: string): string {
  return prefix === '' ? xml : xml.replace(/<(\/?)/g, `<$1${prefix}`);
}

/** Adds the boxes of notes to a drawing (VML); `null` where the sheet has none. Boxes of notes that are gone go. */
export function mergeBoxes(
  text: string | null,
  notes: readonly Note[],
  { gone, widths }: { readonly gone: ReadonlySet<string>; readonly widths: readonly number[] },
): string {
  const own = text ?? '';
  const greatest = [...own.matchAll(/_x0000_[si](\d{1,9})/g)].reduce((max, [, n]) => Math.max(max, Number(n)), 0);
  const boxes = new NoteBoxes(widths, greatest === 0 ? 1 : Math.floor(greatest / 1024) + 1);
  const added = notes.map(({ row, column, text: note }) => boxes.add(row, column, note)).join('');
  const end = own.lastIndexOf('</xml>');
  if (text === null || end < 0) return `${vmlHead(boxes.clusters)}${added}</xml>`;
  const kept = withoutBoxes(own.slice(0, end), gone);
  const numbered = kept.replace(/(<o:idmap\b[^<>]*\bdata=")([^"]*)"/, `$1$2,${boxes.clusters}"`);
  const type = numbered.includes('id="_x0000_t202"') ? '' : boxes.shapeType;
  return `${numbered}${type}${added}</xml>`;
}

function withoutBoxes(vml: string, gone: ReadonlySet<string>): string {
  if (gone.size === 0) return vml;
  return vml
    .split(/(?=<v:shape[\s>])/)
    .map((piece) => {
      const end = piece.lastIndexOf('</v:shape>');
      const column = /<x:Column>\s*(\d{1,6})/.exec(piece)?.[1];
      const row = /<x:Row>\s*(\d{1,8})/.exec(piece)?.[1];
      if (end < 0 || column === undefined || row === undefined) return piece;
      return gone.has(`${columnLetters(Number(column))}${Number(row) + 1}`) ? piece.slice(end + 10) : piece;
    })
    .join('');
}
