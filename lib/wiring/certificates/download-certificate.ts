import type { DownloadCertificatePorts } from '../../certificates/file/download-certificate.ts';
import { makeFile } from '../../certificates/file/make-file.ts';
import { lookupPorts } from './lookup.ts';
import { makeFilePorts } from './make-file.ts';

/** Adds WORK_BUCKET and the signing key to look-ups. Throws `signing-key-not-usable`. */
export async function downloadCertificatePorts(): Promise<DownloadCertificatePorts> {
  const files = await makeFilePorts();
  return { ...(await lookupPorts()), makeFile: async (signed, kind) => await makeFile({ signed, kind }, files) };
}
