/** Known to everyone, worth nothing: they open the local stores on 127.0.0.1 only. */
export const localCredentials = { accessKeyId: 'LOCAL', secretAccessKey: 'local-secret-of-the-local-stack' } as const;
