import { defineApiByBody } from '../../deployment/api-definition.ts';
import { invokeByRole } from '../../deployment/invoke-by-role.ts';

type Serverless = {
  readonly service: {
    readonly provider: { compiledCloudFormationTemplate: { Resources: Readonly<Record<string, unknown>> } };
  };
};

/** A plugin of osls: rewrites the API in the template before it is written. The local system never gets here. */
export default class RewrittenApi {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(serverless: Serverless) {
    this.hooks = {
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const template = serverless.service.provider.compiledCloudFormationTemplate;
        template.Resources = defineApiByBody(invokeByRole(template.Resources));
      },
    };
  }
}
