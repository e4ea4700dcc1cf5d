import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative } from 'node:path';

/**
 * Follows imports of values through the handler's own room (`lib/<room>`), from it and the wiring file of its ports.
 * Of a router only the imports of one route's call count: `http(<operation>Route, ports, useCase)`.
 */
export function listOpenedFiles(root: string, handler: string, operation?: string): readonly string[] {
  const room = /^functions\/([^/]+)\//.exec(handler)?.[1] ?? '';
  const opened = new Set([handler]);
  const pending = [handler];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const names = file === handler && operation !== undefined ? namesOfCall(root, handler, operation) : undefined;
    for (const imported of listValueImports(root, file, names)) {
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

/** The names in the call that serves the operation. Throws if there is none. */
function namesOfCall(root: string, handler: string, operation: string): readonly string[] {
  const route = `${operation.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Route`;
  const call = new RegExp(`http\\(\\s*${route}([^)]*)\\)`).exec(readFileSync(join(root, handler), 'utf8'));
  if (call === null) throw new Error(`${handler} does not serve ${operation}`);
  return call[1]?.match(/\w+/g) ?? [];
}

/** Only imports of one of `names`, if given. */
function listValueImports(root: string, file: string, names?: readonly string[]): readonly string[] {
  const code = stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'), { mode: 'strip' });
  return [...code.matchAll(/^(?:import|export)\s([^;'"]*?)from\s+'(\.{1,2}\/[^']+)'/gm)]
    .filter(([, imported = '']) => !/^\{[\s,]*\}\s*$/.test(imported.trim()))
    .filter(([, imported = '']) => names?.some((name) => new RegExp(`\\b${name}\\b`).test(imported)) ?? true)
    .map(([, , from = '']) => relative(root, join(root, dirname(file), from)))
    .filter((path) => existsSync(join(root, path)));
}
