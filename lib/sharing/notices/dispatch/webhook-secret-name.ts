/** The name of a signing secret in the parameter store, below the stage's prefix. */
export function webhookSecretName(department: string, secret: string): string {
  return `webhooks/${department}/${secret}`;
}
