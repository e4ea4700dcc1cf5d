import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { breakLines } from './break-lines.ts';
import { copyLines } from './copy-band.ts';
import type { Glyphs, TextRun } from './face.ts';
import { sheet } from './sheet.ts';

const turned = 30;
const along = { x: Math.cos((turned * Math.PI) / 180), y: -Math.sin((turned * Math.PI) / 180) };
const down = { x: -along.y, y: along.x };
const room = 150;

/** The words of a copy across the page, three times, so pale that all else stays readable; to be drawn before everything else. */
export function watermark(copy: CopyNote, glyphs: Glyphs): TextRun[] {
  const words = copyLines(copy, glyphs.has)
    .map(([label, text]) => `${label}：${text}`)
    .join('　');
  const broken = (size: number) =>
    breakLines(`加注件　${words}`, room, (text) => glyphs.widthOf(text, 'regular') * size);
  const size = [5, 4.2, 3.4, 2.8].find((candidate) => broken(candidate).length * candidate * 1.5 <= 36) ?? 2.4;
  const lines = broken(size);
  return [1, 2, 3].flatMap((block) =>
    lines.map((text, line): TextRun => {
      const back = (glyphs.widthOf(text, 'regular') * size) / 2;
      const below = (line - (lines.length - 1) / 2) * size * 1.5 + size * 0.38;
      const centre = { x: sheet.width / 2, y: (sheet.height * block) / 4 };
      return {
        kind: 'text',
        x: centre.x - along.x * back + down.x * below,
        y: centre.y - along.y * back + down.y * below,
        size,
        weight: 'regular',
        ink: 'pale',
        text,
        turned,
      };
    }),
  );
}
