import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';

/**
 * Follows imports of values through the handler's own room (`lib/<room>`), from it and the wiring file of its ports.
 */
export function listOpenedFiles(root: string, handler: string): readonly string[] {
  const room = /^functions\/([^/]+)\//.exec(handler)?.[1] ?? '';
  const opened = new Set([handler]);
  const pending = [handler];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    for (const imported of listValueImports(root, file)) {
      const ofRoom = imported.startsWith(`lib/${room}/`);
      const givesPorts = file === handler && isPortsFile(imported, room);
      if ((!ofRoom && !givesPorts) || opened.has(imported)) continue;
      opened.add(imported);
      if (ofRoom) pending.push(imported);
    }
  }
  return [...opened];
}

/** `lib/wiring/queue.ts` is the frame of every handler. */
function isPortsFile(file: string, room: string): boolean {
  return file.startsWith(`lib/wiring/${room}/`) || file === `lib/wiring/${room}.ts`;
}

function listValueImports(root: string, file: string): readonly string[] {
  const code = stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'), { mode: 'strip' });
  return [...code.matchAll(/^(?:import|export)\s([^;'"]*?)from\s+'(\.{1,2}\/[^']+)'/gm)]
    .filter(([, names = '']) => !/^\{[\s,]*\}\s*$/.test(names.trim()))
    .map(([, , from = '']) => relative(root, join(root, dirname(file), from)))
    .filter((path) => existsSync(join(root, path)));
}
