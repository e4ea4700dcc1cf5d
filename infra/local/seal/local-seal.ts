import { X509Certificate } from 'node:crypto';
import { fontFolder } from '../../../lib/adapters/certificates/files/font-folder.ts';
import { selfMadeSeal } from '../../../lib/adapters/certificates/signing/ses/self-made-seal.ts';
import type { SigningKind } from '../key-service/signing-key.ts';
import { drawSeal } from './draw-seal.ts';

const name = '漯河市电子证照专用章（演示）';
const years = 10;
const millimetres = 42;

/** Makes the seal of the local system for its signing chain (PEM): no city has it. */
export async function newLocalSeal(chain: string, kind: SigningKind, now: Date): Promise<Uint8Array> {
  const from = new Date(now.getTime() - 3_600_000);
  const to = new Date(from);
  to.setUTCFullYear(from.getUTCFullYear() + years);
  return await selfMadeSeal(
    {
      id: 'GUIJI-LOCAL-SEAL-1',
      name,
      certificates: [new X509Certificate(chain).raw],
      validity: { from, to },
      picture: {
        data: await drawSeal({ arc: '漯河市电子证照', lines: ['专用章', '（演示）'] }, fontFolder()),
        width: millimetres,
        height: millimetres,
      },
    },
    kind === 'sm2' ? 'SM2' : 'P-256',
  );
}
