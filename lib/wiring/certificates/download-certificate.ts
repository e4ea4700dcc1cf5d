import type { DownloadCertificatePorts } from '../../certificates/file/download-certificate.ts';
import { makeFile } from '../../certificates/file/make-file.ts';
import { lookupPorts } from './lookup.ts';
import { makeFilePorts } from './make-file.ts';

export function downloadCertificatePorts(): DownloadCertificatePorts {
  const files = makeFilePorts();
  return { ...lookupPorts(), makeFile: async (signed, kind) => await makeFile({ signed, kind }, files) };
}
