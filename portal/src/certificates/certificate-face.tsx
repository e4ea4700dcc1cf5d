import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import { routeKey, useApi } from '../shared/api/use-api.ts';
import { DownloadButton } from '../shared/download-button.tsx';
import { QueryView } from '../shared/states/query-view.tsx';

/** Shows the PDF that the holder gets, in the browser's viewer: a drawing of ours could differ from the print. */
export function CertificateFace({ identifier }: { readonly identifier: string }) {
  const api = useApi();
  const request = { params: { identifier, kind: 'pdf' } } as const;
  const file = useQuery({
    queryKey: routeKey(downloadCertificateRoute, request),
    queryFn: async ({ signal }) => await api.call(downloadCertificateRoute, request, { signal }),
    // A version's face never changes, and each reading is on record.
    staleTime: Infinity,
  });
  return (
    <section className="panel">
      <h2>证面</h2>
      <QueryView query={file} what="证面">
        {({ blob }) => <PdfFrame blob={blob} />}
      </QueryView>
      <div className="actions">
        <DownloadButton route={downloadCertificateRoute} request={request} label="下载 PDF" />
        <DownloadButton
          route={downloadCertificateRoute}
          request={{ params: { identifier, kind: 'ofd' } }}
          label="下载 OFD"
        />
        <DownloadButton
          route={downloadCertificateRoute}
          request={{ params: { identifier, kind: 'json' } }}
          label="下载签名文档"
        />
      </div>
      <p className="soft">这里没有显示证面时（如在手机上），请下载 PDF 查看；每次取用都会留痕。</p>
    </section>
  );
}

/**
 * Made by hand, since the address must be given back with the frame. It has no `sandbox`: in one, Chromium does not
 * open its viewer; the policy of the page holds within it all the same.
 */
function PdfFrame({ blob }: { readonly blob: Blob }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(new Blob([blob], { type: 'application/pdf' }));
    const frame = document.createElement('iframe');
    frame.title = '证面';
    frame.src = `${address}#toolbar=0&view=Fit`;
    place.current?.replaceChildren(frame);
    // The viewer is a document of its own: no `:focus` matches here while keys go there.
    const showFocus = () => frame.classList.toggle('focused', document.activeElement === frame);
    window.addEventListener('blur', showFocus);
    window.addEventListener('focus', showFocus);
    return () => {
      window.removeEventListener('blur', showFocus);
      window.removeEventListener('focus', showFocus);
      frame.remove();
      URL.revokeObjectURL(address);
    };
  }, [blob]);
  return <div className="certificate-face" ref={place} />;
}
