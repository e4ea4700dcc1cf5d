import type { FaceLine } from '../../../schemas/certificates/document.ts';
import { breakLines } from './break-lines.ts';
import type { FaceDrawing, Glyphs, Point } from './face.ts';
import { pageArea } from './page-area.ts';
import { textBlock } from './text-block.ts';

/** `height` includes the gap above the foot. */
export type Foot = { readonly height: number; readonly drawings: readonly FaceDrawing[]; readonly stampAt: Point };

const codeSize = 30;
const hint = '扫码核验：用手机扫描二维码，核对本证照是否真实、现在是否有效。';
const hintStyle = { size: 2.9, leading: 4.5, weight: 'regular', ink: 'grey' } as const;
const issuedStyle = { size: 4.4, leading: 7, weight: 'regular', ink: 'black' } as const;

/** Lays out QR code, issuing authority and day of issue below the table. */
export function footBlock(authority: FaceLine, issued: FaceLine, verifyAddress: string, glyphs: Glyphs): Foot {
  const besideCode = pageArea.left + codeSize + 3;
  const hintWidth = 34;
  const right = { x: besideCode + hintWidth + 6, width: pageArea.right - besideCode - hintWidth - 6 };
  const widthOf = (size: number) => (text: string) => glyphs.widthOf(text, 'regular') * size;
  const hintLines = breakLines(hint, hintWidth, widthOf(hintStyle.size));
  const issuedLines = [authority, issued].flatMap(({ Label, Value }) =>
    breakLines(`${Label}：${Value}`, right.width, widthOf(issuedStyle.size)),
  );
  const inner = Math.max(codeSize, hintLines.length * hintStyle.leading, issuedLines.length * issuedStyle.leading);
  const centred = (height: number): number => pageArea.bottom - inner + (inner - height) / 2;
  return {
    height: inner + 6,
    stampAt: { x: right.x + right.width / 2, y: centred(0) },
    drawings: [
      { kind: 'qr-code', x: pageArea.left, y: centred(codeSize), size: codeSize, text: verifyAddress },
      ...textBlock(
        hintLines,
        { x: besideCode, top: centred(hintLines.length * hintStyle.leading), width: hintWidth },
        hintStyle,
        glyphs,
      ),
      ...textBlock(
        issuedLines,
        { ...right, top: centred(issuedLines.length * issuedStyle.leading), align: 'centre' },
        issuedStyle,
        glyphs,
      ),
    ],
  };
}
