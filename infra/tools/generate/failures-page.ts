import type { FailureDescription } from '../../../lib/kernel/failure-description.ts';
import { failures } from '../../../lib/kernel/failures.ts';

/** Writes the failure catalogue's run book page as Markdown, in the order of the codes. */
export function failuresPage(): string {
  const entries: [string, FailureDescription][] = Object.entries(failures);
  const rows = entries
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, { happened, action }]) => `| \`${code}\` | ${happened} | ${action} |`);
  return `${head}\n${rows.join('\n')}\n\n<!-- prettier-ignore-end -->\n`;
}

const head = `# Failures

Generated from \`lib/kernel/failures.ts\` by \`npm run generate\`; edit the catalogue, not this page.

Each log line of level \`warn\` or \`error\` carries one of these codes as \`code\`. The failure below it, if it is ours,
is \`failure\`, and its causes are \`cause.failure\`, \`cause.cause.failure\`; ids and counts stand beside it.

\`\`\`json
{ "level": "error", "code": "message-failed", "function": "…-load", "failure": "table-throttled", "left": 12 }
\`\`\`

<!-- prettier-ignore-start -->

| code | what happened | what to do |
| --- | --- | --- |`;
