/** SOAP 1.1 §4, 1.2 part 1 §5; the action is a header in 1.1, part of the media type in 1.2 (RFC 3902). */
export function soapEnvelope(
  { version, action }: { readonly version: '1.1' | '1.2'; readonly action: string },
  body: string,
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const namespace =
    version === '1.1' ? 'http://schemas.xmlsoap.org/soap/envelope/' : 'http://www.w3.org/2003/05/soap-envelope';
  const quoted = `"${action.replace(/["\\\r\n]/g, '')}"`;
  return {
    body:
      '<?xml version="1.0" encoding="UTF-8"?>' +
      `<soap:Envelope xmlns:soap="${namespace}"><soap:Body>${body}</soap:Body></soap:Envelope>`,
    headers:
      version === '1.1'
        ? { 'content-type': 'text/xml; charset=utf-8', soapaction: quoted }
        : { 'content-type': `application/soap+xml; charset=utf-8${action === '' ? '' : `; action=${quoted}`}` },
  };
}
