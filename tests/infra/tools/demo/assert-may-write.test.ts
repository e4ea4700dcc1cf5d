import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { listen, stopServer } from '../../../../infra/local/listen.ts';
import { assertMayWrite } from '../../../../infra/tools/demo/assert-may-write.ts';

let server: Server | undefined;
afterEach(async () => {
  if (server !== undefined) await stopServer(server);
});

/** A system that answers these paths with JSON. */
async function systemAt(answers: Readonly<Record<string, unknown>>): Promise<string> {
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? '没有'));
  });
  return `http://127.0.0.1:${await listen(server, 0)}`;
}

const local = { '/local-system': { system: 'guiji-local', stateDirectory: '/home/x/.local', startedAt: '2026-01-01' } };
const other = { '/api/v1/openapi.json': { info: { title: '某市数据平台' } } };

test.each<[string, Readonly<Record<string, unknown>>, { yes?: boolean; answer?: string | null }, string]>([
  ['a local system is written to without a question', local, { answer: null }, 'written'],
  ['another system is not, where nobody can be asked', other, { answer: null }, 'refused'],
  ['another system is not, when the answer is no', other, { answer: 'no' }, 'refused'],
  ['another system is not, when the answer is empty', other, { answer: '' }, 'refused'],
  ['another system is, when somebody says yes', other, { answer: 'yes' }, 'written'],
  ['another system is with --yes', other, { yes: true, answer: null }, 'written'],
  ['what answers nothing is another system', {}, { answer: null }, 'refused'],
])('%s', async (_, answers, { yes = false, answer = null }, expected) => {
  const url = await systemAt(answers);
  const said: string[] = [];
  const ask = answer === null ? null : async () => answer;
  const outcome = await assertMayWrite(url, { yes, ask, say: (sentence) => said.push(sentence) }).then(
    () => 'written',
    (error: unknown) => (error instanceof Error && error.name === 'DemoRefused' ? 'refused' : String(error)),
  );
  expect(outcome).toBe(expected);
  expect(said.join()).toContain(url);
});
