import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { z } from 'zod';
import { listen, stopServer } from '../../../../infra/local/listen.ts';

const Asked = z.object({
  KeyId: z.string(),
  Message: z.string().optional(),
  MessageType: z.string().optional(),
  SigningAlgorithm: z.string().optional(),
});

/**
 * A KMS stand-in: aliases, public keys, DER signatures over a digest. It signs only the expected content, so that a
 * wrong digest, algorithm or key gets no signature.
 */
export async function startKms(
  keys: ReadonlyMap<string, { readonly privateKey: KeyObject; readonly spec: string; readonly usage: string }>,
  aliases: Map<string, string>,
  signed: ReadonlyMap<string, Uint8Array>,
) {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const answer = answerTo(
        String(request.headers['x-amz-target']),
        Asked.parse(JSON.parse(Buffer.concat(pieces).toString())),
      );
      response
        .writeHead(answer === null ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer ?? { __type: 'NotFoundException', message: 'not found' }));
    });
  });

  function answerTo(target: string, asked: z.infer<typeof Asked>): object | null {
    const id = aliases.get(asked.KeyId) ?? asked.KeyId;
    const key = keys.get(id);
    if (key === undefined) return null;
    if (target === 'TrentService.GetPublicKey')
      return {
        KeyId: id,
        KeySpec: key.spec,
        KeyUsage: key.usage,
        PublicKey: createPublicKey(key.privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
      };
    const content = signed.get(Buffer.from(asked.Message ?? '', 'base64').toString('hex'));
    if (
      target !== 'TrentService.Sign' ||
      asked.MessageType !== 'DIGEST' ||
      asked.SigningAlgorithm !== 'ECDSA_SHA_256' ||
      content === undefined
    )
      return null;
    return {
      KeyId: id,
      Signature: sign('sha256', content, key.privateKey).toString('base64'),
      SigningAlgorithm: 'ECDSA_SHA_256',
    };
  }

  const endpoint = `http://127.0.0.1:${await listen(server, 0)}`;
  return { endpoint, close: async () => await stopServer(server) };
}

export const digestsOf = (contents: readonly Uint8Array[]): ReadonlyMap<string, Uint8Array> =>
  new Map(contents.map((content) => [hash('sha256', content), content]));

export const isSignatureOf = (key: KeyObject, content: Uint8Array, raw: Uint8Array): boolean =>
  verify('sha256', content, { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' }, raw);
