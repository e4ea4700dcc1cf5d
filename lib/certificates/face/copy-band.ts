import type { CopyNote } from '../../../schemas/certificates/file.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { printableText } from '../../kernel/printable-text.ts';
import { breakLines } from './break-lines.ts';
import type { Glyphs } from './face.ts';
import { textWidth, pageArea } from './page-area.ts';
import { textBlock } from './text-block.ts';
import type { Block } from './title-block.ts';

/** Lists the lines that a copy (加注件) prints. */
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
const labelWidth = 18;

/** Draws the band above the title that marks a copy. */
export function copyBand(copy: CopyNote, glyphs: Glyphs): Block {
  const width = textWidth - labelWidth - 2 * padding;
  const lines = copyLines(copy, glyphs.has).flatMap(([label, words]) =>
    breakLines(`${label}：${words}`, width, (text) => glyphs.widthOf(text, style.weight) * style.size),
  );
  const height = lines.length * style.leading + 2 * padding;
  const top = pageArea.top - 4;
  return {
    drawings: [
      { kind: 'box', x: pageArea.left, y: top, width: textWidth, height, ink: 'tint' },
      { kind: 'box', x: pageArea.left, y: top, width: textWidth, height, ink: 'red', stroke: 0.4 },
      ...textBlock(
        ['加注件'],
        { x: pageArea.left + padding, top: top + height / 2 - 3.5, width: labelWidth - padding, align: 'left' },
        { size: 4.6, leading: 7, weight: 'bold', ink: 'red' },
        glyphs,
      ),
      ...textBlock(lines, { x: pageArea.left + padding + labelWidth, top: top + padding, width }, style, glyphs),
    ],
    bottom: top + height + 5,
  };
}
