import { createServer } from 'node:http';
import { listen, stopServer } from '../../local/listen.ts';

/** The query protocol of CloudFormation. */
const missing =
  '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack does not exist</Message></Error></ErrorResponse>';

export type NoStack = { readonly environment: Readonly<Record<string, string>>; readonly close: () => Promise<void> };

/** Tells osls that nothing is deployed: it asks whether a layer has changed, even when it only packages. */
export async function openNoStack(): Promise<NoStack> {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(400, { 'content-type': 'text/xml' }).end(missing);
  });
  const port = await listen(server, 0);
  return {
    environment: {
      AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
    },
    close: async () => await stopServer(server),
  };
}
