/** No secret: they open only stores on 127.0.0.1. */
export const localCredentials = { accessKeyId: 'LOCAL', secretAccessKey: 'local-secret-of-the-local-stack' } as const;
