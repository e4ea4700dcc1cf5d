#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { runCommand } from './run-command.ts';

// This module is bundled to dist/cli/guiji.mjs, next to catalogue.json, seeds.json and sign-in.js.
const context = {
  stdout: process.stdout,
  stderr: process.stderr,
  version: manifest.version,
  environment: process.env,
  bundledCatalogue: fileURLToPath(new URL('catalogue.json', import.meta.url)),
  bundledSeeds: fileURLToPath(new URL('seeds.json', import.meta.url)),
  bundledSignIn: fileURLToPath(new URL('sign-in.js', import.meta.url)),
};

// The reader may close the stream early (`| head`).
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

runCommand(process.argv.slice(2), context).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error('程序出错，没有完成。请把下面的内容告诉市政府信息中心：');
    console.error(error);
    process.exitCode = 70; // EX_SOFTWARE: an unexpected error
  },
);
