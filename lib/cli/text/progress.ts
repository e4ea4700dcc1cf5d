import { formatSize } from './format-amounts.ts';

export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

const barWidth = 30;
/** Smaller files get a line at the end only. */
const smallFileBytes = 1024 * 1024;
const redrawIntervalMs = 100;

/** Shows a bar on a terminal, else a line at each quarter; `total` in bytes. */
export function uploadProgress(
  stream: ProgressStream,
  total: number,
): { readonly show: (sent: number) => void; readonly end: () => void } {
  const started = performance.now();
  let [drawn, quarter, latest] = [0, 0, 0];
  const formatRate = () => `${formatSize(Math.round((latest / Math.max(1, performance.now() - started)) * 1000))}/秒`;
  const draw = () =>
    stream.write(
      `\r上传 ${bar(latest / total)}  ${formatSize(latest)} / ${formatSize(total)}  ${formatRate()}\u001b[K`,
    );
  return {
    show: (sent) => {
      latest = sent;
      if (stream.isTTY === true) {
        if (performance.now() - drawn < redrawIntervalMs && sent < total) return;
        drawn = performance.now();
        draw();
      } else if (Math.floor((sent / total) * 4) > quarter && (sent === total || total >= smallFileBytes)) {
        quarter = Math.floor((sent / total) * 4);
        stream.write(`已上传 ${quarter * 25}%（${formatSize(sent)} / ${formatSize(total)}，${formatRate()}）\n`);
      }
    },
    end: () => {
      if (stream.isTTY === true) stream.write('\n');
    },
  };
}

/** Formats `[███████░░░░░░░░] 45%`. */
export function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * barWidth);
  return `[${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}] ${Math.floor(Math.min(1, share) * 100)}%`;
}
