import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { breakLines } from './break-lines.ts';
import type { Glyphs } from './face.ts';
import { printableText } from './printable-text.ts';
import { measure, sheet } from './sheet.ts';
import { textBlock } from './text-block.ts';
import type { Block } from './title-block.ts';

/** What a copy (加注件) says of itself, label and words. */
export function copyLines(copy: CopyNote, has: Glyphs['has']): [label: string, words: string][] {
  return [
    ['用途（事由）', printableText(copy.CertificateCopyCause, has)],
    ['使用人（单位）', printableText(copy.CertificateCopyCreator, has)],
    ['制作时间', minuteInShanghai(copy.CertificateCopyCreationTime)],
    ['有效期截止', minuteInShanghai(copy.CertificateCopyExpiringTime)],
  ];
}

const style = { size: 3.3, leading: 5, weight: 'regular', ink: 'red' } as const;
const padding = 2;
const head = 18;

/** The band above the title that tells a copy from the certificate. */
export function copyBand(copy: CopyNote, glyphs: Glyphs): Block {
  const room = measure - head - 2 * padding;
  const lines = copyLines(copy, glyphs.has).flatMap(([label, words]) =>
    breakLines(`${label}：${words}`, room, (text) => glyphs.widthOf(text, style.weight) * style.size),
  );
  const height = lines.length * style.leading + 2 * padding;
  const top = sheet.top - 4;
  return {
    drawings: [
      { kind: 'box', x: sheet.left, y: top, width: measure, height, ink: 'tint' },
      { kind: 'box', x: sheet.left, y: top, width: measure, height, ink: 'red', stroke: 0.4 },
      ...textBlock(
        ['加注件'],
        { x: sheet.left + padding, top: top + height / 2 - 3.5, room: head - padding, align: 'left' },
        { size: 4.6, leading: 7, weight: 'bold', ink: 'red' },
        glyphs,
      ),
      ...textBlock(lines, { x: sheet.left + padding + head, top: top + padding, room }, style, glyphs),
    ],
    bottom: top + height + 5,
  };
}
