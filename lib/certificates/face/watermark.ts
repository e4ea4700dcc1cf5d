import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { breakLines } from './break-lines.ts';
import { copyLines } from './copy-band.ts';
import type { Glyphs, TextRun } from './face.ts';
import { pageArea } from './page-area.ts';

const rotationDegrees = 30;
const along = { x: Math.cos((rotationDegrees * Math.PI) / 180), y: -Math.sin((rotationDegrees * Math.PI) / 180) };
const down = { x: -along.y, y: along.x };
const maxWidth = 150;

/** Repeats a copy's lines three times across the page; drawn first. */
export function watermark(copy: CopyNote, glyphs: Glyphs): TextRun[] {
  const words = copyLines(copy, glyphs.has)
    .map(([label, text]) => `${label}：${text}`)
    .join('　');
  const breakAt = (size: number) =>
    breakLines(`加注件　${words}`, maxWidth, (text) => glyphs.widthOf(text, 'regular') * size);
  const size = [5, 4.2, 3.4, 2.8].find((candidate) => breakAt(candidate).length * candidate * 1.5 <= 36) ?? 2.4;
  const lines = breakAt(size);
  return [1, 2, 3].flatMap((block) =>
    lines.map((text, line): TextRun => {
      const back = (glyphs.widthOf(text, 'regular') * size) / 2;
      const below = (line - (lines.length - 1) / 2) * size * 1.5 + size * 0.38;
      const centre = { x: pageArea.width / 2, y: (pageArea.height * block) / 4 };
      return {
        kind: 'text',
        x: centre.x - along.x * back + down.x * below,
        y: centre.y - along.y * back + down.y * below,
        size,
        weight: 'regular',
        ink: 'pale',
        text,
        rotationDegrees,
      };
    }),
  );
}
